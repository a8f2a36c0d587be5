using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>After signing in again: the form that came too late, to be sent or thrown away.</summary>
public sealed class SendAgainModel : StaffPage, IPartOfOwnAccount
{
    internal KeptForm Form { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (KeptForm.Of(HttpContext, Actor.Id) is not { } form) return LocalRedirect("/");
        Form = form;
        return Page();
    }

    public IActionResult OnPost()
    {
        KeptForm.Forget(HttpContext);
        return LocalRedirect("/");
    }
}
