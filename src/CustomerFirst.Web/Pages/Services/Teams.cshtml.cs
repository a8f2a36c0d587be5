using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Every team.</summary>
[Needs(Permission.ManageServices)]
public sealed class TeamsModel : StaffPage
{
    public IReadOnlyList<TeamLine> Teams { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var teams = await SendAsync(new ListTeamsQuery(IncludeInactive: true));
        if (teams.Error is { } error) return Problem(error);
        Teams = teams.Value;
        return Page();
    }
}
