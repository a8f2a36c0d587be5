using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>What each role may do, and whether it demands a second factor.</summary>
[Needs(Permission.ManageStaff)]
public sealed class RolesModel : StaffPage
{
    /// <summary>Code of the role that is decided about.</summary>
    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public bool Required { get; set; }

    public IReadOnlyList<RolePolicyLine> Roles { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        if (Codes.Read<Role>(Role) is not { } role) return await ShowAsync(new NotFound("role"));
        var result = await SendAsync(new SetRolePolicyCommand(role, Version, Required) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return await ShowAsync(error);
        return Onwards("/admin/roles", Required ? $"{StaffWords.Of(role)}: two-factor sign-in is demanded from now on" : $"{StaffWords.Of(role)}: two-factor sign-in is not demanded any more");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var roles = await SendAsync(new ListRolePoliciesQuery());
        if (roles.Error is { } error) return Problem(error);
        Roles = roles.Value.Lines;
        if (failed is null) return Page();
        var answer = Problem(failed);
        // Every role has its own version, and the page shows each as it is now.
        Version = 0;
        return answer;
    }
}
