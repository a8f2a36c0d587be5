using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CustomerFirst.Web.Common;

/// <summary>What the page before did or refused, for the banner at the top of this one.</summary>
/// <param name="Said">One sentence.</param>
/// <param name="WayOnText">The words of the link to what may come next.</param>
/// <param name="WayOnHref">Where it goes: an address of the hub.</param>
public sealed record Flash(string Said, string? WayOnText, string? WayOnHref)
{
    /// <summary>It was not done, or not all of it: never said as a success.</summary>
    public bool Refused { get; init; }

    /// <summary>The cookie that carries it, encrypted.</summary>
    internal const string Cookie = "cf-said";
    private const string Key = "flash";

    /// <summary>Keeps it for the next page.</summary>
    public static void Keep(ITempDataDictionary data, string said, (string Text, string Href)? wayOn, bool refused = false) =>
        data[Key] = JsonSerializer.Serialize(new Flash(said, wayOn?.Text, wayOn?.Href) { Refused = refused });

    /// <summary>Says it on the page that is about to be written.</summary>
    public static void Now(HttpContext context, string said, bool refused = false) => context.Items[typeof(Flash)] = new Flash(said, null, null) { Refused = refused };

    /// <summary>Takes what was kept: shown once.</summary>
    public static Flash? Take(HttpContext context, ITempDataDictionary data) =>
        context.Items[typeof(Flash)] is Flash now ? now :
        // Reading what is not there would make every answer tell the browser to forget it.
        context.Request.Cookies.ContainsKey(Cookie) && data[Key] is string kept ? JsonSerializer.Deserialize<Flash>(kept) : null;
}
