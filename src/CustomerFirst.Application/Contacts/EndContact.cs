using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Contacts;

/// <summary>Ends a contact with its outcome, which must not say what did not happen, and whether it could have been avoided.</summary>
/// <param name="Avoidable">Null when staff cannot say.</param>
/// <param name="Why">Needed when it could have been avoided.</param>
[Needs(Permission.TakeContact)]
public sealed record EndContactCommand(Guid ContactId, ContactOutcome? Outcome, bool? Avoidable, AvoidableReason? Why, int Version) : IdempotentCommand<ContactAfter>;

internal sealed class EndContactValidator : AbstractValidator<EndContactCommand>
{
    public EndContactValidator()
    {
        RuleFor(c => c.Outcome).NotNull().WithMessage("Select how the contact ended").IsInEnum().WithMessage("Select how the contact ended");
        RuleFor(c => c.Why).NotNull().When(c => c.Avoidable == true).WithMessage("Select why the contact could have been avoided").IsInEnum().WithMessage("Select why the contact could have been avoided");
    }
}

internal sealed class EndContactHandler(ContactsAtWork contacts, TimeProvider time) : IRequestHandler<EndContactCommand, Result<ContactAfter>>
{
    public async Task<Result<ContactAfter>> Handle(EndContactCommand command, CancellationToken cancellationToken)
    {
        var contact = await contacts.TakeOutAsync(command.ContactId, command.Version, cancellationToken);
        if (contact.Error is { } refused) return refused;
        var acts = await contacts.ActsAsync(command.ContactId, cancellationToken);
        if (contact.Value.EndedAt is null && ContactOutcomes.Contradiction(command.Outcome!.Value, acts) is { } wrong) return new NotAccepted(nameof(command.Outcome), wrong);
        var done = contact.Value.End(command.Outcome!.Value, command.Avoidable, command.Why, time.GetUtcNow());
        return done.Error is { } ended ? ended : new ContactAfter(contact.Value.Id, contact.Value.Version);
    }
}
