using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Web.Api;

/// <summary>A telephone as people write it or as E.164, with what tells it from others: home, mobile, work.</summary>
internal sealed record TelephoneBody(string Number, string? Label = null);

/// <summary>An address: its first line, or at least a postcode.</summary>
/// <param name="Line1">Empty where only the postcode is known.</param>
/// <param name="Uprn">The unique property reference number, where known.</param>
internal sealed record AddressBody(string Line1 = "", string? Line2 = null, string? Town = null, string? Postcode = null, long? Uprn = null)
{
    public static AddressBody? Of(AddressLines? lines) => lines is null ? null : new(lines.Line1, lines.Line2, lines.Town, lines.Postcode, lines.Uprn);

    public AddressLines ToLines() => new(Line1, Line2, Town, Postcode, Uprn);
}

/// <summary>What a customer needs to be served well.</summary>
internal sealed record NeedBody(NeedKind Kind, string? Detail = null);

/// <summary>All that a program says of a customer. What it leaves out of a change ends: the customer no longer has it.</summary>
internal record CustomerBody
{
    public CustomerKind Kind { get; init; }
    public string? Title { get; init; }
    public string? GivenNames { get; init; }
    /// <summary>The family name, or an organisation's name.</summary>
    public string FamilyName { get; init; } = "";
    public DateOnly? DateOfBirth { get; init; }
    public IReadOnlyList<TelephoneBody> Telephones { get; init; } = [];
    public IReadOnlyList<string> Emails { get; init; } = [];
    public AddressBody? Address { get; init; }
    public Channel? PreferredChannel { get; init; }
    /// <summary>BCP 47 tag; null is English.</summary>
    public string? Language { get; init; }
    /// <summary>largePrint, braille, easyRead, audio.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];
    public IReadOnlyList<NeedBody> Needs { get; init; } = [];
    /// <summary>Nobody may ring.</summary>
    public bool DoNotRing { get; init; }
    public string? DoNotRingReason { get; init; }

    public CustomerDetails ToDetails() => new()
    {
        Kind = Kind, Title = Title, GivenNames = GivenNames, FamilyName = FamilyName, DateOfBirth = DateOfBirth, Telephones = [.. Telephones.Select(t => new Telephone(t.Number, t.Label))],
        Emails = Emails, Address = Address?.ToLines(), PreferredChannel = PreferredChannel, Language = Language, Formats = Formats, Needs = [.. Needs.Select(n => new Need(n.Kind, n.Detail))],
        DoNotRing = DoNotRing, DoNotRingReason = DoNotRingReason,
    };
}

/// <summary>A customer to be created.</summary>
internal sealed record NewCustomerBody : CustomerBody
{
    /// <summary>The similar customers that were found are somebody else.</summary>
    public bool DespiteSimilar { get; init; }
    /// <summary>Why they are somebody else, at most 500 characters; needed with <c>despiteSimilar</c>. It stands in the audit trail, and with each pair that a reviewer then looks at.</summary>
    public string? DespiteReason { get; init; }
}

/// <summary>A customer as they are to be.</summary>
internal sealed record CustomerChangeBody : CustomerBody
{
    /// <summary>Whether a different name is a new one, so that the one before is kept as history, or corrects a mistake.</summary>
    public FactChange NameChange { get; init; }
    /// <summary>The same for the address.</summary>
    public FactChange AddressChange { get; init; }
    /// <summary>The first day at a new address, past or to come; the one before ends the day before. Null for today.</summary>
    public DateOnly? AddressFrom { get; init; }
}

