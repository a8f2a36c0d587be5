using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>A program's key, shown once: it travels from the page before in an encrypted cookie.</summary>
[Needs(Permission.ManageApiClients)]
public sealed class ApiKeyModel : StaffPage
{
    private const string Kept = "apiKey";

    /// <summary>Null when the command had been done before and the key is gone.</summary>
    public string? Key { get; private set; }

    /// <summary>Keeps the key for this page.</summary>
    internal static void Keep(ITempDataDictionary data, NewApiClient client) => data[Kept] = client.Key ?? "";

    public IActionResult OnGet()
    {
        if (TempData[Kept] is not string key) return Redirect("/admin/api-clients");
        Key = key.Length == 0 ? null : key;
        return Page();
    }
}
