using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>Writes a note on a ticket, for staff only. It conflicts with nothing that others do, so no version is needed.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record AddNoteCommand(Guid TicketId, string? Text, Guid? ContactId = null) : IdempotentCommand<TicketAfter>, ITriesAgain;

internal sealed class AddNoteValidator : AbstractValidator<AddNoteCommand>
{
    public AddNoteValidator()
    {
        RuleFor(c => c.TicketId).NotEmpty().WithMessage("Say which ticket");
        RuleFor(c => c.Text).NotEmpty().WithMessage("Enter a note").MaximumLength(10_000).WithMessage("The note must be 10,000 characters or fewer");
    }
}

internal sealed class AddNoteHandler(TicketsAtWork work) : IRequestHandler<AddNoteCommand, Result<TicketAfter>>
{
    public async Task<Result<TicketAfter>> Handle(AddNoteCommand command, CancellationToken cancellationToken)
    {
        var taken = await work.TakeOutAsync(command.TicketId, version: null, reason: null, command.ContactId, cancellationToken);
        if (taken.Error is { } refused) return refused;
        if (await work.SaidJustNowAsync(taken.Value, EntryKind.Note, command.Text!, cancellationToken)) return work.Untouched(taken.Value.Ticket);
        work.Write(taken.Value, EntryKind.Note, command.Text!);
        return work.After(taken.Value.Ticket);
    }
}
