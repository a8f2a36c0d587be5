using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>Whether one signs in with a second factor; the way to set it up, to new recovery codes and to turning it off.</summary>
public sealed class TwoFactorModel : StaffPage, IPartOfOwnAccount
{
    [BindProperty]
    public string? Password { get; set; }

    public MyAccount Account { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostBeginAsync()
    {
        var result = await SendAsync(new BeginTwoFactorCommand());
        return result.Error is { } error ? await ShowAsync(error) : RedirectToPage("/Account/SetUpTwoFactor");
    }

    public async Task<IActionResult> OnPostRenewAsync()
    {
        var result = await SendAsync(new RenewRecoveryCodesCommand(Password));
        if (result.Error is { } error) return await ShowAsync(error);
        RecoveryCodesModel.Keep(TempData, result.Value);
        return RedirectToPage("/Account/RecoveryCodes");
    }

    public async Task<IActionResult> OnPostTurnOffAsync()
    {
        var result = await SendAsync(new TurnOffTwoFactorCommand(Password));
        if (result.Error is { } error) return await ShowAsync(error);
        await StaffSession.RefreshAsync(HttpContext);
        return Onwards("/account", "Two-factor sign-in is off");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var account = await SendAsync(new MyAccountQuery());
        if (account.Error is { } error) return Problem(error);
        Account = account.Value;
        return failed is null ? Page() : Problem(failed);
    }
}
