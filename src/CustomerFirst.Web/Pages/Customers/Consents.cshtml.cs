using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Records what a customer said of a consent. The small form on the customer's page posts here; a link to withdraw comes with purpose and word filled in.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class ConsentsModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Purpose { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Word { get; set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public DateOnly? SaidOn { get; set; }

    [BindProperty]
    public string? Wording { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var (purpose, word) = (Codes.Read<ConsentPurpose>(Purpose), Codes.Read<ConsentWord>(Word));
        var recorded = await SendAsync(new RecordConsentCommand(Id, Version, purpose, word, Codes.Read<ConsentHow>(How), SaidOn, Wording) { IdempotencyKey = IdempotencyKey });
        if (recorded.Ok) return Onwards($"/customers/{recorded.Value.CustomerId}", "The customer's word was recorded");
        return await ReadAsync() ?? await ProblemAsync(recorded.Error!, () => Task.FromResult<IReadOnlyList<ComparedField>>(
            purpose is not { } of ? [] : [new(ConsentWords.Of(of), Customer.Consents.FirstOrDefault(c => c.Counts && c.Purpose == of) is { } said ? $"{ConsentWords.Of(said.Word)}, {ConsentWords.Said(said)}" : null, word is { } typed ? ConsentWords.Of(typed) : null)]));
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        Customer = customer.Value;
        return null;
    }
}

/// <summary>What the fields of a consent begin with, as codes.</summary>
public sealed record ConsentFields(string? Purpose, string? Word, string? How)
{
    /// <summary>Nothing chosen.</summary>
    public static readonly ConsentFields None = new(null, null, null);
}
