using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>Writes an update that the customer sees; the first one is the first reply. It conflicts with nothing that others do, so no version is needed.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record AddUpdateCommand(Guid TicketId, string? Text, Guid? ContactId = null) : IdempotentCommand<TicketAfter>, ITriesAgain;

internal sealed class AddUpdateValidator : AbstractValidator<AddUpdateCommand>
{
    public AddUpdateValidator()
    {
        RuleFor(c => c.TicketId).NotEmpty().WithMessage("Say which ticket");
        RuleFor(c => c.Text).NotEmpty().WithMessage("Enter an update for the customer").MaximumLength(10_000).WithMessage("The update must be 10,000 characters or fewer");
    }
}

internal sealed class AddUpdateHandler(TicketsAtWork work) : IRequestHandler<AddUpdateCommand, Result<TicketAfter>>
{
    public async Task<Result<TicketAfter>> Handle(AddUpdateCommand command, CancellationToken cancellationToken)
    {
        var taken = await work.TakeOutAsync(command.TicketId, version: null, reason: null, command.ContactId, cancellationToken);
        if (taken.Error is { } refused) return refused;
        // Somebody whose enquiry was withdrawn or joined to another hears through that one.
        if (taken.Value.Ticket.State is var state && state is TicketState.Cancelled or TicketState.Duplicate) return new StepNotAllowed("update", state);
        if (await work.SaidJustNowAsync(taken.Value, EntryKind.Update, command.Text!, cancellationToken)) return work.Untouched(taken.Value.Ticket);
        work.Write(taken.Value, EntryKind.Update, command.Text!);
        return work.After(taken.Value.Ticket);
    }
}
