using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Service areas by the wave in which they join.</summary>
[Needs(Permission.ManageServices)]
public sealed class AreasModel : StaffPage
{
    public IReadOnlyList<ServiceAreaLine> Areas { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var areas = await SendAsync(new ListServiceAreasQuery());
        if (areas.Error is { } error) return Problem(error);
        Areas = areas.Value;
        return Page();
    }
}
