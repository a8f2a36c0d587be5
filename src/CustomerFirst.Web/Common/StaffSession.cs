using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CustomerFirst.Web.Common;

/// <summary>
/// A person's session: everything that decides what they may see stands in the protected cookie, so that no page reads it from the
/// database. Once a minute it is read anew; a session whose account ended, or whose security stamp changed, ends then.
/// </summary>
internal static class StaffSession
{
    /// <summary>The session's authentication scheme.</summary>
    public const string Scheme = "staff";
    /// <summary>The scheme of the minutes between password and code.</summary>
    public const string SecondFactorScheme = "secondFactor";
    /// <summary>How long what the cookie says is believed.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private const string Id = "sub", Name = "name", Stamp = "stamp", Roles = "roles", Areas = "areas", Teams = "teams", Wards = "wards", Office = "office", Keys = "keys", First = "first", Since = "since";
    private static readonly ConcurrentDictionary<string, (IReadOnlySet<Role> Roles, IReadOnlySet<Permission> Permissions)> s_roles = new();
    // Until the first thing is done nothing else works, in pages and API alike.
    private static readonly HashSet<Permission> s_ownAccountOnly = [Permission.Anyone, Permission.TrackEnquiry, Permission.SeeOwnAccount];

    /// <summary>Begins a session.</summary>
    public static Task SignInAsync(HttpContext context, StaffIdentity identity, DateTimeOffset now) => context.SignInAsync(Scheme, Principal(identity, now));

    /// <summary>Reads the identity anew into the session that is there: after a change of one's own.</summary>
    public static async Task RefreshAsync(HttpContext context)
    {
        if (IdOf(context.User) is { } id && await context.RequestServices.GetRequiredService<StaffIdentities>().FindAsync(id, context.RequestAborted) is { } identity)
            await context.SignInAsync(Scheme, Principal(identity, SinceOf(context.User)));
    }

    /// <summary>Remembers for a few minutes whose password was right.</summary>
    public static Task AskForSecondFactorAsync(HttpContext context, Guid staffId) =>
        context.SignInAsync(SecondFactorScheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(Id, staffId.ToString())], SecondFactorScheme)));

    /// <summary>Somebody of whom only the id is known and who may do nothing: to ask whether a form was written for them.</summary>
    public static ClaimsPrincipal Somebody(Guid staffId) => new(new ClaimsIdentity([new Claim(Id, staffId.ToString())], Scheme));

    /// <summary>Whose password was right a few minutes ago; null when nobody's.</summary>
    public static async Task<Guid?> AwaitsSecondFactorAsync(HttpContext context) =>
        (await context.AuthenticateAsync(SecondFactorScheme)) is { Succeeded: true, Principal: { } principal } ? IdOf(principal) : null;

    /// <summary>Who acts, from what the cookie says; nothing is read.</summary>
    public static Actor ActorOf(ClaimsPrincipal user, string? from)
    {
        if (IdOf(user) is not { } id) return Actor.Public with { From = from };
        var (roles, permissions) = s_roles.GetOrAdd(user.FindFirstValue(Roles) ?? "", codes =>
        {
            var set = codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Codes.Read<Role>).OfType<Role>().ToHashSet();
            return (set, set.SelectMany(Permissions.Of).ToHashSet());
        });
        return new Actor(ActorKind.Staff, id, user.FindFirstValue(Name) ?? "", from)
        {
            Roles = roles,
            Permissions = user.HasClaim(c => c.Type == First) ? s_ownAccountOnly : permissions,
            ServiceAreas = Unpack(user.FindFirstValue(Areas)),
            Teams = Unpack(user.FindFirstValue(Teams)),
            Wards = Unpack(user.FindFirstValue(Wards)),
            OfficeId = Guid.TryParse(user.FindFirstValue(Office), out var office) ? office : null,
        };
    }

    /// <summary>The page that somebody has to finish before any other; null for almost everybody.</summary>
    public static string? FirstThing(ClaimsPrincipal user) => user.FindFirstValue(First);

    /// <summary>Whether the person wants single-letter keys.</summary>
    public static bool WantsKeys(ClaimsPrincipal user) => user.FindFirstValue(Keys) == "1";

    /// <summary>Once a minute: ends the session or reads it anew.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        if (context.Principal is not { } user || (context.Properties.IssuedUtc is { } issued && now - issued < Believed)) return;
        var longest = context.HttpContext.RequestServices.GetRequiredService<SessionOptions>().LongestHours;
        var identity = IdOf(user) is { } id && now - SinceOf(user) < TimeSpan.FromHours(longest)
            ? await context.HttpContext.RequestServices.GetRequiredService<StaffIdentities>().FindAsync(id, context.HttpContext.RequestAborted)
            : null;
        if (identity is null || identity.SecurityStamp != user.FindFirstValue(Stamp))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }
        context.ReplacePrincipal(Principal(identity, SinceOf(user)));
        context.ShouldRenew = true;
    }

    private static ClaimsPrincipal Principal(StaffIdentity identity, DateTimeOffset since)
    {
        List<Claim> claims =
        [
            new(Id, identity.Id.ToString()), new(Name, identity.Name), new(Stamp, identity.SecurityStamp), new(Roles, string.Join(' ', identity.Roles.Order().Select(r => r.Code()))),
            new(Areas, Pack(identity.ServiceAreas)), new(Teams, Pack(identity.Teams)), new(Wards, Pack(identity.Wards)), new(Keys, identity.KeyboardShortcuts ? "1" : "0"),
            new(Since, since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        if (identity.OfficeId is { } office) claims.Add(new(Office, office.ToString()));
        if (identity.MustChangePassword) claims.Add(new(First, "/account/password"));
        else if (identity.MustSetUpTwoFactor) claims.Add(new(First, "/account/two-factor"));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme, Name, Roles));
    }

    private static Guid? IdOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Id), out var id) ? id : null;

    private static DateTimeOffset SinceOf(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(Since), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;

    // 16 bytes each and nothing between: sixty areas fit in one cookie.
    private static string Pack(IReadOnlyList<Guid> ids) => Base64Url.EncodeToString([.. ids.SelectMany(id => id.ToByteArray())]);

    private static HashSet<Guid> Unpack(string? packed) => packed is null ? [] : [.. Base64Url.DecodeFromChars(packed).Chunk(16).Select(bytes => new Guid(bytes))];
}

/// <summary>How long sessions last: the configuration section <c>Session</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>Minutes without a request after which a session ends.</summary>
    public int IdleMinutes { get; set; } = 60;
    /// <summary>Hours after which one has to sign in again, however busy.</summary>
    public int LongestHours { get; set; } = 12;
}

/// <summary>Where each role works, for after sign-in.</summary>
public static class Landing
{
    /// <summary>The address at which somebody begins.</summary>
    public static string Of(Actor actor) =>
        actor.May(Permission.SeeOwnWork) ? "/"
        : actor.May(Permission.SeeWard) ? "/ward"
        : actor.May(Permission.ManageServices) ? "/admin"
        : actor.May(Permission.SearchAudit) ? "/audit"
        : "/account";
}
