using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>The first response takes a new ticket in hand.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record TakeTicketCommand : StepCommand;

internal sealed class TakeTicketValidator : StepValidator<TakeTicketCommand>;

internal sealed class TakeTicketHandler(TicketsAtWork work) : StepHandler<TakeTicketCommand>(work)
{
    protected override ValueTask<Result<Done>> StepAsync(TakeTicketCommand command, TicketAtWork taken, CancellationToken token) =>
        new(taken.By.By is { } staff ? taken.Ticket.Take(staff, taken.Terms, taken.By) : new Forbidden("Only a member of staff can take a ticket in hand."));
}
