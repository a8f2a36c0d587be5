using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>The wards that an elected member serves, from when to when.</summary>
[Needs(Permission.ManageStaff)]
public sealed class WardsModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? WardCode { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    public StaffDetails Person { get; private set; } = null!;
    public IReadOnlyList<Choice> Wards { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new ServeWardCommand(Id, Version, WardCode, From, LastDay) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/staff/{Id}/wards", "The ward was added. What they see follows within a minute");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var person = await SendAsync(new ReadStaffQuery(Id));
        if (person.Error is { } error) return Problem(error);
        var choices = await SendAsync(new ListStaffChoicesQuery());
        if (choices.Error is { } refused) return Problem(refused);
        (Person, Wards) = (person.Value, [.. choices.Value.Wards.Select(w => new Choice(w.Code, w.Name))]);
        return failed is null ? Page() : Problem(failed);
    }
}
