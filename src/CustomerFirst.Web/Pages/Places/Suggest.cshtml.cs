using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Suggests addresses to a script while somebody types; posted, because it may be where a customer lives.</summary>
[Needs(Permission.FindAddresses)]
public sealed class SuggestModel : StaffPage
{
    [BindProperty]
    public string? Text { get; set; }

    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        var found = await SendAsync(new FindAddressesQuery(Text));
        // Too few letters are no mistake of somebody who is still typing.
        if (!found.Ok) return new JsonResult(new { addresses = Array.Empty<object>() });
        return new JsonResult(new { addresses = found.Value.Addresses.Select(a => new { a.Uprn, Text = a.OneLine, a.Lines.Line1, a.Lines.Line2, a.Lines.Town, a.Lines.Postcode }) });
    }
}
