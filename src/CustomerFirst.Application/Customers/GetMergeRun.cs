using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>A run and a page of its pairs: before it begins, what it would merge and keep; afterwards, what became of each.</summary>
/// <param name="Left">True for pairs that were left out or passed over; false for those that are merged.</param>
/// <param name="After">The number of the last pair of the page before; 0 for the first.</param>
[Needs(Permission.StewardCustomers)]
public sealed record GetMergeRunQuery(Guid RunId, bool Left = false, int After = 0) : IQuery<MergeRunView>;

/// <summary>A run.</summary>
/// <param name="ChangedSince">While it is not started: pairs of which a record was changed since, or that were told apart, so that they will be passed over.</param>
/// <param name="LeftBecause">How many pairs were left out or passed over, by reason.</param>
/// <param name="Next">The number to go on after; null on the last page.</param>
public sealed record MergeRunView(MergeRunRow Run, double? AtLeast, string? Because, string? UndoneBy, string? UndoneBecause, int LeftOut, int Beyond, int ChangedSince,
    IReadOnlyList<LeftPairs> LeftBecause, IReadOnlyList<MergeRunPairRow> Pairs, int? Next) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => Pairs.SelectMany(p => new[] { p.Survivor.Id, p.Other.Id }).Distinct().Select(id => new SeenRecord(RecordKind.Customer, id, ["name", "date_of_birth", "differences"]));
}

/// <summary>Pairs that are not merged for one reason.</summary>
public sealed record LeftPairs(PairLeft Why, int Count);

/// <summary>A pair of a run.</summary>
/// <param name="Conflicts">Where they differ and which side is kept; empty where a record was changed otherwise since, or nothing is kept of it.</param>
/// <param name="Decisions">Which side of each difference is kept.</param>
/// <param name="Changed">While the run is not started: a record was changed since, so that the pair will be passed over.</param>
/// <param name="Alone">It was undone by itself, not with the whole run.</param>
public sealed record MergeRunPairRow(int Number, Guid LowId, Guid HighId, RunRecord Survivor, RunRecord Other, double? Probability, bool CalledSame, IReadOnlyList<string> Reasons,
    IReadOnlyList<MergeConflict> Conflicts, IReadOnlyList<MergeDecision> Decisions, PairOutcome? Outcome, PairLeft? Why, Guid? MergeId, bool Changed, bool Alone);

internal sealed class GetMergeRunHandler(CustomerFirstDb db, MergePlan plan, MergedDifferences differences, StaffNames staff, TimeProvider time) : IRequestHandler<GetMergeRunQuery, Result<MergeRunView>>
{
    private const int OnPage = 25;

    private sealed record Waiting(int Number, Guid LowId, Guid HighId, Guid SurvivorId, int SurvivorVersion, Guid OtherId, int OtherVersion);

