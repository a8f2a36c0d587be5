using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CustomerFirst.Web.Pages;

/// <summary>The second step of signing in.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class SignInCodeModel(StaffIdentities identities, TimeProvider time) : HubPage
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() => await StaffSession.AwaitsSecondFactorAsync(HttpContext) is null ? RedirectToPage("/SignIn") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await StaffSession.AwaitsSecondFactorAsync(HttpContext) is not { } staffId) return RedirectToPage("/SignIn");
        var result = await SendAsync(new VerifySecondFactorCommand(staffId, Code));
        if (result.Error is { } error) return Problem(error);
        if (result.Value.Step != SignInStep.SignedIn)
        {
            ModelState.AddModelError(nameof(Code), "The code is not right, was used before, or the account is locked for a while");
            return Unreadable();
        }
        await HttpContext.SignOutAsync(StaffSession.SecondFactorScheme);
        return await SignedIn.GoOnAsync(this, identities, time, staffId, ReturnUrl);
    }
}
