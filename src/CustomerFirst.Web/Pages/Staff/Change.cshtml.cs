using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Changes an account.</summary>
[Needs(Permission.ManageStaff)]
public sealed class ChangeModel : StaffFormPage
{
    [FromRoute]
    public Guid Id { get; set; }

    public StaffDetails Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } failed) return failed;
        Staff = StaffForm.Of(Person.Staff);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } failed) return failed;
        var result = await SendAsync(new ChangeStaffCommand(Id, Version, Staff.Entered()) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return await ProblemAsync(error, () => Task.FromResult(Compare(Person.Staff, Staff.Entered())));
        // One's own session goes on with what holds now.
        if (Actor.StaffId == Id) await StaffSession.RefreshAsync(HttpContext);
        return Onwards($"/admin/staff/{Id}", "The account was changed. What they may do follows within a minute");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (await LoadChoicesAsync() is { } refused) return Problem(refused);
        var person = await SendAsync(new ReadStaffQuery(Id));
        if (person.Error is { } error) return Problem(error);
        Person = person.Value;
        return null;
    }
}
