using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.Web.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>The sweep looks at every ticket, so each test has a hub of its own.</summary>
public sealed class SlaSweepTests : IAsyncLifetime
{
    // Monday morning; the service's targets are 4 hours for a reply and 2 working days of 8 hours for a resolution.
    private static readonly DateTimeOffset s_monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private readonly Hub _hub = new();
    private TicketScene _scene = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _hub.Clock.Is(s_monday);
        _scene = await TicketScene.SetAsync(_hub);
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task At_75_percent_a_warning_is_marked_and_past_the_target_a_breach_and_twice_changes_nothing()
    {
        var ticket = await _scene.RaiseAsync();
        _hub.Clock.Is(s_monday.AddHours(3).AddSeconds(-1));
        Assert.Equal(0, await MarkAsync());
        _hub.Clock.Is(s_monday.AddHours(3));
        Assert.Equal(1, await MarkAsync());
        Assert.Equal(0, await MarkAsync());
        _hub.Clock.Is(s_monday.AddHours(5));
        Assert.Equal(1, await MarkAsync());
        _hub.Clock.Is(s_monday.AddDays(1).AddHours(4));
        Assert.Equal(1, await MarkAsync());
        _hub.Clock.Is(s_monday.AddDays(2));
        Assert.Equal(1, await MarkAsync());
        Assert.Equal(0, await MarkAsync());
        Assert.Equal(await MarksOfAsync(ticket), (await _scene.GetAsync(ticket.Id!.Value)).Timeline.Where(i => i.Kind == TimelineKind.Clock).Select(i => (i.Clock!.Value, i.Mark!.Value, i.At)));
    }

    [Fact]
    public async Task A_sweep_that_comes_late_marks_the_moments_when_the_clock_reached_its_marks_and_the_timeline_shows_them_in_their_place()
    {
        var ticket = await _scene.RaiseAsync();
        _hub.Clock.Is(s_monday.AddHours(3).AddMinutes(30));
        await _hub.DoAsync(new AddNoteCommand(ticket.Id!.Value, "Rang the depot."), _scene.Adviser);
        _hub.Clock.Is(s_monday.AddDays(40));
        Assert.Equal(4, await MarkAsync());
        var timeline = (await _scene.GetAsync(ticket.Id.Value)).Timeline;
        Assert.Equal(await MarksOfAsync(ticket), timeline.Where(i => i.Kind == TimelineKind.Clock).Select(i => (i.Clock!.Value, i.Mark!.Value, i.At)));
        Assert.Equal([TimelineKind.Clock, TimelineKind.Clock, TimelineKind.Clock, TimelineKind.Note, TimelineKind.Clock, TimelineKind.Step], timeline.Select(i => i.Kind));
    }

    // The latest first: a working day is 8 hours, so 12 of 16 are used on the second day at one o'clock, had it begun at nine.
    private async Task<IEnumerable<(ClockKind, MarkKind, DateTimeOffset)>> MarksOfAsync(RaisedTicket ticket)
    {
        var due = (await _scene.GetAsync(ticket.Id!.Value)).Resolution!.DueAt!.Value;
        return
        [
            (ClockKind.Resolution, MarkKind.Breached, due), (ClockKind.Resolution, MarkKind.Warned, s_monday.AddDays(1).AddHours(4)),
            (ClockKind.Reply, MarkKind.Breached, s_monday.AddHours(4)), (ClockKind.Reply, MarkKind.Warned, s_monday.AddHours(3)),
        ];
    }

