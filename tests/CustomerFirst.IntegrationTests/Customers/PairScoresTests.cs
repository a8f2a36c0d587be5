using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Nobody acts on a score of records that were corrected since. Each test has a hub of its own, because a run takes every pair that waits.</summary>
public sealed class PairScoresTests : IAsyncLifetime
{
    private readonly Hub _hub = new();
    private readonly Actor _steward = TheCustomer.Someone(Role.Steward);

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_pair_that_was_corrected_before_the_run_was_prepared_is_scored_anew_left_out_and_counted()
    {
        var (one, other) = await AlikeAsync("12 Elm Row");
        await CorrectAsync(other);

        var prepared = await _hub.DoAsync(new PrepareMergeRunCommand(0.95), _steward);

        Assert.Equal((0, 1), (prepared.Pairs, prepared.LeftOut));
        var view = await ViewAsync(prepared.RunId, left: true);
        Assert.Equal([(PairLeft.NoLongerCertain, 1)], view.LeftBecause.Select(l => (l.Why, l.Count)));
        Assert.True(view.Pairs.Single().Probability < 0.95);
        Assert.Equal((one, other), (await RootAsync(one), await RootAsync(other)));
    }

    [Fact]
    public async Task A_pair_that_is_corrected_while_the_run_is_under_way_is_not_merged_and_said_why()
    {
        var (one, other) = await AlikeAsync("12 Elm Row");
        var (three, four) = await AlikeAsync("7 Oak Row");
        var run = await PrepareAsync(2);
        await _hub.DoAsync(new StartMergeRunCommand(run, "Certain"), _steward);
        await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job);
        var left = await RootAsync(other) == one ? (three, four) : (one, other);
        await CorrectAsync(left.Item2);

        await WorkAsync(run);

