using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerFirst.Web.Common;

/// <summary>
/// A form that was sent after its sender's session had ended, or after they had signed out in another window, whoever has signed in since. It waits for its writer as a draft about
/// themselves, compressed and encrypted, until they have signed in again, so that nothing typed is lost. Somebody else who signs in with the same browser never sees it: whose it is, the
/// form's own token says, which was made for one person.
/// </summary>
/// <param name="Address">Where the form was going.</param>
/// <param name="Fields">Names and values, in order; not the form's token, which is worthless by then.</param>
/// <param name="WithoutFile">It had a file, which is not kept: no page can choose one for somebody, and what was typed beside it is no reason to lose both.</param>
internal sealed record KeptForm(string Address, IReadOnlyList<string[]> Fields, bool WithoutFile = false)
{
    /// <summary>Where its writer sends it or throws it away.</summary>
    public const string Page = "/account/kept-form";

    /// <summary>The field by which a form says that it is the one that was kept.</summary>
    public const string Marker = "KeptForm";

    private const string Purpose = "CustomerFirst.KeptForm", Sealed = "Form", TokenField = "__RequestVerificationToken";

    // A draft holds no more.
    private const int Longest = 190_000;

    /// <summary>Keeps the form of the request for the one among those who used this browser before for whom it was written.</summary>
    /// <returns>Whether it was kept.</returns>
    public static async Task<bool> KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || await WriterAsync(context) is not { } writer) return false;
        var form = await request.ReadFormAsync(context.RequestAborted);
        // A password is typed again sooner than it is kept.
        if (form.Keys.Any(name => name.Contains("Password", StringComparison.OrdinalIgnoreCase)) || request.Path.StartsWithSegments("/account/password")) return false;
        var fields = form.Where(f => f.Key is not (TokenField or Marker)).SelectMany(f => f.Value.Select(v => new[] { f.Key, v ?? "" })).ToList();
        var kept = JsonSerializer.SerializeToUtf8Bytes(new KeptForm(AddressOf(request), fields, form.Files.Count > 0));
        var packed = WebEncoders.Base64UrlEncode(Protector(context).Protect(Compress(kept)));
        return packed.Length <= Longest && await SendAsync(context, writer, new KeepDraftCommand(writer, [new DraftField(Sealed, packed)])) is { Ok: true };
    }

    /// <summary>Whether one waits for a person.</summary>
    public static async Task<bool> WaitsAsync(HttpContext context, Guid writer) => await OfAsync(context, writer) is not null;

    /// <summary>The form that waits for a person; null when none does.</summary>
    public static async Task<KeptForm?> OfAsync(HttpContext context, Guid writer)
    {
        if (await SendAsync(context, writer, new GetDraftQuery(writer)) is not { Ok: true, Value.Fields: [{ Name: Sealed, Value: var packed }] }) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptForm>(Expand(Protector(context).Unprotect(WebEncoders.Base64UrlDecode(packed))));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or JsonException)
        {
            // Its key is gone.
            return null;
        }
    }

    /// <summary>Forgets it.</summary>
    public static Task ForgetAsync(HttpContext context, Guid writer) => SendAsync(context, writer, new KeepDraftCommand(writer, []));

    // What only keeps what was typed and leads on, or out: sent by its writer's own hand the same form leads back to its page.
    private static string AddressOf(HttpRequest request)
    {
        var address = $"{request.Path}{request.QueryString}";
        if (request.Query["handler"] != "Away") return address;
        var page = QueryHelpers.AddQueryString(request.Path, request.Query.Where(q => q.Key is not ("handler" or "to")).ToDictionary(q => q.Key, q => (string?)q.Value.ToString()));
        return QueryHelpers.AddQueryString(page, new Dictionary<string, string?> { ["handler"] = "Away", ["to"] = page });
    }

    // Of those who used this browser the one for whom the form was written; the token of a form holds for one person only.
    private static async Task<Guid?> WriterAsync(HttpContext context)
    {
        var forgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        var now = context.User;
        try
        {
            foreach (var former in FormerUsers.Of(context))
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

    // In the name of its writer, who is not signed in now; nobody whose account has ended.
    private static async Task<Result<T>?> SendAsync<T>(HttpContext context, Guid writer, IRequest<Result<T>> request)
    {
        await using var scope = context.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<StaffIdentities>().FindAsync(writer, context.RequestAborted) is not { } identity) return null;
        var from = context.Connection.RemoteIpAddress?.ToString();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(ActorKind.Staff, writer, identity.Name, from) { Permissions = new HashSet<Permission> { Permission.SeeOwnAccount } };
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, context.RequestAborted);
    }

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);

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
