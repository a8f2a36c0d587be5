using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Creates a customer; where they seem to be there already, shows the records first and loses nothing that was typed.</summary>
[Needs(Permission.CreateCustomer)]
public sealed class NewModel(TimeProvider time) : CustomerFormPage
{
    /// <summary>The record that is used instead.</summary>
    [BindProperty]
    public Guid? Use { get; set; }

    /// <summary>It is none of the candidates.</summary>
    [BindProperty]
    public bool Despite { get; set; }

    /// <summary>Why: one of <see cref="Reasons"/>, or <see cref="Else"/>.</summary>
    [BindProperty]
    public string? DespiteReason { get; set; }

    /// <summary>Why, in one's own words.</summary>
    [BindProperty]
    public string? DespiteElse { get; set; }

    /// <summary>What <see cref="DespiteReason"/> is where the reason is in <see cref="DespiteElse"/>.</summary>
    public const string Else = "else";

    /// <summary>Why it is mostly none of them.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
        [new("household", "A different person of the same household"), new("birth", "Same name, other date of birth"), new("asked", "They were asked, and it is not their record")];

    /// <summary>Who may be the same customer.</summary>
    public IReadOnlyList<CustomerCandidate> Candidates { get; private set; } = [];

    /// <summary>How many of them are more than people who share a telephone or an e-mail with the customer, as a family does.</summary>
    public int Likely => Candidates.Count(c => !c.OnlyShares);

    /// <summary>The heading of those who only share something.</summary>
    public string Sharing => Candidates.Count(c => c.OnlyShares) switch { 1 => Likely > 0 ? "1 other shares a telephone or e-mail" : "1 record shares a telephone or e-mail", var many => $"{many} {(Likely > 0 ? "others" : "records")} share a telephone or e-mail" };

    /// <summary>The kept search that found nobody, or not the right one; null for none.</summary>
    public Guid? Search { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? kind, Guid? search)
    {
        (Details.Kind, Search) = (kind, search);
        if (await SearchedAsync() is { } terms) Begin(terms);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (More is not null || (Use is null && Finder.Asked)) return await WithMoreAsync();
        await TakeFoundAsync();
        if (Use is { } use)
        {
            if ((await KeepAsync(use, TypedCustomer.Of(Details, Request.Form).Fields)).Error is { } unkept) return Problem(unkept);
            return LocalRedirect(InContact($"/customers/{use}/change"));
        }
        if (Despite && DespiteReason == Else && string.IsNullOrWhiteSpace(DespiteElse)) Missing(nameof(DespiteElse), "Enter what tells them apart");
        var created = await SendAsync(new CreateCustomerCommand(Details.Details, Despite, Despite ? Reason : null) { IdempotencyKey = IdempotencyKey });
        if (created.Error is MayBeThereAlready there) Candidates = there.Candidates;
        // Who was among them is still to be seen beside what is wrong.
        else if (created.Error is not null && Despite) await LookAsync();
        if (created.Error is { } error) return Problem(Details.AtRows(error));
        return await OnwardsWithAsync(created.Value.CustomerId, "The customer was created");
    }

    /// <summary>Who may be the customer that is being typed, as a part of the page; empty when nobody seems to be.</summary>
    public async Task<IActionResult> OnPostLikelyAsync()
    {
        await LookAsync();
        return Partial("_Likely", this);
    }

    private string? Reason => DespiteReason == Else ? DespiteElse : Reasons.FirstOrDefault(r => r.Value == DespiteReason)?.Text;

    private async Task LookAsync()
    {
        if (await SendAsync(new FindCandidatesQuery(Details.Details)) is { Ok: true, Value: var found }) Candidates = found.Candidates;
    }

    /// <summary>A probability for people: never 0 or 100 %.</summary>
    public string Percent(double probability) => Common.CustomerWords.Percent(probability);

    // On the page of a contact what is searched for stands in a field of it, and so in its draft.
    private async Task<string?> SearchedAsync()
    {
        if (Search is { } search) return await SendAsync(new FindCustomersQuery(null, search, null, 1)) is { Ok: true, Value: var found } ? found.Terms : null;
        return Contact is { } contact && await SendAsync(new GetDraftQuery(contact)) is { Ok: true, Value.Fields: var typed } ? typed.FirstOrDefault(f => f.Name == nameof(Contacts.ContactModel.Terms))?.Value : null;
    }

    // What was searched for is not typed twice.
    private void Begin(string terms)
    {
        var names = new List<string>();
        foreach (var term in SearchWords.Read(terms, CouncilTime.DateOf(time.GetUtcNow())))
        {
            switch (term.Kind)
            {
                case SearchTermKind.Phone: Details.Telephones.Add(new TelephoneRow { Number = PhoneNumber.Show(term.Text) }); break;
                case SearchTermKind.Email: Details.Emails.Add(term.Text); break;
                case SearchTermKind.Postcode: Details.Address.Postcode = Domain.Places.Postcode.Normalise(term.Text); break;
                case SearchTermKind.BornOn: Details.DateOfBirth = DateOnly.ParseExact(term.Text, "yyyy-MM-dd"); break;
                case SearchTermKind.Word when term.Text.All(char.IsLetter): names.Add(Common.CustomerWords.Capital(term.Text)); break;
                case SearchTermKind.Word or SearchTermKind.BornIn or SearchTermKind.Reference: break;
                default: throw new ArgumentOutOfRangeException(nameof(terms));
            }
        }
        if (names.Count > 0) (Details.GivenNames, Details.FamilyName) = Details.IsOrganisation ? (null, string.Join(' ', names)) : (names.Count == 1 ? null : string.Join(' ', names[..^1]), names[^1]);
    }
}
