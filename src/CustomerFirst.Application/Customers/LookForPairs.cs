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
/// pairs that wait are brought up to date.
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

internal sealed class LookForPairsHandler(CustomerFirstDb db, CandidateFinder finder, AuditTrail audit, TimeProvider time) : IRequestHandler<LookForPairsCommand, Result<PairsFound>>, IRequestHandler<SweepPairsCommand, Result<PairsFound>>
{
    /// <summary>From this probability on a reviewer should look.</summary>
    internal const double Worth = 0.5;

    private const int AtOnce = 500;
    private const int MostReasons = 6;

    private sealed record Subject(Guid Id, int Version);

    private sealed record Found(double Probability, string Reasons);

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
        if (subjects.Count == 0) return new PairsFound(0, 0, false);
        var ids = subjects.Select(s => s.Id).ToArray();
        var people = await db.ReadAsync($"select {HeldRow.Columns} from customers c where c.id = any(@ids) order by c.id", [new NpgsqlParameter("ids", ids)], row => HeldRow.Of(row).Read(), token);
        var met = await finder.MeetAsync(await finder.SoughtAsync([.. people.Select(p => (p.Profile, (Guid?)p.Id))], token), Actor.Job, token);
        var pairs = new Dictionary<(Guid, Guid), Found>();
        for (var i = 0; i < people.Count; i++)
            foreach (var other in finder.Likely(people[i].Profile, met[i], Worth, id: people[i].Id))
                pairs[CustomerPair.Ordered(people[i].Id, other.Customer.Id)] = new(other.Probability, string.Join('\n', other.Reasons.Take(MostReasons).Select(r => r.Words)));
        var found = await KeepAsync(pairs, token);
        // Without a lock until now, so that nobody who changes a customer waits; who was changed meanwhile is looked at again.
        await db.Database.ExecuteSqlAsync($"update customers c set paired_version = s.version from unnest({ids}, {subjects.Select(s => s.Version).ToArray()}) as s(id, version) where c.id = s.id", token);
        if (found > 0) audit.Did(RecordKind.Customer, null, "pairs");
        return new PairsFound(found, subjects.Count, subjects.Count == most);
    }

    private async Task<int> KeepAsync(Dictionary<(Guid Low, Guid High), Found> pairs, CancellationToken token)
    {
        if (pairs.Count == 0) return 0;
        var rows = pairs.OrderBy(p => p.Key).ToList();
        return (await db.Database.SqlQuery<int>($"""
            with kept as (
              insert into customer_pairs (low_id, high_id, probability, reasons, found_at, version)
                select p.low_id, p.high_id, p.probability, string_to_array(p.reasons, e'\n'), {time.GetUtcNow()}, 1
                from unnest({rows.Select(r => r.Key.Low).ToArray()}, {rows.Select(r => r.Key.High).ToArray()}, {rows.Select(r => r.Value.Probability).ToArray()}, {rows.Select(r => r.Value.Reasons).ToArray()}) as p(low_id, high_id, probability, reasons)
                on conflict (low_id, high_id) do update set probability = excluded.probability, reasons = excluded.reasons where customer_pairs.verdict is null or customer_pairs.verdict = 'notSure'
                returning xmax = 0 as fresh)
            select count(*) filter (where fresh)::int as "Value" from kept
            """).ToListAsync(token))[0];
    }
}
