using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Ends a member's service of a ward, or removes what was entered by mistake.</summary>
[Needs(Permission.ManageStaff)]
public sealed class EndWardModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public Guid WardId { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    public StaffDetails Person { get; private set; } = null!;
    public WardServed Ward { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } failed) return failed;
        LastDay = Ward.LastDay;
        return Page();
    }

    public Task<IActionResult> OnPostAsync() => EndAsync(mistake: false);

    public Task<IActionResult> OnPostRemoveAsync() => EndAsync(mistake: true);

    private async Task<IActionResult> EndAsync(bool mistake)
    {
        if (await LoadAsync() is { } failed) return failed;
        // Whatever stands in the date then does not count.
        if (mistake) ModelState.Clear();
        var result = await SendAsync(new EndWardCommand(Id, Version, WardId, mistake ? null : LastDay, mistake) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? Problem(error) : Onwards($"/admin/staff/{Id}/wards", mistake ? "The entry was removed" : "The last day was saved");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var person = await SendAsync(new ReadStaffQuery(Id));
        if (person.Error is { } error) return Problem(error);
        if (person.Value.Wards.FirstOrDefault(w => w.Id == WardId) is not { } ward) return Problem(new NotFound("ward of theirs"));
        (Person, Ward) = (person.Value, ward);
        return null;
    }
}
