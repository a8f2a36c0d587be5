using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>
/// Finds out whose rows are, and brings what they say to the records. A batch is looked for together; rows that make new customers only add to <see cref="NewRows"/>, to be written with the others', and all others change what
/// is in the context.
/// </summary>
internal sealed class PersonIntake(CustomerFirstDb db, NewRows rows, CandidateFinder candidates, Survivorship trust, CustomerMap map, Guid runId, DateTimeOffset now, Actor actor)
{
    private Dictionary<string, CustomerReference> _known = [];
    private Dictionary<long, Property> _properties = [];
    private BatchLookup _lookup = new(db, candidates, map, actor);
    // Customers whom rows change, by their keys.
    private readonly Dictionary<Guid, Customer?> _loaded = [];

    /// <summary>Facts that were added or replaced.</summary>
    public long FactsTaken { get; private set; }

    /// <summary>Facts that stayed because what is held is trusted more.</summary>
    public long FactsKept { get; private set; }

    /// <summary>Takes back what was counted since, when nothing of it was kept.</summary>
    public void Recount(long taken, long kept) => (FactsTaken, FactsKept) = (taken, kept);

    /// <summary>Reads what is known of the next rows, and looks for the customers of those that are new.</summary>
    public async Task LookAsync(IReadOnlyList<PersonRow> batch, CancellationToken token)
    {
        _loaded.Clear();
        var references = batch.Select(r => r.Reference).ToList();
        _known = await db.CustomerReferences.AsNoTracking().Where(r => r.System == map.Source && references.Contains(r.Reference)).ToDictionaryAsync(r => r.Reference, StringComparer.Ordinal, token);
        var numbers = batch.Where(OnlyNumbered).Select(r => r.Address!.Uprn!.Value).Distinct().ToList();
        _properties = numbers.Count == 0 ? [] : await db.Properties.AsNoTracking().Where(p => numbers.Contains(p.Uprn)).ToDictionaryAsync(p => p.Uprn, token);
        _lookup = new BatchLookup(db, candidates, map, actor);
        await _lookup.ReadAsync([.. batch.Where(r => !_known.ContainsKey(r.Reference)).Select(r => (r.Reference, WithProperty(r)))], token);
        await LoadAllAsync([.. batch.Select(KeyOf).OfType<Guid>().Distinct()], token);
    }

    /// <summary>Whether the customer whose row it is was loaded; otherwise an earlier row of the batch made them, and has to be saved first.</summary>
    public bool Loaded(PersonRow row) => KeyOf(row) is not { } key || _loaded.ContainsKey(key);

    /// <summary>Makes a customer of a row that is nobody's yet; null when the row changes a customer who is there.</summary>
    public RowFate? Make(PersonRow row)
    {
        var fingerprint = row.Fingerprint();
        if (_known.TryGetValue(row.Reference, out var known)) return Unchanged(known, fingerprint) ? RowFate.Unchanged : null;
        var owner = _lookup.Of(row.Reference);
        if (owner.Same is not null) return null;
        var customer = Customer.Create(Ids.New(now), row.Kind, now);
        rows.Add(customer);
        rows.Add(CustomerKey.Of(customer.Id));
        var reference = Refer(row, customer.Id, fingerprint);
        rows.Add(reference);
        foreach (var part in Fill(customer, WithProperty(row), reference, owner)) rows.Add(part);
        foreach (var fact in customer.Names.Cast<object>().Concat(customer.ContactPoints).Concat(customer.Addresses)) rows.Add(fact);
        return owner.Alike.Count > 0 ? RowFate.ToReview : RowFate.Created;
    }

    /// <summary>Takes a row in, whatever it is; what it changes is in the context, to be saved.</summary>
    public async Task<RowFate> TakeAsync(PersonRow row, CancellationToken token)
    {
        var fingerprint = row.Fingerprint();
        if (_known.TryGetValue(row.Reference, out var known))
        {
            if (Unchanged(known, fingerprint)) return RowFate.Unchanged;
            if (await LoadAsync(known.CustomerId, token) is not { } customer) return RowFate.LeftAlone;
            if (db.Entry(known).State == EntityState.Detached) db.Attach(known);
            known.Said(fingerprint, runId, now);
            await BringAsync(customer, WithProperty(row), known, token);
            return RowFate.Updated;
        }
        var owner = _lookup.Of(row.Reference);
        if (owner.Same is { } id && await LoadAsync(id, token) is { } there)
        {
            var matched = Refer(row, there.Id, fingerprint);
            db.Add(matched);
            await BringAsync(there, WithProperty(row), matched, token);
            return RowFate.Matched;
        }
        var made = Customer.Create(Ids.New(now), row.Kind, now);
        var reference = Refer(row, made.Id, fingerprint);
        var parts = Fill(made, WithProperty(row), reference, owner);
        db.AddRange([made, CustomerKey.Of(made.Id), reference, .. parts]);
        return owner.Alike.Count > 0 ? RowFate.ToReview : RowFate.Created;
    }

