using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>A customer who may be the one that is looked for.</summary>
/// <param name="Probability">That they are, 0 to 1.</param>
/// <param name="Reasons">Field by field, what says most first.</param>
public sealed record ScoredCandidate(HeldCustomer Customer, double Probability, IReadOnlyList<MatchReason> Reasons);

/// <summary>What is held of a customer, as far as customers are compared and told apart by it.</summary>
/// <param name="Profile">Present and former names, addresses and ways to reach them; those that hold now first.</param>
/// <param name="Telephones">Those that hold now, E.164.</param>
/// <param name="Emails">Those that hold now.</param>
public sealed record HeldCustomer(Guid Id, CustomerProfile Profile, string Name, string? Address, IReadOnlyList<string> Telephones, IReadOnlyList<string> Emails);

/// <summary>
/// Finds customers who may be the one that somebody types, or that a file, an e-mail or another record is about: by shared keys in PostgreSQL, then scored by the matching engine. One statement, and of each key only so many
/// rows that a common one costs no more than a rare one; beside every common kind of key there are finer ones.
/// </summary>
public sealed class CandidateFinder(CustomerFirstDb db, KnownWords words, WeightsInUse weights)
{
    /// <summary>How many are given at most.</summary>
    public const int Most = 10;

    // Rows of one key that are looked at, and customers that are scored.
    private const int OfOneKey = 40;
    private const int Scored = 50;
    private const int OtherSpellings = 4;

    /// <summary>The likeliest, best first, those below a probability left out.</summary>
    /// <param name="actor">Whose sight counts: blocked records are only there for those who may use them.</param>
    /// <param name="except">A record that is compared with the others, and so is none of them; nor is any that a reviewer called different from it.</param>
    /// <param name="always">Customers to be given whatever their probability.</param>
    public async Task<IReadOnlyList<ScoredCandidate>> FindAsync(CustomerProfile profile, Actor actor, double atLeast, CancellationToken token, Guid? except = null, Func<HeldCustomer, bool>? always = null)
    {
        var vocabulary = await words.GetAsync(db, [], token);
        var keys = MatchKeys.ToMeet(profile, name => OtherForms(vocabulary, name));
        if (keys.Count == 0) return [];
        var held = await MeetAsync(keys, actor, except, token);
        if (held.Count == 0) return [];
        return [.. new CandidateScoring(vocabulary, await weights.GetAsync(db, token)).Score(profile, held).Where(c => c.Customer.Profile.Kind == profile.Kind && c.Probability >= atLeast || always?.Invoke(c.Customer) == true)
            .OrderByDescending(c => c.Probability).ThenBy(c => c.Customer.Id).Take(Most)];
    }

    private static IEnumerable<string> OtherForms(Vocabulary vocabulary, string name) => Nicknames.FormsOf(name).Concat(vocabulary.Near(name, OtherSpellings));

    private async Task<List<HeldCustomer>> MeetAsync(IReadOnlyList<WeighedKey> keys, Actor actor, Guid? except, CancellationToken token)
    {
        var rows = await db.ReadAsync(Statement, [new NpgsqlParameter("keys", keys.Select(k => k.Key).ToArray()), new NpgsqlParameter("weights", keys.Select(k => k.Weight).ToArray()),
            new NpgsqlParameter("states", actor.May(Permission.StewardCustomers) ? new[] { "active", "blocked" } : ["active"]), new NpgsqlParameter("except", except ?? Guid.Empty)], HeldRow.Of, token);
        return [.. rows.Select(r => r.Read())];
    }

    // Rows of a key come in the order of the index; nothing but the index is read for them.
    internal static readonly string Statement = $"""
        with met as materialized (
          select m.customer_id, sum(typed.weight) as weight from unnest(@keys, @weights) as typed(key, weight)
          cross join lateral (select k.customer_id from customer_match_keys k where k.key = typed.key limit {OfOneKey}) m
          where m.customer_id <> @except group by m.customer_id order by 2 desc, 1 limit {Scored})
        select {HeldRow.Columns} from met cross join lateral (select * from customers where id = met.customer_id offset 0) c
        where c.erasure = any(@states) and c.merged_into_id is null
          and not exists (select from customer_pairs p where p.verdict = 'different' and p.low_id = least(c.id, @except) and p.high_id = greatest(c.id, @except))
        order by met.weight desc, c.id
        """;
}