        var view = await ViewAsync(run, left: true);
        Assert.Equal((1, 1), (view.Run.Merged, view.Run.Passed));
        Assert.Equal([PairLeft.NoLongerCertain], view.Pairs.Select(p => p.Why));
        Assert.Equal(left, (await RootAsync(left.Item1), await RootAsync(left.Item2)));
    }

    [Fact]
    public async Task A_pair_that_other_weights_scored_is_scored_by_those_in_force()
    {
        var (one, other) = (await NewAsync(TheCustomer.Word(), "3 Elm Row"), await NewAsync(TheCustomer.Word(), "4 Oak Row"));
        await TheCustomer.ScoredAsync(_hub, one, other, 0.999, "same telephone");
        Assert.Equal(1, (await _hub.DoAsync(new PrepareMergeRunCommand(0.95), _steward)).Pairs);
        var run = (await _hub.DoAsync(new PrepareMergeRunCommand(0.95), _steward)).RunId;
        await _hub.DatabaseAsync(db => db.Set<CustomerPair>().ExecuteUpdateAsync(s => s.SetProperty(p => p.WeightsId, Guid.NewGuid())));

        await _hub.DoAsync(new StartMergeRunCommand(run, "Certain"), _steward);
        await WorkAsync(run);

        Assert.Equal((other, 0, 1), (await RootAsync(other), (await ViewAsync(run)).Run.Merged, (await ViewAsync(run)).Run.Passed));
        Assert.Equal(PairLeft.NoLongerCertain, (await ViewAsync(run, left: true)).Pairs.Single().Why);
    }

    [Fact]
    public async Task A_pair_that_is_called_different_after_the_preview_is_not_among_those_that_the_run_would_merge()
    {
        var (one, other) = await AlikeAsync("12 Elm Row");
        await AlikeAsync("7 Oak Row");
        var run = await PrepareAsync(2);
        await _hub.DoAsync(new DecidePairCommand(one, other, 0, PairVerdict.Different), _steward);

        var shown = await ViewAsync(run);
        Assert.Equal((2, 1), (shown.Run.Total, shown.ChangedSince));
        await _hub.DoAsync(new StartMergeRunCommand(run, "Certain"), _steward);
        await WorkAsync(run);

        Assert.Equal(PairLeft.CalledDifferent, (await ViewAsync(run, left: true)).Pairs.Single().Why);
        var again = await _hub.DoAsync(new PrepareMergeRunCommand(0.9), _steward);
        Assert.Equal((0, 1), (again.Pairs, again.LeftOut));
    }

    [Fact]
    public async Task A_pair_of_which_merged_in_records_were_told_apart_waits_nowhere_until_that_merge_is_undone()
    {
        var (one, other, third) = (await NewAsync(TheCustomer.Word(), "3 Elm Row"), await NewAsync(TheCustomer.Word(), "4 Oak Row"), await NewAsync(TheCustomer.Word(), "5 Ash Row"));
        await TheCustomer.ScoredAsync(_hub, one, third, 0.97, "same telephone");
        await _hub.DoAsync(new DecidePairCommand(other, third, 0, PairVerdict.Different), _steward);
        Assert.Equal((1, 1, 1), await WaitingAsync());

        var merged = await _hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), _steward);

        Assert.Equal((0, 0, 0), await WaitingAsync());
        var review = await _hub.DoAsync(new ReviewPairsQuery(), _steward);
        Assert.Null(review.Next);
        Assert.Equal(0, review.Agreement.Sum(a => a.Waiting));
        await _hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], "Two"), _steward);
        Assert.Equal((1, 1, 1), await WaitingAsync());

        async Task<(int, int, int)> WaitingAsync() => ((await _hub.DoAsync(new ReviewPairsQuery(), _steward)).Waiting, (await _hub.DoAsync(new CountPairsToReviewQuery(), _steward)).Waiting,
            (await _hub.DoAsync(new ListPairsQuery(), _steward)).Total);
    }

    [Fact]
    public async Task A_waiting_pair_leaves_the_queue_when_a_correction_makes_it_unlikely_and_comes_back_with_its_history()
    {
        var (one, other) = await AlikeAsync("12 Elm Row");
        var waiting = (await _hub.DoAsync(new ListPairsQuery(), _steward)).Pairs.Single();
        var before = await _hub.DoAsync(new GetCustomerQuery(other), _steward);
        await CorrectAsync(other);
        await SweepAsync();

        Assert.Empty((await _hub.DoAsync(new ListPairsQuery(), _steward)).Pairs);
        var review = await _hub.DoAsync(new ReviewPairsQuery(), _steward);
        Assert.Equal((0, true, 0), (review.Waiting, review.Next is null, review.Agreement.Sum(a => a.Waiting)));
        Assert.Equal(0, (await _hub.DoAsync(new CountPairsToReviewQuery(), _steward)).Waiting);
        var left = (await _hub.DoAsync(new ListPairsQuery(PairStanding.NoLongerLikely), _steward)).Pairs.Single();
        Assert.Equal((waiting.LowId, waiting.HighId, true), (left.LowId, left.HighId, left.LeftQueueAt is not null));
        Assert.True(left.Probability < CustomerPair.Worth);
        Assert.NotNull((await _hub.DoAsync(new ReviewPairsQuery(left.LowId, left.HighId), _steward)).Next!.LeftQueueAt);

        var now = await _hub.DoAsync(new GetCustomerQuery(other), _steward);
        await _hub.DoAsync(new ChangeCustomerCommand(other, now.Version, before.Details, FactChange.Corrected, FactChange.Corrected), _steward);
        await SweepAsync();
        var back = (await _hub.DoAsync(new ListPairsQuery(), _steward)).Pairs.Single();
        Assert.Equal((waiting.LowId, waiting.HighId), (back.LowId, back.HighId));
        Assert.Null(back.LeftQueueAt);
        Assert.Equal(one, CustomerPair.Ordered(one, other).Low == back.LowId ? one : other);
    }

    [Fact]
    public async Task Of_pairs_in_a_chain_the_preview_and_the_run_say_the_same()
    {
        var family = TheCustomer.Word();
        Guid[] chain = [await NewAsync(family, "12 Elm Row"), await NewAsync(family, "12 Elm Row"), await NewAsync(family, "12 Elm Row")];
        await SweepAsync();
        var run = (await _hub.DoAsync(new PrepareMergeRunCommand(0.9), _steward)).RunId;
        var (shown, left) = (await ViewAsync(run), await ViewAsync(run, left: true));
        await _hub.DoAsync(new StartMergeRunCommand(run, "Certain"), _steward);
        await WorkAsync(run);

        var done = await ViewAsync(run);
        Assert.Equal((shown.Run.Total, 0), (done.Run.Merged, done.Run.Passed));
        Assert.Equal(3, shown.Run.Total + left.Pairs.Count);
        var roots = new HashSet<Guid>();
        foreach (var id in chain) roots.Add(await RootAsync(id));
        Assert.Equal(chain.Length - shown.Run.Total, roots.Count);
    }

    [Fact]
    public async Task A_record_in_memory_is_compared_as_the_one_that_is_read()
    {
        var (one, other) = await AlikeAsync("12 Elm Row");
        await CorrectAsync(other);
        var version = await _hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == other).Select(c => c.Version).SingleAsync());
        await _hub.DoAsync(new MergeCustomersCommand(one, 1, other, version, [], "One"), _steward);

        var (read, made) = await _hub.DatabaseAsync(async db =>
            ((await Application.Database.Rows.ReadAsync(db, $"select {HeldRow.Columns} from customers c where c.id = '{one}'", [], row => HeldRow.Of(row).Read(), default)).Single(), HeldRow.Of((await db.LoadAsync(one, default))!, [])));

        Assert.Equal(Text(read), Text(made));

        static string Text(HeldCustomer held) => System.Text.Json.JsonSerializer.Serialize(new { held.Id, held.Version, held.Name, held.Address, held.Profile });
    }

    private async Task<(Guid One, Guid Other)> AlikeAsync(string line)
    {
        var family = TheCustomer.Word();
        var (one, other) = (await NewAsync(family, line), await NewAsync(family, line));
        await SweepAsync();
        return (one, other);
    }

    private Task<Guid> NewAsync(string family, string line) =>
        TheCustomer.CreateAsync(_hub, TheCustomer.Named(family, "Robin") with { DateOfBirth = new DateOnly(1961, 4, 5).AddDays(line.Length * 391 + line[0] * 17), Address = TheCustomer.At(line, $"ZZ{line[0]} {line[0]}AA") });

    // Somebody wrote one person's particulars on another's record.
    private async Task CorrectAsync(Guid id)
    {
        var view = await _hub.DoAsync(new GetCustomerQuery(id), _steward);
        var right = view.Details with { GivenNames = "Dorothy", DateOfBirth = new DateOnly(1994, 11, 23), Address = TheCustomer.At("81 Quarry Hill", "ZZ9 4QT") };
        await _hub.DoAsync(new ChangeCustomerCommand(id, view.Version, right, FactChange.Corrected, FactChange.Corrected), _steward);
    }

    private async Task<Guid> PrepareAsync(int pairs)
    {
        var prepared = await _hub.DoAsync(new PrepareMergeRunCommand(0.9), _steward);
        Assert.Equal((pairs, 0), (prepared.Pairs, prepared.LeftOut));
        return prepared.RunId;
    }

    private async Task SweepAsync()
    {
        while ((await _hub.DoAsync(new SweepPairsCommand(), Actor.Job)).More) { }
    }

    private async Task WorkAsync(Guid run)
    {
        while ((await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(MergeRunState.Undone, (await ViewAsync(run)).Run.State);
    }

    private async Task<MergeRunView> ViewAsync(Guid run, bool left = false) => await _hub.DoAsync(new GetMergeRunQuery(run, left), _steward);

    private Task<Guid> RootAsync(Guid key) => _hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == key).Select(k => k.CustomerId).SingleAsync());
}
