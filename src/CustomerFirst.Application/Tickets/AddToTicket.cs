using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// "Add to this one instead": the customer becomes a reporter of a ticket that is there already, and what they said is noted on it. Where it was delivered
/// before, it is opened again, so that somebody acts on the report, unless the sender says that nobody has to.
/// </summary>
/// <param name="CustomerId">The customer's key; null for the contact's customer, or an anonymous one.</param>
/// <param name="LeaveResolved">A delivered ticket stays so: nobody has to act on the report.</param>
/// <param name="ActingId">Who reports it on the customer's behalf, by key; null where the customer does so themselves.</param>
[Needs(Permission.ProgressTicket)]
public sealed record AddToTicketCommand(Guid TicketId, string? Details, Guid? ContactId = null, Guid? CustomerId = null, bool LeaveResolved = false, Guid? ActingId = null) : IdempotentCommand<AddedReport>, ITriesAgain;

/// <summary>A ticket after a further report, and what the report did.</summary>
/// <param name="CustomerAdded">The customer was none of the ticket's before.</param>
/// <param name="Reopened">It had been delivered and is open again.</param>
/// <param name="Team">The team that has it; null for the first response.</param>
/// <param name="Officer">Who of the team has it; null for nobody yet.</param>
public sealed record AddedReport(Guid Id, string Reference, TicketState State, int Version, bool StillSeen, bool CustomerAdded, bool Reopened, string? Team, string? Officer);

internal sealed class AddToTicketValidator : AbstractValidator<AddToTicketCommand>
{
    public AddToTicketValidator()
    {
        RuleFor(c => c.TicketId).NotEmpty().WithMessage("Say which ticket");
        RuleFor(c => c.Details).MaximumLength(10_000).WithMessage("Details must be 10,000 characters or fewer");
    }
}

internal sealed class AddToTicketHandler(TicketsAtWork work, ContactsAtWork contacts, CurrentActor current, CustomerFirstDb db, TimeProvider time) : IRequestHandler<AddToTicketCommand, Result<AddedReport>>
{
    public async Task<Result<AddedReport>> Handle(AddToTicketCommand command, CancellationToken cancellationToken)
    {
        var taken = await work.TakeOutAsync(command.TicketId, version: null, reason: null, command.ContactId, cancellationToken);
        if (taken.Error is { } refused) return refused;
        var (ticket, at) = (taken.Value.Ticket, taken.Value);
        // Nobody looks at what was withdrawn or joined to another.
        if (ticket.State is TicketState.Cancelled or TicketState.Duplicate) return new StepNotAllowed("report", ticket.State);
        var reopens = ticket.State.IsDelivered() && !command.LeaveResolved;
        if (reopens && !current.Actor.May(Permission.ReopenTicket)) return new NotAccepted(nameof(command.LeaveResolved), "You may not reopen this ticket: say that it stays resolved, or raise another one");

        var customer = command.CustomerId;
        if (customer is null && command.ContactId is { } contactId) customer = (await contacts.InProgressAsync(contactId, cancellationToken)).Value.CustomerId;
        if (command.ActingId is { } acting)
        {
            if (customer is not { } principal) return new NotAccepted(nameof(command.ActingId), "Select for which customer they act");
            if (await db.MayNotActForAsync(acting, principal, nameof(command.ActingId), CouncilTime.DateOf(time.GetUtcNow()), cancellationToken) is { } cannot) return cannot;
            if (!await IsOnItAsync(command.TicketId, acting, cancellationToken)) db.Add(TicketCustomer.Create(command.TicketId, acting, CustomerRole.ActingFor));
        }
        var added = customer is { } reporter && !await IsOnItAsync(command.TicketId, reporter, cancellationToken);
        if (added) db.Add(TicketCustomer.Create(command.TicketId, customer!.Value, CustomerRole.Reporter));
        work.Write(at, EntryKind.Note, string.IsNullOrWhiteSpace(command.Details) ? "Reported again" : $"Reported again: {command.Details.Trim()}");
        // What they said stands in the note; the reason is read beside the step.
        if (reopens && ticket.Reopen(at.Terms, at.By with { Reason = "The customer reported it again" }).Error is { } illegal) return illegal;
        var after = work.After(ticket);
        return new AddedReport(after.Id, after.Reference, after.State, after.Version, after.StillSeen, added, reopens, ticket.TeamId is { } team ? at.Catalogue.TeamsById.GetValueOrDefault(team)?.Name : null,
            reopens && ticket.AssigneeId is { } officer ? await db.Users.Where(s => s.Id == officer).Select(s => s.DisplayName).FirstOrDefaultAsync(cancellationToken) : null);
    }

    // Under whichever key: a merged customer is on the ticket already.
    private Task<bool> IsOnItAsync(Guid ticketId, Guid customer, CancellationToken token) =>
        db.TicketCustomers.AnyAsync(c => c.TicketId == ticketId
            && db.CustomerKeys.Any(k => k.Key == c.CustomerId && db.CustomerKeys.Any(o => o.Key == customer && o.CustomerId == k.CustomerId)), token);
}
