using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Sets a team up.</summary>
[Needs(Permission.ManageServices)]
public sealed class NewTeamModel : StaffPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public ResponseTier? Tier { get; set; }

    [BindProperty]
    public Guid? ServiceAreaId { get; set; }

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(Guid? area)
    {
        (Tier, ServiceAreaId) = (ResponseTier.Second, area);
        return ShowAsync(null);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new CreateTeamCommand(Name ?? "", Tier ?? (ResponseTier)(-1), ServiceAreaId) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards("/admin/teams", $"The team {Name?.Trim()} was set up");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var areas = await SendAsync(new ListServiceAreasQuery());
        if (areas.Error is { } error) return Problem(error);
        Areas = [.. areas.Value.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => new Choice(a.Id.ToString(), a.Name))];
        return failed is null ? Page() : Problem(failed);
    }
}