/// <summary>What to search for.</summary>
internal sealed record CustomerSearchBody
{
    /// <summary>Any part of a name, a telephone, an e-mail, a postcode, an address, a date of birth or a ticket's reference; all words must be there.</summary>
    public string Terms { get; init; } = "";
    /// <summary>1 to 100.</summary>
    public int Limit { get; init; } = 20;
    /// <summary>The <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of customers found, the best first.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Limited">There are more than were ranked: a further word would help.</param>
/// <param name="Ticket">The ticket whose reference was among the terms.</param>
/// <param name="NotFound">Where nobody was found: words that no customer has.</param>
internal sealed record CustomersFound(IReadOnlyList<CustomerFound> Items, string? NextCursor, int Total, bool Limited, TicketLinkResource? Ticket, IReadOnlyList<string> NotFound);

/// <summary>A customer among those found.</summary>
/// <param name="Telephones">E.164.</param>
/// <param name="Because">Where the terms were found, in words.</param>
internal sealed record CustomerFound(Guid Id, CustomerKind Kind, bool Blocked, string Name, DateOnly? DateOfBirth, string? Address, IReadOnlyList<string> Telephones, IReadOnlyList<NeedKind> Needs,
    bool DoNotRing, IReadOnlyList<string> Because)
{
    public static CustomerFound Of(FoundCustomer c) => new(c.Id, c.Kind, c.Blocked, c.Name, c.DateOfBirth, c.Address, c.Telephones, c.Needs, c.DoNotRing, c.Because);
}

/// <summary>A ticket in one line.</summary>
internal sealed record TicketLinkResource(Guid Id, string Reference, Domain.Tickets.TicketState State);

/// <summary>The one record of a customer.</summary>
/// <param name="Id">The record's; the id in the address may be one that was merged into it.</param>
/// <param name="Needs">People acting for the customer first.</param>
internal sealed record CustomerResource(Guid Id, int Version, CustomerKind Kind, ErasureState Erasure, string? Title, string? GivenNames, string FamilyName, string Name, DateOnly? DateOfBirth,
    IReadOnlyList<ContactPointResource> Telephones, IReadOnlyList<ContactPointResource> Emails, AddressBody? Address, DateTimeOffset? AddressSince, Channel? PreferredChannel, string? Language,
    IReadOnlyList<string> Formats, IReadOnlyList<NeedBody> Needs, bool DoNotRing, string? DoNotRingReason, DateTimeOffset CreatedAt)
{
    /// <summary>The id that was asked for, where its record was merged into this one.</summary>
    public Guid? MergedFrom { get; init; }

    /// <summary>Every word of the customer on every consent, the latest first. Where <c>counts</c> is true and <c>word</c> is <c>given</c>, consent holds now.</summary>
    public IReadOnlyList<ConsentResource> Consents { get; init; } = [];

    /// <summary>Who is something to the customer, and to whom they are; who acts for them first.</summary>
    public IReadOnlyList<RelationshipResource> Relationships { get; init; } = [];

    public static CustomerResource Of(CustomerView c, Guid asked) => Of(c) with { MergedFrom = asked == c.Id ? null : asked };

    public static CustomerResource Of(CustomerView c) => new(c.Id, c.Version, c.Kind, c.Erasure, c.Title, c.GivenNames, c.FamilyName, c.Name, c.DateOfBirth,
        [.. c.Telephones.Select(ContactPointResource.Of)], [.. c.Emails.Select(ContactPointResource.Of)], AddressBody.Of(c.Address), c.AddressSince, c.PreferredChannel, c.Language,
        c.Formats, [.. c.Needs.Select(n => new NeedBody(n.Kind, n.Detail))], c.DoNotRing, c.DoNotRingReason, c.CreatedAt) { Consents = [.. c.Consents.Select(ConsentResource.Of)], Relationships = [.. c.Related.Select(RelationshipResource.Of)] };
}

/// <summary>A telephone (E.164) or e-mail that holds now.</summary>
internal sealed record ContactPointResource(string Value, string? Label, DateTimeOffset Since, Verification Verified)
{
    public static ContactPointResource Of(CustomerPoint point) => new(point.Value, point.Label, point.Since, point.Verified);
}

/// <summary>A customer after a command.</summary>
internal sealed record CustomerSaved(Guid Id, int Version);

/// <summary>Tickets of a customer that the client may see.</summary>
/// <param name="Open">The longest open first.</param>
/// <param name="Past">The latest first.</param>
internal sealed record CustomerTicketsResource(IReadOnlyList<CustomerTicketResource> Open, IReadOnlyList<CustomerTicketResource> Past)
{
    public static CustomerTicketsResource Of(CustomerView c) => new([.. c.OpenTickets.Select(CustomerTicketResource.Of)], [.. c.PastTickets.Select(CustomerTicketResource.Of)]);
}

/// <summary>A ticket of a customer.</summary>
internal sealed record CustomerTicketResource(Guid Id, string Reference, string Service, string Subject, Domain.Tickets.TicketState State, DateTimeOffset OpenedAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt)
{
    public static CustomerTicketResource Of(CustomerTicket t) => new(t.Id, t.Reference, t.Service, t.Subject, t.State, t.OpenedAt, t.DueAt, t.EndedAt);
}

/// <summary>Something that happened with a customer.</summary>
/// <param name="By">Who did it, by name.</param>
/// <param name="Text">What an update says.</param>
internal sealed record CustomerEventResource(Guid Id, CustomerEventKind Kind, DateTimeOffset At, Channel? Channel, Guid? TicketId, string? Reference, string? Service, Domain.Tickets.TicketStep? Step,
    Domain.Tickets.TicketState? State, string? Text, string? By)
{
    public static CustomerEventResource Of(CustomerEvent e) => new(e.Id, e.Kind, e.At, e.Channel, e.TicketId, e.Reference, e.Service, e.Step, e.State, e.Text, e.By);
}

/// <summary>A customer who may be the same. What each property says to programs stands in the description of problems.</summary>
/// <param name="Because">By what the request was stopped: "Same e-mail".</param>
/// <param name="Reasons">What the probability was made of.</param>
internal sealed record SimilarCustomer(Guid Id, IReadOnlyList<string> Because, double Probability, IReadOnlyList<string>? Reasons = null, string? Name = null, DateOnly? DateOfBirth = null, string? Address = null);
