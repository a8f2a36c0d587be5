using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Every office.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class OfficesModel : StaffPage
{
    public IReadOnlyList<OfficeLine> Offices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var offices = await SendAsync(new ListOfficesQuery());
        if (offices.Error is { } error) return Problem(error);
        Offices = offices.Value.Lines;
        return Page();
    }
}
