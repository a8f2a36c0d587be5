using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>A file of a ticket, to be saved and never to be drawn or run by the browser.</summary>
[Needs(Permission.ViewTicket)]
public sealed class FileModel : StaffPage
{
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var file = await SendAsync(new GetAttachmentQuery(id));
        if (file.Error is { } error) return Problem(error);
        Response.OnStarting(() =>
        {
            Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            Response.Headers.XContentTypeOptions = "nosniff";
            Response.Headers.CacheControl = "private, no-store";
            return Task.CompletedTask;
        });
        return File(file.Value.Bytes, file.Value.MediaType, file.Value.FileName);
    }
}
