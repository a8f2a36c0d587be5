using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>A customer who may be the one that is looked for.</summary>
/// <param name="Probability">That they are, 0 to 1.</param>
/// <param name="Reasons">Field by field, what says most first.</param>
public sealed record ScoredCandidate(HeldCustomer Customer, double Probability, IReadOnlyList<MatchReason> Reasons)
{
    /// <summary>From this probability on it is the same customer, where nobody looks who could choose.</summary>
    public const double Sure = 0.95;

    /// <summary>So many records of whom one was like somebody new are put before a reviewer.</summary>
    internal const int MostPairs = 3;

    private const int MostReasons = 5;

    /// <summary>The reasons that are kept or shown, in words.</summary>
    internal IReadOnlyList<string> Words => [.. Reasons.Take(MostReasons).Select(r => r.Words)];

    /// <summary>Whether it surely is who was born then: a parent and a child of one name never are, whatever else they share.</summary>
    internal bool IsSurely(DateOnly? born, double atLeast) => Probability >= atLeast && !BirthDates.AGenerationApart(born, Customer.Profile.Born);

    /// <summary>The pair of a new record and this one, for a reviewer.</summary>
    internal CustomerPair PairWith(Guid made, DateTimeOffset at) => CustomerPair.Of(made, Customer.Id, Probability, Words, at);
}

/// <summary>What is held of a customer, as far as customers are compared and told apart by it.</summary>
/// <param name="Profile">Present and former names, addresses and ways to reach them; those that hold now first.</param>
/// <param name="Telephones">Those that hold now, E.164.</param>
/// <param name="Emails">Those that hold now.</param>
public sealed record HeldCustomer(Guid Id, CustomerProfile Profile, string Name, string? Address, IReadOnlyList<string> Telephones, IReadOnlyList<string> Emails)
{
    /// <summary>The version of the record that this was read from; 0 for one that is not saved yet.</summary>
    public int Version { get; init; }
}

