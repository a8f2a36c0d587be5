using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>Finds out whose a row is, and brings what it says to their record; the changes are in the context, to be saved.</summary>
internal sealed class PersonIntake(CustomerFirstDb db, CandidateFinder candidates, Survivorship trust, CustomerMap map, Guid runId, DateTimeOffset now, Actor actor)
{
    // So many records of whom one was like the row are put before a reviewer.
    private const int Pairs = 3;
    // Who shares an identifier and is likelier the same than not, is.
    private const double WithIdentifier = 0.5;
    private const int ReasonsKept = 5;

    /// <summary>Facts that were added or replaced.</summary>
    public long FactsTaken { get; private set; }

    /// <summary>Facts that stayed because what is held is trusted more.</summary>
    public long FactsKept { get; private set; }

    /// <summary>What is known of references of this source.</summary>
    public async Task<Dictionary<string, CustomerReference>> KnownAsync(string[] references, CancellationToken token) =>
        await db.CustomerReferences.AsNoTracking().Where(r => r.System == map.Source && references.Contains(r.Reference)).ToDictionaryAsync(r => r.Reference, StringComparer.Ordinal, token);

    /// <summary>Takes a row in.</summary>
    public async Task<RowFate> TakeAsync(PersonRow row, CustomerReference? known, CancellationToken token)
    {
        var fingerprint = row.Fingerprint();
        if (known?.Fingerprint is { } last && last.AsSpan().SequenceEqual(fingerprint)) return RowFate.Unchanged;
        row = await WithPropertyAsync(row, token);
        if (known is not null)
        {
            if (await LoadAsync(known.CustomerId, token) is not { } customer) return RowFate.LeftAlone;
            db.Attach(known).Entity.Said(fingerprint, runId, now);
            await BringAsync(customer, row, known, token);
            return RowFate.Updated;
        }
        var (same, alike) = await WhoAsync(row, token);
        if (same is { } id && await LoadAsync(id, token) is { } there)
        {
            await BringAsync(there, row, Refer(row, there.Id, fingerprint), token);
            return RowFate.Matched;
        }
        var made = Create(row);
        await BringAsync(made, row, Refer(row, made.Id, fingerprint), token);
        foreach (var other in alike.Take(Pairs)) db.Add(CustomerPair.Of(made.Id, other.Customer.Id, other.Probability, other.Reasons.Take(ReasonsKept).Select(r => r.Words), now));
        return alike.Count > 0 ? RowFate.ToReview : RowFate.Created;
    }

    // The one that it surely is, or those that it may be.
    private async Task<(Guid? Same, IReadOnlyList<ScoredCandidate> Alike)> WhoAsync(PersonRow row, CancellationToken token)
    {
        var owners = row.Identifiers.Count == 0 ? [] : await db.CustomerReferences.Where(r => r.System == CustomerReference.Identifiers && row.Identifiers.Contains(r.Reference))
            .Join(db.CustomerKeys, r => r.CustomerId, k => k.Key, (r, k) => k.CustomerId).Distinct().ToListAsync(token);
        var found = await candidates.FindAsync(row.Profile, actor, map.Lower, token, always: held => owners.Contains(held.Id));
        var sure = found.Where(f => f.Probability >= (owners.Contains(f.Customer.Id) ? Math.Min(WithIdentifier, map.Upper) : map.Upper)).ToList();
        // Of two who are both surely the same, a person has to say which, or that all three are.
        return sure.Count == 1 ? (sure[0].Customer.Id, []) : (null, found);
    }

    private async Task<Customer?> LoadAsync(Guid key, CancellationToken token) =>
        await db.RecordOfAsync(key, token) is { } id && await db.LoadAsync(id, token) is { Erasure: ErasureState.Active } customer ? customer : null;

    private Customer Create(PersonRow row)
    {
        var customer = Customer.Create(Ids.New(now), row.Kind, now);
        db.Add(customer);
        db.Add(CustomerKey.Of(customer.Id));
        return customer;
    }

    private CustomerReference Refer(PersonRow row, Guid customerId, byte[] fingerprint)
    {
        var reference = CustomerReference.Of(map.Source, row.Reference, customerId, runId, now);
        reference.Said(fingerprint, runId, now);
        db.Add(reference);
        return reference;
    }

    private async Task BringAsync(Customer customer, PersonRow row, CustomerReference reference, CancellationToken token)
    {
        var before = FactsTaken;
        Name(customer, row);
        await BornAsync(customer, row, reference, token);
        Points(customer, ContactPointKind.Phone, row.Telephones, PersonColumn.Telephone);
        Points(customer, ContactPointKind.Email, row.Emails, PersonColumn.Email);
        Address(customer, row);
        await IdentifyAsync(customer, row, token);
        if (db.Entry(customer).State == EntityState.Added) customer.Reindex();
        else if (FactsTaken != before) customer.Changed();
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
        if (customer.DateOfBirth == born)
        {
            return;
        }
        var verified = Checked(TrustedField.DateOfBirth);
        if (customer.DateOfBirth is { } held && !trust.Replaces(map.Source, verified, await SourceOfBirthAsync(customer, held, token), customer.DateOfBirthVerified, TrustedField.DateOfBirth, changes: false))
        {
            FactsKept++;
            return;
        }
        customer.Describe(born, verified, customer.PreferredChannel, customer.Language, customer.Formats);
        reference.GaveBirth(born);
        FactsTaken++;
    }

    // The system whose word the date is; where no file gave it, whoever first wrote the record.
    private async Task<string> SourceOfBirthAsync(Customer customer, DateOnly held, CancellationToken token) =>
        await db.CustomerReferences.Where(r => db.KeysOf(customer.Id).Contains(r.CustomerId) && r.BornTaken == held).OrderBy(r => r.System).Select(r => r.System).FirstOrDefaultAsync(token)
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

    // An identifier that another customer has stays theirs: it was seen above, and a reviewer looks.
    private async Task IdentifyAsync(Customer customer, PersonRow row, CancellationToken token)
    {
        foreach (var identifier in row.Identifiers)
            if (!await db.CustomerReferences.AnyAsync(r => r.System == CustomerReference.Identifiers && r.Reference == identifier, token))
                db.Add(CustomerReference.Of(CustomerReference.Identifiers, identifier, customer.Id, runId, now));
    }

    // A property's number stands for its address.
    private async Task<PersonRow> WithPropertyAsync(PersonRow row, CancellationToken token)
    {
        if (row.Address is not { Line1.Length: 0, Uprn: { } uprn } || await db.Properties.AsNoTracking().FirstOrDefaultAsync(p => p.Uprn == uprn, token) is not { } property) return row;
        return row with { Address = property.Parts.Lines(uprn) };
    }

    private Verification Checked(TrustedField field) => map.Verified.Contains(field) ? Verification.FromTrustedSystem : Verification.Unverified;
}
