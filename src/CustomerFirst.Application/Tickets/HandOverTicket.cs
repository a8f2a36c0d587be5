using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Hands a ticket to a second-response team, or to somebody of it.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record HandOverTicketCommand : StepCommand
{
    public Guid TeamId { get; init; }
    /// <summary>Somebody of the team; null leaves it to the team.</summary>
    public Guid? AssigneeId { get; init; }
}

internal sealed class HandOverTicketValidator : StepValidator<HandOverTicketCommand>
{
    public HandOverTicketValidator() => RuleFor(c => c.TeamId).NotEmpty().WithMessage("Select a team");
}

internal sealed class HandOverTicketHandler(TicketsAtWork work, WhoCanHaveIt who) : StepHandler<HandOverTicketCommand>(work)
{
    protected override async ValueTask<Result<Done>> StepAsync(HandOverTicketCommand command, TicketAtWork taken, CancellationToken token)
    {
        if (WhoCanHaveIt.TeamRefused(taken, command.TeamId, ResponseTier.Second) is { } team) return team;
        if (taken.Ticket.State == TicketState.WithService && taken.Ticket.TeamId == command.TeamId)
            return new NotAccepted(nameof(command.TeamId), "This team has the ticket already. Select another team, or assign the ticket to somebody of this one");
        if (command.AssigneeId is { } assignee && await who.NameIfCanHaveItAsync(taken.Ticket, assignee, command.TeamId, token) is null)
            return new NotAccepted(nameof(command.AssigneeId), "Select somebody of the team");
        return taken.Ticket.HandOver(command.TeamId, command.AssigneeId, taken.Terms, taken.By);
    }
}
