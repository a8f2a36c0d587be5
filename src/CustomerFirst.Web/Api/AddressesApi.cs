using CustomerFirst.Application.Places;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>What to find an address by.</summary>
internal sealed record AddressSearchBody
{
    /// <summary>A part of the address or a postcode, in any order: <c>14 bobbin road</c>, <c>bobbin ro 14</c>, <c>zy3 4</c>. At least 3 letters or digits.</summary>
    public string Text { get; init; } = "";
}

/// <summary>Properties that fit.</summary>
/// <param name="Items">The best first, at most 20.</param>
/// <param name="More">There are more: a house number or the postcode would tell them apart.</param>
/// <param name="Nearby">Nothing fits all that was sent; these are of its postcode.</param>
internal sealed record AddressesFound(IReadOnlyList<AddressFound> Items, bool More, bool Nearby);

/// <summary>A property of the gazetteer.</summary>
/// <param name="Uprn">The unique property reference number.</param>
/// <param name="Address">As a customer's address takes it.</param>
/// <param name="Latitude">WGS84 degrees; null where the gazetteer has no point.</param>
/// <param name="Ward">In which the point lies by the boundaries of today; null outside the council's wards.</param>
internal sealed record AddressFound(long Uprn, string OneLine, AddressBody Address, double? Latitude, double? Longitude, AreaResource? Ward, AreaResource? Constituency)
{
    public static AddressFound Of(FoundAddress found) =>
        new(found.Uprn, found.OneLine, AddressBody.Of(found.Lines)!, found.Latitude, found.Longitude, AreaResource.Of(found.Place.Ward), AreaResource.Of(found.Place.Constituency));
}

/// <summary>A ward or a constituency.</summary>
/// <param name="Code">The ONS code.</param>
internal sealed record AreaResource(string Code, string Name)
{
    public static AreaResource? Of(FoundArea? area) => area is null ? null : new(area.Code, area.Name);
}

/// <summary>Addresses of the gazetteer.</summary>
internal static class AddressesApi
{
    /// <summary>Adds the addresses.</summary>
    public static void MapAddresses(this RouteGroupBuilder root)
    {
        root.MapGroup("/addresses").WithTags("Addresses")
            .MapPost("/search", FindAsync).Sends<FindAddressesQuery>("findAddresses", "Find addresses", "Properties of the council's gazetteer by a part of the address or a postcode, in any order. The text is posted because it may say where somebody lives.")
            .Answers<AddressesFound>()
            .Example(new AddressSearchBody { Text = "14 bobbin road" },
                new AddressesFound([new(990000001234, "14 Bobbin Road, Kelderby, ZZ14 7QH", new AddressBody("14 Bobbin Road", null, "Kelderby", "ZZ14 7QH", 990000001234), 54.12, 0.09, new("E05999014", "Larchfield"), new("E14999003", "Kelderby West"))], false, false));
    }

    private static Task<IResult> FindAsync(AddressSearchBody body, ApiCall call) =>
        call.SendAsync(new FindAddressesQuery(body.Text), found => ApiCall.Ok(new AddressesFound([.. found.Addresses.Select(AddressFound.Of)], found.More, found.Nearby)));
}
