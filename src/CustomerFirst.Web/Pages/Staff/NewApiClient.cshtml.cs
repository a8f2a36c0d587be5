using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Gives a program a key, which the answer shows this once.</summary>
[Needs(Permission.ManageApiClients)]
public sealed class NewApiClientModel(TimeProvider time) : StaffPage
{
    private const int UsualDays = 365;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    [BindProperty]
    public List<Guid> ServiceAreaIds { get; set; } = [];

    /// <summary>The first day on which the key opens nothing.</summary>
    [BindProperty]
    public DateOnly? ExpiresAt { get; set; }

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task<IActionResult> OnGetAsync()
    {
        ExpiresAt = CouncilTime.DateOf(time.GetUtcNow()).AddDays(UsualDays);
        return ShowAsync(null);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (ExpiresAt is null) Missing(nameof(ExpiresAt), "Enter the day on which the key ends");
        var ends = ExpiresAt is { } day ? CouncilTime.StartOf(day) : default;
        var result = await SendAsync(new CreateApiClientCommand(Name ?? "", Scopes, ServiceAreaIds, ends) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return await ShowAsync(error.Rename(field => field.StartsWith(nameof(Scopes), StringComparison.Ordinal) ? nameof(Scopes) : field));
        ApiKeyModel.Keep(TempData, result.Value);
        return Onwards("/admin/api-clients/key", $"{Name?.Trim()} has a key");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var areas = await SendAsync(new ListServiceAreasQuery());
        if (areas.Error is { } error) return Problem(error);
        Areas = [.. areas.Value.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => new Choice(a.Id.ToString(), a.Name))];
        return failed is null ? Page() : Problem(failed);
    }
}
