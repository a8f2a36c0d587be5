using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Members;

/// <summary>What happens to the enquiries of the wards that an elected member serves, without who the customers are.</summary>
/// <param name="WardId">One of the wards; null for all of them.</param>
/// <param name="Resolved">Lists those resolved in the last four weeks, not the open ones.</param>
/// <param name="After">A page's <see cref="TicketPage.Next"/>.</param>
/// <param name="Before">A page's <see cref="TicketPage.Previous"/>.</param>
[Needs(Permission.SeeWard)]
public sealed record SeeWardQuery(Guid? WardId = null, bool Resolved = false, string? After = null, string? Before = null) : IQuery<WardView>
{
    /// <summary>Enquiries on a page.</summary>
    public const int Rows = 50;

    /// <summary>What the list goes by.</summary>
    public static TicketSort SortOf(bool resolved) => resolved ? TicketSort.Updated : TicketSort.Due;

    /// <summary>What "recently" is, in days.</summary>
    public const int RecentDays = 28;
}

/// <summary>A member's wards.</summary>
/// <param name="Wards">All that the member serves now, by name.</param>
/// <param name="Months">The last twelve, the present one last.</param>
/// <param name="Backlog">Open enquiries by service, the most first; at most <see cref="WardFigures.MostServices"/>.</param>
public sealed record WardView(IReadOnlyList<ServedWard> Wards, WardTotals Totals, IReadOnlyList<WardMonth> Months, IReadOnlyList<WardBacklog> Backlog, IReadOnlyList<WardEnquiry> Enquiries, string? Next, string? Previous);

/// <summary>A ward that a member serves.</summary>
public sealed record ServedWard(Guid Id, string Name);

/// <summary>An enquiry in a ward. It names no customer, and its place is no closer than the postcode's sector.</summary>
/// <param name="Near">"B14 7".</param>
/// <param name="DueAt">Null while paused, or without a target.</param>
public sealed record WardEnquiry(string Reference, string Service, TicketState State, string? Ward, string? Near, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? DueAt, bool Overdue);

internal sealed class SeeWardHandler(CustomerFirstDb db, CurrentActor current, TicketList list, WardFigures figures, TimeProvider time) : IRequestHandler<SeeWardQuery, Result<WardView>>
{
    public async Task<Result<WardView>> Handle(SeeWardQuery request, CancellationToken cancellationToken)
    {
        var actor = current.Actor;
        if (request.WardId is { } chosen && !actor.Wards.Contains(chosen)) return new NotFound("ward");
        Guid[] served = [.. actor.Wards], shown = request.WardId is { } one ? [one] : served;
        var wards = await db.Wards.AsNoTracking().Where(w => served.Contains(w.Id)).OrderBy(w => w.Name).Select(w => new ServedWard(w.Id, w.Name)).ToListAsync(cancellationToken);
        if (wards.Count == 0) return new WardView([], new WardTotals(0, 0, 0, null, 0, 0), [], [], [], null, null);

        var filter = new TicketFilter { Wards = shown };
        if (request.Resolved) filter = filter with { Scope = TicketScope.Any, ResolvedFrom = CouncilTime.DateOf(time.GetUtcNow()).AddDays(-SeeWardQuery.RecentDays) };
        var page = await list.ReadAsync(filter, actor, SeeWardQuery.SortOf(request.Resolved), descending: request.Resolved, request.After, request.Before, SeeWardQuery.Rows, cancellationToken);
        return new WardView(wards, await figures.TotalsAsync(actor, shown, cancellationToken), await figures.MonthsAsync(actor, shown, cancellationToken), await figures.BacklogAsync(actor, shown, cancellationToken),
            [.. page.Rows.Select(r => new WardEnquiry(r.Reference, r.Service, r.State, r.Ward, SectorOf(r.Postcode), r.OpenedAt, r.ResolvedAt, r.DueAt, r.Overdue))], page.Next, page.Previous);
    }

    /// <summary>The sector of a postcode: some three thousand homes, where a whole one has fifteen.</summary>
    internal static string? SectorOf(string? postcode) => postcode is { Length: > 3 } ? postcode[..^2] : null;
}
