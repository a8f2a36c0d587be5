using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Marks a word on a consent as recorded by mistake.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class MistakeModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public Guid Consent { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    /// <summary>The word that it is about.</summary>
    public ConsentView Word { get; private set; } = null!;

    /// <summary>What counts on the purpose once this word is struck out; null for nothing.</summary>
    public ConsentView? Then => Word.Counts ? Customer.Consents.FirstOrDefault(c => c.Purpose == Word.Purpose && c.Struck is null && c.Id != Word.Id) : Customer.Consents.FirstOrDefault(c => c.Purpose == Word.Purpose && c.Counts);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await ReadAsync() is { } refused) return refused;
        return Word.Struck is null ? Page() : Refused($"/customers/{Id}", new Domain.Customers.StruckBefore().Message);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var struck = await SendAsync(new StrikeConsentCommand(Id, Version, Consent, Because) { IdempotencyKey = IdempotencyKey });
        if (struck.Ok) return Onwards($"/customers/{struck.Value.CustomerId}", "The word was marked as recorded by mistake. It counts no more");
        if (struck.Error is Domain.Customers.StruckBefore before) return Refused($"/customers/{Id}", before.Message);
        return await ReadAsync() ?? Problem(struck.Error!);
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        if (customer.Value.Consents.FirstOrDefault(c => c.Id == Consent) is not { } word) return Problem(new NotFound("consent"));
        (Customer, Word) = (customer.Value, word);
        return null;
    }
}