    private static bool Unchanged(CustomerReference known, byte[] fingerprint) => known.Fingerprint is { } last && last.AsSpan().SequenceEqual(fingerprint);

    // Of a row that changes a customer, as far as is known before the rows before it were taken in.
    private Guid? KeyOf(PersonRow row) => _known.TryGetValue(row.Reference, out var known) ? Unchanged(known, row.Fingerprint()) ? null : known.CustomerId : _lookup.Of(row.Reference).Same;

    private async Task<Customer?> LoadAsync(Guid key, CancellationToken token)
    {
        if (!_loaded.ContainsKey(key)) await LoadAllAsync([key], token);
        return _loaded[key];
    }

    private async Task LoadAllAsync(Guid[] keys, CancellationToken token)
    {
        if (keys.Length == 0) return;
        var records = await db.CustomerKeys.AsNoTracking().Where(k => keys.Contains(k.Key)).ToDictionaryAsync(k => k.Key, k => k.CustomerId, token);
        var customers = (await db.LoadAsync([.. records.Values.Distinct()], token)).Where(c => c.Erasure == ErasureState.Active).ToDictionary(c => c.Id);
        foreach (var key in keys) _loaded[key] = records.TryGetValue(key, out var id) ? customers.GetValueOrDefault(id) : null;
    }

    private CustomerReference Refer(PersonRow row, Guid customerId, byte[] fingerprint)
    {
        var reference = CustomerReference.Of(map.Source, row.Reference, customerId, runId, now);
        reference.Said(fingerprint, runId, now);
        return reference;
    }

    // All that the row says of a new customer; given is what has to be saved beside the customer and its facts.
    private List<object> Fill(Customer customer, PersonRow row, CustomerReference reference, RowOwner owner)
    {
        Name(customer, row);
        if (row.Born is { } born && customer.Kind == CustomerKind.Person) Born(customer, born, reference);
        Points(customer, ContactPointKind.Phone, row.Telephones, PersonColumn.Telephone);
        Points(customer, ContactPointKind.Email, row.Emails, PersonColumn.Email);
        Address(customer, row);
        customer.Reindex();
        var beside = new List<object>(Identify(customer, row));
        foreach (var other in owner.Alike.Take(ScoredCandidate.MostPairs))
            beside.Add(other.PairWith(customer.Id, now)
                .MadeDespite($"A file from {map.Source} brought the record, and it was not sure whose it is", actor.Id, now, heldApart: false));
        _lookup.Taken(customer, row.Identifiers);
        return beside;
    }

    private async Task BringAsync(Customer customer, PersonRow row, CustomerReference reference, CancellationToken token)
    {
        var before = FactsTaken;
        Name(customer, row);
        await BornAsync(customer, row, reference, token);
        Points(customer, ContactPointKind.Phone, row.Telephones, PersonColumn.Telephone);
        Points(customer, ContactPointKind.Email, row.Emails, PersonColumn.Email);
        Address(customer, row);
        db.AddRange(Identify(customer, row));
        if (FactsTaken != before) customer.Changed();
        _lookup.Taken(customer, row.Identifiers);
    }

    private void Name(Customer customer, PersonRow row)
    {
        var held = customer.CurrentName;
        if (held is not null && (customer.Kind != row.Kind || PersonLikeness.SaysNothingMore(row, held))) return;
        var verified = Checked(TrustedField.Name);
        if (held is not null && !trust.Replaces(map.Source, verified, held.Source, held.Verified, TrustedField.Name, changes: !PersonLikeness.OnlySpelling(row, held)))
        {
            FactsKept++;
            return;
        }
        customer.IsCalled(Ids.New(now), row.Title ?? held?.Title, row.Given, row.Family, map.Source, verified, now);
        FactsTaken++;
    }

