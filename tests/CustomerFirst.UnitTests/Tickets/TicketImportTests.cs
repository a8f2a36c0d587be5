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
    public void A_request_that_the_source_opened_again_counts_as_reopened()
    {
        var ticket = BringIn(s_closed);

        Assert.True(ticket.TakeOver(s_opening, s_opened, null, s_closed, null, s_now));

        Assert.Equal((TicketState.InHand, null, null, 1), (ticket.State, ticket.ResolvedAt, ticket.ClosedAt, ticket.ReopenedCount));
    }

    [Fact]
    public void A_corrected_closing_time_is_no_reopening()
    {
        var ticket = BringIn(s_closed);

        Assert.True(ticket.TakeOver(s_opening, s_opened, s_closed.AddDays(1), s_closed, null, s_now));

        Assert.Equal((TicketState.Closed, s_closed.AddDays(1), 0), (ticket.State, ticket.ResolvedAt!.Value, ticket.ReopenedCount));
        Assert.Equal(Enumerable.Range(1, ticket.Intervals.Count), ticket.Intervals.Select(i => i.Sequence));
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

    private static Ticket BringIn(DateTimeOffset? closedAt) => Ticket.BringIn(Guid.CreateVersion7(), "CF-2222-2222", s_opening, Guid.CreateVersion7(), s_opened, closedAt, null);
}