    public async Task<Result<MergeRunView>> Handle(GetMergeRunQuery request, CancellationToken cancellationToken)
    {
        if (await db.Set<MergeRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == request.RunId, cancellationToken) is not { } run) return new NotFound("run");
        var pairs = db.Set<MergeRunPair>().AsNoTracking().Where(p => p.RunId == run.Id);
        var rows = await pairs.Where(p => p.Number > request.After && (p.Why != null) == request.Left).OrderBy(p => p.Number).Take(OnPage + 1).ToListAsync(cancellationToken);
        var left = await pairs.Where(p => p.Why != null).GroupBy(p => p.Why!.Value).Select(g => new { Why = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var people = await staff.OfAsync([run.StartedBy, run.UndoneBy], cancellationToken);
        var undone = await db.Set<CustomerMerge>().CountAsync(m => m.RunId == run.Id && m.UndoneAt != null, cancellationToken);
        var more = rows.Count > OnPage;
        if (more) rows.RemoveAt(OnPage);
        var prepared = run.State == MergeRunState.Prepared;
        // Of a run that has begun only those as far as this page concern it.
        var last = rows.Count == 0 ? 0 : rows[^1].Number;
        var waiting = await pairs.Where(p => p.Outcome == null && (prepared || p.Number <= last)).OrderBy(p => p.Number)
            .Select(p => new Waiting(p.Number, p.LowId, p.HighId, p.SurvivorId, p.SurvivorVersion, p.OtherId, p.OtherVersion)).ToListAsync(cancellationToken);
        return new MergeRunView(ListMergeRunsHandler.Row(run, undone, people.GetValueOrDefault(run.StartedBy)), run.AtLeast, run.Because, run.UndoneBy is { } by ? people.GetValueOrDefault(by) : null, run.UndoneBecause, run.LeftOut, run.Beyond,
            prepared ? await ChangedSinceAsync(run, waiting, cancellationToken) : 0, [.. left.OrderByDescending(l => l.Count).Select(l => new LeftPairs(l.Why, l.Count))],
            await RowsAsync(rows, waiting, run, cancellationToken), more ? rows[^1].Number : null);
    }

    // A record's first pair tells: the versions in its later ones are what the run itself makes of it.
    private async Task<int> ChangedSinceAsync(MergeRun run, List<Waiting> waiting, CancellationToken token)
    {
        if (waiting.Count == 0) return 0;
        var ids = waiting.SelectMany(w => new[] { w.SurvivorId, w.OtherId }).Distinct().ToArray();
        var versions = await db.Customers.Where(c => ids.Contains(c.Id) && c.MergedIntoId == null).Select(c => new { c.Id, c.Version }).ToDictionaryAsync(c => c.Id, c => c.Version, token);
        var apart = (await db.Database.SqlQuery<int>($"""
            select rp.number as "Value" from merge_run_pairs rp where rp.run_id = {run.Id} and rp.outcome is null and (
              exists (select from customer_pairs p where p.low_id = rp.low_id and p.high_id = rp.high_id and p.verdict = 'notSure')
              or (least(rp.survivor_id, rp.other_id), greatest(rp.survivor_id, rp.other_id)) in (
                select least(l.customer_id, h.customer_id), greatest(l.customer_id, h.customer_id) from customer_pairs p
                join customer_keys l on l.key = p.low_id join customer_keys h on h.key = p.high_id where p.verdict = 'different'))
            """).ToListAsync(token)).ToHashSet();
        var (count, touched, broken) = (0, new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var pair in waiting)
        {
            var changed = Changed(pair.SurvivorId, pair.SurvivorVersion) | Changed(pair.OtherId, pair.OtherVersion) | apart.Contains(pair.Number);
            if (!changed) continue;
            count++;
            // What is not merged here is not what a later pair of the same record expects.
            broken.Add(pair.SurvivorId);
            broken.Add(pair.OtherId);
        }
        return count;

        bool Changed(Guid id, int version) => broken.Contains(id) || (touched.Add(id) && (!versions.TryGetValue(id, out var now) || now != version));
    }

    private async Task<IReadOnlyList<MergeRunPairRow>> RowsAsync(List<MergeRunPair> rows, List<Waiting> waiting, MergeRun run, CancellationToken token)
    {
        var records = await RunRecords.OfAsync(db, rows.SelectMany(r => new[] { r.SurvivorId, r.OtherId }), token);
        var (low, high) = (rows.Select(r => r.LowId).ToArray(), rows.Select(r => r.HighId).ToArray());
        var reasons = (await db.Set<CustomerPair>().AsNoTracking().Where(p => low.Contains(p.LowId) && high.Contains(p.HighId)).Select(p => new { p.LowId, p.HighId, p.Reasons }).ToListAsync(token))
            .ToDictionary(p => (p.LowId, p.HighId), p => p.Reasons);
        var merges = rows.Where(r => r.Outcome == PairOutcome.Merged).Select(r => r.MergeId).OfType<Guid>().ToArray();
        var alone = (await db.Set<CustomerMerge>().Where(m => merges.Contains(m.Id) && m.UndoneAt != null).Select(m => m.Id).ToListAsync(token)).ToHashSet();
        var planned = await PlanAsync(rows, waiting, run.AtLeast, token);
        var kept = await differences.OfAsync([.. rows.Where(r => r is { Outcome: PairOutcome.Merged, MergeId: { } merge } && !alone.Contains(merge))], token);
        return [.. rows.Select(r =>
        {
            var conflicts = r.MergeId is { } of && kept.TryGetValue(of, out var differed) ? differed : planned.GetValueOrDefault((r.LowId, r.HighId))?.Conflicts;
            var undone = r.Outcome == PairOutcome.Merged && r.MergeId is { } merge && alone.Contains(merge);
            return new MergeRunPairRow(r.Number, r.LowId, r.HighId, records[r.SurvivorId], records[r.OtherId], r.Probability, r.CalledSame, reasons.GetValueOrDefault((r.LowId, r.HighId), []),
                conflicts ?? [], r.Decisions, undone ? PairOutcome.Undone : r.Outcome, r.Why, r.MergeId, run.State == MergeRunState.Prepared && r.Outcome is null && conflicts is null, undone);
        })];
    }

    // The values themselves are not kept with the run: they are found again as they were found for it, with the pairs before that concern the same records. Pairs that are not as they were shown are left out.
    private async Task<IReadOnlyDictionary<(Guid, Guid), PlannedPair>> PlanAsync(List<MergeRunPair> rows, List<Waiting> waiting, double? atLeast, CancellationToken token)
    {
        if (waiting.Count == 0 || rows.Count == 0) return new Dictionary<(Guid, Guid), PlannedPair>();
        var records = rows.SelectMany(r => new[] { r.SurvivorId, r.OtherId, r.LowId, r.HighId }).ToHashSet();
        var concerned = new Dictionary<(Guid, Guid), Waiting>();
        for (var before = -1; before != concerned.Count;)
        {
            before = concerned.Count;
            foreach (var pair in waiting.TakeWhile(w => w.Number <= rows[^1].Number).Where(w => records.Contains(w.SurvivorId) || records.Contains(w.OtherId)))
            {
                concerned.TryAdd((pair.LowId, pair.HighId), pair);
                records.UnionWith([pair.SurvivorId, pair.OtherId, pair.LowId, pair.HighId]);
            }
        }
        var low = concerned.Keys.Select(c => c.Item1).ToArray();
        var open = (await ReviewPairsHandler.Open(db).Where(p => low.Contains(p.Pair.LowId)).ToListAsync(token)).Where(p => concerned.ContainsKey((p.Pair.LowId, p.Pair.HighId)));
        var planned = await plan.OfAsync([.. open.OrderBy(p => concerned[(p.Pair.LowId, p.Pair.HighId)].Number)], atLeast, time.GetUtcNow(), token);
        var (asShown, broken) = (new Dictionary<(Guid, Guid), PlannedPair>(), new HashSet<Guid>());
        foreach (var pair in planned)
        {
            var shown = concerned[(pair.Pair.LowId, pair.Pair.HighId)];
            if (pair.Left is null && pair.Survivor == (shown.SurvivorId, shown.SurvivorVersion) && pair.Other == (shown.OtherId, shown.OtherVersion) && !broken.Contains(shown.SurvivorId) && !broken.Contains(shown.OtherId))
                asShown[(pair.Pair.LowId, pair.Pair.HighId)] = pair;
            else broken.UnionWith([shown.SurvivorId, shown.OtherId]);
        }
        return asShown;
    }
}