    [Fact]
    public async Task Two_nodes_that_sweep_at_the_same_moment_mark_and_close_each_ticket_once()
    {
        for (var i = 0; i < 30; i++) await _scene.RaiseAsync(i % 2 == 0 ? null : _scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." });
        _hub.Clock.Is(s_monday.AddDays(30));
        var marks = await Task.WhenAll(MarkAsync(), MarkAsync(), MarkAsync());
        var closed = await Task.WhenAll(CloseAsync(), CloseAsync(), CloseAsync());
        Assert.Equal(60, marks.Sum());
        Assert.Equal(15, closed.Sum());
        Assert.Equal(0, await MarkAsync() + await CloseAsync());
        Assert.Equal(15L, await _hub.ScalarAsync<long>("select count(*) from ticket_intervals where step = 'close'"));
        Assert.Equal(15L, await _hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'CloseResolved'"));
    }

    [Fact]
    public async Task A_resolved_ticket_closes_when_its_objection_time_is_over_and_not_before()
    {
        var ticket = await _scene.RaiseAsync(_scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." });
        _hub.Clock.Is(s_monday.AddDays(7).AddSeconds(-1));
        Assert.Equal(0, await CloseAsync());
        _hub.Clock.Is(s_monday.AddDays(7));
        Assert.Equal(1, await CloseAsync());
        var view = await _scene.GetAsync(ticket.Id!.Value);
        Assert.Equal((TicketState.Closed, s_monday, s_monday.AddDays(7)), (view.State, view.ResolvedAt!.Value, view.ClosedAt!.Value));
    }

    [Fact]
    public async Task A_reply_in_time_ends_the_warnings_of_the_reply()
    {
        var ticket = await _scene.RaiseAsync();
        _hub.Clock.Is(s_monday.AddHours(2));
        await _hub.DoAsync(new AddUpdateCommand(ticket.Id!.Value, "We are looking into it."), _scene.Adviser);
        _hub.Clock.Is(s_monday.AddHours(5));
        Assert.Equal(0, await MarkAsync());
    }

    [Fact]
    public async Task A_paused_ticket_is_neither_warned_nor_breached()
    {
        var ticket = await _scene.RaiseAsync();
        await _hub.DoAsync(new WaitTicketCommand { TicketId = ticket.Id!.Value, Version = 1, For = TicketState.WaitingForCustomer, Reason = "Photo", CustomerTold = "Please send a photo." }, _scene.Adviser);
        _hub.Clock.Is(s_monday.AddDays(30));
        Assert.Equal(0, await MarkAsync());
    }

    [Fact]
    public async Task A_new_version_of_the_SLA_moves_open_tickets_from_their_opening_and_leaves_ended_ones()
    {
        var (open, ended) = (await _scene.RaiseAsync(), await _scene.RaiseAsync(_scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." }));
        var endedDue = (await _scene.GetAsync(ended.Id!.Value)).Resolution!.DueAt;
        _hub.Clock.Is(s_monday.AddHours(1));
        await ChangeSlaAsync(TargetTime.OfHours(3), new DateOnly(2026, 11, 23));

        Assert.Equal((1, 0), (await RecomputeAsync(), await RecomputeAsync()));
        var view = await _scene.GetAsync(open.Id!.Value);
        Assert.Equal(s_monday.AddHours(3), view.Resolution!.DueAt);
        Assert.Equal(s_monday.AddHours(3), await _hub.DatabaseAsync(db => db.Tickets.Where(t => t.Id == open.Id).Select(t => t.ResolutionDueAt).SingleAsync()));
        Assert.Equal(endedDue, (await _scene.GetAsync(ended.Id.Value)).Resolution!.DueAt);
    }

    [Fact]
    public async Task The_timeline_tells_when_and_why_changed_targets_moved_a_due_time_from_when_to_when()
    {
        var (open, ended) = (await _scene.RaiseAsync(), await _scene.RaiseAsync(_scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." }));
        var before = (await _scene.GetAsync(open.Id!.Value)).Resolution!.DueAt;
        _hub.Clock.Is(s_monday.AddHours(1));
        await ChangeSlaAsync(TargetTime.OfHours(3), new DateOnly(2026, 11, 23));
        await RecomputeAsync();

        var moved = Assert.Single((await _scene.GetAsync(open.Id.Value)).Timeline, i => i.Kind == TimelineKind.Targets);
        Assert.Equal((s_monday.AddHours(1), TargetsCause.Sla, ClockKind.Resolution, before, s_monday.AddHours(3)), (moved.At, moved.Cause, moved.Clock!.Value, moved.DueBefore, moved.DueAfter!.Value));
        Assert.Equal("Targets changed: the service's SLA was changed", TicketWords.Heading(moved));
        Assert.Equal("The resolution is due Mon 23 Nov 2026, midday; before, it was due Tue 24 Nov 2026, 5pm.", TicketWords.Moved(moved));
        Assert.DoesNotContain((await _scene.GetAsync(ended.Id!.Value)).Timeline, i => i.Kind == TimelineKind.Targets);

        // Asked for again without another SLA, nothing moves and nothing is told.
        await _hub.SaveAsync(SlaRecomputation.Create(null, null, TargetsCause.BankHolidays, _hub.Clock.GetUtcNow()));
        await RecomputeAsync();
        Assert.Single((await _scene.GetAsync(open.Id.Value)).Timeline, i => i.Kind == TimelineKind.Targets);
    }

    [Fact]
    public async Task A_version_that_begins_later_is_followed_on_its_day()
    {
        var ticket = await _scene.RaiseAsync();
        await ChangeSlaAsync(TargetTime.OfWorkingDays(5), new DateOnly(2026, 11, 24));
        Assert.Equal(0, await RecomputeAsync());
        _hub.Clock.Is(s_monday.AddDays(1));
        Assert.Equal(1, await RecomputeAsync());
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 17, 0, 0, TimeSpan.Zero), (await _scene.GetAsync(ticket.Id!.Value)).Resolution!.DueAt);
    }

    [Fact]
    public async Task More_tickets_than_a_batch_are_all_followed_by_nodes_that_share_the_work()
    {
        var first = await _scene.RaiseAsync();
        await _hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into tickets (id, reference, service_id, service_area_id, restricted, priority, state, subject, answers, channel, member_may_know_customer, opened_at, reopened_count, marked_first_contact,
              sla_version_id, resolution_due_at, due_from_source, updated_at, version)
            select gen_random_uuid(), 'CF-' || lpad(translate(n::text, '01', 'CD'), 4, 'F') || '-2222', t.service_id, t.service_area_id, false, 'normal', 'new', 'Many',
              '[]', 'web', false, t.opened_at, 0, false, t.sla_version_id, t.resolution_due_at, false, t.updated_at, 1
            from generate_series(1, 450) n, tickets t where t.id = {first.Id!.Value}
            """));
        await _hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            insert into ticket_intervals (id, ticket_id, sequence, step, state, running, "from") select gen_random_uuid(), id, 1, 'raise', 'new', true, opened_at from tickets where id <> {first.Id!.Value}
            """));
        await ChangeSlaAsync(TargetTime.OfHours(3), new DateOnly(2026, 11, 23));
        var changed = await Task.WhenAll(RecomputeAsync(), RecomputeAsync());
        Assert.Equal(451, changed.Sum() + await RecomputeAsync());
        Assert.Equal(451L, await _hub.ScalarAsync<long>("select count(*) from tickets where resolution_due_at = @due", ("due", s_monday.AddHours(3))));
        Assert.Equal(0L, await _hub.ScalarAsync<long>("select count(*) from sla_recomputations"));
    }

    private async Task ChangeSlaAsync(TargetTime resolution, DateOnly from) =>
        await _hub.SaveAsync(A.Sla(_scene.Bins, _scene.Calendar, resolution: resolution, from: from), SlaRecomputation.Create(_scene.Bins.Id, from, TargetsCause.Sla, _hub.Clock.GetUtcNow()));

    private async Task<int> MarkAsync() => (await _hub.DoAsync(new MarkSlasCommand(), Actor.Job)).Marks;

    private async Task<int> CloseAsync() => (await _hub.DoAsync(new CloseResolvedCommand(), Actor.Job)).Closed;

    private async Task<int> RecomputeAsync()
    {
        var changed = 0;
        RecomputedDueTimes done;
        do
        {
            done = await _hub.DoAsync(new RecomputeDueTimesCommand(), Actor.Job);
            changed += done.Changed;
        }
        while (done.More);
        return changed;
    }
}
