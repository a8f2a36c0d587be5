using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>The services: by name, or by customers' words the best first.</summary>
[Needs(Permission.ManageServices)]
public sealed class IndexModel : StaffPage
{
    private const int MostFound = 50;

    /// <summary>Customers' words.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    [InAddress("Service area", Instead = "services of every area are shown")]
    public Guid? Area { get; set; }

    /// <summary>"yes" shows services too that are not offered any more.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Withdrawn", "yes", "no", Instead = "only services on offer are shown")]
    public string? Withdrawn { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Choice> Areas { get; private set; } = [];
    public ServicePage? List { get; private set; }

    /// <summary>What fits the words; null when none were entered.</summary>
    public IReadOnlyList<FoundService>? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var areas = await SendAsync(new ListServiceAreasQuery());
        if (areas.Error is { } refused) return Problem(refused);
        Areas = [.. areas.Value.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => new Choice(a.Id.ToString(), a.Name))];
        if (string.IsNullOrWhiteSpace(Q))
        {
            var list = await SendAsync(new ListServicesQuery(Area, Withdrawn == "yes", After));
            if (list.Error is { } error) return Problem(error);
            List = list.Value;
            return Page();
        }
        Found = [];
        var found = await SendAsync(new FindServicesQuery(Q, MostFound));
        if (found.Error is { } failed) return Problem(failed.Rename(_ => "q"));
        Found = [.. found.Value.Where(s => Area is null || s.ServiceAreaId == Area)];
        return Page();
    }

    /// <summary>The list's address with these filters.</summary>
    public string Address(string? q, Guid? area, string? withdrawn, string? after = null)
    {
        var query = new QueryBuilder();
        query.Add("q", q);
        query.Add("area", area?.ToString());
        query.Add("withdrawn", withdrawn);
        query.Add("after", after);
        return $"/admin/services{query}";
    }
}
