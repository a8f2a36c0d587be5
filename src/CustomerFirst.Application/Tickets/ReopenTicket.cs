using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Opens a delivered ticket again; its clock goes on from where it stood.</summary>
[Needs(Permission.ReopenTicket)]
public sealed record ReopenTicketCommand : StepCommand;

internal sealed class ReopenTicketValidator() : StepValidator<ReopenTicketCommand>("Enter why it is opened again");

internal sealed class ReopenTicketHandler(TicketsAtWork work) : StepHandler<ReopenTicketCommand>(work)
{
    protected override ValueTask<Result<Done>> StepAsync(ReopenTicketCommand command, TicketAtWork taken, CancellationToken token) => new(taken.Ticket.Reopen(taken.Terms, taken.By));
}
