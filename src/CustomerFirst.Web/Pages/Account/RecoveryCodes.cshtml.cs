using CustomerFirst.Application.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>The recovery codes, shown once: they travel from the page before in an encrypted cookie.</summary>
public sealed class RecoveryCodesModel : StaffPage, IPartOfOwnAccount
{
    private const string Kept = "recoveryCodes";

    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>Keeps the codes for this page.</summary>
    internal static void Keep(ITempDataDictionary data, RecoveryCodes codes) => data[Kept] = codes.Codes.ToArray();

    public IActionResult OnGet()
    {
        if (TempData[Kept] is not string[] codes) return RedirectToPage("/Account/TwoFactor");
        Codes = codes;
        return Page();
    }
}
