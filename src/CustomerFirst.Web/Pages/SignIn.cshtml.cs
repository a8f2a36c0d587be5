using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CustomerFirst.Web.Pages;

/// <summary>Staff sign in with e-mail address and password; who has a second factor is asked for its code next.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class SignInModel(StaffIdentities identities, TimeProvider time) : HubPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Where to go then; addresses of the hub only.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => Actor.StaffId is null ? Page() : Redirect(Landing.Of(Actor));

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new SignInCommand(Email, Password));
        if (result.Error is { } error) return Problem(error);
        switch (result.Value)
        {
            case { Step: SignInStep.SignedIn, StaffId: { } id }:
                return await SignedIn.GoOnAsync(this, identities, time, id, ReturnUrl);
            case { Step: SignInStep.SecondFactor, StaffId: { } id }:
                await StaffSession.AskForSecondFactorAsync(HttpContext, id);
                return RedirectToPage("/SignInCode", new { ReturnUrl });
            default:
                // The same words for every reason: they tell nobody which accounts there are.
                ModelState.AddModelError(nameof(Email), "The e-mail address or password is not right, or the account is locked for a while");
                return Unreadable();
        }
    }
}

/// <summary>The end of signing in, with and without a second factor.</summary>
internal static class SignedIn
{
    /// <summary>Begins the session and goes where the person wanted to, or works.</summary>
    public static async Task<IActionResult> GoOnAsync(HubPage page, StaffIdentities identities, TimeProvider time, Guid staffId, string? returnUrl)
    {
        if (await identities.FindAsync(staffId, page.HttpContext.RequestAborted) is not { } identity) return page.RedirectToPage("/SignIn");
        await StaffSession.SignInAsync(page.HttpContext, identity, time.GetUtcNow());
        // Whoever signed in between, and wherever they wanted to go: what they sent too late comes first.
        if (await KeptForm.WaitsAsync(page.HttpContext, staffId)) return page.LocalRedirect(KeptForm.Page);
        return page.Url.IsLocalUrl(returnUrl) ? page.LocalRedirect(returnUrl!) : page.LocalRedirect("/");
    }
}
