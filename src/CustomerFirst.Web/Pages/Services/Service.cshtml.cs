using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>One service with its SLA and its history.</summary>
[Needs(Permission.ManageServices)]
public sealed class ServiceModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    public ServiceDetails Service { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var service = await SendAsync(new ReadServiceQuery(Id));
        if (service.Error is { } error) return Problem(error);
        Service = service.Value;
        return Page();
    }
}
