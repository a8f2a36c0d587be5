using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>One customer by any of their keys: who they are, what they need from us, their tickets and contacts as far as the asker may see them.</summary>
[Needs(Permission.ViewCustomer)]
public sealed record GetCustomerQuery(Guid CustomerId) : IQuery<CustomerView>;

/// <summary>A customer as staff see them.</summary>
/// <param name="Needs">Those that act for the customer first, then those that everybody must know.</param>
/// <param name="OpenTickets">The longest open first; at most <see cref="CustomerMatters.Most"/>.</param>
/// <param name="PastTickets">The latest first; at most <see cref="CustomerMatters.Most"/>.</param>
/// <param name="Contacts">The latest first; at most <see cref="CustomerMatters.Most"/>.</param>
public sealed record CustomerView(Guid Id, int Version, CustomerKind Kind, ErasureState Erasure, string? Title, string? GivenNames, string FamilyName, string Name, DateOnly? DateOfBirth,
    Channel? PreferredChannel, string? Language, IReadOnlyList<string> Formats, bool DoNotRing, string? DoNotRingReason, LawfulBasis LawfulBasis, DateTimeOffset CreatedAt,
    AddressLines? Address, DateTimeOffset? AddressSince, IReadOnlyList<CustomerPoint> Telephones, IReadOnlyList<CustomerPoint> Emails, IReadOnlyList<CustomerNeedView> Needs,
    IReadOnlyList<FormerFact> Former, IReadOnlyList<CustomerTicket> OpenTickets, IReadOnlyList<CustomerTicket> PastTickets, IReadOnlyList<CustomerContact> Contacts) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new SeenRecord(RecordKind.Customer, Id, [])];

    /// <summary>When who they are was erased; null where it was not, or where the trail no longer says.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The day of death.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>The day on which they left the area.</summary>
    public DateOnly? LeftAreaOn { get; init; }

    /// <summary>Former addresses, the latest first.</summary>
    public IEnumerable<FormerFact> FormerAddresses => Former.Where(f => f is { What: FormerFact.Address, SetAside: false });

    /// <summary>Addresses from a day to come, the next first.</summary>
    public IReadOnlyList<MoveToCome> Moves { get; init; } = [];

    /// <summary>What other systems call the customer.</summary>
    public IReadOnlyList<KnownElsewhere> KnownElsewhere { get; init; } = [];

    /// <summary>Ward and constituency of the address by the boundaries of today.</summary>
    public FoundPlace Place { get; init; }

    /// <summary>Every word on every consent, the latest first.</summary>
    public IReadOnlyList<ConsentView> Consents { get; init; } = [];

    /// <summary>The records that were merged into this one, the latest first.</summary>
    public IReadOnlyList<MergedRecord> Merged { get; init; } = [];

    /// <summary>People and organisations that are something to the customer, those who act for them first.</summary>
    public IReadOnlyList<RelatedCustomer> Related { get; init; } = [];

    /// <summary>The name on the merged record that a key is of; null for this record's own key.</summary>
    public string? OnceOf(Guid? key) => key is null || key == Id ? null : Merged.FirstOrDefault(m => m.RecordId == key)?.Name;

    /// <summary>The details as the form for changing them begins with.</summary>
    public CustomerDetails Details => new()
    {
        Kind = Kind, Title = Title, GivenNames = GivenNames, FamilyName = FamilyName, DateOfBirth = DateOfBirth, PreferredChannel = PreferredChannel, Language = Language, Formats = Formats,
        Telephones = [.. Telephones.Select(t => new Telephone(t.Value, t.Label))], Emails = [.. Emails.Select(e => e.Value)], Address = Address,
        Needs = [.. Needs.Select(n => new Need(n.Kind, n.Detail))], DoNotRing = DoNotRing, DoNotRingReason = DoNotRingReason,
    };
}

/// <summary>A telephone (E.164) or e-mail that holds now.</summary>
public sealed record CustomerPoint(string Value, string? Label, DateTimeOffset Since, Verification Verified);

