using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Records that a customer died or left the area.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class LifeModel : CustomersPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public DateOnly? DiedOn { get; set; }

    [BindProperty]
    public DateOnly? LeftAreaOn { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await ReadAsync() is { } refused) return refused;
        (DiedOn, LeftAreaOn) = (Customer.DiedOn, Customer.LeftAreaOn);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = await SendAsync(new RecordLifeCommand(Id, Version, DiedOn, LeftAreaOn) { IdempotencyKey = IdempotencyKey });
        if (saved.Ok) return Onwards(InContact($"/customers/{saved.Value.CustomerId}"), "Saved");
        return await ReadAsync() ?? await ProblemAsync(saved.Error!, () => Task.FromResult<IReadOnlyList<ComparedField>>(
            [new("Date of death", Customer.DiedOn?.Words(), DiedOn?.Words()), new("Left the area on", Customer.LeftAreaOn?.Words(), LeftAreaOn?.Words())]));
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        Customer = customer.Value;
        return null;
    }
}
