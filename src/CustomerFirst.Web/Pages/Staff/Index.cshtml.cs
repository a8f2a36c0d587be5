using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Accounts of staff and members. Filters stand in the address; a name that is searched for is posted.</summary>
[Needs(Permission.ManageStaff)]
public sealed class IndexModel : StaffPage
{
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    [InAddress("Role", Codes = typeof(Role), Instead = "accounts of every role are shown")]
    public string? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    [InAddress("Office", Instead = "accounts of every office are shown")]
    public Guid? Office { get; set; }

    /// <summary>"closed" for closed accounts.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Accounts", "closed", "open", Instead = "those in use are shown")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    [InAddress("The place in the list", Instead = "the list is shown from its beginning")]
    public Guid? After { get; set; }

    public StaffList Found { get; private set; } = new([], null, 0);
    public StaffChoices Choices { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostAsync() => ShowAsync();

    /// <summary>The list's address with the filters as they are, or with some of them changed.</summary>
    public string Address(string? role, Guid? office, string? state, Guid? after = null)
    {
        var query = new QueryBuilder();
        query.Add("role", role);
        query.Add("office", office?.ToString());
        query.Add("state", state);
        query.Add("after", after?.ToString());
        return $"/admin/staff{query}";
    }

    private async Task<IActionResult> ShowAsync()
    {
        var choices = await SendAsync(new ListStaffChoicesQuery());
        if (choices.Error is { } refused) return Problem(refused);
        Choices = choices.Value;
        var found = await SendAsync(new ListStaffQuery(Text, Codes.Read<Role>(Role), Office, State == "closed", After));
        if (found.Error is { } error) return Problem(error);
        Found = found.Value;
        return Page();
    }
}
