using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerFirst.Web.Common;

/// <summary>
/// A form that was sent after the session had ended, or after its sender had signed out in another window. It waits, compressed and encrypted, in a cookie of its
/// sender until they have signed in again, so that nothing typed is lost. Somebody else who signs in with the same browser never sees it: whose it is, the form's own
/// token says, which was made for one person.
/// </summary>
/// <param name="Owner">Whose session it was.</param>
/// <param name="Address">Where the form was going.</param>
/// <param name="Fields">Names and values, in order; not the form's token, which is worthless by then.</param>
/// <param name="WithoutFile">It had a file, which is not kept: no page can choose one for somebody, and what was typed beside it is no reason to lose both.</param>
internal sealed record KeptForm(Guid Owner, string Address, IReadOnlyList<string[]> Fields, bool WithoutFile = false)
{
    private const string Cookie = "cf-kept", FormerCookie = "cf-former";
    private const string Purpose = "CustomerFirst.KeptForm", FormerPurpose = "CustomerFirst.FormerSession";
    private const string TokenField = "__RequestVerificationToken";
    // What browsers and servers carry in headers without complaint.
    private const int LongestCookie = 12_000;
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(30);
    // As long as a form may stand open in another window after the sign-out: a working day.
    private static readonly TimeSpan s_formerLasts = TimeSpan.FromHours(12);
    private static readonly ChunkingCookieManager s_cookies = new();

    /// <summary>Keeps the form of the request, if there is one that can be kept.</summary>
    /// <returns>Whether it was kept.</returns>
    public static async Task<bool> KeepAsync(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var (context, request) = (redirect.HttpContext, redirect.Request);
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || await WriterAsync(redirect) is not { } owner) return false;
        var form = await request.ReadFormAsync(context.RequestAborted);
        var fields = form.Where(f => f.Key != TokenField).SelectMany(f => f.Value.Select(v => new[] { f.Key, v ?? "" })).ToList();
        var text = JsonSerializer.SerializeToUtf8Bytes(new KeptForm(owner, $"{request.Path}{request.QueryString}", fields, form.Files.Count > 0));
        var cookie = WebEncoders.Base64UrlEncode(Protector(context).Protect(Compress(text), s_lasts));
        if (cookie.Length > LongestCookie) return false;
        s_cookies.AppendResponseCookie(context, Cookie, cookie, Options(context));
        return true;
    }

    /// <summary>The form that waits for a person; null when none does.</summary>
    public static KeptForm? Of(HttpContext context, Guid owner)
    {
        if (s_cookies.GetRequestCookie(context, Cookie) is not { } cookie) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<KeptForm>(Expand(Protector(context).Unprotect(WebEncoders.Base64UrlDecode(cookie))));
            return kept?.Owner == owner ? kept : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or JsonException)
        {
            // Too old, or not from here.
            return null;
        }
    }

    /// <summary>Forgets it.</summary>
    public static void Forget(HttpContext context) => s_cookies.DeleteCookie(context, Cookie, Options(context));

    /// <summary>Remembers who signs out: their other windows may still hold forms, whose session's cookie is gone then.</summary>
    public static Task RememberWriterAsync(CookieSigningOutContext leaving)
    {
        if (OfSession(leaving.HttpContext, leaving.Options) is { } former)
            leaving.HttpContext.Response.Cookies.Append(FormerCookie, WebEncoders.Base64UrlEncode(Protector(leaving.HttpContext, FormerPurpose).Protect(former.ToByteArray(), s_formerLasts)), Options(leaving.HttpContext));
        return Task.CompletedTask;
    }

    // Of those whose sessions ended in this browser the one for whom the form was written; the token of a form holds for one person only.
    private static async Task<Guid?> WriterAsync(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var context = redirect.HttpContext;
        var forgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        var now = context.User;
        try
        {
            foreach (var former in new[] { OfSession(context, redirect.Options), WhoSignedOut(context) }.OfType<Guid>().Distinct())
            {
                context.User = StaffSession.Somebody(former);
                if (await forgery.IsRequestValidAsync(context)) return former;
            }
        }
        finally
        {
            context.User = now;
        }
        return null;
    }

    // The session's cookie can still be read after its end: it only lets nobody in any more. A request from another site has none (SameSite).
    private static Guid? OfSession(HttpContext context, CookieAuthenticationOptions session) =>
        session.CookieManager.GetRequestCookie(context, session.Cookie.Name!) is { } cookie && session.TicketDataFormat.Unprotect(cookie) is { Principal: var former } ? StaffSession.ActorOf(former, null).StaffId : null;

    private static Guid? WhoSignedOut(HttpContext context)
    {
        if (context.Request.Cookies[FormerCookie] is not { } cookie) return null;
        try
        {
            return new Guid(Protector(context, FormerPurpose).Unprotect(WebEncoders.Base64UrlDecode(cookie)));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(HttpContext context, string purpose = Purpose) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose).ToTimeLimitedDataProtector();

    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };

    private static byte[] Compress(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(text);
        return packed.ToArray();
    }

    private static byte[] Expand(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var text = new MemoryStream();
        brotli.CopyTo(text);
        return text.ToArray();
    }
}