/// <summary>Somebody to be looked for among the customers.</summary>
/// <param name="Keys">By which they are looked for.</param>
/// <param name="Except">A record that is compared with the others, and so is none of them.</param>
internal sealed record SoughtCustomer(CustomerProfile Profile, IReadOnlyList<WeighedKey> Keys, Guid? Except = null);

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
    // Of many who are looked for at once fewer are scored each: those that share more than one common key, or at least the best.
    private const int ScoredOfMany = 20, Telling = 5, Anyhow = 3;
    // What a shared identifier counts: as much as a telephone.
    private const int OfIdentifier = 8;

    // The same names come again and again in a file.
    private readonly Dictionary<string, string[]> _forms = new(StringComparer.Ordinal);
    private Vocabulary _vocabulary = Vocabulary.Empty;
    private MatchWeights _weights = MatchWeights.Shipped;

    /// <summary>The likeliest, best first, those below a probability left out.</summary>
    /// <param name="actor">Whose sight counts: blocked records are only there for those who may use them.</param>
    /// <param name="except">A record that is compared with the others, and so is none of them; nor is any that a reviewer called different from it.</param>
    /// <param name="always">Customers to be given whatever their probability.</param>
    public async Task<IReadOnlyList<ScoredCandidate>> FindAsync(CustomerProfile profile, Actor actor, double atLeast, CancellationToken token, Guid? except = null, Func<HeldCustomer, bool>? always = null)
    {
        var sought = (await SoughtAsync([(profile, except)], token))[0];
        if (sought.Keys.Count == 0 && profile.Identifiers.Count == 0) return [];
        var held = await db.ReadAsync(Statement, [new("keys", sought.Keys.Select(k => k.Key).ToArray()), new("weights", sought.Keys.Select(k => k.Weight).ToArray()), new("identifiers", profile.Identifiers.ToArray()),
            new("states", CustomerRecords.UsableStates(actor)), new("except", except ?? Guid.Empty)], row => HeldRow.Of(row).Read(), token);
        return Likely(profile, held, atLeast, always, except);
    }

    /// <summary>Makes ready to look for several.</summary>
    internal async Task<IReadOnlyList<SoughtCustomer>> SoughtAsync(IReadOnlyList<(CustomerProfile Profile, Guid? Except)> people, CancellationToken token)
    {
        var vocabulary = await words.GetAsync(db, [], token);
        if (vocabulary != _vocabulary) _forms.Clear();
        (_vocabulary, _weights) = (vocabulary, await weights.GetAsync(db, token));
        return [.. people.Select(p => new SoughtCustomer(p.Profile, MatchKeys.ToMeet(p.Profile, OtherForms), p.Except))];
    }

    /// <summary>Who shares enough keys with each to be scored, in two statements however many are looked for; nobody whom a reviewer called different.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<HeldCustomer>>> MeetAsync(IReadOnlyList<SoughtCustomer> people, Actor actor, CancellationToken token)
    {
        var (numbers, keys, ofKeys) = (new List<int>(), new List<long>(), new List<int>());
        for (var i = 0; i < people.Count; i++)
            foreach (var key in people[i].Keys)
            {
                numbers.Add(i);
                keys.Add(key.Key);
                ofKeys.Add(key.Weight);
            }
        var identifiers = people.SelectMany((p, i) => p.Profile.Identifiers.Select(reference => (Number: i, Reference: reference))).ToList();
        if (keys.Count + identifiers.Count == 0) return [.. people.Select(_ => Array.Empty<HeldCustomer>())];
        var met = await db.ReadAsync(OfMany, [new("numbers", numbers.ToArray()), new("keys", keys.ToArray()), new("weights", ofKeys.ToArray()), new("owners", identifiers.Select(i => i.Number).ToArray()), new("identifiers", identifiers.Select(i => i.Reference).ToArray()),
            new("excepts", people.Select(p => p.Except ?? Guid.Empty).ToArray())],
            row => (Number: row.GetInt32(0), Id: row.GetGuid(1)), token);
        var held = (await db.ReadAsync(Facts, [new("ids", met.Select(m => m.Id).Distinct().ToArray()), new("states", CustomerRecords.UsableStates(actor))], row => HeldRow.Of(row).Read(), token)).ToDictionary(h => h.Id);
        var found = people.Select(_ => new List<HeldCustomer>()).ToList();
        foreach (var (number, id) in met)
            if (held.TryGetValue(id, out var customer)) found[number].Add(customer);
        return found;
    }

    /// <summary>Scores those who were met.</summary>
    internal IReadOnlyList<ScoredCandidate> Likely(CustomerProfile profile, IReadOnlyList<HeldCustomer> held, double atLeast, Func<HeldCustomer, bool>? always = null, Guid? id = null) => held.Count == 0 ? []
        : [.. new CandidateScoring(_vocabulary, _weights).Score(profile, held, id).Where(c => c.Customer.Profile.Kind == profile.Kind && c.Probability >= atLeast || always?.Invoke(c.Customer) == true)
            .OrderByDescending(c => c.Probability).ThenBy(c => c.Customer.Id).Take(Most)];

    private string[] OtherForms(string name)
    {
        if (!_forms.TryGetValue(name, out var forms)) _forms[name] = forms = [.. Nicknames.FormsOf(name).Concat(_vocabulary.Near(name, OtherSpellings))];
        return forms;
    }

    // Rows of a key come in the order of the index; nothing but the index is read for them.
    private static readonly string Statement = $"""
        with met as materialized (
          select m.customer_id, sum(m.weight) as weight from (
            select k.customer_id, typed.weight from unnest(@keys, @weights) as typed(key, weight)
            cross join lateral (select customer_id from customer_match_keys where key = typed.key limit {OfOneKey}) k
            union all
            select k.customer_id, {OfIdentifier} from customer_references r join customer_keys k on k.key = r.customer_id where r.system = '{CustomerReference.Identifiers}' and r.reference = any(@identifiers)) m
          where m.customer_id <> @except group by m.customer_id order by 2 desc, 1 limit {Scored})
        select {HeldRow.Columns} from met cross join lateral (select * from customers where id = met.customer_id offset 0) c
        where c.erasure = any(@states) and c.merged_into_id is null
          and not exists (select from customer_pairs p where p.verdict = 'different' and p.low_id = least(c.id, @except) and p.high_id = greatest(c.id, @except))
        order by met.weight desc, c.id
        """;

    private static readonly string OfMany = $"""
        with met as (
          select m.number, m.customer_id, sum(m.weight) as weight, row_number() over (partition by m.number order by sum(m.weight) desc, m.customer_id) as place from (
            select typed.number, k.customer_id, typed.weight from unnest(@numbers, @keys, @weights) as typed(number, key, weight)
            cross join lateral (select customer_id from customer_match_keys where key = typed.key limit {OfOneKey}) k
            union all
            select typed.number, k.customer_id, {OfIdentifier} from unnest(@owners, @identifiers) as typed(number, reference)
            join customer_references r on r.system = '{CustomerReference.Identifiers}' and r.reference = typed.reference join customer_keys k on k.key = r.customer_id) m
          where m.customer_id <> (@excepts)[m.number + 1] group by m.number, m.customer_id)
        select met.number, met.customer_id from met
        where met.place <= {ScoredOfMany} and (met.weight >= {Telling} or met.place <= {Anyhow}) and not exists (select from customer_pairs p where p.verdict = 'different'
          and p.low_id = least(met.customer_id, (@excepts)[met.number + 1]) and p.high_id = greatest(met.customer_id, (@excepts)[met.number + 1]))
        order by met.number, met.place
        """;

    private static readonly string Facts = $"select {HeldRow.Columns} from customers c where c.id = any(@ids) and c.erasure = any(@states) and c.merged_into_id is null";
}
