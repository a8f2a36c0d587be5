using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class TicketStepsTests(Hub hub) : IClassFixture<Hub>
{
    // Every step that a person can take. Closing is the sweep's.
    private static readonly TicketStep[] s_steps =
    [
        TicketStep.Take, TicketStep.HandOver, TicketStep.HandBack, TicketStep.WaitForCustomer, TicketStep.WaitForOthers, TicketStep.Resume, TicketStep.Resolve,
        TicketStep.Reopen, TicketStep.Cancel, TicketStep.MarkDuplicate,
    ];

    public static TheoryData<TicketState> States => [.. Enum.GetValues<TicketState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task From_each_state_the_legal_steps_work_and_every_other_is_refused_and_changes_nothing(TicketState state)
    {
        var scene = await TicketScene.SetAsync(hub);
        foreach (var step in s_steps)
        {
            var ticket = await scene.BringToAsync(state);
            var before = await RowAsync(ticket.Id);
            var result = await hub.SendAsync(scene.Step(step, ticket, (await scene.RaiseAsync()).Reference), scene.Adviser);
            if (TicketLife.Allows(state, step))
            {
                Assert.True(result.Ok, $"{step} from {state}: {result.Error}");
                Assert.NotEqual(before, await RowAsync(ticket.Id));
                continue;
            }
            Assert.Equal(new StepNotAllowed(step.Code(), state), result.Error);
            Assert.Equal(before, await RowAsync(ticket.Id));
        }
    }

    [Fact]
    public async Task A_step_on_an_older_version_is_refused_with_the_version_that_holds_now()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.New);
        var taken = await hub.DoAsync(new TakeTicketCommand { TicketId = ticket.Id, Version = ticket.Version }, scene.Adviser);
        var refused = await hub.SendAsync(new ResolveTicketCommand { TicketId = ticket.Id, Version = ticket.Version, CustomerTold = "Done." }, scene.Manager);
        Assert.Equal(new Stale(taken.Version), refused.Error);
    }

    [Fact]
    public async Task A_step_is_not_refused_because_something_was_only_added_meanwhile()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.InHand);
        await hub.DoAsync(new AddNoteCommand(ticket.Id, "Rang the depot."), scene.Manager);
        await hub.DoAsync(new AddUpdateCommand(ticket.Id, "We come tomorrow."), scene.Manager);
        await hub.DoAsync(new AddAttachmentCommand(ticket.Id, "plan.txt", "The plan"u8.ToArray()), scene.Manager);
        var assigned = await hub.DoAsync(new AssignTicketCommand { TicketId = ticket.Id, Version = ticket.Version, AssigneeId = null }, scene.Manager);
        Assert.Equal(new Stale(assigned.Version), (await hub.SendAsync(new PrioritiseTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Priority = Priority.High, Reason = "Blocks the road" }, scene.Adviser)).Error);
        await hub.DoAsync(new PrioritiseTicketCommand { TicketId = ticket.Id, Version = assigned.Version, Priority = Priority.High, Reason = "Blocks the road" }, scene.Adviser);
    }

    [Fact]
    public async Task People_who_write_on_a_ticket_at_the_moment_of_a_step_are_all_heard_and_each_once()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.InHand);
        var notes = Enumerable.Range(0, 6).Select(i => new AddNoteCommand(ticket.Id, $"Note {i}") { IdempotencyKey = $"note-{ticket.Id}-{i}" }).ToList();
        // Every note is sent twice, as by an impatient hand.
        var writing = notes.Concat(notes).Select(note => hub.SendAsync(note, scene.Manager)).ToList();
        var resolved = await hub.SendAsync(new ResolveTicketCommand { TicketId = ticket.Id, Version = ticket.Version, CustomerTold = "It is done." }, scene.Adviser);
        Assert.All(await Task.WhenAll(writing), written => Assert.True(written.Ok, $"{written.Error}"));
        Assert.True(resolved.Ok, $"{resolved.Error}");
        var view = await scene.GetAsync(ticket.Id);
        Assert.Equal(TicketState.Resolved, view.State);
        Assert.Equal(notes.Select(n => n.Text), view.Timeline.Where(i => i.Kind == TimelineKind.Note).Select(i => i.Text).Order());
    }

    [Fact]
    public async Task Of_two_people_who_resolve_at_the_same_moment_one_is_told_that_the_other_was_first()
    {
        var scene = await TicketScene.SetAsync(hub);
        for (var i = 0; i < 5; i++)
        {
            var ticket = await scene.BringToAsync(TicketState.New);
            var results = await Task.WhenAll(new[] { scene.Adviser, scene.Manager, scene.Officer }.Select(who =>
                hub.SendAsync(new ResolveTicketCommand { TicketId = ticket.Id, Version = ticket.Version, CustomerTold = "Done." }, who)));
            Assert.Equal(1, results.Count(r => r.Ok));
            Assert.All(results.Where(r => !r.Ok), r => Assert.True(r.Error is Stale or Clash, $"{r.Error}"));
            Assert.Single((await scene.GetAsync(ticket.Id)).Timeline, item => item.Kind == TimelineKind.Update);
        }
    }

    [Fact]
    public async Task A_step_in_a_call_links_the_call_and_its_reason_stands_in_the_timeline_and_the_audit_trail()
    {
        var scene = await TicketScene.SetAsync(hub);
        var (ticket, call) = (await scene.BringToAsync(TicketState.New), await scene.CallAsync());
        await hub.DoAsync(new CancelTicketCommand { TicketId = ticket.Id, Version = ticket.Version, ContactId = call.Id, Reason = "Raised in error" }, scene.Adviser);
        var view = await scene.GetAsync(ticket.Id);
        Assert.Equal((TicketStep.Cancel, "Raised in error", "Ada Adviser"), view.Timeline.Where(i => i.Kind == TimelineKind.Step).Select(i => (i.Step!.Value, i.Text!, i.By!)).First());
        Assert.Equal(ContactAct.Progressed, view.Timeline.Single(i => i.Kind == TimelineKind.Contact).Act);
        var values = await hub.ScalarAsync<string>("select v.values from audit_entries e join audit_values v on v.entry_id = e.id where e.action = 'CancelTicket' and e.record_id = @id and e.record_kind = 'ticket'", ("id", ticket.Id));
        Assert.Contains("Raised in error", values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_the_customer_stops_the_clock_and_resuming_goes_on_where_it_stood()
    {
        var scene = await TicketScene.SetAsync(hub);
        var start = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        try
        {
            hub.Clock.Is(start);
            var ticket = await scene.BringToAsync(TicketState.New);
            hub.Clock.Is(start.AddHours(2));
            var waiting = await hub.DoAsync(new WaitTicketCommand { TicketId = ticket.Id, Version = ticket.Version, For = TicketState.WaitingForCustomer, Reason = "Photo", CustomerTold = "Please send us a photo." }, scene.Adviser);
            Assert.Null((await scene.GetAsync(ticket.Id)).Resolution!.DueAt);
            Assert.Equal("met", (await scene.GetAsync(ticket.Id)).Reply!.Words);
            hub.Clock.Is(start.AddDays(3));
            await hub.DoAsync(new ResumeTicketCommand { TicketId = ticket.Id, Version = waiting.Version }, scene.Adviser);
            var view = await scene.GetAsync(ticket.Id);
            Assert.Equal(TicketState.InHand, view.State);
            Assert.Equal("14 h of 2 working days left", view.Resolution!.Words);
            Assert.Equal(new DateTimeOffset(2026, 11, 27, 15, 0, 0, TimeSpan.Zero), view.Resolution.DueAt);
        }
        finally
        {
            hub.Clock.Runs();
        }
    }

    [Fact]
    public async Task A_higher_priority_moves_the_due_time_from_the_opening_and_the_timeline_says_so()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.New);
        await hub.DoAsync(new PrioritiseTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Priority = Priority.Urgent, Reason = "Blocks the pavement" }, scene.Adviser);
        var view = await scene.GetAsync(ticket.Id);
        Assert.Equal(Priority.Urgent, view.Priority);
        Assert.Equal("Priority changed from normal to urgent: Blocks the pavement", view.Timeline.Single(i => i.Kind == TimelineKind.Note).Text);
    }

    [Fact]
    public async Task Notes_and_updates_need_no_version_and_the_first_update_is_the_first_reply()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.BringToAsync(TicketState.New);
        await hub.DoAsync(new AddNoteCommand(ticket.Id, "Rang the depot."), scene.Adviser);
        await hub.DoAsync(new AddNoteCommand(ticket.Id, "They come tomorrow."), scene.Manager);
        Assert.Null((await scene.GetAsync(ticket.Id)).FirstReplyAt);
        await hub.DoAsync(new AddUpdateCommand(ticket.Id, "We come tomorrow."), scene.Adviser);
        var view = await scene.GetAsync(ticket.Id);
        Assert.NotNull(view.FirstReplyAt);
        Assert.Equal([true, false, false], view.Timeline.Where(i => i.Kind is TimelineKind.Note or TimelineKind.Update).Select(i => i.CustomerSees));
    }

    [Fact]
    public async Task The_page_offers_exactly_the_steps_that_are_legal_and_permitted()
    {
        var scene = await TicketScene.SetAsync(hub);
        foreach (var state in Enum.GetValues<TicketState>())
        {
            var ticket = await scene.BringToAsync(state);
            var offered = (await scene.GetAsync(ticket.Id)).Steps;
            Assert.Equal(s_steps.Where(s => TicketLife.Allows(state, s)).Order(), offered.Order());
        }
        var steward = A.Actor(A.Staff(Domain.Staff.Role.Steward));
        Assert.Empty((await scene.GetAsync((await scene.BringToAsync(TicketState.New)).Id, steward)).Steps);
    }

    private Task<string> RowAsync(Guid id) =>
        hub.ScalarAsync<string>("select t::text || (select count(*) from ticket_intervals where ticket_id = t.id) || (select count(*) from ticket_entries where ticket_id = t.id) from tickets t where id = @id", ("id", id));
}
