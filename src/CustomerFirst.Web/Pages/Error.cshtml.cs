using System.Globalization;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerFirst.Web.Pages;

/// <summary>What is said when a page cannot be shown, in the shell of whoever asked.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ErrorModel(CurrentActor current) : HubPage
{
    public string Title { get; private set; } = "";
    public IReadOnlyList<string> Sentences { get; private set; } = [];
    public bool InStaffShell { get; private set; }
    /// <summary>Finds the log lines; only where something went wrong.</summary>
    public string? Correlation { get; private set; }

    public IActionResult OnGet() => Say();

    public IActionResult OnPost() => Say();

    private PageResult Say()
    {
        // Read here: where a form cannot be read, nothing is bound at all, and the page would not know what it is to say.
        var code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        ModelState.Clear();
        InStaffShell = Actor.StaffId is not null;
        var said = (HttpContext.Items[typeof(Error)] as Error)?.Message;
        (Title, Sentences) = code switch
        {
            400 when FormOfAnother.IsKept(HttpContext) => ("This form is somebody else's", ["Who wrote it was signed in on this browser before. Nothing was done with it.", "It is kept for them alone, for a day: they find it when they sign in again."]),
            400 => ("This page could not read what was sent", ["The form may have been open for a long time, or in two windows.", "Go back, load the page again and send it once more. Copy what you typed first."]),
            403 => ("You cannot see this page", [said ?? "You do not have permission to do this.", .. InStaffShell ? ["If you need it for your work, ask an administrator."] : Array.Empty<string>()]),
            404 => ("Page not found", ["If you typed the address, check that it is right.", "If you followed a link, what it led to may be gone, or you may not be allowed to see it."]),
            409 => ("This was changed in the meantime", ["Somebody else changed the same thing. Go back, load the page again and look at what changed."]),
            413 => ("What you sent is too large", ["Nothing that you sent just now was saved.", "Go back and send it again without the file, or with a smaller one."]),
            429 => ("Too many tries", ["You tried this very often in a short time. Wait a minute, then try again."]),
            _ when UnknownCodeException.IsBehind(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error) => ("Sorry, there is a problem",
                ["Something in the database is not what this version of the hub writes. A newer version wrote it, or somebody changed it by hand.", "Trying again will not help: report this to whoever looks after the hub. Nothing that you sent just now was saved."]),
            _ => ("Sorry, there is a problem", new[] { "Something went wrong on our side. Nothing that you sent just now was saved.", "Try again in a few minutes." }),
        };
        if (code >= 500) Correlation = current.CorrelationId;
        var page = Page();
        page.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
        return page;
    }
}
