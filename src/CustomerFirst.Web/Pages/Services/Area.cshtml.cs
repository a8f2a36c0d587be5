using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>One service area: its form, its teams and its history.</summary>
[Needs(Permission.ManageServices)]
public sealed class AreaModel : AreaFormPage
{
    [FromRoute]
    public Guid Id { get; set; }

    public ServiceAreaDetails Details { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        Area = AreaForm.Of(Details.Area);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var typed = Area.Entered();
        var result = await SendAsync(new ChangeServiceAreaCommand(Id, Version, typed) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ProblemAsync(error, () => Task.FromResult(Compare(Details.Area, typed))) : Onwards($"/admin/service-areas/{Id}", "The service area was changed");
    }

    private static IReadOnlyList<ComparedField> Compare(ServiceAreaEntered saved, ServiceAreaEntered typed) =>
    [
        new("Name", saved.Name, typed.Name), new("Rollout wave", $"{saved.Wave}", $"{typed.Wave}"), new("Go-live date", saved.GoLive?.Words(), typed.GoLive?.Words()),
        new("Change champion", saved.ChangeChampion, typed.ChangeChampion),
    ];

    private async Task<IActionResult?> LoadAsync()
    {
        var area = await SendAsync(new ReadServiceAreaQuery(Id));
        if (area.Error is { } error) return Problem(error);
        Details = area.Value;
        return null;
    }
}
