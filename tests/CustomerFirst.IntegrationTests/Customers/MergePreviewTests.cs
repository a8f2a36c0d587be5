using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Many merges are looked at before they begin, and the run does what was looked at or less. Each test has a hub of its own, because a run takes every pair that waits.</summary>
public sealed class MergePreviewTests : IAsyncLifetime
{
    private readonly Hub _hub = new();
    private readonly Actor _steward = TheCustomer.Someone(Role.Steward);

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_run_shows_what_it_would_keep_and_merges_exactly_that_in_chains_too()
    {
        var one = await NewAsync("Ann", "0121 496 0701", new DateOnly(1970, 1, 1));
        var two = await NewAsync("Annie", "0121 496 0702", null);
        var three = await NewAsync("Anna", "0121 496 0703", new DateOnly(1971, 1, 1));
        await CallSameAsync(one, two);
        await CallSameAsync(two, three);
        var prepared = await _hub.DoAsync(new PrepareMergeRunCommand(), _steward);
        Assert.Equal((2, 0), (prepared.Pairs, prepared.LeftOut));
        Assert.False((await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More);

        var view = await ViewAsync(prepared.RunId);
        Assert.Equal((MergeRunState.Prepared, 0), (view.Run.State, view.ChangedSince));
        Assert.All(view.Pairs, p => Assert.Equal((one, true, false), (p.Survivor.Id, p.CalledSame, p.Changed)));
        var name = view.Pairs[^1].Conflicts.Single(c => c.Key == "name");
        var shown = name.Proposed == MergeSide.Survivor ? name.Survivor : name.Other;
        var before = view.Pairs.Select(p => (p.Number, string.Join("; ", p.Conflicts))).ToList();
        Assert.Equal(view.Pairs.SelectMany(p => p.Conflicts.Select(c => new MergeDecision(c.Key, c.Proposed))), view.Pairs.SelectMany(p => p.Decisions));

        await RunAsync(prepared.RunId);
        var customer = await _hub.DoAsync(new GetCustomerQuery(three), _steward);
        Assert.Equal((one, shown), (customer.Id, customer.Name));
        Assert.Equal(3, customer.Telephones.Count);
        view = await ViewAsync(prepared.RunId);
        Assert.Equal((MergeRunState.Finished, 2, 0), (view.Run.State, view.Run.Merged, view.Run.Passed));
        Assert.Contains((await _hub.DoAsync(new ListMergesQuery(two), _steward)).Merges, m => m.Because == "Reviewed by two" && m.RunId == prepared.RunId);
        // What was kept, and why, is shown as it was before: of each pair of the chain, and nothing of it is saved.
        Assert.Equal(before, view.Pairs.Select(p => (p.Number, string.Join("; ", p.Conflicts))));
        Assert.Equal(customer.Version, (await _hub.DoAsync(new GetCustomerQuery(one), _steward)).Version);

        // Nobody can say what a record said that was changed since; the sides are kept.
        await _hub.DoAsync(new ChangeCustomerCommand(one, customer.Version, customer.Details with { FamilyName = "Newly" }), _steward);
        view = await ViewAsync(prepared.RunId);
        Assert.All(view.Pairs, p => Assert.Empty(p.Conflicts));
        Assert.All(view.Pairs, p => Assert.NotEmpty(p.Decisions));
    }

    [Fact]
    public async Task What_was_changed_since_the_preview_is_passed_over_with_all_that_hangs_on_it()
    {
        var (one, two, three) = (await NewAsync("Ann"), await NewAsync("Annie"), await NewAsync("Anna"));
        var (left, right) = (await NewAsync("Kim"), await NewAsync("Kim"));
        await CallSameAsync(one, two);
        await CallSameAsync(two, three);
        await CallSameAsync(left, right);
        var prepared = await _hub.DoAsync(new PrepareMergeRunCommand(), _steward);
        var first = (await ViewAsync(prepared.RunId)).Pairs.First(p => p.Survivor.Id != left);
        var customer = await _hub.DoAsync(new GetCustomerQuery(first.Other.Id), _steward);
        await _hub.DoAsync(new ChangeCustomerCommand(customer.Id, customer.Version, customer.Details with { Language = "cy" }), _steward);

        var view = await ViewAsync(prepared.RunId);
        Assert.Equal(2, view.ChangedSince);
        Assert.Equal([true, true], view.Pairs.Where(p => p.Survivor.Id != left).Select(p => p.Changed));
        await RunAsync(prepared.RunId);

        view = await ViewAsync(prepared.RunId, left: true);
        Assert.Equal((1, 2), (view.Run.Merged, view.Run.Passed));
        Assert.Equal([PairLeft.Changed, PairLeft.Changed], view.Pairs.Select(p => p.Why));
        Assert.Equal([(PairLeft.Changed, 2)], view.LeftBecause.Select(l => (l.Why, l.Count)));
        Assert.Equal(left, await RootAsync(right));
        foreach (var id in (Guid[])[one, two, three]) Assert.Equal(id, await RootAsync(id));
    }

    [Fact]
    public async Task What_only_a_person_can_weigh_is_left_out_and_said_why()
    {
        var scored = new Dictionary<PairLeft, (Guid, Guid)>();
        async Task<(Guid, Guid)> PairAsync(PairLeft? why = null, double probability = 0.99)
        {
            var pair = (await NewAsync("Lee"), await NewAsync("Lee"));
            await TheCustomer.ScoredAsync(_hub, pair.Item1, pair.Item2, probability, "same telephone");
            if (why is { } left) scored[left] = pair;
            return pair;
        }
        var certain = await PairAsync();
        await PairAsync(probability: 0.94);
        var (alive, dead) = await PairAsync(PairLeft.OneDied);
        await _hub.DoAsync(new RecordLifeCommand(dead, 1, new DateOnly(2026, 1, 2), null), _steward);
        var (mother, child) = await PairAsync(PairLeft.Related);
        await _hub.DoAsync(new RelateCustomersCommand(child, mother, RelationshipKind.Parent), _steward);
        await DecideAsync(await PairAsync(PairLeft.NotSure), PairVerdict.NotSure);
        await DecideAsync(await PairAsync(PairLeft.CalledDifferent), PairVerdict.Different);
        var (here, made) = await PairAsync(PairLeft.HeldApart);
        await _hub.DatabaseAsync(db => db.Set<CustomerPair>().Where(p => (p.LowId == here && p.HighId == made) || (p.LowId == made && p.HighId == here)).ExecuteUpdateAsync(s => s.SetProperty(p => p.HeldApart, true)));
        var (born, apart) = await PairAsync(PairLeft.BornApart);
        foreach (var (id, day) in ((Guid, string)[])[(born, "1970-01-01"), (apart, "1990-01-01")])
            await _hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customers set date_of_birth = {DateOnly.ParseExact(day, "yyyy-MM-dd")}, date_of_birth_verified = 'documented' where id = {id}"));

        var prepared = await _hub.DoAsync(new PrepareMergeRunCommand(0.95), _steward);

        Assert.Equal((1, 6), (prepared.Pairs, prepared.LeftOut));
        var view = await ViewAsync(prepared.RunId, left: true);
        Assert.Equal(scored.OrderBy(s => s.Key).Select(s => (s.Key, CustomerPair.Ordered(s.Value.Item1, s.Value.Item2))), view.Pairs.OrderBy(p => p.Why).Select(p => (p.Why!.Value, (p.LowId, p.HighId))));
        await RunAsync(prepared.RunId);
        Assert.Equal(certain.Item1, await RootAsync(certain.Item2));
        Assert.Equal((alive, dead), (await RootAsync(alive), await RootAsync(dead)));
    }

    [Fact]
    public async Task What_a_steward_prepared_and_did_not_start_is_thrown_away_when_they_prepare_anew()
    {
        await CallSameAsync(await NewAsync("Ann"), await NewAsync("Ann"));
        var (first, second) = (await _hub.DoAsync(new PrepareMergeRunCommand(), _steward), await _hub.DoAsync(new PrepareMergeRunCommand(), _steward));

        Assert.Equal([second.RunId], (await _hub.DoAsync(new ListMergeRunsQuery(), _steward)).Runs.Select(r => r.Id));
        Assert.IsType<NotFound>((await _hub.SendAsync(new StartMergeRunCommand(first.RunId, "Reviewed"), _steward)).Error);
        Assert.Empty((await _hub.DoAsync(new ListMergeRunsQuery(), TheCustomer.Someone(Role.Steward))).Runs);
        Assert.IsType<Invalid>((await _hub.SendAsync(new StartMergeRunCommand(second.RunId, " "), _steward)).Error);
    }

    [Fact]
    public async Task Pairs_of_a_run_that_was_undone_wait_as_not_sure_and_are_found_again()
    {
        var (one, two) = (await NewAsync("Ann"), await NewAsync("Ann"));
        await TheCustomer.ScoredAsync(_hub, one, two, 0.999, "same telephone");
        var run = (await _hub.DoAsync(new PrepareMergeRunCommand(0.99), _steward)).RunId;
        await RunAsync(run);
        await _hub.DoAsync(new StepMergeRunCommand(run, MergeRunStep.Undo, "Twins among them"), _steward);
        while ((await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(MergeRunState.Running, (await ViewAsync(run)).Run.State);

        var view = await ViewAsync(run);
        Assert.Equal((MergeRunState.Undone, 1, "Twins among them", PairOutcome.Undone), (view.Run.State, view.Run.Undone, view.UndoneBecause, view.Pairs.Single().Outcome));
        var listed = (await _hub.DoAsync(new ListPairsQuery(PairStanding.NotSure), _steward)).Pairs.Single();
        Assert.Equal(CustomerPair.Ordered(one, two), (listed.LowId, listed.HighId));
        Assert.Equal(listed.LowId, (await _hub.DoAsync(new ReviewPairsQuery(listed.LowId, listed.HighId), _steward)).Next!.LowId);
        var merge = (await _hub.DoAsync(new ListMergesQuery(two), _steward)).Merges.Single();
        Assert.Equal((PairVerdict.NotSure, "Twins among them", false), (merge.Verdict, merge.UndoneBecause, merge.CanBeUndone));
        var again = await _hub.DoAsync(new PrepareMergeRunCommand(0.99), _steward);
        Assert.Equal((0, 1), (again.Pairs, again.LeftOut));
        Assert.IsType<RunIsNot>((await _hub.SendAsync(new StartMergeRunCommand(again.RunId, "Nothing"), _steward)).Error);
    }

    [Fact]
    public async Task Words_about_a_run_go_with_the_data_of_whoever_was_in_it_and_nothing_is_said_of_what_is_equal()
    {
        var born = new DateOnly(1970, 5, 6);
        var (one, two, three, four) = (await NewAsync("Ann", born: born), await NewAsync("Ann", born: born), await NewAsync("Ben"), await NewAsync("Ben"));
        await _hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customers set date_of_birth_verified = 'documented' where id = {two}"));
        await CallSameAsync(one, two);
        await CallSameAsync(three, four);
        var run = (await _hub.DoAsync(new PrepareMergeRunCommand(), _steward)).RunId;
        await _hub.DoAsync(new StartMergeRunCommand(run, "Ann was seen at the desk"), _steward);
        while ((await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(MergeRunState.Undone, (await ViewAsync(run)).Run.State);
        var view = await ViewAsync(run);
        Assert.DoesNotContain(view.Pairs.SelectMany(p => p.Decisions), d => d.Key == CustomerValue.DateOfBirth.Code());
        Assert.Equal(Verification.Documented, await _hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == one).Select(c => c.DateOfBirthVerified).SingleAsync()));

        var erased = await RootAsync(one);
        await _hub.DoAsync(TheCustomer.Erase(erased, await _hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == erased).Select(c => c.Version).SingleAsync()), "Asked for"), _steward);

        Assert.Null((await ViewAsync(run)).Because);
        Assert.Equal("", (await _hub.DoAsync(new ListMergesQuery(three), _steward)).Merges.Single().Because);
        Assert.Equal(0L, await _hub.ScalarAsync<long>("select count(*) from audit_values v join audit_entries e on e.id = v.entry_id where e.record_id is null and v.\"values\" like '%seen at the desk%'"));
        // The merge of others is undone as before.
        var other = (await _hub.DoAsync(new ListMergesQuery(three), _steward)).Merges.Single();
        Assert.True(other.CanBeUndone);
    }

    [Fact]
    public async Task Pairs_are_listed_page_by_page_the_likeliest_first_and_those_without_a_score_last()
    {
        var expected = new List<(Guid, Guid)>();
        foreach (var probability in (double?[])[0.99, 0.9, 0.9, 0.6, null])
        {
            var (one, two) = (await NewAsync("Ann"), await NewAsync("Ann"));
            await TheCustomer.ScoredAsync(_hub, one, two, probability);
            expected.Add(CustomerPair.Ordered(one, two));
        }
        var (found, after) = (new List<(Guid, Guid)>(), (PairPlace?)null);
        do
        {
            var page = await _hub.DoAsync(new ListPairsQuery(After: after, Take: 2), _steward);
            Assert.Equal(5, page.Total);
            found.AddRange(page.Pairs.Select(p => (p.LowId, p.HighId)));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(5, found.Distinct().Count());
        Assert.Equal((expected[0], expected[3], expected[4]), (found[0], found[3], found[4]));
        Assert.Equal(3, (await _hub.DoAsync(new ListPairsQuery(AtLeast: 0.9), _steward)).Total);
    }

    private async Task<MergeRunView> ViewAsync(Guid run, bool left = false) => await _hub.DoAsync(new GetMergeRunQuery(run, left), _steward);

    private async Task RunAsync(Guid run)
    {
        await _hub.DoAsync(new StartMergeRunCommand(run, "Reviewed by two"), _steward);
        while ((await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(MergeRunState.Undone, (await ViewAsync(run)).Run.State);
    }

    private Task<Guid> NewAsync(string given, string? telephone = null, DateOnly? born = null) =>
        TheCustomer.CreateAsync(_hub, TheCustomer.Named(TheCustomer.Word(), given) with { Telephones = telephone is null ? [] : [new(telephone)], DateOfBirth = born });

    private Task CallSameAsync(Guid one, Guid other) => DecideAsync((one, other), PairVerdict.Same);

    private async Task DecideAsync((Guid One, Guid Other) pair, PairVerdict verdict) => await _hub.DoAsync(new DecidePairCommand(pair.One, pair.Other, 0, verdict), _steward);

    private Task<Guid> RootAsync(Guid key) => _hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == key).Select(k => k.CustomerId).SingleAsync());
}
