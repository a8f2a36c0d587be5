using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>What happens to merges when life goes on beside them.</summary>
public sealed class MergesUnderStrainTests(Hub hub) : IClassFixture<Hub>
{
    private readonly Actor _steward = TheCustomer.Someone(Role.Steward);

    [Fact]
    public async Task A_chain_is_undone_from_its_middle_and_each_record_gets_its_own_edits_back()
    {
        var (one, two, three) = (await NewAsync("One"), await NewAsync("Two"), await NewAsync("Three"));
        var first = await MergeAsync(two, three);
        await ChangeAsync(two, d => d with { Emails = ["both@example.org"] });
        var second = await MergeAsync(one, two);
        await ChangeAsync(one, d => d with { Emails = [.. d.Emails, "all@example.org"] });

        // The older merge first: its record leaves the tree of three, and what was written on the two stays with the one it was merged into.
        await UndoAsync(first);
        Assert.Equal((one, one, three), (await RootAsync(one), await RootAsync(two), await RootAsync(three)));
        Assert.Equal("Three", (await ViewAsync(three)).GivenNames);
        Assert.Empty((await ViewAsync(three)).Emails);
        await UndoAsync(second);
        Assert.Equal(["all@example.org"], (await ViewAsync(one)).Emails.Select(e => e.Value));
        Assert.Equal(["both@example.org"], (await ViewAsync(two)).Emails.Select(e => e.Value));
        Assert.Equal(("One", "Two"), ((await ViewAsync(one)).GivenNames, (await ViewAsync(two)).GivenNames));
    }

    [Fact]
    public async Task A_contact_in_progress_goes_on_and_is_ended_after_its_customer_was_merged_and_goes_back_with_them()
    {
        var adviser = A.Staff(Role.Adviser);
        await hub.SaveAsync(adviser);
        var (kept, other, actor) = (await NewAsync(), await NewAsync(), A.Actor(adviser));
        var begun = await hub.DoAsync(new BeginContactCommand(Channel.Email, CustomerId: other), actor);
        var merged = await MergeAsync(kept, other);

        var shown = Assert.Single((await ViewAsync(kept)).Contacts);
        Assert.Equal((begun.Id, other), (shown.Id, shown.CustomerKey));
        await hub.DoAsync(new EndContactCommand(begun.Id, ContactOutcome.Answered, false, null, begun.Version), actor);
        await UndoAsync(merged);
        Assert.Empty((await ViewAsync(kept)).Contacts);
        Assert.Equal(begun.Id, Assert.Single((await ViewAsync(other)).Contacts).Id);
    }

    [Fact]
    public async Task A_relationship_between_the_two_rests_while_they_are_one_and_is_there_again_when_they_are_two()
    {
        var (mother, child, friend) = (await NewAsync(), await NewAsync(), await NewAsync());
        await hub.DoAsync(new RelateCustomersCommand(child, mother, RelationshipKind.Parent), _steward);
        await hub.DoAsync(new RelateCustomersCommand(child, friend, RelationshipKind.Carer), _steward);
        var merged = await MergeAsync(mother, child);

        Assert.Equal([friend], (await ViewAsync(child)).Related.Select(r => r.CustomerId));
        Assert.IsType<RelatedToOneself>((await hub.SendAsync(new RelateCustomersCommand(mother, child, RelationshipKind.Household), _steward)).Error);
        await UndoAsync(merged);
        Assert.Equal([mother, friend], (await ViewAsync(child)).Related.OrderBy(r => r.CustomerId == friend).Select(r => r.CustomerId));
        Assert.Equal([child], (await ViewAsync(mother)).Related.Select(r => r.CustomerId));
    }

