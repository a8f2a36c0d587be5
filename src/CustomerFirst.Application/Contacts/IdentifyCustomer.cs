using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Contacts;

/// <summary>Says who the customer of a contact in progress is, or that they stay anonymous with null.</summary>
[Needs(Permission.TakeContact)]
public sealed record IdentifyCustomerCommand(Guid ContactId, Guid? CustomerId, int Version) : IdempotentCommand<ContactAfter>;

internal sealed class IdentifyCustomerValidator : AbstractValidator<IdentifyCustomerCommand>
{
    public IdentifyCustomerValidator() => RuleFor(c => c.ContactId).NotEmpty().WithMessage("Say which contact");
}

internal sealed class IdentifyCustomerHandler(CustomerFirstDb db, ContactsAtWork contacts) : IRequestHandler<IdentifyCustomerCommand, Result<ContactAfter>>
{
    public async Task<Result<ContactAfter>> Handle(IdentifyCustomerCommand command, CancellationToken cancellationToken)
    {
        var contact = await contacts.TakeOutAsync(command.ContactId, command.Version, cancellationToken);
        if (contact.Error is { } refused) return refused;
        if (command.CustomerId is { } customer && await db.CannotAskAsync(customer, cancellationToken) is { } cannot) return cannot;
        var done = contact.Value.IsFrom(command.CustomerId);
        return done.Error is { } ended ? ended : new ContactAfter(contact.Value.Id, contact.Value.Version);
    }
}
