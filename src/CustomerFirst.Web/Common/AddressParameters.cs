using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerFirst.Web.Common;

/// <summary>What a parameter of a page's address may be, and what to say of one that is something else.</summary>
/// <param name="what">What it is, as the sentence begins: "Order" cannot be "foo".</param>
/// <param name="values">The texts that it can be; none where its type says that.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InAddressAttribute(string what, params string[] values) : Attribute
{
    /// <summary>What it is.</summary>
    public string What { get; } = what;

    /// <summary>The texts that it can be.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>An enumeration whose codes it can be; null where the texts or the type say it.</summary>
    public Type? Codes { get; init; }

    /// <summary>What the page shows instead: "all your wards are shown". Null where that can be seen.</summary>
    public string? Instead { get; init; }

    /// <summary>Whether a text is one of those that it can be.</summary>
    public bool Allows(string text) => (Values.Count == 0 && Codes is null) || Values.Contains(text, StringComparer.OrdinalIgnoreCase)
        || (Codes is { } codes && !char.IsAsciiDigit(text[0]) && text[0] != '-' && Enum.TryParse(codes, text, ignoreCase: true, out _));
}

/// <summary>
/// Tells what in the address of a page cannot be read, the same way on every page: which parameter, what it holds and what is shown instead. Nothing that
/// somebody asked for is passed over in silence.
/// </summary>
internal static class AddressParameters
{
    private const int Quoted = 40;

    private static readonly ConcurrentDictionary<Type, (string Name, InAddressAttribute? Says, bool IsDate)[]> s_known = new();

    /// <summary>Looks the address of a page over and says in its model state what is wrong.</summary>
    /// <returns>Whether something is.</returns>
    public static bool Check(HubPage page)
    {
        if (!HttpMethods.IsGet(page.Request.Method)) return false;
        var known = s_known.GetOrAdd(page.GetType(), Known);
        var wrong = false;
        foreach (var (name, says, isDate) in known)
        {
            if (page.Request.Query[name].FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) is not { } text) continue;
            // Dates have better words of their own.
            var unread = !isDate && page.ModelState.GetFieldValidationState(name) == ModelValidationState.Invalid;
            if (unread || says?.Allows(text) == false) wrong |= Tell(page, name, says?.What ?? $"\"{name}\" in the address", text, says?.Instead);
        }
        if (page is not IFilteredByTickets filtered) return wrong;
        // What is asked of a list of tickets and not known would be a list of others.
        foreach (var name in page.Request.Query.Keys.Where(key => !key.Equals("handler", StringComparison.OrdinalIgnoreCase) && !filtered.FilterNames.Contains(key) && !known.Any(k => k.Name.Equals(key, StringComparison.OrdinalIgnoreCase))))
        {
            page.ModelState.AddModelError(name, $"\"{Short(name)}\" in the address is nothing that this page can be asked for");
            wrong = true;
        }
        return wrong;
    }

    /// <summary>Says that a parameter cannot be what it is, in the place of whatever was said of it before.</summary>
    public static bool Tell(HubPage page, string name, string what, string text, string? instead)
    {
        page.ModelState.Remove(name);
        page.ModelState.SetModelValue(name, text, text);
        page.ModelState.AddModelError(name, $"{what} cannot be \"{Short(text)}\"{(instead is null ? "" : $": {instead}")}");
        return true;
    }

    private static string Short(string text) => text.Length <= Quoted ? text : $"{text[..Quoted]}…";

    private static (string Name, InAddressAttribute? Says, bool IsDate)[] Known(Type page) =>
    [
        .. from property in page.GetProperties()
           let bound = property.GetCustomAttribute<BindPropertyAttribute>()
           let query = property.GetCustomAttribute<FromQueryAttribute>()
           where bound is { SupportsGet: true } || query is not null
           select (bound?.Name ?? query?.Name ?? property.Name, property.GetCustomAttribute<InAddressAttribute>(), property.PropertyType == typeof(DateOnly?) || property.PropertyType == typeof(DateOnly)),
    ];
}

/// <summary>A page whose address holds a filter of tickets: what it does not know there is told.</summary>
internal interface IFilteredByTickets
{
    /// <summary>The parts of a filter that it goes by.</summary>
    IReadOnlySet<string> FilterNames { get; }
}