    [Fact]
    public async Task What_both_were_to_somebody_is_shown_once_and_ended_once()
    {
        var (kept, other, cared, home) = (await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync());
        foreach (var id in (Guid[])[kept, other]) await hub.DoAsync(new RelateCustomersCommand(cared, id, RelationshipKind.Carer), _steward);
        await hub.DoAsync(new RelateCustomersCommand(kept, home, RelationshipKind.Household), _steward);
        await hub.DoAsync(new RelateCustomersCommand(home, other, RelationshipKind.Household), _steward);
        await hub.DoAsync(new RelateCustomersCommand(cared, kept, RelationshipKind.Appointee, "Court order", CouncilTime.DateOf(hub.Clock.GetUtcNow())), _steward);
        await hub.DoAsync(new RelateCustomersCommand(cared, other, RelationshipKind.Appointee, "Power of attorney"), _steward);
        await MergeAsync(kept, other);

        var around = (await ViewAsync(cared)).Related;
        Assert.Equal([(RelationshipKind.Carer, null), (RelationshipKind.Appointee, "Court order"), (RelationshipKind.Appointee, "Power of attorney")], around.Select(r => (r.Kind, r.Authority)));
        Assert.Equal(home, Assert.Single((await ViewAsync(kept)).Related, r => r.Kind == RelationshipKind.Household).CustomerId);
        await hub.DoAsync(new EndRelationshipCommand(cared, around[0].RelationshipId), _steward);
        Assert.DoesNotContain((await ViewAsync(cared)).Related, r => r.Kind == RelationshipKind.Carer);
        var shared = (await ViewAsync(home)).Related.Single();
        await hub.DoAsync(new EndRelationshipCommand(home, shared.RelationshipId), _steward);
        Assert.Empty((await ViewAsync(home)).Related);
    }

    [Fact]
    public async Task Restricted_tickets_are_merged_unseen_and_a_steward_who_may_not_see_them_cannot_give_them_away()
    {
        var (area, raiser, kept, other) = (A.ServiceArea(), A.Staff(Role.Adviser), await NewAsync(), await NewAsync());
        var secret = A.Service(area, restricted: true);
        await hub.SaveAsync(area, secret, raiser);
        await hub.SaveAsync(ATicket.For(secret, other, raiser));
        var merged = await MergeAsync(kept, other);
        var since = ATicket.For(secret, kept, raiser, hub.Clock.GetUtcNow().AddMinutes(1));
        await hub.SaveAsync(since);

        Assert.Empty((await ViewAsync(kept)).OpenTickets);
        var preview = await hub.DoAsync(new PreviewUndoQuery(merged), _steward);
        Assert.Empty(preview.Since);
        await hub.DoAsync(new UndoMergeCommand(merged, preview.Version, [since.Id], [], "Two"), _steward);
        Assert.Equal((kept, 1L), (await hub.DatabaseAsync(db => db.Tickets.Where(t => t.Id == since.Id).Select(t => t.CustomerId!.Value).SingleAsync()), await hub.DatabaseAsync(db => db.Tickets.LongCountAsync(t => t.CustomerId == other))));
    }

    [Fact]
    public async Task Somebody_who_died_is_merged_with_their_day_of_death_and_lives_again_on_the_record_that_never_died()
    {
        var (kept, other) = (await NewAsync(), await NewAsync());
        await hub.DoAsync(new RecordLifeCommand(other, 1, new DateOnly(2026, 2, 3), null), _steward);
        var preview = await hub.DoAsync(new PreviewMergeQuery(kept, other), _steward);
        Assert.Equal((MergeSide.Other, "known there only"), preview.Conflicts.Where(c => c.Key == "diedOn").Select(c => (c.Proposed, c.Why)).Single());
        var merged = await MergeAsync(kept, other);

        Assert.Equal(new DateOnly(2026, 2, 3), (await ViewAsync(kept)).DiedOn);
        await UndoAsync(merged);
        Assert.Equal((null, new DateOnly(2026, 2, 3)), ((await ViewAsync(kept)).DiedOn, (await ViewAsync(other)).DiedOn!.Value));
    }

    [Fact]
    public async Task Erased_records_are_not_merged_and_a_merge_whose_survivor_was_erased_stays()
    {
        var (kept, other, third) = (await NewAsync(), await NewAsync(), await NewAsync());
        await hub.DoAsync(TheCustomer.Erase(third, 1, "Asked for"), _steward);
        Assert.IsType<CannotMerge>((await hub.SendAsync(new MergeCustomersCommand(kept, 1, third, 2, [], "Same"), _steward)).Error);
        Assert.IsType<CannotMerge>((await hub.SendAsync(new PreviewMergeQuery(third, kept), _steward)).Error);
        var merged = await MergeAsync(kept, other);
        await hub.DoAsync(TheCustomer.Erase(other, (await ViewAsync(kept)).Version, "Asked for"), _steward);

        Assert.True((await hub.DoAsync(new PreviewUndoQuery(merged), _steward)).Final);
        Assert.IsType<CannotUndoMerge>((await hub.SendAsync(new UndoMergeCommand(merged, (await ViewAsync(kept)).Version, [], [], "Two"), _steward)).Error);
        Assert.Equal((kept, ErasureState.Anonymised), (await RootAsync(other), (await ViewAsync(other)).Erasure));
        Assert.False(Assert.Single((await hub.DoAsync(new ListMergesQuery(other), _steward)).Merges).CanBeUndone);
    }

