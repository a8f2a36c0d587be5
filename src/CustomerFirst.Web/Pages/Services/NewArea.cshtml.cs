using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Sets a service area up.</summary>
[Needs(Permission.ManageServices)]
public sealed class NewAreaModel : AreaFormPage
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new CreateServiceAreaCommand(null, Area.Entered()) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? Problem(error) : Onwards($"/admin/service-areas/{result.Value}", $"{Area.Name?.Trim()} was set up", ("Set up its first service", $"/admin/services/new?area={result.Value}"));
    }
}