/// <summary>A need that holds now.</summary>
public sealed record CustomerNeedView(NeedKind Kind, string? Detail, DateTimeOffset Since);

/// <summary>A record that was merged into another.</summary>
/// <param name="RecordId">Its id, which leads to the record that stands for it now.</param>
/// <param name="Name">The name on it.</param>
/// <param name="By">Who merged it.</param>
/// <param name="CanBeUndone">False once personal data were erased.</param>
public sealed record MergedRecord(Guid MergeId, Guid RecordId, string Name, DateTimeOffset At, string? By, bool CanBeUndone);

/// <summary>A name, address or way to reach the customer that held once.</summary>
/// <param name="What">"Name", "Address", "Telephone", "E-mail".</param>
/// <param name="SetAside">It holds on a merged record, and another was chosen to be shown.</param>
public sealed record FormerFact(string What, string Value, DateTimeOffset From, DateTimeOffset To, bool SetAside)
{
    /// <summary>The word for an address.</summary>
    public const string Address = "Address";

    /// <summary>The last day on which it held: the one before, where it ended as a day began.</summary>
    public DateOnly LastDay => CouncilTime.DateOf(To.AddTicks(-1) < From ? From : To.AddTicks(-1));
}

/// <summary>An address from a day to come.</summary>
public sealed record MoveToCome(Guid Id, AddressLines Address, DateOnly From);

/// <summary>What another system calls a customer.</summary>
public sealed record KnownElsewhere(string System, string Reference);

internal sealed class GetCustomerHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue, RelatedCustomers related, CustomerConsents consents, PlaceFinder places, StaffNames staff) : IRequestHandler<GetCustomerQuery, Result<CustomerView>>
{
    public async Task<Result<CustomerView>> Handle(GetCustomerQuery request, CancellationToken cancellationToken)
    {
        // One statement: a customer has few of each part, so their product is small.
        var customer = await db.Customers.AsNoTracking().Where(c => db.CustomerKeys.Any(k => k.Key == request.CustomerId && k.CustomerId == c.Id))
            .Include(c => c.Names).Include(c => c.ContactPoints).Include(c => c.Addresses).Include(c => c.Needs.Where(n => n.To == null)).AsSingleQuery().FirstOrDefaultAsync(cancellationToken);
        if (customer is null) return new NotFound("customer");
        if (CustomerRecords.Refusal(customer.Erasure, current.Actor) is { } refusal) return refusal;

        var matters = new CustomerMatters(db, await catalogue.GetAsync(cancellationToken), current.Actor);
        var (open, past) = await matters.TicketsAsync(customer.Id, cancellationToken);
        // Every record has a name, so the names tell all keys.
        return View(customer, open, past, await matters.ContactsAsync(customer.Id, cancellationToken)) with
        {
            Place = await places.FindAddressAsync(customer.CurrentAddress?.Uprn, customer.CurrentAddress?.Postcode, cancellationToken),
            Moves = await db.Set<PlannedMove>().AsNoTracking().Where(m => db.KeysOf(customer.Id).Contains(m.CustomerId)).OrderBy(m => m.From).ThenBy(m => m.Id)
                .Select(m => new MoveToCome(m.Id, new AddressLines(m.Line1, m.Line2, m.Town, m.Postcode, m.Uprn), m.From)).ToListAsync(cancellationToken),
            KnownElsewhere = customer.Erasure is ErasureState.Anonymised ? [] : await db.CustomerReferences.AsNoTracking().Where(r => db.KeysOf(customer.Id).Contains(r.CustomerId) && r.System != CustomerReference.Identifiers)
                .OrderBy(r => r.System).ThenBy(r => r.Reference).Take(20).Select(r => new KnownElsewhere(r.System, r.Reference)).ToListAsync(cancellationToken),
            ErasedAt = customer.Erasure is ErasureState.Anonymised ? await ErasedAtAsync(customer.Id, cancellationToken) : null,
            Consents = await consents.OfAsync(customer.Id, cancellationToken), DiedOn = customer.DiedOn, LeftAreaOn = customer.LeftAreaOn, Merged = await MergedAsync(customer, cancellationToken),
            Related = await related.OfAsync(customer.Id, [.. customer.Names.Select(n => n.OriginId).Append(customer.Id).Distinct()], cancellationToken),
        };
    }

