using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Holds the next customers who are new or were changed against all others and puts those who may be the same into the review queue, with the probability and the reasons. What was decided stays decided; scores of
/// pairs that wait are brought up to date, downwards too: what is not worth a look any more leaves the queue.
/// </summary>
[Needs(Permission.StewardCustomers)]
public sealed record LookForPairsCommand : ICommand<PairsFound>;

/// <summary>The same, as timed work and from the command line. Sent again until nothing is left; killed in the middle, it goes on where it was.</summary>
/// <param name="Most">Customers at a time, 1 to 1,000.</param>
[Needs(Permission.RunJobs)]
public sealed record SweepPairsCommand(int Most = 500) : ICommand<PairsFound>;

/// <summary>How many pairs were new, and how many customers were looked at.</summary>
/// <param name="More">There are customers left that nobody held against the others since they were changed.</param>
public sealed record PairsFound(int Found, int Looked, bool More);

internal sealed class LookForPairsHandler(CustomerFirstDb db, CandidateFinder finder, PairScores scores, WeightsInUse weights, AuditTrail audit, TimeProvider time)
    : IRequestHandler<LookForPairsCommand, Result<PairsFound>>, IRequestHandler<SweepPairsCommand, Result<PairsFound>>
{
    private const int AtOnce = 500;

    private sealed record Subject(Guid Id, int Version);

    private sealed record Found(double Probability, string Reasons, int LowVersion, int HighVersion);

    public Task<Result<PairsFound>> Handle(LookForPairsCommand request, CancellationToken cancellationToken) => LookAsync(AtOnce, cancellationToken);

    public Task<Result<PairsFound>> Handle(SweepPairsCommand request, CancellationToken cancellationToken) => LookAsync(Math.Clamp(request.Most, 1, 1_000), cancellationToken);

    private async Task<Result<PairsFound>> LookAsync(int most, CancellationToken token)
    {
        await db.Database.BeginTransactionAsync(token);
        // One at a time: another node would only do the same.
        if (!(await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtext('customer_pairs')::bigint) as \"Value\"").ToListAsync(token))[0]) return new PairsFound(0, 0, false);
        var subjects = await db.Database.SqlQuery<Subject>($"""
            select id as "Id", version as "Version" from customers where paired_version <> version and merged_into_id is null and erasure = 'active' order by id limit {most}
            """).ToListAsync(token);
        var ids = subjects.Select(s => s.Id).ToArray();
        var weightsId = (await weights.InForceAsync(db, token)).Id;
        var pairs = ids.Length == 0 ? [] : await FindAsync(ids, token);
        var waiting = await WaitingAsync(ids, weightsId, most, token);
        var old = await scores.ScoreAsync(waiting.Where(p => !pairs.ContainsKey((p.Pair.LowId, p.Pair.HighId))), token);
        // Without a lock until now, so that nobody who changes a customer waits; who was changed meanwhile is looked at again. Customers before pairs, as whoever merges locks them.
        if (ids.Length > 0) await db.Database.ExecuteSqlAsync($"update customers c set paired_version = s.version from unnest({ids}, {subjects.Select(s => s.Version).ToArray()}) as s(id, version) where c.id = s.id", token);
        var found = await KeepAsync(pairs, weightsId, token);
        await scores.KeepAsync(old, token);
        if (found > 0 || old.Count > 0) audit.Did(RecordKind.Customer, null, "pairs");
        return new PairsFound(found, subjects.Count, subjects.Count == most || waiting.Count >= most && old.Count > 0);
    }

    private async Task<Dictionary<(Guid Low, Guid High), Found>> FindAsync(Guid[] ids, CancellationToken token)
    {
        var people = await db.ReadAsync($"select {HeldRow.Columns} from customers c where c.id = any(@ids) order by c.id", [new NpgsqlParameter("ids", ids)], row => HeldRow.Of(row).Read(), token);
        var met = await finder.MeetAsync(await finder.SoughtAsync([.. people.Select(p => (p.Profile, (Guid?)p.Id))], token), Actor.Job, token);
        var pairs = new Dictionary<(Guid, Guid), Found>();
        for (var i = 0; i < people.Count; i++)
            foreach (var other in finder.Likely(people[i].Profile, met[i], CustomerPair.Worth, id: people[i].Id))
            {
                var pair = CustomerPair.Ordered(people[i].Id, other.Customer.Id);
                var (low, high) = pair.Low == people[i].Id ? (people[i].Version, other.Customer.Version) : (other.Customer.Version, people[i].Version);
                pairs[pair] = new(other.Probability, PairScores.Words(PairScores.Kept(other)), low, high);
            }
        return pairs;
    }

    // Pairs that wait, or left the queue, and whose score may be old: one of their records is looked at now, or they were scored by other weights.
    private async Task<List<OpenPair>> WaitingAsync(Guid[] ids, Guid? weightsId, int most, CancellationToken token)
    {
        var scored = ReviewPairsHandler.Two(db).Where(p => p.Pair.Probability != null && (p.Pair.Verdict == null || p.Pair.Verdict == PairVerdict.NotSure));
        var found = await scored.Where(p => p.Pair.LowVersion == null || p.Pair.WeightsId != weightsId).OrderBy(p => p.Pair.LowId).ThenBy(p => p.Pair.HighId).Take(most).ToListAsync(token);
        if (ids.Length == 0) return found;
        var keys = await db.CustomerKeys.Where(k => ids.Contains(k.CustomerId)).Select(k => k.Key).ToArrayAsync(token);
        found.AddRange(await scored.Where(p => keys.Contains(p.Pair.LowId) || keys.Contains(p.Pair.HighId)).ToListAsync(token));
        return [.. found.DistinctBy(p => (p.Pair.LowId, p.Pair.HighId))];
    }

    private async Task<int> KeepAsync(Dictionary<(Guid Low, Guid High), Found> pairs, Guid? weightsId, CancellationToken token)
    {
        if (pairs.Count == 0) return 0;
        var rows = pairs.OrderBy(p => p.Key).ToList();
        return (await db.Database.SqlQuery<int>($"""
            with kept as (
              insert into customer_pairs (low_id, high_id, probability, reasons, low_version, high_version, weights_id, found_at, held_apart, version)
                select p.low_id, p.high_id, p.probability, string_to_array(p.reasons, e'\n'), p.low_version, p.high_version, {weightsId}, {time.GetUtcNow()}, false, 1
                from unnest({rows.Select(r => r.Key.Low).ToArray()}, {rows.Select(r => r.Key.High).ToArray()}, {rows.Select(r => r.Value.Probability).ToArray()}, {rows.Select(r => r.Value.Reasons).ToArray()},
                  {rows.Select(r => r.Value.LowVersion).ToArray()}, {rows.Select(r => r.Value.HighVersion).ToArray()}) as p(low_id, high_id, probability, reasons, low_version, high_version)
                on conflict (low_id, high_id) do update set probability = excluded.probability, reasons = excluded.reasons, low_version = excluded.low_version, high_version = excluded.high_version,
                  weights_id = excluded.weights_id, left_queue_at = null
                where customer_pairs.verdict is null or customer_pairs.verdict = 'notSure'
                returning xmax = 0 as fresh)
            select count(*) filter (where fresh)::int as "Value" from kept
            """).ToListAsync(token))[0];
    }
}
