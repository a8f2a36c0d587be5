using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Whether a customer is one person or an organisation.</summary>
public enum CustomerKind { Person, Organisation }

/// <summary>How far personal data is still there.</summary>
public enum ErasureState { Active, Blocked, Anonymised, Deleted }

/// <summary>The ground in data-protection law on which the record is kept (UK GDPR, article 6).</summary>
public enum LawfulBasis { PublicTask, LegalObligation, Contract, Consent, VitalInterests, LegitimateInterests }

/// <summary>
/// A person or organisation that deals with the council; exactly one record each. Other records hold a customer's <em>key</em>, which
/// resolves to the record through <see cref="CustomerKey"/>, so that a merge rewrites nothing.
/// </summary>
public sealed partial class Customer
{
    private Customer() { }

    public Guid Id { get; private set; }
    public CustomerKind Kind { get; private set; }
    public DateOnly? DateOfBirth { get; private set; }
    public Verification DateOfBirthVerified { get; private set; }
    public Channel? PreferredChannel { get; private set; }
    /// <summary>BCP 47 tag of the language the customer prefers; null is English.</summary>
    public string? Language { get; private set; }
    /// <summary>Formats that letters should have: largePrint, braille, easyRead, audio.</summary>
    public List<string> Formats { get; private set; } = [];
    /// <summary>Contact-safety: nobody may ring, for instance because somebody else in the home must not know.</summary>
    public bool DoNotRing { get; private set; }
    public string? DoNotRingReason { get; private set; }
    public ErasureState Erasure { get; private set; }
    public LawfulBasis LawfulBasis { get; private set; }
    /// <summary>The day of death; null for the living.</summary>
    public DateOnly? DiedOn { get; private set; }
    /// <summary>The day on which the customer left the council's area; null for who lives there.</summary>
    public DateOnly? LeftAreaOn { get; private set; }
    /// <summary>The record that this one was merged into; null for a record that stands for itself.</summary>
    public Guid? MergedIntoId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; private set; }
    public List<CustomerName> Names { get; private set; } = [];
    public List<ContactPoint> ContactPoints { get; private set; } = [];
    public List<CustomerAddress> Addresses { get; private set; } = [];
    public List<CustomerNeed> Needs { get; private set; } = [];
    /// <summary>Everything that the customer can be found by, in lower case without accents, kept by <see cref="Reindex"/>.</summary>
    public string SearchText { get; private set; } = "";
    /// <summary>The keys by which likely records of the same customer are found, kept by <see cref="Reindex"/>; see <see cref="Matching.MatchKeys"/>.</summary>
    public long[] MatchKeys { get; private set; } = [];
    /// <summary>By which version of the rules <see cref="SearchText"/> and <see cref="MatchKeys"/> were made.</summary>
    public int IndexVersion { get; private set; }
    /// <summary>The <see cref="Version"/> that was last held against all other customers; see the review queue.</summary>
    public int PairedVersion { get; private set; }

    /// <summary>A new customer without any facts yet.</summary>
    public static Customer Create(Guid id, CustomerKind kind, DateTimeOffset at) =>
        new() { Id = id, Kind = kind, CreatedAt = at, Version = 1, LawfulBasis = LawfulBasis.PublicTask };

    /// <summary>The name that holds now.</summary>
    public CustomerName? CurrentName => Names.Where(n => n.To is null).MaxBy(n => n.From);

    /// <summary>The latest name that was written on one of the records that this one stands for; null when there is none.</summary>
    public string? NameOn(Guid record) => Names.Where(n => n.OriginId == record).OrderBy(n => n.Holds).ThenBy(n => n.From).LastOrDefault()?.Full;

    /// <summary>The address that holds now.</summary>
    public CustomerAddress? CurrentAddress => Addresses.Where(a => a.To is null).MaxBy(a => a.From);

    /// <summary>Sets what is known of the person beside names and ways to reach them.</summary>
    public void Describe(DateOnly? dateOfBirth, Verification verified, Channel? preferredChannel, string? language, IEnumerable<string> formats)
    {
        (DateOfBirth, DateOfBirthVerified, PreferredChannel, Language) = (dateOfBirth, verified, preferredChannel, language);
        Formats = [.. formats];
    }

    /// <summary>The customer died on a day; null takes back a mistake.</summary>
    public void Died(DateOnly? on) => DiedOn = on;

    /// <summary>The customer left the area on a day; null when they came back or never left.</summary>
    public void LeftArea(DateOnly? on) => LeftAreaOn = on;

    /// <summary>Sets or lifts the warning not to ring.</summary>
    public void SetContactSafety(bool doNotRing, string? reason) => (DoNotRing, DoNotRingReason) = (doNotRing, doNotRing ? reason : null);

    /// <summary>Gives the customer a name from a time on; the one before ends then. The same name again changes nothing.</summary>
    public void IsCalled(Guid id, string? title, string? givenNames, string familyName, string source, Verification verified, DateTimeOffset at)
    {
        var current = CurrentName;
        if (current is not null && current.Title == title && current.GivenNames == givenNames && current.FamilyName == familyName) return;
        EndAll(MergeSlots.Name, at);
        Names.Add(CustomerName.Create(id, Id, title, givenNames, familyName, source, verified, at));
    }

    /// <summary>
    /// The present name was a mistake: it held for no time, and the right one holds since then. Unlike a change of name, nothing former remains
    /// but the record of the mistake.
    /// </summary>
    public void NameWasWrong(Guid id, string? title, string? givenNames, string familyName, string source, Verification verified, DateTimeOffset at)
    {
        var wrong = CurrentName;
        if (wrong is not null && wrong.Title == title && wrong.GivenNames == givenNames && wrong.FamilyName == familyName) return;
        wrong?.End(Id, wrong.From);
        EndAll(MergeSlots.Name, at);
        Names.Add(CustomerName.Create(id, Id, title, givenNames, familyName, source, verified, wrong?.From ?? at));
    }

    /// <summary>Adds a telephone or e-mail, unless the customer has it already.</summary>
    public void CanBeReachedAt(Guid id, ContactPointKind kind, string value, string? label, string source, Verification verified, DateTimeOffset at)
    {
        if (ContactPoints.Any(p => p.To is null && p.Kind == kind && p.Value == value)) return;
        ContactPoints.Add(ContactPoint.Create(id, Id, kind, value, label, source, verified, at));
    }

    /// <summary>Ends a telephone or e-mail.</summary>
    public void CanNoLongerBeReachedAt(ContactPointKind kind, string value, DateTimeOffset at)
    {
        EndAll(MergeSlots.Point(kind, value), at);
    }

    /// <summary>The customer lives or sits here from a time on; the address before ends then.</summary>
    public void LivesAt(Guid id, AddressLines lines, string source, Verification verified, DateTimeOffset at)
    {
        var current = CurrentAddress;
        if (current is not null && current.Lines == lines) return;
        EndAll(MergeSlots.Address, at);
        Addresses.Add(CustomerAddress.Create(id, Id, lines, source, verified, at));
    }

    /// <summary>
    /// Makes room for a move that was before the present address was written down. Where nobody said since when it held, it began on the day before the move at the latest. False where the customer cannot have moved then: somebody
    /// said a later day, or another address held.
    /// </summary>
    /// <param name="movedAt">When the day of moving began.</param>
    public bool LivedThereBefore(DateTimeOffset movedAt)
    {
        var held = Addresses.Where(a => a.Holds && a.From >= movedAt).ToList();
        if (held.Count == 0) return true;
        var by = CouncilTime.StartOf(CouncilTime.DateOf(movedAt).AddDays(-1));
        // A day that was said is kept as its first moment; the hour of writing is hardly ever one.
        if (held.Exists(a => a.From == CouncilTime.StartOf(CouncilTime.DateOf(a.From))) || Addresses.Exists(a => !a.Holds && a.From != a.To && a.To > by)) return false;
        foreach (var address in held) address.BeganBy(by);
        return true;
    }

    /// <summary>The present address was a mistake: it held for no time, and the right one holds since then.</summary>
    public void AddressWasWrong(Guid id, AddressLines lines, string source, Verification verified, DateTimeOffset at)
    {
        var wrong = CurrentAddress;
        if (wrong is not null && wrong.Lines == lines) return;
        wrong?.End(Id, wrong.From);
        EndAll(MergeSlots.Address, at);
        Addresses.Add(CustomerAddress.Create(id, Id, lines, source, verified, wrong?.From ?? at));
    }

    /// <summary>Ends the present address without a new one.</summary>
    public void LeftAddress(DateTimeOffset at) => EndAll(MergeSlots.Address, at);

    /// <summary>Records a need.</summary>
    public void HasNeed(Guid id, NeedKind kind, string? detail, string source, DateTimeOffset at)
    {
        var current = Needs.FirstOrDefault(n => n.To is null && n.Kind == kind);
        if (current is not null && current.Detail == detail) return;
        EndAll(MergeSlots.Need(kind), at);
        Needs.Add(CustomerNeed.Create(id, Id, kind, detail, source, at));
    }

    /// <summary>Ends a need.</summary>
    public void NoLongerNeeds(NeedKind kind, DateTimeOffset at)
    {
        EndAll(MergeSlots.Need(kind), at);
    }

    /// <summary>Counts a change and brings the search text up to date. Called once at the end of every change.</summary>
    public void Changed()
    {
        Version++;
        Reindex();
    }

    /// <summary>Rebuilds <see cref="SearchText"/> and <see cref="MatchKeys"/> from every name, way to reach and address, present and former. Both are empty where nobody may be found.</summary>
    public void Reindex()
    {
        SearchText = CustomerSearchText.Of(this);
        MatchKeys = SearchText.Length == 0 ? [] : Matching.MatchKeys.Of(Matching.CustomerProfile.Of(this));
        IndexVersion = Matching.MatchKeys.Version;
    }
}

/// <summary>Resolves a customer key to the record that holds now. Every customer has its own key; a merge points keys elsewhere.</summary>
public sealed class CustomerKey
{
    private CustomerKey() { }

    /// <summary>The key that other records hold.</summary>
    public Guid Key { get; private set; }
    /// <summary>The record that answers to it.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The key of a new customer.</summary>
    public static CustomerKey Of(Guid customerId) => new() { Key = customerId, CustomerId = customerId };

    /// <summary>Another record answers to it from now on.</summary>
    public void LeadTo(Guid customerId) => CustomerId = customerId;
}
