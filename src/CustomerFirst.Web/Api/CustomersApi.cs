using System.ComponentModel;
using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>Customers: find, read, create, change.</summary>
internal static class CustomersApi
{
    private static readonly Guid s_id = Guid.Parse("0199d3a4-7f00-7000-8000-000000000101");

    private static readonly Guid s_consent = Guid.Parse("0199d3a4-7f00-7000-8000-000000000501");

    private static readonly NewCustomerBody s_example = new()
    {
        Kind = CustomerKind.Person, Title = "Ms", GivenNames = "Asha", FamilyName = "Example", DateOfBirth = new DateOnly(1984, 3, 9), Telephones = [new("07700 900123", "mobile")],
        Emails = ["asha@example.org"], Address = new("14 Larch Row", null, "Kelderby", "ZZ14 7QH"), PreferredChannel = Channel.Email, Needs = [new(NeedKind.LargePrint)], Formats = ["largePrint"],
    };

    /// <summary>Adds the addresses.</summary>
    public static void MapCustomers(this RouteGroupBuilder root)
    {
        var customers = root.MapGroup("/customers").WithTags("Customers");
        customers.MapPost("/search", FindAsync).Sends<FindCustomersQuery>("findCustomers", "Find customers",
                "The terms are posted because they are personal data. Every customer in the answer is written to the audit trail as looked at. Every word must match; where nobody was found, `notFound` has the words that no customer has. A ticket's reference with a slip is refused as `invalid`. The next page: the same body with `cursor`.")
            .Answers<CustomersFound>()
            .Example(new CustomerSearchBody { Terms = "example ZZ14 7QH" },
                new CustomersFound([new(s_id, CustomerKind.Person, false, "Asha Example", new DateOnly(1984, 3, 9), "14 Larch Row, Kelderby, ZZ14 7QH", ["+447700900123"], [NeedKind.LargePrint], false, ["Name", "Postcode"])], null, 1, false, null, []));

        customers.MapPost("", CreateAsync).Sends<CreateCustomerCommand>("createCustomer", "Create a customer",
                "A customer who seems to be there already is refused with `mayBeThereAlready`: `similar` has the candidates, each with its probability and reasons. That is whoever has the same e-mail or telephone, the same family name, date of birth and postcode, or is likely by all that is known together, misspelt or moved. Use that record, or send the body again with `despiteSimilar` and a `despiteReason`: whoever is more than somebody who shares a telephone or an e-mail then waits, with that reason, for a reviewer, and no run merges the two before.")
            .Idempotent().Answers<CustomerSaved>(201).Refuses(409, "The customer may be there already, or the idempotency key was used for something else.")
            .Example(s_example, new CustomerSaved(s_id, 1));

        customers.MapPost("/recognise", RecogniseAsync).Sends<RecogniseSenderCommand>("recogniseSender", "Recognise a sender",
                "For what takes in web forms, e-mails and texts, where nobody looks who could choose. Who is surely there is `recognised` and not changed; without a name that is who alone has the e-mail address or telephone. Who is not there is `created`; who may be somebody known is created `toReview`, and a reviewer says whether they are the same. `unknown`: several surely, or nobody and too little to make a record of (no name, a name alone, a machine's address); raise the ticket without a customer. Tell the sender nothing of it. A retry with the same `Idempotency-Key` gets the first answer, and makes nobody twice.")
            .Idempotent().Answers<SenderResource>()
            .Example(new SenderBody { FullName = "Asha Example", Emails = ["asha@example.org"] }, new SenderResource(SenderOutcome.Recognised, s_id, 7, ["same e-mail", "same given name", "same family name"]));

        customers.MapGet("/{customer:guid}", ReadAsync).Sends<GetCustomerQuery>("readCustomer", "Read a customer", "An id that was merged into another record finds that record; `id` in the body is the record's, and `mergedFrom` the one that was asked for.")
            .WithVersion().Answers<CustomerResource>().Refuses(404, "There is no such customer.")
            .Example(answer: new CustomerResource(s_id, 7, CustomerKind.Person, ErasureState.Active, "Ms", "Asha", "Example", "Asha Example", new DateOnly(1984, 3, 9),
                [new("+447700900123", "mobile", At(2025, 11, 3), Verification.Unverified)], [], s_example.Address, At(2025, 11, 3), Channel.Email, null, ["largePrint"], [new(NeedKind.LargePrint)], false, null, At(2025, 11, 3))
            {
                Consents = [new(s_consent, ConsentPurpose.NewsByEmail, ConsentWord.Given, ConsentHow.ByTelephone, ConsentWording.Of(ConsentPurpose.NewsByEmail), At(2025, 11, 3), At(2025, 11, 3), "Sam Adviser", null, true)],
            });

        customers.MapPut("/{customer:guid}", ChangeAsync).Sends<ChangeCustomerCommand>("changeCustomer", "Change a customer",
                "Send the whole record as it is to be. What is no longer there ends and stays as history; `nameChange` and `addressChange` say whether a different name or address is a new one or corrects a mistake.")
            .OnVersion().Idempotent().Answers<CustomerSaved>().Refuses(404, "There is no such customer.").Refuses(409, "The customer's data were erased, or the idempotency key was used for something else.")
            .Example(new CustomerChangeBody { Kind = CustomerKind.Person, GivenNames = "Asha", FamilyName = "Sample", DateOfBirth = new DateOnly(1984, 3, 9), Address = s_example.Address, NameChange = FactChange.Changed }, new CustomerSaved(s_id, 8));

        customers.MapPost("/{customer:guid}/consents", ConsentAsync).Sends<RecordConsentCommand>("recordConsent", "Record a consent",
                "What the customer said of one purpose: given, refused or withdrawn, how and when. The latest word on a purpose counts; those before it stay as history and are read with the customer.")
            .OnVersion().Idempotent().Answers<CustomerSaved>().Refuses(404, "There is no such customer.").Refuses(409, "The customer's data were erased, or the idempotency key was used for something else.")
            .Example(new ConsentBody { Purpose = ConsentPurpose.NewsByEmail, Word = ConsentWord.Withdrawn, How = ConsentHow.Online }, new CustomerSaved(s_id, 9));

        customers.MapPost("/{customer:guid}/consents/{consent:guid}/mistake", StrikeAsync).Sends<StrikeConsentCommand>("strikeConsent", "Mark a consent as recorded by mistake",
                "For what the customer never said. The word stays in the history with its `mistake` and counts no more; the one before it counts again. Whoever changes their mind says a new word instead.")
            .OnVersion().Idempotent().Answers<CustomerSaved>().Refuses(404, "There is no such customer, or no such word on their record.").Refuses(409, "It was struck out before, or the customer's data were erased.")
            .Example(new ConsentMistakeBody { Because = "Recorded on the wrong customer" }, new CustomerSaved(s_id, 10));

        customers.MapGet("/{customer:guid}/tickets", TicketsAsync).Sends<GetCustomerQuery>("readCustomerTickets", "Read a customer's tickets", "Open ones, and the latest past ones, as far as the key's areas allow.")
            .Answers<CustomerTicketsResource>().Refuses(404, "There is no such customer.")
            .Example(answer: new CustomerTicketsResource([new(Guid.Parse("0199d3a4-7f00-7000-8000-000000000201"), "CF-7K3M-29QX", "Missed bin collection", "Missed bin collection", TicketState.WithService, At(2026, 11, 23), At(2026, 11, 26), null)], []));

        customers.MapGet("/{customer:guid}/timeline", TimelineAsync).Sends<GetCustomerTimelineQuery>("readCustomerTimeline", "Read what happened with a customer", "Contacts, steps and updates of tickets, the latest first.")
            .Answers<Page<CustomerEventResource>>().Refuses(404, "There is no such customer.")
            .Example(answer: new Page<CustomerEventResource>([new(Guid.Parse("0199d3a4-7f00-7000-8000-000000000301"), CustomerEventKind.Contact, At(2026, 11, 23), Channel.Phone, null, null, null, null, null, null, "Sam Adviser")], null, null));
    }

