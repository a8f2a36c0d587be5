using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Renews the authority by which one customer acts for another.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class RenewModel : CustomersPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public Guid Relationship { get; set; }

    [BindProperty]
    public string? Authority { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    /// <summary>The authority has no last day.</summary>
    [BindProperty]
    public bool NoEnd { get; set; }

    public CustomerView Customer { get; private set; } = null!;
    public RelatedCustomer Related { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await ReadAsync() is { } refused) return refused;
        // Most are renewed by the same authority; its new last day nobody knows but who read it.
        Authority = Related.Authority;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var renewed = await SendAsync(new RenewAuthorityCommand(Id, Relationship, Version, Authority, ExpiresOn, NoEnd) { IdempotencyKey = IdempotencyKey });
        if (renewed.Ok) return Onwards(InContact($"/customers/{renewed.Value.CustomerId}"), "The authority was renewed");
        return await ReadAsync() ?? await ProblemAsync(renewed.Error!, () => Task.FromResult<IReadOnlyList<ComparedField>>(
            [new("By what authority they act", Related.Authority, Authority), new("Until when", Until(Related.ExpiresOn, Related.ExpiresOn is null), Until(ExpiresOn, NoEnd))]));

        static string? Until(DateOnly? day, bool noEnd) => noEnd ? "It has no end" : day?.Words();
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        if (customer.Value.Related.FirstOrDefault(r => r.RelationshipId == Relationship && r.CanBeRenewed) is not { } related) return Problem(new NotFound("relationship"));
        (Customer, Related) = (customer.Value, related);
        return null;
    }
}
