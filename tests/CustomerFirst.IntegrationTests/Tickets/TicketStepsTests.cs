using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

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
            var ticket = await BringToAsync(scene, state);
            var before = await RowAsync(ticket.Id);
            var result = await hub.SendAsync(Command(scene, step, ticket, (await scene.RaiseAsync()).Reference), scene.Adviser);
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
        var ticket = await BringToAsync(scene, TicketState.New);
        var taken = await hub.DoAsync(new TakeTicketCommand { TicketId = ticket.Id, Version = ticket.Version }, scene.Adviser);
        var refused = await hub.SendAsync(new ResolveTicketCommand { TicketId = ticket.Id, Version = ticket.Version, CustomerTold = "Done." }, scene.Manager);
        Assert.Equal(new Stale(taken.Version), refused.Error);
    }

    [Fact]
    public async Task A_step_is_not_refused_because_something_was_only_added_meanwhile()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await BringToAsync(scene, TicketState.InHand);
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
        var ticket = await BringToAsync(scene, TicketState.InHand);
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
    public async Task A_ticket_is_not_handed_to_the_team_that_has_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await BringToAsync(scene, TicketState.WithService);
        var refused = await hub.SendAsync(new HandOverTicketCommand { TicketId = ticket.Id, Version = ticket.Version, TeamId = scene.Team.Id }, scene.Adviser);
        Assert.StartsWith("This team has the ticket already", Assert.IsType<NotAccepted>(refused.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_people_who_resolve_at_the_same_moment_one_is_told_that_the_other_was_first()
    {
        var scene = await TicketScene.SetAsync(hub);
        for (var i = 0; i < 5; i++)
        {
            var ticket = await BringToAsync(scene, TicketState.New);
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
        var (ticket, call) = (await BringToAsync(scene, TicketState.New), await scene.CallAsync());
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
            var ticket = await BringToAsync(scene, TicketState.New);
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
    public async Task A_ticket_is_assigned_only_to_somebody_who_may_work_on_it_and_sees_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var restricted = await scene.RaiseRestrictedAsync();
        async Task<Result<TicketAfter>> AssignAsync(Guid to) => await hub.SendAsync(new AssignTicketCommand { TicketId = restricted.Id!.Value, Version = restricted.Version!.Value, AssigneeId = to }, scene.RefugeOfficer);
        Assert.Equal("AssigneeId", (await AssignAsync(scene.AdviserAccount.Id)).Error!.Field);
        Assert.Equal("AssigneeId", (await AssignAsync(scene.OfficerAccount.Id)).Error!.Field);
        Assert.Equal("AssigneeId", (await AssignAsync(A.Key())).Error!.Field);
        Assert.True((await AssignAsync(scene.RefugeAccount.Id)).Ok);
        Assert.Equal("Rhea Refuge", (await scene.GetAsync(restricted.Id!.Value, scene.RefugeOfficer)).Assignee);
    }

    [Fact]
    public async Task A_restricted_ticket_goes_to_no_team_of_another_area_and_not_back_to_the_first_response()
    {
        var scene = await TicketScene.SetAsync(hub);
        var restricted = await scene.RaiseAsync(scene.Raising(scene.Refuge) with { Then = AfterRaising.HandedOver }, scene.RefugeOfficer);
        var (id, version) = (restricted.Id!.Value, restricted.Version!.Value);
        Assert.Equal("TeamId", (await hub.SendAsync(new HandOverTicketCommand { TicketId = id, Version = version, TeamId = scene.Team.Id }, scene.RefugeOfficer)).Error!.Field);
        Assert.Equal("TeamId", (await hub.SendAsync(new HandBackTicketCommand { TicketId = id, Version = version, Reason = "Not ours" }, scene.RefugeOfficer)).Error!.Field);
    }

    [Fact]
    public async Task After_handing_over_to_another_area_an_officer_is_told_that_they_no_longer_see_it()
    {
        var scene = await TicketScene.SetAsync(hub);
        var inOther = A.Service(scene.OtherArea, team: scene.Team);
        await hub.SaveAsync(inOther);
        var ticket = await scene.RaiseAsync(scene.Raising(inOther));
        var after = await hub.DoAsync(new HandOverTicketCommand { TicketId = ticket.Id!.Value, Version = ticket.Version!.Value, TeamId = scene.OtherTeam.Id }, scene.Officer);
        Assert.False(after.StillSeen);
        Assert.IsType<NotFound>((await hub.SendAsync(new GetTicketQuery(ticket.Id), scene.Officer)).Error);
    }

    [Fact]
    public async Task A_higher_priority_moves_the_due_time_from_the_opening_and_the_timeline_says_so()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await BringToAsync(scene, TicketState.New);
        await hub.DoAsync(new PrioritiseTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Priority = Priority.Urgent, Reason = "Blocks the pavement" }, scene.Adviser);
        var view = await scene.GetAsync(ticket.Id);
        Assert.Equal(Priority.Urgent, view.Priority);
        Assert.Equal("Priority changed from normal to urgent: Blocks the pavement", view.Timeline.Single(i => i.Kind == TimelineKind.Note).Text);
    }

    [Fact]
    public async Task A_duplicates_customers_follow_to_the_ticket_that_stays()
    {
        var scene = await TicketScene.SetAsync(hub);
        var stays = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var ends = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Neighbour.Id });
        await hub.DoAsync(new MarkDuplicateCommand { TicketId = ends.Id!.Value, Version = ends.Version!.Value, DuplicateOf = stays.Reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) }, scene.Adviser);
        Assert.Equal(["Rosa Marlow", "Idris Kent"], (await scene.GetAsync(stays.Id!.Value)).Customers.Select(c => c.Name));
        Assert.Equal(ends.Reference, (await scene.GetAsync(stays.Id.Value)).Duplicates.Single().Reference);
        Assert.Equal(stays.Reference, (await scene.GetAsync(ends.Id.Value)).DuplicateOf!.Reference);
    }

    [Fact]
    public async Task A_ticket_is_no_duplicate_of_itself_of_an_ended_one_or_of_one_that_others_see()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await BringToAsync(scene, TicketState.New);
        var (ended, restricted) = (await BringToAsync(scene, TicketState.Duplicate), await scene.RaiseRestrictedAsync());
        foreach (var other in new[] { ticket.Reference, ended.Reference, restricted.Reference, "CF-2222-2222" })
        {
            var refused = await hub.SendAsync(new MarkDuplicateCommand { TicketId = ticket.Id, Version = ticket.Version, DuplicateOf = other }, scene.Adviser);
            Assert.True(refused.Error is NotAccepted { FieldName: "DuplicateOf" } or Invalid, $"{other}: {refused.Error}");
        }
    }

    [Fact]
    public async Task A_bulk_closure_tells_every_customer_why_and_leaves_alone_what_changed_meanwhile()
    {
        var scene = await TicketScene.SetAsync(hub);
        var (one, two, changed) = (await BringToAsync(scene, TicketState.New), await BringToAsync(scene, TicketState.WithService), await BringToAsync(scene, TicketState.InHand));
        const string Why = "The collections of this week were made up on Saturday.";
        var command = new CloseInBulkCommand([new(one.Reference, one.Version), new(two.Reference, two.Version), new(changed.Reference, changed.Version - 1)], Why);
        Assert.IsType<Forbidden>((await hub.SendAsync(command, scene.Adviser)).Error);
        Assert.IsType<Invalid>((await hub.SendAsync(command with { CustomerTold = "Done" }, scene.Manager)).Error);

        var closed = await hub.DoAsync(command, scene.Manager);
        Assert.Equal((2, changed.Reference), (closed.Closed, closed.LeftAlone.Single().Reference));
        var view = await scene.GetAsync(one.Id);
        Assert.Equal((TicketState.Resolved, false), (view.State, view.MarkedFirstContact));
        Assert.Equal(Why, view.Timeline.Single(i => i.Kind == TimelineKind.Update).Text);
        var reopened = await hub.DoAsync(new ReopenTicketCommand { TicketId = one.Id, Version = view.Version, Reason = "It was not" }, scene.Adviser);
        Assert.Equal((TicketState.InHand, 1), (reopened.State, (await scene.GetAsync(one.Id)).ReopenedCount));
    }

    [Fact]
    public async Task Notes_and_updates_need_no_version_and_the_first_update_is_the_first_reply()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await BringToAsync(scene, TicketState.New);
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
            var ticket = await BringToAsync(scene, state);
            var offered = (await scene.GetAsync(ticket.Id)).Steps;
            Assert.Equal(s_steps.Where(s => TicketLife.Allows(state, s)).Order(), offered.Order());
        }
        var steward = A.Actor(A.Staff(Domain.Staff.Role.Steward));
        Assert.Empty((await scene.GetAsync((await BringToAsync(scene, TicketState.New)).Id, steward)).Steps);
    }

    private async Task<TicketAfter> BringToAsync(TicketScene scene, TicketState state)
    {
        var raised = await scene.RaiseAsync(scene.Raising());
        var ticket = new TicketAfter(raised.Id!.Value, raised.Reference, raised.State!.Value, raised.Version!.Value, true);
        TicketStep[] way = state switch
        {
            TicketState.New => [],
            TicketState.InHand => [TicketStep.Take],
            TicketState.WithService => [TicketStep.HandOver],
            TicketState.WaitingForCustomer => [TicketStep.WaitForCustomer],
            TicketState.WaitingForOthers => [TicketStep.WaitForOthers],
            TicketState.Resolved or TicketState.Closed => [TicketStep.Resolve],
            TicketState.Cancelled => [TicketStep.Cancel],
            TicketState.Duplicate => [TicketStep.MarkDuplicate],
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
        foreach (var step in way) ticket = await hub.DoAsync(Command(scene, step, ticket, step == TicketStep.MarkDuplicate ? (await scene.RaiseAsync()).Reference : null), scene.Adviser);
        if (state != TicketState.Closed) return ticket;
        await hub.DatabaseAsync(db => db.Tickets.Where(t => t.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ObjectionEndsAt, t => t.ResolvedAt)));
        await hub.DoAsync(new CloseResolvedCommand(), Domain.Staff.Actor.Job);
        return ticket with { State = TicketState.Closed, Version = ticket.Version + 1 };
    }

    private static StepCommand Command(TicketScene scene, TicketStep step, TicketAfter ticket, string? other) => step switch
    {
        TicketStep.Take => new TakeTicketCommand { TicketId = ticket.Id, Version = ticket.Version },
        TicketStep.HandOver => new HandOverTicketCommand { TicketId = ticket.Id, Version = ticket.Version, TeamId = ticket.State == TicketState.WithService ? scene.OtherTeam.Id : scene.Team.Id },
        TicketStep.HandBack => new HandBackTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Reason = "For the first response" },
        TicketStep.WaitForCustomer => new WaitTicketCommand { TicketId = ticket.Id, Version = ticket.Version, For = TicketState.WaitingForCustomer, Reason = "A photo" },
        TicketStep.WaitForOthers => new WaitTicketCommand { TicketId = ticket.Id, Version = ticket.Version, For = TicketState.WaitingForOthers, Reason = "A part" },
        TicketStep.Resume => new ResumeTicketCommand { TicketId = ticket.Id, Version = ticket.Version },
        TicketStep.Resolve => new ResolveTicketCommand { TicketId = ticket.Id, Version = ticket.Version, CustomerTold = "It is done." },
        TicketStep.Reopen => new ReopenTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Reason = "It came back" },
        TicketStep.Cancel => new CancelTicketCommand { TicketId = ticket.Id, Version = ticket.Version, Reason = "Withdrawn" },
        TicketStep.MarkDuplicate => new MarkDuplicateCommand { TicketId = ticket.Id, Version = ticket.Version, DuplicateOf = other },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private Task<string> RowAsync(Guid id) =>
        hub.ScalarAsync<string>("select t::text || (select count(*) from ticket_intervals where ticket_id = t.id) || (select count(*) from ticket_entries where ticket_id = t.id) from tickets t where id = @id", ("id", id));
}
