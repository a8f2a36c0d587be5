using System.Globalization;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <summary>
/// A contact in progress: the customer and their open matters, the enquiry, and on the right what else is known of the matter. Every step works
/// without scripts; what has been typed stays through all of them.
/// </summary>
[Needs(Permission.TakeContact)]
public sealed partial class ContactModel : StaffPage, IKeepsTyped
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The service that the enquiry is about.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Service { get; set; }

    /// <summary>Another service is being chosen for an enquiry that stands half-written.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Another { get; set; }

    /// <summary>Which filling-in of the form that raises a ticket this is: in the address, so that the Back button leads to the same one and that to its ticket.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Attempt { get; set; }

    /// <summary>What the customer was searched by; posted, never in an address.</summary>
    [BindProperty]
    public string? Terms { get; set; }

    /// <summary>The customer who was chosen.</summary>
    [BindProperty]
    public Guid? CustomerId { get; set; }

    /// <summary>What stands in the search box of the bar above.</summary>
    [BindProperty(Name = "Text")]
    public string? SoughtAbove { get; set; }

    /// <summary>What the customer needs, in their words.</summary>
    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public RaiseForm Form { get; set; } = new();

    /// <summary>Finds the place of the enquiry in the gazetteer.</summary>
    [BindProperty]
    public AddressFinder Finder { get; set; } = new();

    [BindProperty]
    public EndForm End { get; set; } = new();

    /// <summary>The ticket that is added to instead of raising one.</summary>
    [BindProperty]
    public Guid TicketId { get; set; }

    /// <summary>The duplicates were looked at and this is a new matter.</summary>
    [BindProperty]
    public bool NewMatter { get; set; }

    public ContactView Contact { get; private set; } = null!;
    public CustomerView? Customer { get; private set; }

    /// <summary>The customer's data were erased since the contact began.</summary>
    public bool CustomerGone { get; private set; }

    public FoundCustomers? FoundCustomers { get; private set; }

    /// <summary>Where all of them are listed, when there are more.</summary>
    public string? AllFound { get; private set; }

    public IReadOnlyList<FoundService>? FoundServices { get; private set; }
    public ServiceToRaise? Chosen { get; private set; }
    public IReadOnlyList<LikelyDuplicate> Duplicates { get; private set; } = [];

    /// <summary>Whether duplicates were looked for among the customer's tickets.</summary>
    public bool LookedForCustomer { get; private set; }

    /// <summary>Whether duplicates were looked for at the place of the enquiry.</summary>
    public bool LookedAtPlace { get; private set; }

    /// <summary>Whether the person may work in this contact.</summary>
    public bool Works => Contact is { InProgress: true, Mine: true };

    /// <summary>The customer's tickets that are still open, as far as the person may see them.</summary>
    public IReadOnlyList<CustomerTicket> OpenMatters => Customer?.OpenTickets ?? [];

    /// <summary>Those for whom the customer may act now.</summary>
    public IReadOnlyList<RelatedCustomer> ActsFor => [.. Customer?.Related.Where(r => r is { TheyAre: false, Expired: false, Name: not null, Kind: not RelationshipKind.Household }) ?? []];

    /// <summary>The enquiry is for somebody for whom the caller may not act, or may no more: they stay chosen until the adviser chooses again.</summary>
    public Choice? NotActedFor { get; private set; }

    private readonly Dictionary<string, string> _wrongDates = [];

    private const string DayOfDate = "].Day";

    private const string OfPlace = $"{nameof(RaiseTicketCommand.Location)}.";

    private static readonly string[] s_placeFields = ["Form.Address", "Form.Postcode", "Form.Home", "Form.HomeUprn"];

    private string Own => $"/contacts/{Id}";

    public async Task<IActionResult> OnGetAsync()
    {
        await TakeDraftAsync();
        if ((Service ?? (Another ? null : _begun)) is { } service && (Service is null || Attempt is null)) return LocalRedirect($"{Own}?service={service}&attempt={Guid.NewGuid():N}");
        if (await LoadAsync() is { } gone) return gone;
        if (Chosen is { } chosen)
        {
            IdempotencyKey = Attempt?.ToString("N");
            if (_begun is null) Begin(chosen);
            else FollowCustomer(FormerService ?? chosen);
            if (FormerService is { } from) TakeOver(from, chosen);
        }
        var wrong = await LookForCustomerAsync();
        return await ShowAsync(await LookForServiceAsync(asked: Sought == "service") ?? wrong);
    }

    public async Task<IActionResult> OnPostDuplicatesAsync()
    {
        await ReadTypedAsync();
        if (await LoadAsync() is { } gone) return gone;
        if (Service is null) return Problem(new NotFound("service"));
        return await ShowAsync(await LookForDuplicatesAsync() is { } error ? AsTyped(error) : null);
    }

    public async Task<IActionResult> OnPostFindAddressAsync()
    {
        await ReadTypedAsync();
        if (await LoadAsync() is { } gone) return gone;
        return await ShowAsync(await Finder.FindAsync(this));
    }

    public async Task<IActionResult> OnPostUseAddressAsync()
    {
        await ReadTypedAsync();
        if (await LoadAsync() is { } gone) return gone;
        await TakeFoundAsync();
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostRaiseAsync()
    {
        if (Finder.Asked) return await OnPostFindAddressAsync();
        if (AskedPlace is { } asked) return await OnPostFindPlaceAsync(asked);
        await ReadTypedAsync();
        await TakeFoundAsync();
        if (await OnBehalfAsync() is { } unknown) return unknown;
        var raised = await SendAsync(new RaiseTicketCommand
        {
            CustomerId = OnBehalfOf, OtherCustomers = OnBehalfOf is null ? [] : [new OtherCustomer(Contact.CustomerId!.Value, CustomerRole.ActingFor)],
            ServiceId = Service ?? Guid.Empty, Subject = Form.Subject, Details = Form.Details, Answers = Form.Answers, Location = Location, ContactId = Id, Priority = Form.Priority, Then = Form.Then,
            CustomerTold = Form.CustomerTold, MemberMayKnowCustomer = Form.MemberMayKnowCustomer, DespiteDuplicates = NewMatter, IdempotencyKey = NewMatter ? KeyFor("new") : IdempotencyKey,
        });
        if (raised.Ok) await ForgetDraftAsync();
        if (raised.Ok) return Onwards(Own, raised.Value.ReceiptOnly ? $"The receipt is {raised.Value.Reference}. Give it to the customer now: it cannot be shown again" : $"Ticket {raised.Value.Reference} was {(SentBefore ? "raised already, by the same form" : "raised")}",
            raised.Value.ReceiptOnly ? null : ("Open it", $"/tickets/{raised.Value.Reference}?contact={Id}"));
        if (await LoadAsync() is { } gone) return gone;
        if (raised.Error is PossibleDuplicate possible) Duplicates = possible.Tickets;
        return await ShowAsync(AsTyped(raised.Error!));
    }

    public async Task<IActionResult> OnPostAddToAsync(bool leave)
    {
        await ReadTypedAsync();
        if (await OnBehalfAsync() is { } unknown) return unknown;
        var added = await SendAsync(new AddToTicketCommand(TicketId, Form.Details, Id, OnBehalfOf, leave, OnBehalfOf is null ? null : Contact.CustomerId) { IdempotencyKey = KeyFor($"{TicketId:N}{(leave ? "-left" : "")}") });
        if (added.Ok) await ForgetDraftAsync();
        if (added.Ok) return Onwards(Own, ContactWords.Said(added.Value, !string.IsNullOrWhiteSpace(Form.Details)), ("Open it", $"/tickets/{added.Value.Reference}?contact={Id}"));
        return await LoadAsync() ?? await ShowAsync(AsTyped(added.Error!));
    }

    /// <summary>The questions' field in the form.</summary>
    public static string FieldOf(Question question) => $"Form.Answers[{question.Key}]";

    /// <summary>What was answered so far.</summary>
    public string? AnswerTo(Question question) => Form.Answers.GetValueOrDefault(question.Key);

    // The form can be sent in several ways. Each is done once: who goes back and says "a new matter" after the form raised one means another.
    private string? KeyFor(string way) => IdempotencyKey is { } key ? $"{key}-{way}" : null;

    // Wherever the form is shown, what may be about the same matter stands beside it: nobody should have to send it to learn that it was raised already.
    private async Task<IActionResult> ShowAsync(Error? error = null)
    {
        if (Chosen is not null && Duplicates.Count == 0) await LookForDuplicatesAsync();
        if (NotRaised is not null && HttpMethods.IsPost(Request.Method))
        {
            // What was wrong with the fields can be mended only where they are shown again: in the contact that goes on with them.
            if (error is null or Invalid) ModelState.Clear();
            error = await KeepAsync() ?? (error is null or Invalid ? new ContactEnded() : error);
        }
        return error is null ? Page() : Problem(error);
    }

    private async Task<Error?> LookForDuplicatesAsync()
    {
        var (customer, place) = (NotActedFor is null ? OnBehalfOf ?? Contact.CustomerId : Contact.CustomerId, Location);
        var found = await SendAsync(new FindDuplicatesQuery(Service ?? Guid.Empty, customer, place, Id));
        var error = found.Error;
        // A place that cannot be read is no reason to hide what the customer raised before.
        if (error is Invalid && place is not null) found = await SendAsync(new FindDuplicatesQuery(Service ?? Guid.Empty, customer, place = null, Id));
        if (found.Ok) (Duplicates, LookedForCustomer, LookedAtPlace) = (found.Value.Tickets, customer is not null, place is not null);
        return error;
    }

    private TicketLocation? Location => string.IsNullOrWhiteSpace(Form.Address) && string.IsNullOrWhiteSpace(Form.Postcode) ? null : new TicketLocation(Form.Address, Form.Postcode, Form.Home == $"{Form.Address}|{Form.Postcode}" ? Form.HomeUprn : null);

    // A date has three fields; they make one answer, and stay as they were typed when the form comes back.
    private void ReadDates()
    {
        const string Begin = "Form.Answers[";
        foreach (var name in Typed.Keys.Where(k => k.StartsWith(Begin, StringComparison.Ordinal) && k.EndsWith(DayOfDate, StringComparison.Ordinal)).ToList())
        {
            var key = name[Begin.Length..^DayOfDate.Length];
            var typed = new[] { DateBinder.Day, DateBinder.Month, DateBinder.Year }.Select(part => $"{Begin}{key}].{part}").Select(field => (Field: field, Text: Typed[field].ToString().Trim())).ToList();
            foreach (var (field, text) in typed)
            {
                ModelState.SetModelValue(field, text, text);
                ModelState.MarkFieldSkipped(field);
            }
            var parts = typed.ConvertAll(t => t.Text);
            if (parts.All(text => text.Length == 0)) Form.Answers[key] = null;
            else if (DateBinder.Read(parts, out var problem) is { } date) Form.Answers[key] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            else (Form.Answers[key], _wrongDates[$"Answers[{key}]"]) = (string.Join(' ', parts), problem!);
        }
    }

    // The place stands among the form's other fields, and the command's words about a date speak of the form in which programs send it.
    private Error AsTyped(Error error) => error is MayNotActFor no ? NotFor(no) : error.Rename(field => field.StartsWith(OfPlace, StringComparison.Ordinal) ? $"{nameof(Form)}.{field[OfPlace.Length..]}" : field) is not Invalid invalid ? error
        : new Invalid(invalid.Problems.ToDictionary(p => p.Key, p => _wrongDates.TryGetValue(p.Key, out var said) ? [$"{NameOf(p.Key)} {said}"] : p.Value));

    // A question is no name: the error stands beside it, and the summary leads there.
    private string NameOf(string field) => Chosen?.Questions.FirstOrDefault(q => $"Answers[{q.Key}]" == field)?.Label is { } label && !label.EndsWith('?') ? label : DateBinder.Unnamed;

    // The property that was chosen becomes the place, where one was.
    private async Task TakeFoundAsync()
    {
        await TakePlacesAsync();
        if (await Finder.TakeAsync(this) is not { } found) return;
        SetPlace(found.Lines);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var contact = await SendAsync(new GetContactQuery(Id));
        if (contact.Error is { } error) return Problem(error);
        Contact = contact.Value;
        // What happened is proposed; who typed something else keeps it.
        End.Outcome ??= Contact.Likely;
        if (Contact.CustomerId is { } key)
        {
            var found = await SendAsync(new GetCustomerQuery(key));
            (Customer, CustomerGone) = found.Ok ? (found.Value, found.Value.Erasure == ErasureState.Anonymised) : (null, found.Error is NotFound);
        }
        if (Works && Service is { } service && await SendAsync(new GetServiceToRaiseQuery(service)) is { Ok: true } chosen) Chosen = chosen.Value;
        if (Works && _begun is { } begun && begun != Service && await SendAsync(new GetServiceToRaiseQuery(begun)) is { Ok: true } before) FormerService = before.Value;
        await FindNotActedForAsync();
        await FindNotRaisedAsync();
        return null;
    }

    private void Begin(ServiceToRaise service)
    {
        Form.Then = BeginsWith(service);
        // A pothole or a street light is seldom at home; there a place that nobody said would only mislead the crew.
        if (service.AtCustomersAddress && Customer?.Address is { } home) SetPlace(home);
    }

    private void SetPlace(Domain.Customers.AddressLines place)
    {
        (Form.Address, Form.Postcode, Form.HomeUprn) = (LinesOf(place), place.Postcode, place.Uprn);
        Form.Home = $"{Form.Address}|{Form.Postcode}";
        foreach (var field in s_placeFields) ModelState.Remove(field);
    }

    private static AfterRaising BeginsWith(ServiceToRaise service) =>
        service.FinishedByFirstResponse && service.KeepsInHand ? AfterRaising.KeptInHand : service.Team is not null ? AfterRaising.HandedOver : AfterRaising.WaitsForTeam;

    private static string LinesOf(Domain.Customers.AddressLines address) => string.Join(", ", new[] { address.Line1, address.Line2, address.Town }.Where(l => !string.IsNullOrWhiteSpace(l)));
}
