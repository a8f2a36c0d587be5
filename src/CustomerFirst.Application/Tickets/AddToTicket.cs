using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>"Add to this one instead": the customer becomes a reporter of a ticket that is there already, and what they said is noted on it.</summary>
/// <param name="CustomerId">The customer's key; null for the contact's customer, or an anonymous one.</param>
[Needs(Permission.ProgressTicket)]
public sealed record AddToTicketCommand(Guid TicketId, string? Details, Guid? ContactId = null, Guid? CustomerId = null) : IdempotentCommand<TicketAfter>, ITriesAgain;

internal sealed class AddToTicketValidator : AbstractValidator<AddToTicketCommand>
{
    public AddToTicketValidator()
    {
        RuleFor(c => c.TicketId).NotEmpty().WithMessage("Say which ticket");
        RuleFor(c => c.Details).MaximumLength(10_000).WithMessage("Details must be 10,000 characters or fewer");
    }
}

internal sealed class AddToTicketHandler(TicketsAtWork work, ContactsAtWork contacts, CustomerFirstDb db) : IRequestHandler<AddToTicketCommand, Result<TicketAfter>>
{
    public async Task<Result<TicketAfter>> Handle(AddToTicketCommand command, CancellationToken cancellationToken)
    {
        var taken = await work.TakeOutAsync(command.TicketId, version: null, reason: null, command.ContactId, cancellationToken);
        if (taken.Error is { } refused) return refused;
        var customer = command.CustomerId;
        if (customer is null && command.ContactId is { } contactId) customer = (await contacts.InProgressAsync(contactId, cancellationToken)).Value.CustomerId;
        if (customer is { } reporter && !await IsOnItAsync(command.TicketId, reporter, cancellationToken)) db.Add(TicketCustomer.Create(command.TicketId, reporter, CustomerRole.Reporter));
        work.Write(taken.Value, EntryKind.Note, string.IsNullOrWhiteSpace(command.Details) ? "Reported again" : $"Reported again: {command.Details.Trim()}");
        return work.After(taken.Value.Ticket);
    }

    // Under whichever key: a merged customer is on the ticket already.
    private Task<bool> IsOnItAsync(Guid ticketId, Guid customer, CancellationToken token) =>
        db.TicketCustomers.AnyAsync(c => c.TicketId == ticketId
            && db.CustomerKeys.Any(k => k.Key == c.CustomerId && db.CustomerKeys.Any(o => o.Key == customer && o.CustomerId == k.CustomerId)), token);
}
