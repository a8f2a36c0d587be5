using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Changes how pressing a ticket is; its due times follow from its opening.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record PrioritiseTicketCommand : StepCommand
{
    public Priority? Priority { get; init; }
}

internal sealed class PrioritiseTicketValidator : StepValidator<PrioritiseTicketCommand>
{
    public PrioritiseTicketValidator() : base("Enter why the priority changes") =>
        RuleFor(c => c.Priority).NotNull().WithMessage("Select a priority").IsInEnum().WithMessage("Select a priority");
}

internal sealed class PrioritiseTicketHandler(TicketsAtWork work) : StepHandler<PrioritiseTicketCommand>(work)
{
    private readonly TicketsAtWork _work = work;

    protected override ValueTask<Result<Done>> StepAsync(PrioritiseTicketCommand command, TicketAtWork taken, CancellationToken token)
    {
        var (before, after) = (taken.Ticket.Priority, command.Priority!.Value);
        var done = taken.Ticket.Prioritise(after, taken.TermsAt(after), taken.By);
        // No interval begins, so the timeline hears of it by a note.
        if (done is { Ok: true, Value.Unchanged: false }) _work.Write(taken, EntryKind.Note, $"Priority changed from {before.Code()} to {after.Code()}: {taken.By.Reason}");
        return new(done);
    }
}
