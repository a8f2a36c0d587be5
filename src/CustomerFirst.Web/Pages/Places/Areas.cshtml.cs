using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Wards or constituencies: a map of those in force, and every version in a table.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class AreasModel : StaffPage
{
    [FromRoute]
    public string Kind { get; set; } = "";

    public AreaList Areas { get; private set; } = null!;
    public AreaMap Map { get; private set; } = null!;

    /// <summary>Wards, or Constituencies.</summary>
    public string Title => Kind == "wards" ? "Wards" : "Constituencies";

    public async Task<IActionResult> OnGetAsync()
    {
        if (Codes.Read<AreaKind>(Kind) is not { } kind) return Problem(new NotFound("kind of area"));
        var areas = await SendAsync(new ListAreasQuery(kind));
        if (areas.Error is { } error) return Problem(error);
        (Areas, Map) = (areas.Value, AreaMap.Of(areas.Value.Shapes));
        return Page();
    }
}
