using System.Security.Cryptography;
using CustomerFirst.Application.Staff;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CustomerFirst.Web.Common;

/// <summary>
/// Who used this browser before: their other windows may still hold forms, while the session's cookie is gone or somebody else's. An encrypted cookie remembers the last few of them by their
/// ids, which let nobody in.
/// </summary>
internal static class FormerUsers
{
    private const string Cookie = "cf-former", Purpose = "CustomerFirst.FormerSession";
    private const int Most = 8, LengthOfId = 16;

    /// <summary>Those whose session this browser holds or held, the last one first.</summary>
    public static IReadOnlyList<Guid> Of(HttpContext context) => [.. new[] { OfSession(context) }.OfType<Guid>().Concat(Remembered(context)).Distinct()];

    /// <summary>Remembers whose session ends: by them, by its time, or because somebody else signs in.</summary>
    public static Task RememberAsync(HttpContext context)
    {
        if (OfSession(context) is not { } leaving) return Task.CompletedTask;
        var ids = Remembered(context).Prepend(leaving).Distinct().Take(Most).SelectMany(id => id.ToByteArray()).ToArray();
        // As long as what they typed waits for them.
        context.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(Protector(context).Protect(ids, Draft.Kept)),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", IsEssential = true });
        return Task.CompletedTask;
    }

    // The session's cookie can still be read after its end: it only lets nobody in any more. A request from another site has none (SameSite).
    private static Guid? OfSession(HttpContext context)
    {
        var session = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(StaffSession.Scheme);
        return session.CookieManager.GetRequestCookie(context, session.Cookie.Name!) is { } cookie && session.TicketDataFormat.Unprotect(cookie) is { Principal: var former } ? StaffSession.ActorOf(former, null).StaffId : null;
    }

    private static List<Guid> Remembered(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } cookie) return [];
        try
        {
            return [.. Protector(context).Unprotect(WebEncoders.Base64UrlDecode(cookie)).Chunk(LengthOfId).Select(id => new Guid(id))];
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or ArgumentException)
        {
            // Too old, or not from here.
            return [];
        }
    }

    private static ITimeLimitedDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose).ToTimeLimitedDataProtector();
}
