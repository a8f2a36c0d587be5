using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Adds somebody; the next page shows their one-time password.</summary>
[Needs(Permission.ManageStaff)]
public sealed class NewModel : StaffFormPage
{
    public async Task<IActionResult> OnGetAsync() => await LoadChoicesAsync() is { } error ? Problem(error) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadChoicesAsync() is { } refused) return Problem(refused);
        var result = await SendAsync(new CreateStaffCommand(Staff.Entered()) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return Problem(error);
        OneTimePasswordModel.Keep(TempData, result.Value);
        return Onwards($"/admin/staff/{result.Value.StaffId}/one-time-password", $"{Staff.Name?.Trim()} was added");
    }
}
