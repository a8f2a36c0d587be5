using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Ends a ticket because another has the same matter; that one's updates reach this one's customer from then on.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record MarkDuplicateCommand : StepCommand
{
    /// <summary>The reference of the ticket that stays, as people write it.</summary>
    public string? DuplicateOf { get; init; }
}

internal sealed class MarkDuplicateValidator : StepValidator<MarkDuplicateCommand>
{
    public MarkDuplicateValidator() => RuleFor(c => c.DuplicateOf).Must(r => TicketReference.Read(r) is not null).WithMessage("Enter the reference of the ticket that stays, like CF-7K3M-29QX");
}

internal sealed class MarkDuplicateHandler(TicketsAtWork work, CustomerFirstDb db, CurrentActor current) : StepHandler<MarkDuplicateCommand>(work)
{
    protected override async ValueTask<Result<Done>> StepAsync(MarkDuplicateCommand command, TicketAtWork taken, CancellationToken token)
    {
        var reference = TicketReference.Read(command.DuplicateOf);
        var stays = await db.Tickets.VisibleTo(current.Actor).Where(t => t.Reference == reference)
            .Select(t => new { t.Id, t.State, t.Restricted, t.ServiceAreaId }).FirstOrDefaultAsync(token);
        if (stays is null) return new NotAccepted(nameof(command.DuplicateOf), "There is no such ticket");
        if (stays.State is TicketState.Duplicate or TicketState.Cancelled) return new NotAccepted(nameof(command.DuplicateOf), "That ticket has ended as cancelled or as a duplicate itself");
        // Who sees the one must see the other, or the link would tell of a restricted matter.
        if (stays.Restricted != taken.Ticket.Restricted || (stays.Restricted && stays.ServiceAreaId != taken.Ticket.ServiceAreaId))
            return new NotAccepted(nameof(command.DuplicateOf), "The two tickets are not seen by the same people");
        var done = taken.Ticket.MarkDuplicate(stays.Id, taken.Terms, taken.By);
        if (done.Ok) await CustomersFollowAsync(taken.Ticket.Id, stays.Id, token);
        return done;
    }

    private async Task CustomersFollowAsync(Guid ended, Guid stays, CancellationToken token)
    {
        var there = await db.TicketCustomers.AsNoTracking().Where(c => c.TicketId == stays).Select(c => c.CustomerId).ToListAsync(token);
        var here = await db.TicketCustomers.AsNoTracking().Where(c => c.TicketId == ended).Select(c => c.CustomerId).Distinct().ToListAsync(token);
        foreach (var customer in here.Except(there)) db.Add(TicketCustomer.Create(stays, customer, CustomerRole.Reporter));
    }
}
