using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>
/// The public's look at how an enquiry stands. Reference and proof are posted and the answer is the page itself, so that nothing of it stands in an
/// address or a cookie, and the back button of a computer that many use shows it to nobody.
/// </summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.Tracking)]
public sealed class TrackModel : PublicPage
{
    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string? Proof { get; set; }

    /// <summary>The enquiry, once it was found.</summary>
    public TrackedEnquiry? Enquiry { get; private set; }

    /// <summary>The colour of the status.</summary>
    public string Colour => Enquiry!.Standing switch
    {
        { Over: true, Status: "Finished" } => "green",
        { Over: true } => "grey",
        { Status: "Waiting for you" } => "yellow",
        _ => "blue",
    };

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var found = await SendAsync(new TrackEnquiryQuery(Reference, Proof));
        if (found.Error is TooManyTries { } many)
        {
            ModelState.AddModelError(nameof(Reference), many.Message);
            Response.Headers.RetryAfter = $"{many.Minutes * 60}";
            var again = Unreadable();
            again.StatusCode = StatusCodes.Status429TooManyRequests;
            return again;
        }
        if (found.Error is { } error) return Problem(error);
        Enquiry = found.Value;
        return Page();
    }
}
