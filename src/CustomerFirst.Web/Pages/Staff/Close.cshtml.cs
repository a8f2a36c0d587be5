using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Closes an account, after asking why.</summary>
[Needs(Permission.ManageStaff)]
public sealed class CloseModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public StaffDetails Person { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new DeactivateStaffCommand(Id, Version, Reason) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/staff/{Id}", "The account was closed. Open sessions end within a minute");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var person = await SendAsync(new ReadStaffQuery(Id));
        if (person.Error is { } error) return Problem(error);
        Person = person.Value;
        return failed is null ? Page() : Problem(failed);
    }
}
