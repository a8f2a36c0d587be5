using System.ComponentModel;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Api.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Api;

/// <summary>Where a matter is. The hub finds ward and constituency.</summary>
/// <param name="Latitude">WGS84 degrees, together with the longitude.</param>
internal sealed record LocationBody(string? Address = null, string? Postcode = null, long? Uprn = null, double? Latitude = null, double? Longitude = null)
{
    public TicketLocation ToLocation() => new(Address, Postcode, Uprn, Latitude, Longitude);
}

/// <summary>Another customer of a ticket beside the one whose matter it is. Who is <c>actingFor</c> must be able to act for that one today.</summary>
internal sealed record TicketCustomerBody(Guid CustomerId, CustomerRole Role);

/// <summary>A ticket to be raised.</summary>
internal sealed record RaiseTicketBody
{
    public Guid ServiceId { get; init; }
    /// <summary>The service's name when empty; at most 300 characters.</summary>
    public string? Subject { get; init; }
    /// <summary>At most 10,000 characters.</summary>
    public string? Details { get; init; }
    /// <summary>By the key of the service's question; texts, numbers as text, dates as 2026-11-24, yes or no.</summary>
    public IReadOnlyDictionary<string, string?> Answers { get; init; } = new Dictionary<string, string?>();
    public LocationBody? Location { get; init; }
    /// <summary>A contact in progress: channel and customer are its own then.</summary>
    public Guid? ContactId { get; init; }
    /// <summary>How the customer reached the council; <c>api</c> when neither this nor a contact is named.</summary>
    public Channel? Channel { get; init; }
    /// <summary>Null for the contact's customer, or an anonymous one.</summary>
    public Guid? CustomerId { get; init; }
    public IReadOnlyList<TicketCustomerBody> OtherCustomers { get; init; } = [];
    public Priority Priority { get; init; } = Priority.Normal;
    /// <summary>What happens to it at once. <c>keptInHand</c> is for staff only.</summary>
    public AfterRaising Then { get; init; }
    /// <summary>With <c>resolved</c>: what the customer was told.</summary>
    public string? CustomerTold { get; init; }
    /// <summary>The similar tickets that were found are about something else.</summary>
    public bool DespiteSimilar { get; init; }
    /// <summary>The customer asked their ward's member to act, so the member may see who they are.</summary>
    public bool MemberMayKnowCustomer { get; init; }

    public RaiseTicketCommand ToCommand(string? idempotencyKey) => new()
    {
        ServiceId = ServiceId, Subject = Subject, Details = Details, Answers = Answers, Location = Location?.ToLocation(), ContactId = ContactId,
        Channel = Channel ?? (ContactId is null ? Domain.Common.Channel.Api : null), CustomerId = CustomerId,
        OtherCustomers = OtherCustomers.Count == 0 ? [] : [.. OtherCustomers.Select(o => new OtherCustomer(o.CustomerId, o.Role))],
        Priority = Priority, Then = Then, CustomerTold = CustomerTold, DespiteDuplicates = DespiteSimilar, MemberMayKnowCustomer = MemberMayKnowCustomer, IdempotencyKey = idempotencyKey,
    };
}

/// <summary>The ticket that was raised.</summary>
/// <param name="ReceiptOnly">The service is restricted and the key not bound to its area: the reference is all that may be known.</param>
internal sealed record TicketRaised(string Reference, bool ReceiptOnly, Guid? Id, TicketState? State, int? Version, DateTimeOffset? DueAt)
{
    public static TicketRaised Of(RaisedTicket t) => new(t.Reference, t.ReceiptOnly, t.Id, t.State, t.Version, t.DueAt);
}

/// <summary>A ticket after a change.</summary>
/// <param name="StillSeen">False when the key may not see it any more, for instance after it was handed over.</param>
internal sealed record TicketSaved(Guid Id, string Reference, TicketState State, int Version, bool StillSeen)
{
    public static TicketSaved Of(TicketAfter t) => new(t.Id, t.Reference, t.State, t.Version, t.StillSeen);
}