    private static async Task<IResult> FindAsync(CustomerSearchBody body, ApiCall call)
    {
        if (!Cursor.TryRead(body.Cursor, out var place) || (place is not null && !Guid.TryParseExact(place, "N", out _))) return Cursor.Unreadable;
        var query = new FindCustomersQuery(body.Terms, After: place is null ? null : Guid.ParseExact(place, "N"), Take: body.Limit);
        return await call.SendAsync(query, found => ApiCall.Ok(new CustomersFound([.. found.Customers.Select(CustomerFound.Of)], Cursor.Of(found.Next?.ToString("N")), found.Total, found.Limited,
            found.Ticket is { } ticket ? new TicketLinkResource(ticket.Id, ticket.Reference, ticket.State) : null, found.NotFound)));
    }

    private static Task<IResult> CreateAsync(NewCustomerBody body, ApiCall call) =>
        call.SendAsync(new CreateCustomerCommand(body.ToDetails(), body.DespiteSimilar, body.DespiteReason) { IdempotencyKey = call.IdempotencyKey },
            created => call.Created($"{ApiRegistration.Root}/customers/{created.CustomerId}", new CustomerSaved(created.CustomerId, created.Version), created.Version));

    private static async Task<IResult> RecogniseAsync(SenderBody body, ApiCall call) => body.Refused() is { } refused ? call.Problem(refused) : await call.SendAsync(
        new RecogniseSenderCommand(body.ToDetails()) { IdempotencyKey = call.IdempotencyKey }, sender => ApiCall.Ok(new SenderResource(sender.Outcome, sender.CustomerId, sender.Version, sender.Because)));

