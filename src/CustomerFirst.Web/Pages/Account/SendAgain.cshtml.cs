using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>After signing in again: the form that came too late, to be sent or thrown away.</summary>
public sealed class SendAgainModel : StaffPage, IPartOfOwnAccount
{
    internal KeptForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Actor.StaffId is not { } writer || await KeptForm.OfAsync(HttpContext, writer) is not { } form) return LocalRedirect("/");
        Form = form;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Actor.StaffId is { } writer) await KeptForm.ForgetAsync(HttpContext, writer);
        return LocalRedirect("/");
    }
}