    [Fact]
    public async Task An_undone_merge_of_somebody_erased_later_takes_nothing_from_the_other()
    {
        var (kept, other) = (await NewAsync("Kept"), await NewAsync("Other"));
        await UndoAsync(await MergeAsync(kept, other));
        await hub.DoAsync(TheCustomer.Erase(kept, (await ViewAsync(kept)).Version, "Asked for"), _steward);

        Assert.Equal(("Other", ErasureState.Active), ((await ViewAsync(other)).GivenNames, (await ViewAsync(other)).Erasure));
    }

    [Fact]
    public async Task A_customer_changed_and_merged_at_the_same_moment_loses_neither()
    {
        for (var round = 0; round < 6; round++)
        {
            var (kept, other) = (await NewAsync(), await NewAsync());
            var details = (await ViewAsync(other)).Details;
            var change = hub.SendAsync(new ChangeCustomerCommand(other, 1, details with { Emails = [$"new{round}@example.org"] }), TheCustomer.Adviser());
            var merge = hub.SendAsync(new MergeCustomersCommand(kept, 1, other, 1, [], "Same"), _steward);
            await Task.WhenAll(change, merge);

            // One of the two was first; the other saw it and was refused. Never both, never a change that is nowhere.
            Assert.True((await change).Ok != (await merge).Ok, $"{(await change).Error} {(await merge).Error}");
            Assert.Equal((await change).Ok ? 1 : 0, (await ViewAsync(other)).Emails.Count);
        }
    }

    [Fact]
    public async Task A_run_and_a_person_at_the_same_pair_merge_it_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var (kept, other) = (await NewAsync(), await NewAsync());
            await hub.DoAsync(new DecidePairCommand(kept, other, 0, PairVerdict.Same), _steward);
            var run = (await hub.DoAsync(new PrepareMergeRunCommand(), _steward)).RunId;
            await hub.DoAsync(new StartMergeRunCommand(run, "Reviewed"), _steward);
            var byHand = hub.SendAsync(new MergeCustomersCommand(kept, 1, other, 1, [], "Same"), _steward);
            var work = hub.SendAsync(new WorkMergeRunCommand(), Actor.Job);
            await Task.WhenAll(byHand, work);
            while ((await hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(Guid.Empty, run);

            Assert.Equal(1, await hub.DatabaseAsync(db => db.Set<CustomerMerge>().CountAsync(m => (m.OtherId == other || m.OtherId == kept) && m.UndoneAt == null)));
            var row = (await hub.DoAsync(new ListMergeRunsQuery(), _steward)).Runs.Single(r => r.Id == run);
            Assert.Equal((MergeRunState.Finished, 1), (row.State, row.Merged + row.Passed));
        }
    }

    private async Task<Guid> MergeAsync(Guid survivor, Guid other)
    {
        var preview = await hub.DoAsync(new PreviewMergeQuery(survivor, other), _steward);
        return (await hub.DoAsync(new MergeCustomersCommand(survivor, preview.SurvivorVersion, other, preview.OtherVersion, [], "Same"), _steward)).MergeId;
    }

    private async Task UndoAsync(Guid merge) => await hub.DoAsync(new UndoMergeCommand(merge, (await hub.DoAsync(new PreviewUndoQuery(merge), _steward)).Version, [], [], "Two"), _steward);

    private async Task ChangeAsync(Guid id, Func<CustomerDetails, CustomerDetails> change)
    {
        var view = await ViewAsync(id);
        await hub.DoAsync(new ChangeCustomerCommand(view.Id, view.Version, change(view.Details)), TheCustomer.Adviser());
    }

    private Task<CustomerView> ViewAsync(Guid id) => hub.DoAsync(new GetCustomerQuery(id), _steward);

    private Task<Guid> RootAsync(Guid key) => hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == key).Select(k => k.CustomerId).SingleAsync());

    private Task<Guid> NewAsync(string given = "Robin") => TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), given));
}
