using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Takes a service off offer, or puts it back.</summary>
[Needs(Permission.ManageServices)]
public sealed class WithdrawModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What the form was made for, so that a form that lies about does not do the opposite.</summary>
    [BindProperty]
    public bool PutBack { get; set; }

    public ServiceDetails Service { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var shown = await ShowAsync(null);
        if (Service is not null) PutBack = Service.WithdrawnAt is not null;
        return shown;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new WithdrawServiceCommand(Id, Version, Reason ?? "", PutBack) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/services/{Id}", PutBack ? "The service is on offer again" : "The service was withdrawn. Its tickets stay as they are");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var service = await SendAsync(new ReadServiceQuery(Id));
        if (service.Error is { } error) return Problem(error);
        Service = service.Value;
        return failed is null ? Page() : Problem(failed);
    }
}
