using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Sets a service up.</summary>
[Needs(Permission.ManageServices)]
public sealed class NewModel : ServiceFormPage
{
    private const int UsualObjectionDays = 7;

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid? area)
    {
        (Terms.ServiceAreaId, Terms.ObjectionDays, Terms.Retention, Terms.FinishedBy, Terms.PubliclyTrackable) = (area, UsualObjectionDays, RetentionClass.SixYears, ResponseTier.Second, true);
        return await LoadAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var result = await SendAsync(new CreateServiceCommand(Code, Terms.Terms()) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? Problem(AsTyped(error)) : Onwards($"/admin/services/{result.Value}", $"{Terms.Name?.Trim()} was set up", ("Give it an SLA", $"/admin/services/{result.Value}/sla"));
    }
}
