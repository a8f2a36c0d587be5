using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>A one-time password, shown once: it travels from the page before in an encrypted cookie.</summary>
[Needs(Permission.ManageStaff)]
public sealed class OneTimePasswordModel : StaffPage
{
    private const string Kept = "oneTimePassword";

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>Null when the command had been done before and the password is gone.</summary>
    public string? Password { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";

    /// <summary>Keeps the password for this page.</summary>
    internal static void Keep(ITempDataDictionary data, OneTimePassword given) => data[Kept] = new[] { given.StaffId.ToString(), given.Password ?? "" };

    public async Task<IActionResult> OnGetAsync()
    {
        if (TempData[Kept] is not string[] { Length: 2 } kept || kept[0] != Id.ToString()) return Redirect($"/admin/staff/{Id}");
        var person = await SendAsync(new ReadStaffQuery(Id));
        if (person.Error is { } error) return Problem(error);
        (Name, Email, Password) = (person.Value.Staff.Name, person.Value.Staff.Email, kept[1].Length == 0 ? null : kept[1]);
        return Page();
    }
}
