using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages;

/// <summary>Where advisers, counter staff, officers and managers begin; everybody else is led to where they do.</summary>
public sealed class IndexModel : StaffPage
{
    public IActionResult OnGet() => May(Permission.SeeOwnWork) ? Page() : LocalRedirect(Landing.Of(Actor));
}
