using CustomerFirst.Application.Members;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Members;

/// <summary>An enquiry as the member of its ward sees it.</summary>
[Needs(Permission.SeeWard)]
public sealed class EnquiryModel : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    public WardTicket Enquiry { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await SendAsync(new GetWardTicketQuery(Reference));
        if (found.Error is { } error) return Problem(error);
        Enquiry = found.Value;
        return Page();
    }
}
