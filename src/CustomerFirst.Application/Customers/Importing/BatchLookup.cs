using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>Whose a row is.</summary>
/// <param name="Same">The customer that it surely is of; null when there is none, or several.</param>
/// <param name="Alike">Otherwise those that it may be of, the likeliest first.</param>
internal sealed record RowOwner(Guid? Same, IReadOnlyList<ScoredCandidate> Alike);

/// <summary>
/// Whose the rows of a batch are. All are looked for in the database at once, before the first of them is taken in; and each is held against those that were taken in before it, so that two rows of one person find one another.
/// </summary>
internal sealed class BatchLookup(CustomerFirstDb db, CandidateFinder candidates, CustomerMap map, Actor actor)
{
    // Who shares an identifier and is likelier the same than not, is.
    private const double WithIdentifier = 0.5;
    // Of those of the same batch, as many are scored.
    private const int Scored = 20;

    private readonly Dictionary<string, (PersonRow Row, SoughtCustomer Sought, IReadOnlyList<HeldCustomer> Met)> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<Guid>> _here = [];
    private readonly Dictionary<Guid, HeldCustomer> _taken = [];
    // What came of a row while none of the batch was like it: it stays so until one is.
    private readonly Dictionary<string, RowOwner> _found = new(StringComparer.Ordinal);

    /// <summary>Looks for the customers of all rows, each by its reference.</summary>
    public async Task ReadAsync(IReadOnlyList<(string Reference, PersonRow Row)> rows, CancellationToken token)
    {
        if (rows.Count == 0) return;
        var identifiers = rows.SelectMany(r => r.Row.Identifiers).Distinct().ToList();
        if (identifiers.Count > 0)
            foreach (var owner in await db.CustomerReferences.Where(r => r.System == CustomerReference.Identifiers && identifiers.Contains(r.Reference))
                .Join(db.CustomerKeys, r => r.CustomerId, k => k.Key, (r, k) => new { r.Reference, k.CustomerId }).ToListAsync(token)) _owners[owner.Reference] = owner.CustomerId;
        var sought = await candidates.SoughtAsync([.. rows.Select(r => (r.Row.Profile, (Guid?)null))], token);
        var met = await candidates.MeetAsync(sought, actor, token);
        for (var i = 0; i < rows.Count; i++) _rows[rows[i].Reference] = (rows[i].Row, sought[i], met[i]);
    }

    /// <summary>Whether a customer has an identifier.</summary>
    public bool Owned(string identifier) => _owners.ContainsKey(identifier);

    /// <summary>The one that a row surely is of, or those that it may be of.</summary>
    public RowOwner Of(string reference)
    {
        var (row, sought, met) = _rows[reference];
        var weights = new Dictionary<Guid, int>();
        foreach (var key in sought.Keys)
            if (_here.TryGetValue(key.Key, out var ids))
                foreach (var id in ids) weights[id] = weights.GetValueOrDefault(id) + key.Weight;
        var alone = weights.Count == 0 && !met.Any(m => _taken.ContainsKey(m.Id));
        if (alone && _found.TryGetValue(reference, out var before)) return before;
        var owners = row.Identifiers.Where(_owners.ContainsKey).Select(i => _owners[i]).ToHashSet();
        HeldCustomer[] held = [.. met.Where(m => !_taken.ContainsKey(m.Id)), .. weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key).Take(Scored).Select(w => _taken[w.Key])];
        var found = candidates.Likely(row.Profile, held, map.Lower, always: h => owners.Contains(h.Id));
        var sure = found.Where(f => owners.Contains(f.Customer.Id) ? f.Probability >= Math.Min(WithIdentifier, map.Upper) : f.IsSurely(row.Born, map.Upper)).ToList();
        // Of two who are both surely the same, a person has to say which, or that all three are.
        var owner = sure.Count == 1 ? new RowOwner(sure[0].Customer.Id, []) : new(null, found);
        if (alone) _found[reference] = owner;
        return owner;
    }

    /// <summary>A customer was made or changed by a row of the batch.</summary>
    public void Taken(Customer customer, IEnumerable<string> identifiers)
    {
        foreach (var identifier in identifiers) _owners.TryAdd(identifier, customer.Id);
        var profile = CustomerProfile.Of(customer);
        List<string> Now(ContactPointKind kind) => [.. customer.ContactPoints.Where(p => p.To is null && p.Kind == kind).Select(p => p.Value)];
        foreach (var key in customer.MatchKeys)
        {
            if (!_here.TryGetValue(key, out var ids)) _here[key] = ids = [];
            if (!ids.Contains(customer.Id)) ids.Add(customer.Id);
        }
        _taken[customer.Id] = new HeldCustomer(customer.Id, profile, customer.CurrentName?.Full ?? "", customer.CurrentAddress?.Lines.OneLine, Now(ContactPointKind.Phone), Now(ContactPointKind.Email));
    }
}
