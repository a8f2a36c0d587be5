using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>One's own account.</summary>
public sealed class IndexModel : StaffPage, IPartOfOwnAccount
{
    /// <summary>on or off.</summary>
    [BindProperty]
    public string? Shortcuts { get; set; }

    public MyAccount Account { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var result = await SendAsync(new MyAccountQuery());
        if (result.Error is { } error) return Problem(error);
        Account = result.Value;
        Shortcuts = Account.KeyboardShortcuts ? "on" : "off";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new SwitchKeyboardShortcutsCommand(Shortcuts == "on") { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return Problem(error);
        await StaffSession.RefreshAsync(HttpContext);
        return Onwards("/account", Shortcuts == "on" ? "Keyboard shortcuts are on" : "Keyboard shortcuts are off");
    }
}
