using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Renames a team, or ends or renews its work.</summary>
[Needs(Permission.ManageServices)]
public sealed class TeamModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool Active { get; set; }

    public TeamLine Team { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        (Name, Active) = (Team.Name, Team.Active);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var result = await SendAsync(new ChangeTeamCommand(Id, Version, Name ?? "", Active) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ProblemAsync(error, CompareAsync) : Onwards("/admin/teams", $"The team {Name?.Trim()} was changed");
    }

    private Task<IReadOnlyList<ComparedField>> CompareAsync()
    {
        static string AtWork(bool active) => active ? "Yes" : "No";
        return Task.FromResult<IReadOnlyList<ComparedField>>([new("Name", Team.Name, Name), new("At work", AtWork(Team.Active), AtWork(Active))]);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var teams = await SendAsync(new ListTeamsQuery(IncludeInactive: true));
        if (teams.Error is { } error) return Problem(error);
        if (teams.Value.FirstOrDefault(t => t.Id == Id) is not { } team) return Problem(new NotFound("team"));
        Team = team;
        return null;
    }
}
