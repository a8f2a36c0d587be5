using CustomerFirst.Application.Contacts;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>A contact that begins.</summary>
/// <param name="NumberDialled">The council's number that was rung, as people write it or E.164.</param>
/// <param name="Place">Where it takes place when that is no office.</param>
/// <param name="CustomerId">Null while not known.</param>
internal sealed record BeginContactBody(Channel? Channel = null, string? NumberDialled = null, Guid? OfficeId = null, string? Place = null, Guid? CustomerId = null);

/// <summary>Who the customer of a contact is.</summary>
/// <param name="CustomerId">Null when they stay anonymous.</param>
internal sealed record ContactCustomerBody(Guid? CustomerId = null);

/// <summary>How a contact ended.</summary>
/// <param name="Outcome"><c>ticketRaised</c> and <c>ticketProgressed</c> only where the contact raised or progressed a ticket.</param>
/// <param name="Avoidable">Null when nobody can say.</param>
/// <param name="Why">Needed when it could have been avoided.</param>
internal sealed record EndContactBody(ContactOutcome? Outcome = null, bool? Avoidable = null, AvoidableReason? Why = null);

/// <summary>A contact after a change.</summary>
internal sealed record ContactSaved(Guid Id, int Version)
{
    public static ContactSaved Of(ContactAfter c) => new(c.Id, c.Version);
}

/// <summary>A contact.</summary>
/// <param name="Source">The channel in another system's words.</param>
/// <param name="TakenBy">Name of the member of staff; null when it came in by itself.</param>
/// <param name="Tickets">Those that it raised or progressed, as far as the key may see them.</param>
internal sealed record ContactResource(Guid Id, int Version, Channel Channel, string? Source, string? NumberDialled, string? Office, string? Place, Guid? CustomerId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    ContactOutcome? Outcome, bool? Avoidable, AvoidableReason? Why, string? TakenBy, IReadOnlyList<ContactTicketResource> Tickets)
{
    public static ContactResource Of(ContactView c) => new(c.Id, c.Version, c.Channel, c.Source, c.NumberDialled, c.Office, c.Place, c.CustomerId, c.StartedAt, c.EndedAt, c.Outcome, c.Avoidable, c.Why, c.TakenBy,
        [.. c.Tickets.Select(t => new ContactTicketResource(t.Id, t.Reference, t.Act, t.Service, t.State))]);
}

/// <summary>A ticket of a contact.</summary>
internal sealed record ContactTicketResource(Guid Id, string Reference, ContactAct Act, string Service, Domain.Tickets.TicketState State);

/// <summary>Contacts: begin, say who it is, end, read.</summary>
internal static class ContactsApi
{
    private static readonly Guid s_id = Guid.Parse("0199d3a4-7f00-7000-8000-000000000301");
    private static readonly Guid s_customer = Guid.Parse("0199d3a4-7f00-7000-8000-000000000101");
    private static readonly DateTimeOffset s_at = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Adds the addresses.</summary>
    public static void MapContacts(this RouteGroupBuilder root)
    {
        var contacts = root.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapPost("", BeginAsync).Sends<BeginContactCommand>("beginContact", "Start a contact", "One interaction with a customer through one channel. Tickets that are raised or moved on in it name it.")
            .Idempotent().Answers<ContactSaved>(201).Refuses(404, "There is no such customer.").Example(new BeginContactBody(Channel.Phone, "01632 960 100", CustomerId: s_customer), new ContactSaved(s_id, 1));
        contacts.MapGet("/{contact:guid}", ReadAsync).Sends<GetContactQuery>("readContact", "Read a contact", "With its tickets; `ETag` is for changing it.")
            .Answers<ContactResource>().Refuses(404, "There is no such contact for this key.")
            .Example(answer: new ContactResource(s_id, 1, Channel.Phone, null, "+441632960100", null, null, s_customer, s_at, null, null, null, null, null, []));
        contacts.MapPut("/{contact:guid}/customer", IdentifyAsync).Sends<IdentifyCustomerCommand>("identifyContactCustomer", "Say who the customer is", "Or that they stay anonymous, with null. Only while the contact is in progress.")
            .OnVersion().Idempotent().Answers<ContactSaved>().Refuses(404, "There is no such contact or customer.").Refuses(409, "The contact has ended, or the idempotency key was used for something else.")
            .Example(new ContactCustomerBody(s_customer), new ContactSaved(s_id, 2));
        contacts.MapPost("/{contact:guid}/end", EndAsync).Sends<EndContactCommand>("endContact", "End a contact", "With its outcome, which must not say what did not happen, and whether it was of low or no value to the customer.")
            .OnVersion().Idempotent().Answers<ContactSaved>().Refuses(404, "There is no such contact.").Refuses(409, "The contact has ended, or the idempotency key was used for something else.")
            .Example(new EndContactBody(ContactOutcome.TicketRaised, false), new ContactSaved(s_id, 3));
    }

    private static Task<IResult> BeginAsync(BeginContactBody body, ApiCall call) =>
        call.SendAsync(new BeginContactCommand(body.Channel, body.NumberDialled, body.OfficeId, body.Place, body.CustomerId) { IdempotencyKey = call.IdempotencyKey },
            begun => call.Created($"{ApiRegistration.Root}/contacts/{begun.Id}", ContactSaved.Of(begun), begun.Version));

    private static Task<IResult> ReadAsync(Guid contact, ApiCall call) => call.SendAsync(new GetContactQuery(contact), found => call.Changed(ContactResource.Of(found), found.Version));

    private static Task<IResult> IdentifyAsync(Guid contact, ContactCustomerBody body, ApiCall call) =>
        call.SendAsync(new IdentifyCustomerCommand(contact, body.CustomerId, call.Version) { IdempotencyKey = call.IdempotencyKey }, after => call.Changed(ContactSaved.Of(after), after.Version));

    private static Task<IResult> EndAsync(Guid contact, EndContactBody body, ApiCall call) =>
        call.SendAsync(new EndContactCommand(contact, body.Outcome, body.Avoidable, body.Why, call.Version) { IdempotencyKey = call.IdempotencyKey }, after => call.Changed(ContactSaved.Of(after), after.Version));
}
