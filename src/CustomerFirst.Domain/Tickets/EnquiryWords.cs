using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Tickets;

/// <summary>What the hub knows of an enquiry when it tells the customer how it stands.</summary>
/// <param name="WaitsSince">When it began to wait; for the two waiting states.</param>
/// <param name="ReplyDueAt">By when the first answer is due; null once given, or without a target.</param>
/// <param name="DueAt">By when it should be finished; null while a pause leaves it open, or without a target.</param>
public sealed record EnquiryFacts(TicketState State, int ReopenedCount, DateTimeOffset? WaitsSince, DateTimeOffset? FirstReplyAt, DateTimeOffset? ReplyDueAt, DateTimeOffset? DueAt, DateTimeOffset? ResolvedAt,
    DateTimeOffset? ObjectionEndsAt, DateTimeOffset? EndedAt);

/// <summary>How an enquiry stands, in the words of a customer.</summary>
/// <param name="Status">One to three words.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Next">What happens next and by when, one sentence each.</param>
/// <param name="Over">Nothing more will happen by itself.</param>
public sealed record EnquiryStanding(string Status, string Standing, IReadOnlyList<string> Next, bool Over);

/// <summary>Turns a ticket's state into what a customer needs to know, without a word of the council's own.</summary>
public static class EnquiryWords
{
    /// <summary>How it stands at a moment.</summary>
    public static EnquiryStanding Of(EnquiryFacts facts, DateTimeOffset now) => facts.State switch
    {
        TicketState.New => Open("We have it", facts.ReopenedCount > 0 ? "We are looking at your enquiry again." : "We have your enquiry. Somebody will look at it soon.", facts, now),
        TicketState.InHand => Open("In progress", Again(facts, "We are dealing with your enquiry."), facts, now),
        TicketState.WithService => Open("In progress", Again(facts, "The people who do this work have your enquiry."), facts, now),
        TicketState.WaitingForCustomer => new("Waiting for you", $"We need something from you before we can go on{Since(facts)}.",
            ["Do what we asked you for. If you do not know what that is, or cannot do it, ring us and we will find a way.", "We go on as soon as we have heard from you."], Over: false),
        TicketState.WaitingForOthers => new("Waiting for others", $"We are waiting for somebody outside the council{Since(facts)}.", [.. Finish(facts, now, "We go on as soon as they have answered.")], Over: false),
        TicketState.Resolved => new("Finished", $"We finished on {Day(facts.ResolvedAt!.Value)}.",
            facts.ObjectionEndsAt > now ? [$"If this is not right, tell us by {Day(facts.ObjectionEndsAt.Value)} and we will look at it again.", "You need do nothing if you are satisfied."] : ["If this is not right, ring us and we will look at it again."], Over: true),
        TicketState.Closed => new("Finished", $"We finished on {Day(facts.ResolvedAt!.Value)}.", ["If it has happened again, tell us and we will look at it again."], Over: true),
        TicketState.Cancelled => new("Withdrawn", $"This enquiry was withdrawn on {Day(facts.EndedAt!.Value)}. We are doing nothing more about it.", ["If you still need us, tell us and we will begin again."], Over: true),
        TicketState.Duplicate => new("Joined with another", $"On {Day(facts.EndedAt!.Value)} we joined your enquiry with another one about the same matter.", ["We deal with both together."], Over: true),
        _ => throw new ArgumentOutOfRangeException(nameof(facts)),
    };

    /// <summary>What a step means to the customer; null for one that is none of their business.</summary>
    public static string? Of(TicketStep step) => step switch
    {
        TicketStep.Raise => "We received your enquiry",
        TicketStep.HandOver => "We passed your enquiry to the people who do this work",
        TicketStep.WaitForCustomer => "We began to wait for something from you",
        TicketStep.WaitForOthers => "We began to wait for somebody outside the council",
        TicketStep.Resume => "We went on with your enquiry",
        TicketStep.Resolve => "We finished",
        TicketStep.Reopen => "We began to look at your enquiry again",
        TicketStep.Cancel => "Your enquiry was withdrawn",
        TicketStep.MarkDuplicate => "We joined your enquiry with another one about the same matter",
        TicketStep.Take or TicketStep.HandBack or TicketStep.Close or TicketStep.ChangeClock => null,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static EnquiryStanding Open(string status, string standing, EnquiryFacts facts, DateTimeOffset now)
    {
        var next = new List<string>();
        if (facts is { FirstReplyAt: null, ReplyDueAt: { } reply })
            next.Add(reply >= now ? $"We aim to answer you by {Day(reply)}." : $"We aimed to answer you by {Day(reply)}. We are sorry that we have not.");
        next.AddRange(Finish(facts, now, null));
        return new(status, standing, next, Over: false);
    }

    private static IEnumerable<string> Finish(EnquiryFacts facts, DateTimeOffset now, string? first)
    {
        if (first is not null) yield return first;
        if (facts.DueAt is not { } due)
        {
            if (first is null) yield return "We will write here when there is something new.";
        }
        else if (due >= now)
        {
            yield return $"We aim to finish by {Day(due)}.";
        }
        else
        {
            yield return $"We aimed to finish by {Day(due)}. We are sorry that this is late, and are still working on it.";
        }
    }

    private static string Again(EnquiryFacts facts, string standing) => facts.ReopenedCount > 0 ? $"We had finished, and are looking at it again. {standing}" : standing;

    private static string Since(EnquiryFacts facts) => facts.WaitsSince is { } since ? $", since {Day(since)}" : "";

    // To the day: customers plan by days, and an hour would promise what nobody has promised.
    private static string Day(DateTimeOffset at) => CouncilTime.Of(at).ToString("dddd d MMMM yyyy");
}
