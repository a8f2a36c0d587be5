using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Ends a ticket without delivery: withdrawn or raised in error.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record CancelTicketCommand : StepCommand;

internal sealed class CancelTicketValidator() : StepValidator<CancelTicketCommand>("Enter why it is cancelled");

internal sealed class CancelTicketHandler(TicketsAtWork work) : StepHandler<CancelTicketCommand>(work)
{
    protected override ValueTask<Result<Done>> StepAsync(CancelTicketCommand command, TicketAtWork taken, CancellationToken token) => new(taken.Ticket.Cancel(taken.Terms, taken.By));
}
