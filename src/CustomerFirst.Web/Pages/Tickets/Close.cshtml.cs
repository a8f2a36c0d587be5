using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>Closes the tickets that were selected in a list, for one reason that every customer sees.</summary>
[Needs(Permission.CloseInBulk)]
public sealed class CloseModel : StaffPage
{
    /// <summary>Reference and version of each, as the list had them.</summary>
    [BindProperty]
    public List<string> Selected { get; set; } = [];

    [BindProperty]
    public string? CustomerTold { get; set; }

    /// <summary>The references of what was selected.</summary>
    public IEnumerable<string> References => Read().Select(t => t.Reference);

    public IActionResult OnGet() => LocalRedirect("/tickets");

    /// <summary>From the list: asks for the reason.</summary>
    public IActionResult OnPost() => Selected.Count == 0 ? Refused("/tickets", "Select the tickets to close first") : Page();

    public async Task<IActionResult> OnPostCloseAsync()
    {
        var closed = await SendAsync(new CloseInBulkCommand([.. Read()], CustomerTold) { IdempotencyKey = IdempotencyKey });
        if (closed.Error is { } error) return Problem(error);
        var left = closed.Value.LeftAlone.Count == 0 ? "" : $". Left alone: {string.Join(", ", closed.Value.LeftAlone.Select(l => $"{l.Reference} ({l.Why.TrimEnd('.').ToLowerInvariant()})"))}";
        return Onwards("/tickets", $"{closed.Value.Closed} {(closed.Value.Closed == 1 ? "ticket was" : "tickets were")} closed, and the customers told why{left}");
    }

    private IEnumerable<TicketVersion> Read()
    {
        foreach (var text in Selected)
        {
            if (text.Split(':') is [var reference, var version] && TicketReference.Read(reference) is { } read && int.TryParse(version, out var number)) yield return new TicketVersion(read, number);
        }
    }
}
