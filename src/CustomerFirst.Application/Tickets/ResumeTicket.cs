using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Goes on with a ticket that waited, where it stood before.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record ResumeTicketCommand : StepCommand;

internal sealed class ResumeTicketValidator : StepValidator<ResumeTicketCommand>;

internal sealed class ResumeTicketHandler(TicketsAtWork work) : StepHandler<ResumeTicketCommand>(work)
{
    protected override ValueTask<Result<Done>> StepAsync(ResumeTicketCommand command, TicketAtWork taken, CancellationToken token) => new(taken.Ticket.Resume(taken.Terms, taken.By));
}
