using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerFirst.Web.Common;

/// <summary>
/// A part of a form that finds an address in the gazetteer: first the words, then the properties to choose from; everything else that was typed stays, and the address can always be typed
/// by hand. The page has it as a bound property called Finder, or by the name that it says.
/// </summary>
public sealed class AddressFinder
{
    private const string Usual = "Finder";

    /// <summary>What the page calls it, before which its fields' names stand.</summary>
    [BindNever]
    public string Name { get; set; } = Usual;

    /// <summary>Its place on the page.</summary>
    public string Anchor => Name == Usual ? "address-finder" : $"address-finder-{string.Concat(Name.Where(char.IsAsciiLetterOrDigit))}";

    /// <summary>A part of the address or a postcode.</summary>
    public string? Text { get; set; }

    /// <summary>What was looked for the last time.</summary>
    public string? Last { get; set; }

    /// <summary>The property that was chosen.</summary>
    public long? Uprn { get; set; }

    /// <summary>Something new was typed here and the form sent by another button or the Enter key: it is looked for first.</summary>
    public bool Asked => !string.IsNullOrWhiteSpace(Text) && Text != Last && Uprn is null;

    /// <summary>The properties to choose from; null before the first search.</summary>
    [BindNever]
    public FoundAddresses? Found { get; private set; }

    /// <summary>Looks for properties. What is wrong with the words stands beside them.</summary>
    public async Task<Error?> FindAsync(StaffPage page)
    {
        page.ModelState.Remove($"{Name}.Uprn");
        page.ModelState.Remove($"{Name}.Last");
        (Uprn, Last) = (null, Text);
        var found = await SendAsync(page, new FindAddressesQuery(Text));
        if (found.Ok) Found = found.Value;
        return found.Error is Invalid invalid ? new Invalid(invalid.Problems.ToDictionary(p => p.Key == nameof(FindAddressesQuery.Text) ? $"{Name}.Text" : p.Key, p => p.Value)) : found.Error;
    }

    /// <summary>The property that was chosen, once; null where none was.</summary>
    public async Task<FoundAddress?> TakeAsync(StaffPage page)
    {
        if (Uprn is not { } uprn || await SendAsync(page, new GetAddressQuery(uprn)) is not { Ok: true, Value: var found }) return null;
        (Text, Last, Uprn) = (null, null, null);
        page.ModelState.ClearOf(Name);
        return found;
    }

    private static Task<Result<T>> SendAsync<T>(StaffPage page, IQuery<T> query) =>
        page.HttpContext.RequestServices.GetRequiredService<IMediator>().Send(query, page.HttpContext.RequestAborted);
}

/// <summary>How a form has its address finder.</summary>
/// <param name="Button">The name of the buttons whose values are <paramref name="Find"/> and <paramref name="Use"/>; null where those are addresses to post to.</param>
/// <param name="Place">Where the buttons with values lead on the page.</param>
/// <param name="Fields">The form's fields by what a found property puts there: line1, line2, town or all of them as place; postcode, uprn, found.</param>
public sealed record AddressFinderParts(AddressFinder Finder, string? Button, string Find, string Use, string? Place, Dictionary<string, string> Fields);

/// <summary>Forgetting what was typed.</summary>
internal static class TypedFields
{
    /// <summary>Lets the fields below a name show the model again instead of what was posted.</summary>
    public static void ClearOf(this ModelStateDictionary state, string name)
    {
        foreach (var key in state.Keys.Where(k => k == name || k.StartsWith(name + '.', StringComparison.Ordinal)).ToList()) state.Remove(key);
    }
}
