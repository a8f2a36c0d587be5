using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>A page of a queue.</summary>
[Needs(Permission.SeeQueues)]
public sealed record ListTicketsQuery(TicketFilter Filter) : IQuery<TicketQueue>
{
    /// <summary>Null for <see cref="TicketOrder.Of"/>'s choice.</summary>
    public TicketSort? Sort { get; init; }
    public bool Descending { get; init; }
    /// <summary>From an earlier answer: the page after that one.</summary>
    public string? After { get; init; }
    /// <summary>From an earlier answer: the page before that one.</summary>
    public string? Before { get; init; }
    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Limit { get; init; } = 50;
    /// <summary>
    /// Counts on to <see cref="TicketQueue.MostCounted"/>, for a list that stands behind a figure and should say the same number. Counting costs as much as
    /// there are tickets, so a list that somebody works through does without.
    /// </summary>
    public bool CountsAll { get; init; }

    /// <summary>Whether a text is the place of a row in a list of this order, as <see cref="TicketPage.Next"/> gives it.</summary>
    public static bool CanGoOnFrom(string place, TicketSort sort) => TicketList.CanGoOnFrom(place, sort);
}

/// <summary>A page of a queue and how long the queue is.</summary>
/// <param name="Total">Counted up to <paramref name="CountedTo"/>.</param>
/// <param name="CountedTo">Where counting stopped: "1,000 or more".</param>
public sealed record TicketQueue(TicketPage Page, int Total, int CountedTo)
{
    /// <summary>Where counting stops, and where it does when a list says the number behind a figure.</summary>
    public const int UsuallyCounted = 1_000, MostCounted = 100_000;

    /// <summary>There may be more than were counted.</summary>
    public bool More => Total >= CountedTo;
}

internal sealed class ListTicketsValidator : AbstractValidator<ListTicketsQuery>
{
    public ListTicketsValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, 200).WithMessage("A page has 1 to 200 rows");
        RuleFor(q => q.Sort).Must((q, sort) => sort is null || TicketOrder.Offers(q.Filter, sort.Value)).WithMessage("Tickets that ended can be sorted by when they were raised, or by reference");
        RuleFor(q => q.Filter.RaisedTo).Must((q, to) => to is null || q.Filter.RaisedFrom is null || to >= q.Filter.RaisedFrom).WithMessage("Raised until must be the same as or after raised from");
        RuleFor(q => q.Filter.ResolvedTo).Must((q, to) => to is null || q.Filter.ResolvedFrom is null || to >= q.Filter.ResolvedFrom).WithMessage("Resolved until must be the same as or after resolved from");
    }
}

internal sealed class ListTicketsHandler(TicketList list, CurrentActor current) : IRequestHandler<ListTicketsQuery, Result<TicketQueue>>
{
    public async Task<Result<TicketQueue>> Handle(ListTicketsQuery query, CancellationToken cancellationToken)
    {
        var order = TicketOrder.Of(query.Filter, query.Sort, query.Descending);
        var page = await list.ReadAsync(query.Filter, current.Actor, order.Sort, order.Descending, query.After, query.Before, query.Limit, cancellationToken);
        var whole = page is { Next: null, Previous: null };
        var limit = query.CountsAll ? TicketQueue.MostCounted : TicketQueue.UsuallyCounted;
        return new TicketQueue(page, whole ? page.Rows.Count : await list.CountAsync(query.Filter, current.Actor, limit, cancellationToken), limit);
    }
}
