using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Gives a ticket back to the first response.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record HandBackTicketCommand : StepCommand
{
    /// <summary>A first-response team; null for the first response as a whole.</summary>
    public Guid? TeamId { get; init; }
}

internal sealed class HandBackTicketValidator() : StepValidator<HandBackTicketCommand>("Enter why you give it back");

internal sealed class HandBackTicketHandler(TicketsAtWork work) : StepHandler<HandBackTicketCommand>(work)
{
    protected override ValueTask<Result<Done>> StepAsync(HandBackTicketCommand command, TicketAtWork taken, CancellationToken token)
    {
        // Nobody of the first response sees a restricted ticket: there it would be lost.
        if (taken.Ticket.Restricted) return new(new NotAccepted(nameof(command.TeamId), "The first response may not see this ticket: hand it to another team of the service area"));
        if (command.TeamId is { } team && WhoCanHaveIt.TeamRefused(taken, team, ResponseTier.First) is { } refused) return new(refused);
        return new(taken.Ticket.HandBack(command.TeamId, taken.Terms, taken.By));
    }
}
