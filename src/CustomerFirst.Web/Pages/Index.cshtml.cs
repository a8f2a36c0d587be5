using CustomerFirst.Application.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages;

/// <summary>Where advisers, counter staff, officers and managers begin: their contacts, their tickets, their team's queue, today's figures.</summary>
public sealed class IndexModel : StaffPage
{
    /// <summary>What is on the person's desk.</summary>
    public MyWork Work { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        // Others begin elsewhere: a member in their ward, an auditor in the trail.
        if (Landing.Of(Actor) is var landing and not "/") return LocalRedirect(landing);
        var work = await SendAsync(new GetMyWorkQuery());
        if (work.Error is { } error) return Problem(error);
        Work = work.Value;
        return Page();
    }
}
