using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <content>Tickets in every state of their life.</content>
internal sealed partial class TicketScene
{
    /// <summary>Raises a ticket about missed bins and brings it into a state.</summary>
    public async Task<TicketAfter> BringToAsync(TicketState state)
    {
        var raised = await RaiseAsync(Raising());
        var ticket = new TicketAfter(raised.Id!.Value, raised.Reference, raised.State!.Value, raised.Version!.Value, true);
        TicketStep[] way = state switch
        {
            TicketState.New => [],
            TicketState.InHand => [TicketStep.Take],
            TicketState.WithService => [TicketStep.HandOver],
            TicketState.WaitingForCustomer => [TicketStep.WaitForCustomer],
            TicketState.WaitingForOthers => [TicketStep.WaitForOthers],
            TicketState.Resolved or TicketState.Closed => [TicketStep.Resolve],
            TicketState.Cancelled => [TicketStep.Cancel],
            TicketState.Duplicate => [TicketStep.MarkDuplicate],
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
        foreach (var step in way) ticket = await _hub.DoAsync(Step(step, ticket, step == TicketStep.MarkDuplicate ? (await RaiseAsync()).Reference : null), Adviser);
        if (state != TicketState.Closed) return ticket;
        await _hub.DatabaseAsync(db => db.Tickets.Where(t => t.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ObjectionEndsAt, t => t.ResolvedAt)));
        await _hub.DoAsync(new CloseResolvedCommand(), Domain.Staff.Actor.Job);
        return ticket with { State = TicketState.Closed, Version = ticket.Version + 1 };
    }

    /// <summary>Resolves a ticket as it stands.</summary>
    public async Task ResolveAsync(Guid ticketId) => await _hub.DoAsync(new ResolveTicketCommand { TicketId = ticketId, Version = (await GetAsync(ticketId)).Version, CustomerTold = "It is done" }, Adviser);

    /// <summary>The command of a step of a ticket as it stands.</summary>
    /// <param name="other">The ticket that stays, for a duplicate.</param>
    public StepCommand Step(TicketStep step, TicketAfter ticket, string? other) => step switch
    {
        TicketStep.Take => new TakeTicketCommand { TicketId = ticket.Id, Version = ticket.Version },
        TicketStep.HandOver => new HandOverTicketCommand { TicketId = ticket.Id, Version = ticket.Version, TeamId = ticket.State == TicketState.WithService ? OtherTeam.Id : Team.Id },
        TicketStep.HandBack => new HandBackTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Reason = "For the first response" },
        TicketStep.WaitForCustomer => new WaitTicketCommand { TicketId = ticket.Id, Version = ticket.Version, For = TicketState.WaitingForCustomer, Reason = "A photo" },
        TicketStep.WaitForOthers => new WaitTicketCommand { TicketId = ticket.Id, Version = ticket.Version, For = TicketState.WaitingForOthers, Reason = "A part" },
        TicketStep.Resume => new ResumeTicketCommand { TicketId = ticket.Id, Version = ticket.Version },
        TicketStep.Resolve => new ResolveTicketCommand { TicketId = ticket.Id, Version = ticket.Version, CustomerTold = "It is done." },
        TicketStep.Reopen => new ReopenTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Reason = "It came back" },
        TicketStep.Cancel => new CancelTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Reason = "Withdrawn" },
        TicketStep.MarkDuplicate => new MarkDuplicateCommand { TicketId = ticket.Id, Version = ticket.Version, DuplicateOf = other },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
