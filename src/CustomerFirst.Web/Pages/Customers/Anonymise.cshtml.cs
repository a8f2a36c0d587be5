using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Erases who a customer is, after asking why.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class AnonymiseModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    /// <summary>Whether the texts of tickets are removed or kept.</summary>
    [BindProperty]
    public string? Texts { get; set; }

    [BindProperty]
    public string? KeptBecause { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var erased = await SendAsync(new AnonymiseCustomerCommand(Id, Version, Because ?? "") { Texts = Codes.Read<TextsOfTickets>(Texts ?? ""), KeptBecause = KeptBecause, IdempotencyKey = IdempotencyKey });
        return erased.Ok ? Onwards($"/customers/{Id}", "The customer's data were erased") : await ReadAsync() ?? Problem(erased.Error!);
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        Customer = customer.Value;
        return null;
    }
}