/// <summary>A ticket.</summary>
/// <param name="Source">The channel in another system's words.</param>
/// <param name="ReplyDueAt">Null once answered, while a pause leaves it open, or without a target.</param>
/// <param name="DueAt">When it should be delivered; null while a pause leaves it open, or without a target.</param>
/// <param name="ResolvedAt">The last resolution.</param>
/// <param name="ClosedAt">When the time to object was over.</param>
/// <param name="EndedAt">When it was cancelled or found to be a duplicate.</param>
/// <param name="Steps">What can be done with it now with this key's scopes.</param>
internal sealed record TicketResource(Guid Id, string Reference, int Version, TicketState State, Priority Priority, NamedResource Service, NamedResource ServiceArea, bool Restricted, string Subject, string? Details,
    IReadOnlyList<AnswerResource> Answers, PlaceResource Place, Channel Channel, string? Source, Guid? ContactId, IReadOnlyList<TicketCustomerBody> Customers, NamedResource? Team, NamedResource? Assignee,
    DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FirstReplyAt, DateTimeOffset? ReplyDueAt, DateTimeOffset? DueAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ObjectionEndsAt,
    DateTimeOffset? ClosedAt, DateTimeOffset? EndedAt, int ReopenedCount, bool MarkedFirstContact, bool MemberMayKnowCustomer, TicketLinkResource? DuplicateOf, IReadOnlyList<TicketStep> Steps)
{
    public static TicketResource Of(TicketView t) => new(t.Id, t.Reference, t.Version, t.State, t.Priority, new(t.Service.Id, t.Service.Name), new(t.Service.AreaId, t.Service.Area), t.Restricted, t.Subject, t.Details,
        [.. t.Answers.Select(a => new AnswerResource(a.Key, a.Question, a.Value))], PlaceResource.Of(t.Place), t.Channel, t.Source, t.ContactId, [.. t.Customers.Select(c => new TicketCustomerBody(c.Id, c.Role))],
        NamedResource.Of(t.TeamId, t.Team), NamedResource.Of(t.AssigneeId, t.Assignee), t.OpenedAt, t.UpdatedAt, t.FirstReplyAt, t.Reply?.DueAt, t.Resolution?.DueAt, t.ResolvedAt, t.ObjectionEndsAt,
        t.ClosedAt, t.EndedAt, t.ReopenedCount, t.MarkedFirstContact, t.MemberMayKnowCustomer, t.DuplicateOf is { } of ? new(of.Id, of.Reference, of.State) : null,
        // Only staff can have a ticket in hand.
        [.. t.Steps.Where(s => s != TicketStep.Take)]);
}

/// <summary>Something with a name.</summary>
internal sealed record NamedResource(Guid Id, string Name)
{
    public static NamedResource? Of(Guid? id, string? name) => id is { } known ? new(known, name ?? "") : null;
}

/// <summary>An answer to a question, with the question as it was asked.</summary>
internal sealed record AnswerResource(string Key, string Question, string Value);

/// <summary>Where a matter is.</summary>
/// <param name="District">The area's name in another system's words.</param>
internal sealed record PlaceResource(string? Address, string? Postcode, long? Uprn, double? Latitude, double? Longitude, NamedResource? Ward, string? Constituency, string? District)
{
    public static PlaceResource Of(TicketPlaceView p) => new(p.Address, p.Postcode, p.Uprn, p.Latitude, p.Longitude, NamedResource.Of(p.WardId, p.Ward), p.Constituency, p.District);
}

/// <summary>A ticket in a list.</summary>
/// <param name="DueAt">Null while paused, or without a target.</param>
internal sealed record TicketLine(Guid Id, string Reference, int Version, TicketState State, Priority Priority, string Service, string ServiceArea, string Subject, Channel Channel, string? Team, string? Assignee,
    string? Ward, string? Address, string? Postcode, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? DueAt, bool Overdue, int ReopenedCount)
{
    public static TicketLine Of(TicketRow t) => new(t.Id, t.Reference, t.Version, t.State, t.Priority, t.Service, t.Area, t.Subject, t.Channel, t.Team, t.Assignee,
        t.Ward, t.Address, t.Postcode, t.OpenedAt, t.UpdatedAt, t.ResolvedAt, t.DueAt, t.Overdue, t.ReopenedCount);
}