    private Task<DateTimeOffset?> ErasedAtAsync(Guid id, CancellationToken token) =>
        db.Set<AuditEntry>().AsNoTracking().Where(e => e.RecordId == id && e.RecordKind == RecordKind.Customer && e.Action == "AnonymiseCustomer").MaxAsync(e => (DateTimeOffset?)e.At, token);

    // Nearly nobody was merged; every record that was brought its name along.
    private async Task<IReadOnlyList<MergedRecord>> MergedAsync(Customer customer, CancellationToken token)
    {
        if (!customer.Names.Exists(n => n.OriginId != customer.Id)) return [];
        var merges = await db.Set<CustomerMerge>().AsNoTracking().Where(m => m.UndoneAt == null && db.KeysOf(customer.Id).Contains(m.SurvivorId)).OrderByDescending(m => m.At)
            .Select(m => new { m.Id, m.OtherId, m.At, Final = m.FinalSince != null, m.By }).ToListAsync(token);
        var people = await staff.OfAsync(merges.Select(m => (Guid?)m.By), token);
        return [.. merges.Select(m => new MergedRecord(m.Id, m.OtherId, customer.NameOn(m.OtherId) ?? "", m.At, people.GetValueOrDefault(m.By), !m.Final))];
    }

    private static CustomerView View(Customer c, IReadOnlyList<CustomerTicket> open, IReadOnlyList<CustomerTicket> past, IReadOnlyList<CustomerContact> contacts)
    {
        var (name, address) = (c.CurrentName, c.CurrentAddress);
        return new CustomerView(c.Id, c.Version, c.Kind, c.Erasure, name?.Title, name?.GivenNames, name?.FamilyName ?? "", name?.Full ?? "Anonymised customer", c.DateOfBirth,
            c.PreferredChannel, c.Language, c.Formats, c.DoNotRing, c.DoNotRingReason, c.LawfulBasis, c.CreatedAt, address?.Lines, address?.From,
            Points(c, ContactPointKind.Phone), Points(c, ContactPointKind.Email), [.. c.Needs.OrderBy(n => First(n.Kind)).Select(n => new CustomerNeedView(n.Kind, n.Detail, n.From))],
            [.. Former(c).OrderByDescending(f => f.To)], open, past, contacts);
    }

    private static List<CustomerPoint> Points(Customer c, ContactPointKind kind) =>
        [.. c.ContactPoints.Where(p => p.To is null && p.Kind == kind).OrderBy(p => p.From).ThenBy(p => p.Id).Select(p => new CustomerPoint(p.Value, p.Label, p.From, p.Verified))];

    // People acting for the customer before anything else, then what could do harm when it is overlooked.
    private static int First(NeedKind kind) => kind switch
    {
        NeedKind.AppointeeActing or NeedKind.CarerActing => 0,
        NeedKind.Vulnerable => 1,
        _ => 2 + (int)kind,
    };

    // What a merge set aside and says the same as what is shown would only be read twice.
    private static IEnumerable<FormerFact> Former(Customer c) =>
        Past(c.Names).Select(n => Fact("Name", n.Full, n))
            .Concat(Past(c.Addresses).Select(a => Fact(FormerFact.Address, a.Lines.OneLine, a)))
            .Concat(Past(c.ContactPoints).Select(p => Fact(p.Kind == ContactPointKind.Phone ? "Telephone" : "E-mail", p.Value, p)));

    private static IEnumerable<T> Past<T>(List<T> facts) where T : CustomerFact =>
        facts.Where(f => f.To is not null && (f.SetAsideById is null ? f.To != f.From : !facts.Exists(shown => shown.To is null && shown.SaysTheSame(f))));

    private static FormerFact Fact(string what, string value, CustomerFact fact) => new(what, value, fact.From, fact.To!.Value, fact.SetAsideById is not null);
}
