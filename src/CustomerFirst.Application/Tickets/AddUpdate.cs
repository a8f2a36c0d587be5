using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Writes an update that the customer sees; the first one is the first reply. It rests on what was read, so the version counts.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record AddUpdateCommand : StepCommand
{
    public string? Text { get; init; }
}

internal sealed class AddUpdateValidator : StepValidator<AddUpdateCommand>
{
    public AddUpdateValidator() =>
        RuleFor(c => c.Text).NotEmpty().WithMessage("Enter an update for the customer").MaximumLength(LongestText).WithMessage("The update must be 10,000 characters or fewer");
}

internal sealed class AddUpdateHandler(TicketsAtWork work) : StepHandler<AddUpdateCommand>(work)
{
    private readonly TicketsAtWork _work = work;

    protected override ValueTask<Result<Done>> StepAsync(AddUpdateCommand command, TicketAtWork taken, CancellationToken token)
    {
        // Somebody whose enquiry was withdrawn or joined to another hears through that one.
        if (taken.Ticket.State is TicketState.Cancelled or TicketState.Duplicate) return new(new StepNotAllowed("update", taken.Ticket.State));
        _work.Write(taken, EntryKind.Update, command.Text!);
        return new(Done.Value);
    }
}
