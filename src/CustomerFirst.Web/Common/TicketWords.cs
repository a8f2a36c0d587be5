using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Web.Common;

/// <summary>Words and colours for tickets and contacts, for staff.</summary>
public static class TicketWords
{
    /// <summary>The colour of a state's tag.</summary>
    public static string Colour(TicketState state) => state switch
    {
        TicketState.New => "blue",
        TicketState.InHand => "teal",
        TicketState.WithService => "purple",
        TicketState.WaitingForCustomer => "yellow",
        TicketState.WaitingForOthers => "orange",
        TicketState.Resolved => "green",
        TicketState.Closed or TicketState.Cancelled or TicketState.Duplicate => "grey",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What the button of a step says.</summary>
    public static string Button(TicketStep step) => step switch
    {
        TicketStep.Take => "Take in hand",
        TicketStep.HandOver => "Hand over",
        TicketStep.HandBack => "Give back to first response",
        TicketStep.WaitForCustomer => "Wait for the customer",
        TicketStep.WaitForOthers => "Wait for others",
        TicketStep.Resume => "Resume",
        TicketStep.Resolve => "Resolve",
        TicketStep.Reopen => "Reopen",
        TicketStep.Cancel => "Cancel the ticket",
        TicketStep.MarkDuplicate => "Mark as duplicate",
        TicketStep.Raise or TicketStep.Close or TicketStep.ChangeClock => throw new ArgumentOutOfRangeException(nameof(step), "Nobody presses a button for it."),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>What a step that was taken is called in a timeline.</summary>
    public static string Happened(TicketStep step) => step switch
    {
        TicketStep.Raise => "Raised",
        TicketStep.Take => "Taken in hand",
        TicketStep.HandOver => "Handed over",
        TicketStep.HandBack => "Given back to the first response",
        TicketStep.WaitForCustomer => "Waiting for the customer",
        TicketStep.WaitForOthers => "Waiting for others",
        TicketStep.Resume => "Resumed",
        TicketStep.Resolve => "Resolved",
        TicketStep.Close => "Closed after the objection time",
        TicketStep.Reopen => "Reopened",
        TicketStep.Cancel => "Cancelled",
        TicketStep.MarkDuplicate => "Marked as a duplicate",
        TicketStep.ChangeClock => "The service's targets changed",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>A timeline item's heading.</summary>
    public static string Heading(TimelineItem item) => item.Kind switch
    {
        TimelineKind.Step => Happened(item.Step!.Value) + (item.Step == TicketStep.HandOver && item.Team is { } team ? $" to {team}" : ""),
        TimelineKind.Note => "Internal note",
        TimelineKind.Update => item.ByCustomer ? "Message from the customer" : "Update to the customer",
        TimelineKind.File => item.CustomerSees ? "File, the customer can see it" : "File",
        TimelineKind.Contact => $"Contact: {item.Channel!.Value.Words()}",
        TimelineKind.Clock => $"{(item.Mark == MarkKind.Warned ? "75% of the target used" : "Target passed")}: {(item.Clock == ClockKind.Reply ? "first reply" : "resolution")}",
        TimelineKind.Targets => $"Targets changed{(item.Cause is { } cause ? $": {Of(cause)}" : "")}",
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    /// <summary>"The resolution is due Mon 23 Nov 2026, 10am; before, it was due Mon 23 Nov 2026, 1pm."</summary>
    public static string Moved(TimelineItem item)
    {
        static string Due(DateTimeOffset? at) => at is { } due ? $"due {due.ShortWords()}" : "without a due time";
        return $"The {(item.Clock == ClockKind.Reply ? "first reply" : "resolution")} is {Due(item.DueAfter)}; before, it was {Due(item.DueBefore)}.";
    }

    private static string Of(TargetsCause cause) => cause switch
    {
        TargetsCause.Sla => "the service's SLA was changed",
        TargetsCause.OpeningHours => "the opening hours of its calendar were changed",
        TargetsCause.ExceptionalDay => "an exceptional day of its calendar was changed",
        TargetsCause.BankHolidays => "the bank holidays were changed",
        _ => throw new ArgumentOutOfRangeException(nameof(cause)),
    };

    /// <summary>The part of the timeline that a kind is.</summary>
    public static string Of(TimelineKind kind) => kind switch
    {
        TimelineKind.Step => "Steps",
        TimelineKind.Note => "Notes",
        TimelineKind.Update => "Updates",
        TimelineKind.File => "Files",
        TimelineKind.Contact => "Contacts",
        TimelineKind.Clock => "Clocks",
        TimelineKind.Targets => "Changed targets",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A priority.</summary>
    public static string Of(Priority priority) => priority switch
    {
        Priority.Low => "Low",
        Priority.Normal => "Normal",
        Priority.High => "High",
        Priority.Urgent => "Urgent",
        _ => throw new ArgumentOutOfRangeException(nameof(priority)),
    };

    /// <summary>What a customer is to a ticket.</summary>
    public static string Of(CustomerRole role) => role switch
    {
        CustomerRole.Subject => "Customer",
        CustomerRole.Reporter => "Also reported by",
        CustomerRole.ActingFor => "Acting for the customer",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>What a list of tickets can be sorted by.</summary>
    public static string Of(TicketSort sort) => sort switch
    {
        TicketSort.Due => "When it is due",
        TicketSort.Priority => "Priority",
        TicketSort.Opened => "When it was raised",
        TicketSort.Updated => "When it changed last",
        TicketSort.Reference => "Reference",
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };

    /// <summary>What a contact did to a ticket.</summary>
    public static string Of(ContactAct act) => act == ContactAct.Raised ? "Raised" : "Progressed";

    /// <summary>How a contact ended.</summary>
    public static string Of(ContactOutcome outcome) => outcome switch
    {
        ContactOutcome.Answered => "Answered here and now",
        ContactOutcome.TicketRaised => "Ticket raised",
        ContactOutcome.TicketProgressed => "Ticket progressed",
        ContactOutcome.Transferred => "Transferred",
        ContactOutcome.CallBackBooked => "Call back booked",
        ContactOutcome.AppointmentBooked => "Appointment booked",
        ContactOutcome.LeftBeforeEnd => "The customer left before the end",
        ContactOutcome.NoFurtherAction => "No further action",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>Why a contact could have been avoided.</summary>
    public static string Of(AvoidableReason reason) => reason switch
    {
        AvoidableReason.ChasingProgress => "Chasing progress",
        AvoidableReason.UnclearLetter => "Unclear letter or message from us",
        AvoidableReason.NotFoundOnline => "Not found online",
        AvoidableReason.WrongNumber => "Wrong number or wrong place",
        AvoidableReason.RepeatOfEarlier => "Had told us before",
        AvoidableReason.OurMistake => "Our mistake",
        AvoidableReason.Other => "Something else",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>How a ticket stood against its target, as a filter says it.</summary>
    public static string Of(TargetFilter target) => target switch
    {
        TargetFilter.Met => "Target met",
        TargetFilter.Missed => "Target missed",
        TargetFilter.Any => "Closed, with a target",
        _ => throw new ArgumentOutOfRangeException(nameof(target)),
    };

    /// <summary>What a ticket is to first-contact resolution, as a filter says it.</summary>
    public static string Of(FirstContactFilter filter) => filter switch
    {
        FirstContactFilter.Marked => "Marked as resolved at first contact",
        FirstContactFilter.Measured => "Measured as resolved at first contact",
        FirstContactFilter.Net => "Measured as resolved at first contact, services that first response can finish",
        FirstContactFilter.Counted => "Neither cancelled nor duplicate",
        FirstContactFilter.CountedNet => "Neither cancelled nor duplicate, services that first response can finish",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>What "due soon" means: at which share of its target a ticket is warned of (<see cref="SlaClock.WarningShare"/>).</summary>
    public static readonly string DueSoon = $"Due soon: {SlaClock.WarningShare(TimeSpan.FromHours(100)).TotalHours:0}% of the time to the target is used";

    /// <summary>When a ticket is due, as a filter says it.</summary>
    public static string Of(DueFilter due) => due switch
    {
        DueFilter.Overdue => "Overdue",
        DueFilter.Soon => "Due soon",
        DueFilter.Today => "Due today",
        DueFilter.Week => "Due in the next 7 days",
        DueFilter.Paused => "Paused",
        _ => throw new ArgumentOutOfRangeException(nameof(due)),
    };
}
