using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>What every step says.</summary>
internal abstract record StepBody
{
    /// <summary>Why, for staff; at most 2,000 characters.</summary>
    public string? Reason { get; init; }
    /// <summary>The contact in progress in which the step is taken.</summary>
    public Guid? ContactId { get; init; }
}

internal sealed record HandOverBody : StepBody
{
    public Guid TeamId { get; init; }
    /// <summary>Somebody of the team; null leaves it to the team.</summary>
    public Guid? AssigneeId { get; init; }
}

internal sealed record HandBackBody : StepBody
{
    /// <summary>A first-response team; null for the first response as a whole.</summary>
    public Guid? TeamId { get; init; }
}

internal sealed record WaitBody : StepBody
{
    /// <summary><c>waitingForCustomer</c> or <c>waitingForOthers</c>.</summary>
    public TicketState? For { get; init; }
    /// <summary>An update that the customer sees.</summary>
    public string? CustomerTold { get; init; }
}

internal sealed record ResumeBody : StepBody;

internal sealed record ResolveBody : StepBody
{
    /// <summary>An update that the customer sees.</summary>
    public string? CustomerTold { get; init; }
    /// <summary>It was resolved at first contact.</summary>
    public bool AtFirstContact { get; init; }
}

internal sealed record ReopenBody : StepBody;

internal sealed record CancelBody : StepBody;

internal sealed record MarkDuplicateBody : StepBody
{
    /// <summary>The reference of the ticket that stays.</summary>
    public string? DuplicateOf { get; init; }
}

internal sealed record AssignBody : StepBody
{
    /// <summary>A member of staff; null for nobody.</summary>
    public Guid? AssigneeId { get; init; }
}

internal sealed record PrioritiseBody : StepBody
{
    public Priority? Priority { get; init; }
}

internal sealed record MemberMayKnowBody : StepBody
{
    public bool May { get; init; }
}

/// <summary>The steps of a ticket's life, an address each.</summary>
internal static class TicketSteps
{
    private static readonly Guid s_someone = Guid.Parse("0199d3a4-7f00-7000-8000-000000000401");

    /// <summary>Adds the addresses below a ticket.</summary>
    public static void MapSteps(this RouteGroupBuilder ticket)
    {
        Map(ticket, "steps/hand-over", "handOverTicket", "Hand a ticket over", "To a second-response team, or to somebody of it.",
            (HandOverBody b) => new HandOverTicketCommand { TeamId = b.TeamId, AssigneeId = b.AssigneeId }, new HandOverBody { TeamId = s_someone, Reason = "Needs a visit" }, TicketState.WithService);
        Map(ticket, "steps/hand-back", "handBackTicket", "Hand a ticket back", "To the first response.",
            (HandBackBody b) => new HandBackTicketCommand { TeamId = b.TeamId }, new HandBackBody { Reason = "No visit is needed" }, TicketState.InHand);
        Map(ticket, "steps/wait", "waitWithTicket", "Wait for somebody", "For the customer or for others; whether the clock pauses meanwhile, the service's SLA says.",
            (WaitBody b) => new WaitTicketCommand { For = b.For, CustomerTold = b.CustomerTold }, new WaitBody { For = TicketState.WaitingForCustomer, Reason = "Photograph needed", CustomerTold = "Please send us a photograph of the bin." }, TicketState.WaitingForCustomer);
        Map(ticket, "steps/resume", "resumeTicket", "Go on after waiting", "The ticket stands again where it stood before it waited.",
            (ResumeBody _) => new ResumeTicketCommand(), new ResumeBody { Reason = "The photograph came" }, TicketState.WithService);
        Map(ticket, "steps/resolve", "resolveTicket", "Resolve a ticket", "It is delivered. It closes by itself once the time to object is over.",
            (ResolveBody b) => new ResolveTicketCommand { CustomerTold = b.CustomerTold, AtFirstContact = b.AtFirstContact }, new ResolveBody { CustomerTold = "Your bin was emptied this morning." }, TicketState.Resolved);
        Map(ticket, "steps/reopen", "reopenTicket", "Reopen a ticket", "Its clock goes on from where it stood.",
            (ReopenBody _) => new ReopenTicketCommand(), new ReopenBody { Reason = "The bin was not emptied" }, TicketState.WithService);
        Map(ticket, "steps/cancel", "cancelTicket", "Cancel a ticket", "It ends without delivery: withdrawn, or raised in error.",
            (CancelBody _) => new CancelTicketCommand(), new CancelBody { Reason = "The customer found the bin" }, TicketState.Cancelled);
        Map(ticket, "steps/mark-duplicate", "markTicketDuplicate", "Mark a ticket as a duplicate", "It ends because another has the same matter.",
            (MarkDuplicateBody b) => new MarkDuplicateCommand { DuplicateOf = b.DuplicateOf }, new MarkDuplicateBody { DuplicateOf = "CF-7K3M-29QX" }, TicketState.Duplicate);
        Map(ticket, "steps/assign", "assignTicket", "Assign a ticket", "To somebody of the team that has it, or to nobody.",
            (AssignBody b) => new AssignTicketCommand { AssigneeId = b.AssigneeId }, new AssignBody { AssigneeId = s_someone }, TicketState.WithService);
        Map(ticket, "steps/prioritise", "prioritiseTicket", "Change a ticket's priority", "Its due times follow from its opening.",
            (PrioritiseBody b) => new PrioritiseTicketCommand { Priority = b.Priority }, new PrioritiseBody { Priority = Priority.High, Reason = "The customer cannot leave the house" }, TicketState.WithService);
        Map(ticket, "steps/member-may-know-customer", "letMemberKnowCustomer", "Say whether the ward's member may know the customer", "Only when the customer asked their member to act.",
            (MemberMayKnowBody b) => new LetMemberKnowCustomerCommand { May = b.May }, new MemberMayKnowBody { May = true }, TicketState.WithService);
    }

    private static void Map<TBody, TCommand>(RouteGroupBuilder ticket, string path, string name, string summary, string description, Func<TBody, TCommand> command, TBody example, TicketState then)
        where TBody : StepBody where TCommand : StepCommand =>
        ticket.MapPost(path, (string ticket, TBody body, ApiCall call) => TicketsApi.OnTicketAsync(ticket, call, id =>
            {
                StepCommand step = command(body);
                return call.SendAsync(step with { TicketId = id, Version = call.Version, Reason = body.Reason, ContactId = body.ContactId, IdempotencyKey = call.IdempotencyKey },
                    after => call.Changed(TicketSaved.Of(after), after.Version));
            }))
            .Sends<TCommand>(name, summary, description).OnVersion().Idempotent().Answers<TicketSaved>()
            .Refuses(404, "There is no such ticket for this key.").Refuses(409, "The ticket's state does not allow this, or the idempotency key was used for something else.")
            .Example(example, new TicketSaved(Guid.Parse("0199d3a4-7f00-7000-8000-000000000201"), "CF-7K3M-29QX", then, 8, true));
}
