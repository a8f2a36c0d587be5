using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.UnitTests.Common;
using Life = CustomerFirst.Domain.Tickets.TicketLife;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class TicketLifeTests
{
    private static readonly Guid s_adviser = Guid.CreateVersion7();
    private static readonly Guid s_team = Guid.CreateVersion7();
    private static readonly DateTimeOffset s_monday = At.London("2026-03-02 10:00");

    private static readonly BusinessCalendar s_office = new(
        Enumerable.Range(1, 5).ToDictionary(d => (DayOfWeek)d, IReadOnlyList<OpeningWindow> (_) => [new OpeningWindow(540, 1020)]));

    private static readonly SlaTerms s_sla = new(Guid.CreateVersion7(), s_office, TimeSpan.FromHours(2), TimeSpan.FromHours(16), true, false);

    [Fact]
    public void A_new_ticket_runs_and_knows_when_it_is_due()
    {
        var ticket = Raise(Channel.Email);

        Assert.Equal(TicketState.New, ticket.State);
        Assert.Equal(At.London("2026-03-02 12:00"), ticket.ReplyDueAt);
        Assert.Equal(At.London("2026-03-02 11:30"), ticket.ReplyWarnAt);
        Assert.Equal(At.London("2026-03-04 10:00"), ticket.ResolutionDueAt);
        Assert.Equal(At.London("2026-03-03 14:00"), ticket.ResolutionWarnAt);
    }

    [Fact]
    public void On_the_telephone_the_first_reply_is_met_at_once()
    {
        var ticket = Raise(Channel.Phone);

        Assert.Equal(s_monday, ticket.FirstReplyAt);
        Assert.Null(ticket.ReplyDueAt);
        Assert.Null(ticket.ReplyWarnAt);
    }

    [Fact]
    public void Waiting_for_the_customer_pauses_and_the_pause_is_kept()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Wait(TicketState.WaitingForCustomer, s_sla, By("2026-03-02 11:00")));
        Assert.Null(ticket.ResolutionDueAt);

        Ok(ticket.Resume(s_sla, By("2026-03-03 11:00")));

        // One hour was used; fifteen are left from Tuesday at 11.
        Assert.Equal(TicketState.InHand, ticket.State);
        Assert.Equal(At.London("2026-03-05 10:00"), ticket.ResolutionDueAt);
    }

    [Fact]
    public void A_change_of_the_sla_counts_from_the_opening_and_keeps_the_pauses()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Wait(TicketState.WaitingForCustomer, s_sla, By("2026-03-02 11:00")));
        Ok(ticket.Resume(s_sla, By("2026-03-02 13:00")));

        Assert.True(ticket.FollowSla(s_sla with { ResolutionTarget = TimeSpan.FromHours(4), WaitingForCustomerPauses = false }, By("2026-03-02 14:00")));

        Assert.Equal(At.London("2026-03-02 16:00"), ticket.ResolutionDueAt);
    }

    [Fact]
    public void An_sla_that_no_longer_pauses_lets_a_waiting_clock_run_from_then_on()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Wait(TicketState.WaitingForCustomer, s_sla, By("2026-03-02 11:00")));

        Assert.True(ticket.FollowSla(s_sla with { WaitingForCustomerPauses = false }, By("2026-03-02 15:00")));

        // One hour before the pause; fifteen more from 15:00.
        Assert.Equal(At.London("2026-03-04 14:00"), ticket.ResolutionDueAt);
        Assert.Equal(TicketStep.ChangeClock, ticket.Intervals[^1].Step);
        Assert.False(ticket.FollowSla(s_sla with { WaitingForCustomerPauses = false }, By("2026-03-02 15:30")));
    }

    [Fact]
    public void Reopening_goes_on_where_the_clock_stood_and_counts_against_first_contact()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Resolve(atFirstContact: true, 7, s_sla, By("2026-03-02 12:00")));
        Assert.True(ticket.MarkedFirstContact);

        Ok(ticket.Reopen(s_sla, By("2026-03-05 09:00")));

        // Nobody had taken it, so somebody has to now.
        Assert.Equal((TicketState.New, 1, false), (ticket.State, ticket.ReopenedCount, ticket.MarkedFirstContact));
        Assert.Null(ticket.ResolvedAt);
        Assert.Equal(At.London("2026-03-06 15:00"), ticket.ResolutionDueAt);
        Ok(ticket.Resolve(atFirstContact: true, 7, s_sla, By("2026-03-05 10:00")));
        Assert.False(ticket.MarkedFirstContact);
    }

    [Fact]
    public void An_ended_ticket_never_changes_its_due_time()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Resolve(false, 7, s_sla, By("2026-03-02 12:00")));
        var due = ticket.ResolutionDueAt;

        Assert.False(ticket.FollowSla(s_sla with { ResolutionTarget = TimeSpan.FromHours(1) }, By("2026-03-02 13:00")));

        Assert.Equal(At.London("2026-03-04 10:00"), due);
        Assert.Equal(due, ticket.ResolutionDueAt);
    }

    [Fact]
    public void A_ticket_resolved_while_it_waits_is_due_as_if_its_clock_had_gone_on()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Wait(TicketState.WaitingForCustomer, s_sla, By("2026-03-02 11:00")));

        Ok(ticket.Resolve(false, 7, s_sla, By("2026-03-09 09:00")));

        Assert.Equal(At.London("2026-03-10 16:00"), ticket.ResolutionDueAt);
    }

    [Fact]
    public void It_closes_when_the_objection_time_is_over_and_not_before()
    {
        var ticket = Raise(Channel.Phone);
        Ok(ticket.Resolve(false, 7, s_sla, By("2026-03-02 12:00")));

        Assert.IsType<ObjectionTimeRuns>(ticket.Close(By("2026-03-09 11:59")).Error);
        Ok(ticket.Close(By("2026-03-09 12:00")));

        Assert.Equal(TicketState.Closed, ticket.State);
        Assert.Equal(At.London("2026-03-02 12:00"), ticket.ResolvedAt);
    }

    [Fact]
    public void Every_step_that_the_life_does_not_allow_is_refused_and_changes_nothing()
    {
        foreach (var (state, make) in Tickets())
            foreach (var (step, take) in Steps())
            {
                var ticket = make();
                var before = (ticket.State, ticket.Version, ticket.Intervals.Count);
                var result = take(ticket);
                if (Life.Allows(state, step)) Assert.True(result.Ok, $"{step} from {state}: {result.Error}");
                else
                {
                    Assert.IsType<StepNotAllowed>(result.Error);
                    Assert.Equal(before, (ticket.State, ticket.Version, ticket.Intervals.Count));
                }
            }
    }

    [Fact]
    public void A_request_closed_before_it_was_opened_is_kept_as_the_source_says()
    {
        var ticket = Ticket.BringIn(Guid.CreateVersion7(), "CF-2222-2222", Opening(Channel.Other), Guid.CreateVersion7(), s_monday, s_monday.AddHours(-3), s_monday.AddDays(2));

        Assert.Equal((TicketState.Closed, s_monday.AddHours(-3), s_monday.AddDays(2)), (ticket.State, ticket.ResolvedAt!.Value, ticket.ResolutionDueAt!.Value));
        Assert.Equal([1, 2, 3], ticket.Intervals.Select(i => i.Sequence));
        Assert.True(ticket.Intervals.Zip(ticket.Intervals.Skip(1)).All(p => p.First.From <= p.Second.From));
    }

    private static Ticket Raise(Channel channel) => Ticket.Raise(Guid.CreateVersion7(), "CF-2222-2222", Opening(channel), s_sla, new StepBy(s_adviser, s_monday));

    private static TicketOpening Opening(Channel channel) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), false, null, Priority.Normal, "A matter", null, [], TicketPlace.None, channel, null, null, null);

    private static StepBy By(string london) => new(s_adviser, At.London(london), "why");

    private static void Ok(Result<Done> result) => Assert.True(result.Ok, result.Error?.ToString());

    private static IEnumerable<(TicketState, Func<Ticket>)> Tickets()
    {
        var later = By("2026-04-01 12:00");
        Ticket After(params Func<Ticket, Result<Done>>[] steps)
        {
            var ticket = Raise(Channel.Phone);
            foreach (var step in steps) Ok(step(ticket));
            return ticket;
        }
        yield return (TicketState.New, () => After());
        yield return (TicketState.InHand, () => After(t => t.Take(s_adviser, s_sla, later)));
        yield return (TicketState.WithService, () => After(t => t.HandOver(s_team, null, s_sla, later)));
        yield return (TicketState.WaitingForCustomer, () => After(t => t.Wait(TicketState.WaitingForCustomer, s_sla, later)));
        yield return (TicketState.WaitingForOthers, () => After(t => t.Wait(TicketState.WaitingForOthers, s_sla, later)));
        yield return (TicketState.Resolved, () => After(t => t.Resolve(false, 0, s_sla, later)));
        yield return (TicketState.Closed, () => After(t => t.Resolve(false, 0, s_sla, later), t => t.Close(later)));
        yield return (TicketState.Cancelled, () => After(t => t.Cancel(s_sla, later)));
        yield return (TicketState.Duplicate, () => After(t => t.MarkDuplicate(Guid.CreateVersion7(), s_sla, later)));
    }

    private static IEnumerable<(TicketStep, Func<Ticket, Result<Done>>)> Steps()
    {
        var at = By("2026-05-01 12:00");
        yield return (TicketStep.Take, t => t.Take(s_adviser, s_sla, at));
        yield return (TicketStep.HandOver, t => t.HandOver(s_team, null, s_sla, at));
        yield return (TicketStep.HandBack, t => t.HandBack(null, s_sla, at));
        yield return (TicketStep.WaitForCustomer, t => t.Wait(TicketState.WaitingForCustomer, s_sla, at));
        yield return (TicketStep.WaitForOthers, t => t.Wait(TicketState.WaitingForOthers, s_sla, at));
        yield return (TicketStep.Resume, t => t.Resume(s_sla, at));
        yield return (TicketStep.Resolve, t => t.Resolve(false, 7, s_sla, at));
        yield return (TicketStep.Close, t => t.Close(at));
        yield return (TicketStep.Reopen, t => t.Reopen(s_sla, at));
        yield return (TicketStep.Cancel, t => t.Cancel(s_sla, at));
        yield return (TicketStep.MarkDuplicate, t => t.MarkDuplicate(Guid.CreateVersion7(), s_sla, at));
    }
}