/// <summary>Something that happened on a ticket.</summary>
/// <param name="By">Name of the member of staff; null when the hub, a program or the customer did it.</param>
/// <param name="Text">The reason of a step, what was written, the name of a file.</param>
/// <param name="Length">Of a file, bytes. Its id is the attachment's.</param>
/// <param name="Cause">Of changed targets: what was changed; null where it is not known.</param>
/// <param name="DueBefore">Of changed targets: when the clock was due until then; null while paused, or without a target.</param>
/// <param name="DueAfter">Of changed targets: when the clock is due since; null while paused, or without a target.</param>
internal sealed record TimelineResource(TimelineKind Kind, Guid Id, DateTimeOffset At, string? By, string? Text, TicketStep? Step, TicketState? State, string? Team, string? Assignee, bool? ClockRuns,
    bool ByCustomer, bool CustomerSees, long? Length, Channel? Channel, ContactAct? ContactAct, ClockKind? Clock, MarkKind? Mark,
    TargetsCause? Cause = null, DateTimeOffset? DueBefore = null, DateTimeOffset? DueAfter = null)
{
    public static TimelineResource Of(TimelineItem i) => new(i.Kind, i.Id, i.At, i.By, i.Text, i.Step, i.State, i.Team, i.Assignee, i.Running, i.ByCustomer, i.CustomerSees, i.Length, i.Channel, i.Act, i.Clock, i.Mark,
        i.Cause, i.DueBefore, i.DueAfter);
}

/// <summary>A ticket that may be about the same matter.</summary>
/// <param name="SamePlace">At the same property or within 50 metres, or in the same postcode where neither says more.</param>
/// <param name="InThisContact">What the contact in which the matter is raised did to the ticket already; null for nothing.</param>
/// <param name="ResolvedAt">When it was resolved; null while it is open. A report opens it again, unless it says that it stays resolved.</param>
internal sealed record SimilarTicket(string Reference, DateTimeOffset OpenedAt, bool SameCustomer, bool SamePlace, ContactAct? InThisContact = null, Guid? Id = null, TicketState? State = null, string? Subject = null, string? Address = null, string? Postcode = null, DateTimeOffset? ResolvedAt = null)
{
    /// <param name="may">Whether the sender may read tickets; else it is a hint only.</param>
    public static SimilarTicket Of(LikelyDuplicate t, bool may) => may
        ? new(t.Reference, t.OpenedAt, t.SameCustomer, t.SamePlace, t.InThisContact, t.Id, t.State, t.Subject, t.Address, t.Postcode, t.ResolvedAt)
        : new(t.Reference, t.OpenedAt, t.SameCustomer, t.SamePlace, t.InThisContact);
}

/// <summary>Tickets that may be about the same matter, those of the contact first, then the latest that are open, then those that were resolved last.</summary>
internal sealed record SimilarTickets(IReadOnlyList<SimilarTicket> Items);

/// <summary>A matter to look for.</summary>
internal sealed record SimilarTicketsBody
{
    public Guid ServiceId { get; init; }
    /// <summary>Null for an anonymous customer.</summary>
    public Guid? CustomerId { get; init; }
    public LocationBody? Location { get; init; }
    /// <summary>The contact in which it is raised; null for none.</summary>
    public Guid? ContactId { get; init; }
}

/// <summary>Something written on a ticket for staff.</summary>
internal sealed record NoteBody(string? Text = null, Guid? ContactId = null);

/// <summary>Something written on a ticket for its customer.</summary>
/// <param name="Text">What the customer reads; at most 10,000 characters.</param>
internal sealed record UpdateBody(string? Text = null, Guid? ContactId = null);

/// <summary>Somebody else reports the same matter.</summary>
/// <param name="Details">What they said.</param>
/// <param name="CustomerId">Null for the contact's customer, or an anonymous one.</param>
/// <param name="LeaveResolved">A ticket that was resolved stays so: nobody has to act on the report. Otherwise it is opened again.</param>
/// <param name="ActingId">Who reports it on behalf of the customer; null where they do so themselves.</param>
internal sealed record ReportBody(string? Details = null, Guid? ContactId = null, Guid? CustomerId = null, bool LeaveResolved = false, Guid? ActingId = null);

/// <summary>A ticket after a further report.</summary>
/// <param name="StillSeen">False when the key may not see it any more.</param>
/// <param name="CustomerAdded">The customer was none of the ticket's before.</param>
/// <param name="Reopened">It had been resolved and is open again.</param>
internal sealed record ReportSaved(Guid Id, string Reference, TicketState State, int Version, bool StillSeen, bool CustomerAdded, bool Reopened)
{
    public static ReportSaved Of(AddedReport r) => new(r.Id, r.Reference, r.State, r.Version, r.StillSeen, r.CustomerAdded, r.Reopened);
}

