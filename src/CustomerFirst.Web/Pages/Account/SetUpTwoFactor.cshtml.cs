using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using QRCoder;

namespace CustomerFirst.Web.Pages.Account;

/// <summary>Shows the key to the authenticator app and asks for its first code.</summary>
public sealed class SetUpTwoFactorModel(CouncilOptions council) : StaffPage, IPartOfOwnAccount
{
    [BindProperty]
    public string? Code { get; set; }

    public TwoFactorKey Key { get; private set; } = null!;

    /// <summary>The QR code as a data address.</summary>
    public string Picture { get; private set; } = "";

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new TurnOnTwoFactorCommand(Code));
        if (result.Error is { } error) return await ShowAsync(error);
        RecoveryCodesModel.Keep(TempData, result.Value);
        await StaffSession.RefreshAsync(HttpContext);
        return RedirectToPage("/Account/RecoveryCodes");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var key = await SendAsync(new TwoFactorKeyQuery($"{council.Product} {council.Name}"));
        if (key.Error is not null) return RedirectToPage("/Account/TwoFactor");
        Key = key.Value;
        using var code = QRCodeGenerator.GenerateQrCode(Key.Uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        Picture = $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}";
        return failed is null ? Page() : Problem(failed);
    }
}