    private async Task BornAsync(Customer customer, PersonRow row, CustomerReference reference, CancellationToken token)
    {
        if (row.Born is not { } born || customer.Kind != CustomerKind.Person) return;
        if (customer.DateOfBirth == born) return;
        if (customer.DateOfBirth is { } held && !trust.Replaces(map.Source, Checked(TrustedField.DateOfBirth), await SourceOfBirthAsync(customer, held, token), customer.DateOfBirthVerified, TrustedField.DateOfBirth, changes: false))
        {
            FactsKept++;
            return;
        }
        Born(customer, born, reference);
    }

    private void Born(Customer customer, DateOnly born, CustomerReference reference)
    {
        customer.Describe(born, Checked(TrustedField.DateOfBirth), customer.PreferredChannel, customer.Language, customer.Formats);
        reference.GaveBirth(born);
        FactsTaken++;
    }

    // The system whose word the date is; where no file gave it, whoever first wrote the record.
    private async Task<string> SourceOfBirthAsync(Customer customer, DateOnly held, CancellationToken token) =>
        // An earlier row of the batch, which is not saved yet, may have given it.
        db.CustomerReferences.Local.Any(r => r.System == map.Source && r.BornTaken == held && _loaded.GetValueOrDefault(r.CustomerId) == customer) ? map.Source : await db.CustomerReferences.Where(r => db.KeysOf(customer.Id).Contains(r.CustomerId) && r.BornTaken == held).OrderBy(r => r.System).Select(r => r.System).FirstOrDefaultAsync(token)
            ?? customer.Names.MinBy(n => n.From)?.Source ?? "staff";

    private void Points(Customer customer, ContactPointKind kind, IReadOnlyList<string> values, PersonColumn column)
    {
        if (map.Columns.All(c => c.Field != column)) return;
        // What this source said before and does not say any more has ended; what others said stays.
        foreach (var gone in customer.ContactPoints.Where(p => p.To is null && p.Kind == kind && p.Source == map.Source && !values.Contains(p.Value)).Select(p => p.Value).ToList())
        {
            customer.CanNoLongerBeReachedAt(kind, gone, now);
            FactsTaken++;
        }
        foreach (var value in values)
        {
            var same = customer.ContactPoints.Where(p => p.Kind == kind && p.Value == value).ToList();
            // What somebody ended here is not begun again because the source still has it.
            if (same.Exists(p => p.To is null || p.Source == map.Source)) continue;
            customer.CanBeReachedAt(Ids.New(now), kind, value, null, map.Source, Checked(TrustedField.ContactPoints), now);
            FactsTaken++;
        }
    }

    private void Address(Customer customer, PersonRow row)
    {
        if (row.Address is not { } lines) return;
        var (held, verified) = (customer.CurrentAddress, Checked(TrustedField.Address));
        var since = row.AddressSince is { } day ? CouncilTime.StartOf(day) : now;
        if (held is not null)
        {
            if (PersonLikeness.SameAddress(lines, held.Lines)) return;
            // Where somebody lived before the address that is held says nothing of where they live now.
            var older = since < held.From && held.Source != map.Source;
            if (older || !trust.Replaces(map.Source, verified, held.Source, held.Verified, TrustedField.Address, changes: !PersonLikeness.OnlySpelling(lines, held.Lines)))
            {
                FactsKept++;
                return;
            }
            if (since <= held.From) since = now;
        }
        customer.LivesAt(Ids.New(now), lines, map.Source, verified, since);
        FactsTaken++;
    }

    // An identifier that another customer has stays theirs: it was seen when the row was looked for, and a reviewer looks.
    private List<CustomerReference> Identify(Customer customer, PersonRow row) =>
        [.. row.Identifiers.Where(i => !_lookup.Owned(i)).Distinct().Select(i => CustomerReference.Of(CustomerReference.Identifiers, i, customer.Id, runId, now))];

    // A property's number stands for its address.
    private PersonRow WithProperty(PersonRow row) => OnlyNumbered(row) && _properties.TryGetValue(row.Address!.Uprn!.Value, out var property) ? row with { Address = property.Parts.Lines(property.Uprn) } : row;

    private static bool OnlyNumbered(PersonRow row) => row.Address is { Line1.Length: 0, Uprn: not null };

    private Verification Checked(TrustedField field) => map.Verified.Contains(field) ? Verification.FromTrustedSystem : Verification.Unverified;
}
