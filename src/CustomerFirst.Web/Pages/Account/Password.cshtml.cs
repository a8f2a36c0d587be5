using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>Changes one's own password.</summary>
public sealed class PasswordModel : StaffPage, IPartOfOwnAccount
{
    [BindProperty]
    public string? Present { get; set; }

    [BindProperty]
    public string? New { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new ChangePasswordCommand(Present, New, Again));
        if (result.Error is { } error) return Problem(error);
        await StaffSession.RefreshAsync(HttpContext);
        return Onwards("/account", "Your password was changed. You were signed out everywhere else");
    }
}
