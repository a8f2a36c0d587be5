using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
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

/// <summary>A name, address or way to reach the customer that held once.</summary>
/// <param name="What">"Name", "Address", "Telephone", "E-mail".</param>
public sealed record FormerFact(string What, string Value, DateTimeOffset From, DateTimeOffset To);

internal sealed class GetCustomerHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue) : IRequestHandler<GetCustomerQuery, Result<CustomerView>>
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
        return View(customer, open, past, await matters.ContactsAsync(customer.Id, cancellationToken));
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

    private static IEnumerable<FormerFact> Former(Customer c) =>
        c.Names.Where(n => n.To is not null && n.To != n.From).Select(n => new FormerFact("Name", n.Full, n.From, n.To!.Value))
            .Concat(c.Addresses.Where(a => a.To is not null && a.To != a.From).Select(a => new FormerFact("Address", a.Lines.OneLine, a.From, a.To!.Value)))
            .Concat(c.ContactPoints.Where(p => p.To is not null && p.To != p.From).Select(p => new FormerFact(p.Kind == ContactPointKind.Phone ? "Telephone" : "E-mail", p.Value, p.From, p.To!.Value)));
}
