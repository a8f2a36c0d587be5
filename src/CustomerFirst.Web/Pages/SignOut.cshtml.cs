using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages;

/// <summary>Ends the session.</summary>
public sealed class SignOutModel : HubPage
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Actor.StaffId is not null) await SendAsync(new SignOutCommand());
        await HttpContext.SignOutAsync(StaffSession.Scheme);
        await HttpContext.SignOutAsync(StaffSession.SecondFactorScheme);
        return Onwards("/sign-in", "You are signed out");
    }
}
