using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class EnquiryWordsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 15, 15, 0, TimeSpan.Zero);

    public static TheoryData<TicketState> States => [.. Enum.GetValues<TicketState>()];

    [Fact]
    public void An_enquiry_with_the_people_who_do_the_work_says_by_when_they_aim_to_finish()
    {
        var standing = EnquiryWords.Of(Facts(TicketState.WithService) with { DueAt = s_now.AddDays(2) }, s_now);
        Assert.Equal("The people who do this work have your enquiry.", standing.Standing);
        Assert.Equal(["We aim to finish by Thursday 26 November 2026."], standing.Next);
        Assert.False(standing.Over);
    }

    [Fact]
    public void A_late_one_says_so_and_says_sorry()
    {
        var standing = EnquiryWords.Of(Facts(TicketState.InHand) with { FirstReplyAt = null, ReplyDueAt = s_now.AddDays(-3), DueAt = s_now.AddHours(-1) }, s_now);
        Assert.Equal(["We aimed to answer you by Saturday 21 November 2026. We are sorry that we have not.", "We aimed to finish by Tuesday 24 November 2026. We are sorry that this is late, and are still working on it."], standing.Next);
    }

    [Fact]
    public void A_due_moment_late_in_the_evening_is_a_day_of_the_councils_clock()
    {
        // 23:30 in London is 22:30 in UTC while summer time holds, and past midnight the other way round.
        var summer = new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(["We aim to finish by Thursday 2 July 2026."], EnquiryWords.Of(Facts(TicketState.New) with { DueAt = summer }, summer.AddDays(-1)).Next);
    }

    [Fact]
    public void The_customer_who_is_waited_for_is_told_what_to_do()
    {
        var standing = EnquiryWords.Of(Facts(TicketState.WaitingForCustomer) with { WaitsSince = s_now.AddDays(-1), DueAt = null }, s_now);
        Assert.Equal("Waiting for you", standing.Status);
        Assert.Equal("We need something from you before we can go on, since Monday 23 November 2026.", standing.Standing);
        // It may have been asked for on the telephone: no message is spoken of that may not be there.
        Assert.StartsWith("Do what we asked you for. If you do not know what that is", standing.Next[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_one_says_until_when_the_customer_can_object()
    {
        var facts = Facts(TicketState.Resolved) with { ResolvedAt = s_now.AddDays(-1), ObjectionEndsAt = s_now.AddDays(6) };
        var standing = EnquiryWords.Of(facts, s_now);
        Assert.Equal("We finished on Monday 23 November 2026.", standing.Standing);
        Assert.Equal("If this is not right, tell us by Monday 30 November 2026 and we will look at it again.", standing.Next[0]);
        Assert.True(standing.Over);
        Assert.DoesNotContain("tell us by", EnquiryWords.Of(facts, s_now.AddDays(7)).Next[0]);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void No_state_is_told_in_words_of_the_councils_own(TicketState state)
    {
        foreach (var reopened in new[] { 0, 1 })
        {
            foreach (var due in new DateTimeOffset?[] { null, s_now.AddDays(-1), s_now.AddDays(1) })
            {
                var standing = EnquiryWords.Of(Facts(state) with { ReopenedCount = reopened, FirstReplyAt = null, ReplyDueAt = due, DueAt = due, WaitsSince = s_now }, s_now);
                Plain([standing.Status, standing.Standing, .. standing.Next]);
                Assert.NotEmpty(standing.Next);
            }
        }
    }

    [Fact]
    public void No_step_is_told_in_words_of_the_councils_own() => Plain(Enum.GetValues<TicketStep>().Select(EnquiryWords.Of).OfType<string>());

    private static void Plain(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            Assert.False(string.IsNullOrWhiteSpace(sentence));
            foreach (var word in new[] { "ticket", "SLA", "queue", "second response", "first response", "officer", "target", "escalat", "assign", "resolv", "duplicate", "breach" })
                Assert.DoesNotContain(word, sentence, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static EnquiryFacts Facts(TicketState state) => new(state, 0, null, s_now, null, null, s_now.AddDays(-1), s_now.AddDays(6), s_now.AddDays(-1));
}
