using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class MergeRunTests(Hub hub) : IClassFixture<Hub>
{
    private readonly Actor _steward = TheCustomer.Someone(Role.Steward);

    [Fact]
    public async Task A_run_is_stopped_goes_on_where_it_was_passes_over_what_was_called_different_and_is_undone_as_one()
    {
        var pairs = new List<(Guid One, Guid Other)>();
        for (var i = 0; i < 6; i++) pairs.Add(await SameAsync());
        // A chain: the last pair's record is in another pair as well.
        var third = await NewAsync();
        await hub.DoAsync(new DecidePairCommand(pairs[5].Other, third, 0, PairVerdict.Same), _steward);
        var run = await StartAsync(hub);
        Assert.Equal(7, run.Pairs);
        await hub.DoAsync(new DecidePairCommand(pairs[2].One, pairs[2].Other, 0, PairVerdict.Different), _steward);

        await WorkAsync(2);
        Assert.Equal((2, 0), await DoneAsync(run.RunId));
        await hub.DoAsync(new StepMergeRunCommand(run.RunId, MergeRunStep.Stop), _steward);
        await WorkAsync(3);
        Assert.Equal((2, 0), await DoneAsync(run.RunId));
        await hub.DoAsync(new StepMergeRunCommand(run.RunId, MergeRunStep.Resume), _steward);
        while ((await hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(MergeRunState.Undone, (await RowAsync(run.RunId)).State);

        Assert.Equal((6, 1), await DoneAsync(run.RunId));
        Assert.Equal(MergeRunState.Finished, (await RowAsync(run.RunId)).State);
        foreach (var (one, other) in pairs.Where(p => p != pairs[2])) Assert.Equal(await RootAsync(one), await RootAsync(other));
        Assert.Equal(await RootAsync(pairs[5].One), await RootAsync(third));
        Assert.Equal(pairs[2].Other, await RootAsync(pairs[2].Other));
        Assert.IsType<NothingToMerge>((await hub.SendAsync(new PrepareMergeRunCommand(), _steward)).Error);
        Assert.IsType<RunIsNot>((await hub.SendAsync(new StartMergeRunCommand(run.RunId, "Twice"), _steward)).Error);

        // One of them a person undid before: that stays.
        var byHand = await hub.DatabaseAsync(db => db.Set<CustomerMerge>().Where(m => m.RunId == run.RunId && (m.OtherId == pairs[0].Other || m.OtherId == pairs[0].One)).Select(m => m.Id).SingleAsync());
        var preview = await hub.DoAsync(new PreviewUndoQuery(byHand), _steward);
        await hub.DoAsync(new UndoMergeCommand(byHand, preview.Version, [], [], "Two"), _steward);
        await hub.DoAsync(new StepMergeRunCommand(run.RunId, MergeRunStep.Undo, "Reviewed too fast"), _steward);
        while ((await hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(MergeRunState.Running, (await RowAsync(run.RunId)).State);

        var row = await RowAsync(run.RunId);
        Assert.Equal((MergeRunState.Undone, 6), (row.State, row.Undone));
        var shown = await hub.DoAsync(new GetMergeRunQuery(run.RunId), _steward);
        Assert.Equal(6, shown.Run.Undone);
        Assert.All(shown.Pairs, p => Assert.Equal((PairOutcome.Undone, p.MergeId == byHand), (p.Outcome, p.Alone)));
        foreach (var id in pairs.SelectMany(p => new[] { p.One, p.Other }).Append(third)) Assert.Equal(id, await RootAsync(id));
        Assert.IsType<RunIsNot>((await hub.SendAsync(new StepMergeRunCommand(run.RunId, MergeRunStep.Undo, "Again"), _steward)).Error);
        Assert.IsType<Invalid>((await hub.SendAsync(new StepMergeRunCommand(run.RunId, MergeRunStep.Undo), _steward)).Error);
    }

    [Fact]
    public async Task A_run_is_stopped_although_it_gets_on_at_the_same_moment()
    {
        await using var scope = new AsyncHub();
        var own = await scope.StartAsync();
        var (one, other) = (await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word())));
        await own.DoAsync(new DecidePairCommand(one, other, 0, PairVerdict.Same), _steward);
        var run = await StartAsync(own);
        await using var connection = await own.Database.OpenConnectionAsync();
        await using var merging = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "update merge_runs set version = version + 1";
        await command.ExecuteNonQueryAsync();

        var stopping = own.SendAsync(new StepMergeRunCommand(run.RunId, MergeRunStep.Stop), _steward);
        while (!stopping.IsCompleted && await own.ScalarAsync<long>("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()") == 0) await Task.Delay(20);
        await merging.CommitAsync();

        Assert.Null((await stopping).Error);
        Assert.Equal(MergeRunState.Stopped, (await own.DoAsync(new ListMergeRunsQuery(), _steward)).Runs.Single().State);
    }

    [Fact]
    public async Task Several_nodes_working_at_once_merge_each_pair_once()
    {
        await using var scope = new AsyncHub();
        var own = await scope.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            var (one, other) = (await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word())));
            await own.DoAsync(new DecidePairCommand(one, other, 0, PairVerdict.Same), _steward);
            ids.AddRange([one, other]);
        }
        var run = await StartAsync(own);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 12; i++) await own.DoAsync(new WorkMergeRunCommand(), Actor.Job);
        })));
        while ((await own.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEmpty(ids);

        var row = (await own.DoAsync(new ListMergeRunsQuery(), _steward)).Runs.Single(r => r.Id == run.RunId);
        Assert.Equal((MergeRunState.Finished, 8, 0), (row.State, row.Merged, row.Passed));
        Assert.Equal(8, await own.DatabaseAsync(db => db.Set<CustomerMerge>().CountAsync(m => m.RunId == run.RunId)));
    }

    [Fact]
    public async Task The_records_entries_about_a_run_tell_merging_from_taking_back_and_name_who_asked()
    {
        await using var scope = new AsyncHub();
        var own = await scope.StartAsync();
        var (began, tookBack) = (A.Staff(Role.Steward), A.Staff(Role.Steward));
        await own.SaveAsync(began, tookBack);
        var (one, other) = (await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word())));
        await own.DoAsync(new DecidePairCommand(one, other, 0, PairVerdict.Same), _steward);
        var run = (await own.DoAsync(new PrepareMergeRunCommand(), A.Actor(began))).RunId;
        await own.DoAsync(new StartMergeRunCommand(run, "Reviewed by two"), A.Actor(began));
        while ((await own.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(Guid.Empty, run);
        await own.DoAsync(new StepMergeRunCommand(run, MergeRunStep.Undo, "Sisters"), A.Actor(tookBack));
        while ((await own.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotEqual(Guid.Empty, run);

        foreach (var record in new[] { one, other })
        {
            var entries = await own.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == record && e.Action.EndsWith("Run")).OrderBy(e => e.Id).Select(e => new { e.Action, e.ActorKind, e.ActorId }).ToListAsync());
            Assert.Equal([("MergedInRun", "staff", began.Id), ("TakenBackInRun", "staff", tookBack.Id)], entries.Select(e => (e.Action, e.ActorKind, e.ActorId)).Distinct());
        }
        Assert.Equal(0, await own.ScalarAsync<long>($"select count(*) from audit_entries where actor_kind = 'job' and record_id in ('{one}', '{other}')"));
    }

    private async Task<MergeRunStarted> StartAsync(Hub of) =>
        await of.DoAsync(new StartMergeRunCommand((await of.DoAsync(new PrepareMergeRunCommand(), _steward)).RunId, "Reviewed by two"), _steward);

    private async Task WorkAsync(int pieces)
    {
        for (var i = 0; i < pieces; i++) await hub.DoAsync(new WorkMergeRunCommand(), Actor.Job);
    }

    private async Task<(int Merged, int Passed)> DoneAsync(Guid run) => await RowAsync(run) is var row ? (row.Merged, row.Passed) : default;

    private async Task<MergeRunRow> RowAsync(Guid run) => (await hub.DoAsync(new ListMergeRunsQuery(), _steward)).Runs.Single(r => r.Id == run);

    private Task<Guid> RootAsync(Guid key) => hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == key).Select(k => k.CustomerId).SingleAsync());

    private async Task<(Guid, Guid)> SameAsync()
    {
        var (one, other) = (await NewAsync(), await NewAsync());
        await hub.DoAsync(new DecidePairCommand(one, other, 0, PairVerdict.Same), _steward);
        return (one, other);
    }

    private Task<Guid> NewAsync() => TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));

    /// <summary>A hub of its own, whose runs nobody else's work touches.</summary>
    private sealed class AsyncHub : IAsyncDisposable
    {
        private readonly Hub _hub = new();

        public async Task<Hub> StartAsync()
        {
            await _hub.InitializeAsync();
            return _hub;
        }

        public async ValueTask DisposeAsync() => await _hub.DisposeAsync();
    }
}
