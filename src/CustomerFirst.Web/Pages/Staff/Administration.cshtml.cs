using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>What there is to administer, and where.</summary>
[Needs(Permission.ManageServices)]
public sealed class AdministrationModel : StaffPage
{
    public Administration There { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var there = await SendAsync(new ReadAdministrationQuery());
        if (there.Error is { } error) return Problem(error);
        There = there.Value;
        return Page();
    }
}
