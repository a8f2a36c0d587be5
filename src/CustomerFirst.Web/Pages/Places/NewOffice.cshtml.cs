using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Sets an office up.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class NewOfficeModel : OfficeFormPage
{
    public async Task<IActionResult> OnGetAsync()
    {
        Office.Active = true;
        return await LoadAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var result = await SendAsync(new CreateOfficeCommand(Entered()) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? Problem(error) : Onwards("/admin/offices", $"{Office.Name?.Trim()} was set up");
    }
}