/// <summary>A file on a ticket.</summary>
/// <param name="MediaType">Found from the bytes.</param>
/// <param name="Address">Where the file can be read.</param>
internal sealed record AttachmentResource(Guid Id, string FileName, string MediaType, long Length, string Address)
{
    public static AttachmentResource Of(AddedAttachment a) => new(a.Id, a.FileName, a.MediaType, a.Length, $"{ApiRegistration.Root}/attachments/{a.Id}");
}

/// <summary>Which tickets a list shows. Properties are called as the parameters are, so that a refusal names the parameter.</summary>
internal sealed record TicketListParameters
{
    [FromQuery(Name = "team"), Description("Of these teams. Any list is written as the same parameter several times.")] public Guid[]? Team { get; init; }
    [FromQuery(Name = "area"), Description("Of these service areas.")] public Guid[]? Area { get; init; }
    [FromQuery(Name = "service"), Description("About these services.")] public Guid[]? Service { get; init; }
    [FromQuery(Name = "ward"), Description("In these wards.")] public Guid[]? Ward { get; init; }
    [FromQuery(Name = "constituency"), Description("In these constituencies.")] public Guid[]? Constituency { get; init; }
    [FromQuery(Name = "state"), Description("In these states.")] public CodeOf<TicketState>[]? State { get; init; }
    [FromQuery(Name = "scope"), Description("Where no state is chosen: open ones, ended ones or any.")] public CodeOf<TicketScope>? Scope { get; init; }
    [FromQuery(Name = "assignee"), Description("That this member of staff has.")] public Guid? Assignee { get; init; }
    [FromQuery(Name = "unassigned"), Description("That nobody has.")] public bool? Unassigned { get; init; }
    [FromQuery(Name = "channel"), Description("Raised through these channels.")] public CodeOf<Channel>[]? Channel { get; init; }
    [FromQuery(Name = "priority"), Description("Of these priorities.")] public CodeOf<Priority>[]? Priority { get; init; }
    [FromQuery(Name = "due"), Description("When they are due.")] public CodeOf<DueFilter>? Due { get; init; }
    [FromQuery(Name = "target"), Description("Delivered ones by how they stood against their target; `any` for all that have one.")] public CodeOf<TargetFilter>? Target { get; init; }
    [FromQuery(Name = "from"), Description("Raised on this day, council time, or later.")] public DateOnly? From { get; init; }
    [FromQuery(Name = "to"), Description("Raised on this day or earlier.")] public DateOnly? To { get; init; }
    [FromQuery(Name = "resolvedFrom"), Description("Last resolved on this day or later.")] public DateOnly? ResolvedFrom { get; init; }
    [FromQuery(Name = "resolvedTo"), Description("Last resolved on this day or earlier.")] public DateOnly? ResolvedTo { get; init; }
    [FromQuery(Name = "reopened"), Description("Only those that were reopened.")] public bool? Reopened { get; init; }
    [FromQuery(Name = "firstContact"), Description("Only those marked as resolved at first contact.")] public bool? FirstContact { get; init; }
    [FromQuery(Name = "sort"), Description("What the list goes by. When left out: `due`, or the newest first where ended tickets may be among them; those can be sorted by `opened` or `reference` only.")] public CodeOf<TicketSort>? Sort { get; init; }
    [FromQuery(Name = "descending"), Description("The other way round.")] public bool? Descending { get; init; }
    [FromQuery(Name = "limit"), Description("Tickets on a page, 1 to 200; 50 when left out.")] public int? Limit { get; init; }
    [FromQuery(Name = "cursor"), Description("The `nextCursor` of the page before.")] public string? Cursor { get; init; }

    /// <summary>The names of the parameters.</summary>
    public static IReadOnlySet<string> Names { get; } = ParameterNames.Of(typeof(TicketListParameters));

    public TicketFilter ToFilter() => new()
    {
        Teams = Team ?? [], Areas = Area ?? [], Services = Service ?? [], Wards = Ward ?? [], Constituencies = Constituency ?? [], States = CodeOf.Values(State), Scope = Scope?.Value ?? TicketScope.Open,
        Assignee = Assignee, Unassigned = Unassigned ?? false, Channels = CodeOf.Values(Channel), Priorities = CodeOf.Values(Priority), Due = Due?.Value, Target = Target?.Value, RaisedFrom = From, RaisedTo = To,
        ResolvedFrom = ResolvedFrom, ResolvedTo = ResolvedTo, Reopened = Reopened ?? false, FirstContact = FirstContact == true ? FirstContactFilter.Marked : null,
    };
}
