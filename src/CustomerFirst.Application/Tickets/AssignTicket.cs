using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Gives a ticket to somebody of the team that has it, or to nobody.</summary>
[Needs(Permission.AssignTicket)]
public sealed record AssignTicketCommand : StepCommand
{
    public Guid? AssigneeId { get; init; }
}

internal sealed class AssignTicketValidator : StepValidator<AssignTicketCommand>;

internal sealed class AssignTicketHandler(TicketsAtWork work, WhoCanHaveIt who) : StepHandler<AssignTicketCommand>(work)
{
    private readonly TicketsAtWork _work = work;

    protected override async ValueTask<Result<Done>> StepAsync(AssignTicketCommand command, TicketAtWork taken, CancellationToken token)
    {
        // The first response works as one; with the service it is somebody of the team that has it.
        var team = taken.Ticket.State == TicketState.WithService ? taken.Ticket.TeamId : null;
        var name = command.AssigneeId is { } assignee ? await who.NameIfCanHaveItAsync(taken.Ticket, assignee, team, token) : null;
        if (command.AssigneeId is not null && name is null)
            return new NotAccepted(nameof(command.AssigneeId), team is null ? "Select somebody who may work on this ticket" : "Select somebody of the team that has this ticket");
        var done = taken.Ticket.Assign(command.AssigneeId, taken.By);
        // No interval begins, so the timeline hears of it by a note.
        if (done is { Ok: true, Value.Unchanged: false }) _work.Write(taken, EntryKind.Note, name is null ? "Assigned to nobody" : $"Assigned to {name}");
        return done;
    }
}
