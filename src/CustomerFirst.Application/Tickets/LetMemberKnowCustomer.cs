using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>The customer asked their ward's member to act, so the member may see who it is; or no longer does.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record LetMemberKnowCustomerCommand : StepCommand
{
    public bool May { get; init; }
}

internal sealed class LetMemberKnowCustomerValidator : StepValidator<LetMemberKnowCustomerCommand>;

internal sealed class LetMemberKnowCustomerHandler(TicketsAtWork work) : StepHandler<LetMemberKnowCustomerCommand>(work)
{
    private readonly TicketsAtWork _work = work;

    protected override ValueTask<Result<Done>> StepAsync(LetMemberKnowCustomerCommand command, TicketAtWork taken, CancellationToken token)
    {
        var done = taken.Ticket.LetMemberKnowCustomer(command.May, taken.By);
        if (!done.Unchanged) _work.Write(taken, EntryKind.Note, command.May ? "The customer asked their ward's member to act: the member may see who they are" : "The ward's member may no longer see who the customer is");
        return new(done);
    }
}
