using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Contacts;

/// <summary>Begins a contact through any channel.</summary>
/// <param name="NumberDialled">The council's number that was rung, as people write it.</param>
/// <param name="OfficeId">Where it takes place; for a counter, by default the office of whoever takes it.</param>
/// <param name="Place">Where it takes place when that is no office.</param>
/// <param name="CustomerId">Null while not known.</param>
[Needs(Permission.TakeContact)]
public sealed record BeginContactCommand(Channel? Channel, string? NumberDialled = null, Guid? OfficeId = null, string? Place = null, Guid? CustomerId = null) : IdempotentCommand<ContactAfter>;

/// <summary>A contact after a command.</summary>
public sealed record ContactAfter(Guid Id, int Version);

internal sealed class BeginContactValidator : AbstractValidator<BeginContactCommand>
{
    public BeginContactValidator()
    {
        RuleFor(c => c.Channel).NotNull().WithMessage("Select how the customer reached us").IsInEnum().WithMessage("Select how the customer reached us");
        RuleFor(c => c.NumberDialled).Must(n => string.IsNullOrWhiteSpace(n) || PhoneNumber.Normalise(n) is not null)
            .WithMessage("Enter the number that was rung with its area code, like 0121 496 0001");
        RuleFor(c => c.Place).MaximumLength(200).WithMessage("Place must be 200 characters or fewer");
    }
}

internal sealed class BeginContactHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue, TimeProvider time) : IRequestHandler<BeginContactCommand, Result<ContactAfter>>
{
    public async Task<Result<ContactAfter>> Handle(BeginContactCommand command, CancellationToken cancellationToken)
    {
        var office = command.OfficeId ?? (command.Channel is Channel.Counter or Channel.Kiosk ? current.Actor.OfficeId : null);
        if (office is { } id && !(await catalogue.GetAsync(cancellationToken)).OfficesById.ContainsKey(id)) return new NotAccepted(nameof(command.OfficeId), "Select an office");
        if (command.CustomerId is { } customer && await db.CannotAskAsync(customer, cancellationToken) is { } cannot) return cannot;
        var now = time.GetUtcNow();
        var place = string.IsNullOrWhiteSpace(command.Place) ? null : command.Place.Trim();
        var start = new ContactStart(command.Channel!.Value, PhoneNumber.Normalise(command.NumberDialled), office, place, command.CustomerId);
        var contact = Contact.Begin(Ids.New(now), start, current.Actor.StaffId, now);
        db.Add(contact);
        return new ContactAfter(contact.Id, contact.Version);
    }
}
