using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class TicketImportTests
{
    private static readonly DateTimeOffset s_opened = At.Utc("2015-04-01 12:00");
    private static readonly DateTimeOffset s_closed = At.Utc("2015-04-05 12:00");
    private static readonly DateTimeOffset s_now = At.Utc("2026-11-24 09:00");
    private static readonly SlaTerms s_sla = SlaTerms.None(BusinessCalendar.RoundTheClock());
    private static readonly TicketOpening s_opening = new(Guid.CreateVersion7(), Guid.CreateVersion7(), false, null, Priority.Normal, "A matter", null, [],
        TicketPlace.None with { District = "North" }, Channel.Other, "Letter", Guid.CreateVersion7(), null);

    [Fact]
    public void The_same_word_again_changes_nothing()
    {
        var ticket = BringIn(s_closed);

        Assert.False(ticket.TakeOver(s_opening, s_opened, s_closed, s_closed, null, s_now));
        Assert.Equal((1, s_closed), (ticket.Version, ticket.UpdatedAt));
    }

    [Fact]
    public void A_request_that_the_source_closed_meanwhile_is_closed_at_the_sources_time()
    {
        var ticket = BringIn(closedAt: null);

        Assert.True(ticket.TakeOver(s_opening, s_opened, s_closed, null, null, s_now));

        Assert.Equal((TicketState.Closed, s_closed, s_closed, 0), (ticket.State, ticket.ResolvedAt!.Value, ticket.ClosedAt!.Value, ticket.ReopenedCount));
    }

    [Fact]
    public void A_closing_that_the_source_withdraws_was_never_one()
    {
        var ticket = BringIn(s_closed);

        Assert.True(ticket.TakeOver(s_opening, s_opened, null, s_closed, null, s_now));

        Assert.Equal((TicketState.New, null, null, 0, null), (ticket.State, ticket.ResolvedAt, ticket.ClosedAt, ticket.ReopenedCount, ticket.FirstReplyAt));
        Assert.Equal([(TicketStep.Raise, s_opened)], Life(ticket));
        Assert.Equal([new ClockInterval(s_opened, Running: true)], ticket.ClockIntervals());
        // What was said before is kept as it was said.
        Assert.Equal([(TicketStep.Raise, s_opened), (TicketStep.Resolve, s_closed), (TicketStep.Close, s_closed), (TicketStep.Raise, s_opened)], ticket.Intervals.Select(i => (i.Step, i.From)));

        Assert.True(ticket.TakeOver(s_opening, s_opened, s_closed.AddDays(2), null, null, s_now));
        Assert.Equal((TicketState.Closed, s_closed.AddDays(2), 0, s_closed.AddDays(2)), (ticket.State, ticket.ResolvedAt!.Value, ticket.ReopenedCount, ticket.FirstReplyAt!.Value));
        Assert.Equal([(TicketStep.Raise, s_opened), (TicketStep.Resolve, s_closed.AddDays(2)), (TicketStep.Close, s_closed.AddDays(2))], Life(ticket));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(-9)]
    public void A_corrected_closing_time_is_no_reopening(int days)
    {
        var ticket = BringIn(s_closed);
        var corrected = s_closed.AddDays(days);

        Assert.True(ticket.TakeOver(s_opening, s_opened, corrected, s_closed, null, s_now));

        Assert.Equal((TicketState.Closed, corrected, corrected, 0, s_now), (ticket.State, ticket.ResolvedAt!.Value, ticket.ClosedAt!.Value, ticket.ReopenedCount, ticket.UpdatedAt));
        // The chain never runs backwards: a close before the open is told at the open.
        var told = corrected > s_opened ? corrected : s_opened;
        Assert.Equal([(TicketStep.Raise, s_opened), (TicketStep.Resolve, told), (TicketStep.Close, told)], Life(ticket));
        Assert.Equal(told, ticket.FirstReplyAt);
        Assert.Equal(Enumerable.Range(1, 5), ticket.Intervals.Select(i => i.Sequence));
        Assert.True(ticket.TakeOver(s_opening, s_opened, s_closed, corrected, null, s_now));
        Assert.Equal([(TicketStep.Raise, s_opened), (TicketStep.Resolve, s_closed), (TicketStep.Close, s_closed)], Life(ticket));
    }

    [Fact]
    public void A_corrected_opening_is_told_as_the_beginning()
    {
        var ticket = BringIn(s_closed);

        Assert.True(ticket.TakeOver(s_opening, s_opened.AddDays(9), s_closed, s_closed, null, s_now));
        Assert.Equal([(TicketStep.Raise, s_opened.AddDays(9)), (TicketStep.Resolve, s_opened.AddDays(9)), (TicketStep.Close, s_opened.AddDays(9))], Life(ticket));
        Assert.True(ticket.TakeOver(s_opening, s_opened.AddDays(1), s_closed, s_closed, null, s_now));
        Assert.Equal([(TicketStep.Raise, s_opened.AddDays(1)), (TicketStep.Resolve, s_closed), (TicketStep.Close, s_closed)], Life(ticket));
        Assert.Equal(s_closed, ticket.ResolvedAt);
    }

    [Fact]
    public void What_the_hub_reopened_stays_open_when_the_closing_before_it_is_corrected_or_withdrawn()
    {
        var (ticket, officer) = (BringIn(s_closed), Guid.CreateVersion7());
        Assert.True(ticket.Reopen(s_sla, new StepBy(officer, s_now, "Not done")).Ok);

        Assert.True(ticket.TakeOver(s_opening, s_opened, s_closed.AddDays(1), s_closed, null, s_now.AddHours(1)));
        Assert.Equal((TicketState.New, null, 1), (ticket.State, ticket.ResolvedAt, ticket.ReopenedCount));
        Assert.Equal([(TicketStep.Raise, s_opened), (TicketStep.Resolve, s_closed.AddDays(1)), (TicketStep.Close, s_closed.AddDays(1)), (TicketStep.Reopen, s_now)], Life(ticket));
        Assert.Equal((officer, "Not done"), (ticket.Intervals[^1].By!.Value, ticket.Intervals[^1].Reason));
        Assert.False(ticket.TakeOver(s_opening, s_opened, null, s_closed.AddDays(1), null, s_now.AddHours(2)));

        // A later closing than the reopening is a new one.
        Assert.True(ticket.TakeOver(s_opening, s_opened, s_now.AddHours(3), null, null, s_now.AddHours(4)));
        Assert.Equal((TicketState.Closed, s_now.AddHours(3), 1, 9), (ticket.State, ticket.ResolvedAt!.Value, ticket.ReopenedCount, ticket.Intervals.Count));
    }

    [Fact]
    public void The_sources_first_closing_stands_instead_of_the_hubs()
    {
        var ticket = BringIn(closedAt: null);
        Assert.True(ticket.Take(Guid.CreateVersion7(), s_sla, new StepBy(Guid.CreateVersion7(), s_opened.AddDays(1))).Ok);
        Assert.True(ticket.Resolve(false, 7, s_sla, new StepBy(Guid.CreateVersion7(), s_now)).Ok);

        Assert.True(ticket.TakeOver(s_opening, s_opened, s_closed, null, null, s_now.AddHours(1)));

        Assert.Equal((TicketState.Closed, s_closed, 0, null), (ticket.State, ticket.ResolvedAt!.Value, ticket.ReopenedCount, ticket.ObjectionEndsAt));
        Assert.Equal([(TicketStep.Raise, s_opened), (TicketStep.Take, s_opened.AddDays(1)), (TicketStep.Resolve, s_closed), (TicketStep.Close, s_closed)], Life(ticket));
    }

    [Fact]
    public void What_the_hub_resolved_stays_resolved_while_the_source_says_nothing_new_of_the_closing()
    {
        var ticket = BringIn(closedAt: null);
        Assert.True(ticket.Resolve(false, 7, s_sla, new StepBy(Guid.CreateVersion7(), s_now)).Ok);

        Assert.True(ticket.TakeOver(s_opening with { Subject = "Another matter" }, s_opened, null, null, null, s_now.AddHours(1)));

        Assert.Equal((TicketState.Resolved, s_now, "Another matter"), (ticket.State, ticket.ResolvedAt!.Value, ticket.Subject));
    }

    [Fact]
    public void What_the_hub_cancelled_stays_cancelled()
    {
        var ticket = BringIn(closedAt: null);
        Assert.True(ticket.Cancel(s_sla, new StepBy(Guid.CreateVersion7(), s_now)).Ok);

        ticket.TakeOver(s_opening, s_opened, s_closed, null, null, s_now);

        Assert.Equal((TicketState.Cancelled, null), (ticket.State, ticket.ResolvedAt));
    }

    [Fact]
    public void A_corrected_opening_moves_the_first_reply_of_a_live_channel_with_it()
    {
        var ticket = Ticket.BringIn(Guid.CreateVersion7(), "CF-2222-2222", s_opening with { Channel = Channel.Phone }, Guid.CreateVersion7(), s_opened, s_closed, null);

        Assert.True(ticket.TakeOver(s_opening with { Channel = Channel.Phone }, s_opened.AddHours(-2), s_closed, s_closed, null, s_now));

        Assert.Equal((s_opened.AddHours(-2), s_opened.AddHours(-2)), (ticket.OpenedAt, ticket.FirstReplyAt));
    }

    [Fact]
    public void The_target_of_the_source_is_not_computed_anew()
    {
        var ticket = Ticket.BringIn(Guid.CreateVersion7(), "CF-2222-2222", s_opening, Guid.CreateVersion7(), s_opened, null, s_closed);

        ticket.Recompute(s_sla with { ResolutionTarget = TimeSpan.FromHours(1) });
        ticket.Resolve(false, 7, s_sla with { ResolutionTarget = TimeSpan.FromHours(1) }, new StepBy(null, s_now));

        Assert.Equal(s_closed, ticket.ResolutionDueAt);
    }

    private static IEnumerable<(TicketStep, DateTimeOffset)> Life(Ticket ticket) => IntervalsThatStand.Of(ticket.Intervals).Select(i => (i.Step, i.From));

    private static Ticket BringIn(DateTimeOffset? closedAt) => Ticket.BringIn(Guid.CreateVersion7(), "CF-2222-2222", s_opening, Guid.CreateVersion7(), s_opened, closedAt, null);
}
