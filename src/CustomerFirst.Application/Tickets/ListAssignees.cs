using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>Who a ticket can be given to: people of the team that has it, of the asker's own teams, and the asker.</summary>
/// <param name="TeamId">Only people of this team, to whom the ticket would be handed; null for the above.</param>
[Needs(Permission.AssignTicket)]
public sealed record ListAssigneesQuery(Guid TicketId, Guid? TeamId = null) : IQuery<Assignees>;

/// <summary>People by name; at most 200.</summary>
public sealed record Assignees(IReadOnlyList<Assignee> People);

/// <summary>Somebody who may work on a ticket.</summary>
public sealed record Assignee(Guid Id, string Name);

internal sealed class ListAssigneesValidator : AbstractValidator<ListAssigneesQuery>
{
    public ListAssigneesValidator() => RuleFor(q => q.TicketId).NotEmpty().WithMessage("Say which ticket");
}

internal sealed class ListAssigneesHandler(TicketsAtWork work, WhoCanHaveIt who, CurrentActor current) : IRequestHandler<ListAssigneesQuery, Result<Assignees>>
{
    public async Task<Result<Assignees>> Handle(ListAssigneesQuery query, CancellationToken cancellationToken)
    {
        if (await work.FindAsync(query.TicketId, cancellationToken) is not { } ticket) return new NotFound("ticket");
        return new Assignees(await (query.TeamId is { } team ? who.PeopleOfAsync(team, ticket, cancellationToken) : who.PeopleAsync(ticket, current.Actor, cancellationToken)));
    }
}