    private static Task<IResult> ReadAsync(Guid customer, ApiCall call) => call.SendAsync(new GetCustomerQuery(customer), found => call.Ok(CustomerResource.Of(found, customer), found.Version));

    private static Task<IResult> ChangeAsync(Guid customer, CustomerChangeBody body, ApiCall call) =>
        call.SendAsync(new ChangeCustomerCommand(customer, call.Version, body.ToDetails(), body.NameChange, body.AddressChange) { AddressFrom = body.AddressFrom, IdempotencyKey = call.IdempotencyKey },
            changed => call.Changed(new CustomerSaved(changed.CustomerId, changed.Version), changed.Version));

    private static Task<IResult> ConsentAsync(Guid customer, ConsentBody body, ApiCall call) =>
        call.SendAsync(new RecordConsentCommand(customer, call.Version, body.Purpose, body.Word, body.How, body.SaidOn, body.Wording) { IdempotencyKey = call.IdempotencyKey },
            recorded => call.Changed(new CustomerSaved(recorded.CustomerId, recorded.Version), recorded.Version));

    private static Task<IResult> StrikeAsync(Guid customer, Guid consent, ConsentMistakeBody body, ApiCall call) =>
        call.SendAsync(new StrikeConsentCommand(customer, call.Version, consent, body.Because) { IdempotencyKey = call.IdempotencyKey }, struck => call.Changed(new CustomerSaved(struck.CustomerId, struck.Version), struck.Version));

    private static Task<IResult> TicketsAsync(Guid customer, ApiCall call) => call.SendAsync(new GetCustomerQuery(customer), found => ApiCall.Ok(CustomerTicketsResource.Of(found)));

    private static async Task<IResult> TimelineAsync(Guid customer, ApiCall call, [Description("The `nextCursor` of the page before.")] string? cursor = null,
        [Description("Events on a page, 1 to 100.")] int limit = 20)
    {
        if (!Cursor.TryRead(cursor, out var place) || Event(place) is not { } before) return Cursor.Unreadable;
        return await call.SendAsync(new GetCustomerTimelineQuery(customer, before.At, before.Id, limit), found =>
            call.Page<CustomerEventResource>([.. found.Events.Select(CustomerEventResource.Of)], found.More ? Cursor.Of(Place(found.Events[^1])) : null));
    }

    private static string Place(CustomerEvent e) => string.Create(CultureInfo.InvariantCulture, $"{e.At.UtcTicks}|{e.Id:N}");

    // The last event of the page before, nothing for the first page; null for what is no place.
    private static (DateTimeOffset? At, Guid? Id)? Event(string? place)
    {
        if (place is null) return (null, null);
        var parts = place.Split('|');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParseExact(parts[1], "N", out var id)
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), id) : null;
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 30, 0, TimeSpan.Zero);
}
