using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Finds another customer and says what they are to this one.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class RelateModel : CustomersPage
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>Posted, so that it stands in no address.</summary>
    [BindProperty]
    public string? Terms { get; set; }

    /// <summary>The button: find or add.</summary>
    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public Guid? RelatedId { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Authority { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    /// <summary>Who was found beside the customer; null before anybody searched.</summary>
    public IReadOnlyList<FoundCustomer>? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await ReadAsync() is { } refused) return refused;
        var found = await SendAsync(new FindCustomersQuery(Terms));
        if (found.Error is { } error) return Problem(error);
        Found = [.. found.Value.Customers.Where(c => c.Id != Customer.Id && !c.Blocked)];
        if (Step != "add") return Page();
        var kind = Codes.Read<RelationshipKind>(Kind);
        var made = await SendAsync(new RelateCustomersCommand(Id, RelatedId ?? Guid.Empty, kind, kind == RelationshipKind.Appointee ? Authority : null, kind == RelationshipKind.Appointee ? ExpiresOn : null) { IdempotencyKey = IdempotencyKey });
        return made.Error is { } failed ? Problem(failed) : Onwards(InContact($"/customers/{made.Value.CustomerId}"), "The relationship was added");
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        Customer = customer.Value;
        return null;
    }
}
