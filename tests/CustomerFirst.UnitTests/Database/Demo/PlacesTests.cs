using System.Text.Json;
using CustomerFirst.Application.Database.Demo;
using NetTopologySuite.Geometries;

namespace CustomerFirst.UnitTests.Database.Demo;

public sealed class PlacesTests
{
    private static readonly DemoPlaces Places = DrawCity.Draw(DemoCouncil.Read());

    [Fact]
    public void There_are_ten_constituencies_of_four_wards_each_with_its_own_code_and_name()
    {
        Assert.Equal(10, Places.Constituencies.Count);
        Assert.Equal(40, Places.Wards.Count);
        Assert.All(Places.Constituencies, c => Assert.Equal(4, Places.Wards.Count(w => w.ParentCode == c.Code)));
        Assert.Equal(50, Places.Wards.Concat(Places.Constituencies).Select(b => b.Code).Distinct().Count());
        Assert.Equal(50, Places.Wards.Concat(Places.Constituencies).Select(b => b.Name).Distinct().Count());
        Assert.All(Places.Wards, w => Assert.Matches("^E05999[0-9]{3}$", w.Code));
        Assert.All(Places.Constituencies, c => Assert.Matches("^E14999[0-9]{3}$", c.Code));
    }

    [Fact]
    public void The_address_that_pages_and_guides_give_as_an_example_is_there() => Assert.Contains(Places.Properties, p => p is { Number: "14", Postcode.Street: "Bobbin Road" });

    [Fact]
    public void Wards_tile_the_city_without_gap_or_overlap()
    {
        Assert.All(Places.Wards, w => Assert.True(Shape(w).IsValid, w.Name));
        Assert.Equal(Area(Places.City), Places.Wards.Sum(Area), 9);
        foreach (var ward in Places.Wards)
        {
            // Every edge is walked the other way by exactly one neighbour, or is the edge of the city.
            var others = Places.Wards.Where(w => w != ward).Append(Reversed(Places.City)).SelectMany(Edges).ToHashSet();
            Assert.All(Edges(ward), e => Assert.Contains((e.To, e.From), others));
        }

        Assert.Equal(Places.Wards.Sum(w => w.Ring.Count - 1), Places.Wards.SelectMany(Edges).Distinct().Count());
    }

    [Fact]
    public void Wards_nest_exactly_in_their_constituency()
    {
        foreach (var constituency in Places.Constituencies)
        {
            var wards = Places.Wards.Where(w => w.ParentCode == constituency.Code).ToList();
            Assert.Equal(Area(constituency), wards.Sum(Area), 9);
            var inside = wards.SelectMany(Edges).ToHashSet();
            Assert.All(Edges(constituency), e => Assert.Contains(e, inside));
        }
    }

    [Fact]
    public void Wards_hold_about_the_same_number_of_homes_and_look_like_wards()
    {
        var areas = Places.Wards.Select(Area).Order().ToList();
        Assert.InRange(areas[^1] / areas[0], 1.3, 6);
        Assert.All(Places.Wards, w => Assert.True(Shape(w).Area / Shape(w).EnvelopeInternal.Area > 0.3, w.Name));
    }

    [Fact]
    public void Every_property_lies_in_its_postcodes_ward_and_no_two_share_a_number_or_an_address()
    {
        Assert.Equal(20_000, Places.Properties.Count);
        Assert.Equal(20_000, Places.Properties.Select(p => p.Uprn).Distinct().Count());
        Assert.Equal(20_000, Places.Properties.Select(p => (p.FirstLine, p.Postcode.Postcode)).Distinct().Count());
        var wards = Places.Wards.ToDictionary(w => w.Code, Shape);
        Assert.All(Places.Properties, p => Assert.True(wards[p.Postcode.WardCode].Contains(new Point(p.Point.Longitude, p.Point.Latitude)), p.FirstLine));
        Assert.InRange(Places.Properties.Count(p => p.Flat is not null), 1000, 2500);
    }

    [Fact]
    public void Every_postcode_is_fictional_and_lies_in_its_ward()
    {
        Assert.Equal(1500, Places.Postcodes.Count);
        Assert.Equal(1500, Places.Postcodes.Select(p => p.Postcode).Distinct().Count());
        Assert.All(Places.Postcodes, p => Assert.Matches("^ZY[0-9]{1,2} [0-9][ABD-HJLNP-UW-Z]{2}$", p.Postcode));
        var shapes = Places.Wards.ToDictionary(w => w.Code, Shape);
        Assert.All(Places.Postcodes, p => Assert.True(shapes[p.WardCode].Contains(new Point(p.Point.Longitude, p.Point.Latitude)), p.Postcode));
        Assert.Equal(300, Places.Streets.Count);
    }

    [Fact]
    public void Twelve_offices_stand_in_the_city_and_open_on_weekdays()
    {
        Assert.Equal(12, Places.Offices.Count);
        Assert.Equal(12, Places.Offices.Select(o => o.Code).Distinct().Count());
        Assert.Equal(12, Places.Offices.Select(o => o.Postcode).Distinct().Count());
        Assert.All(Places.Offices, o => Assert.InRange(o.OpeningHours.Count, 4, 5));
    }

    [Fact]
    public void The_files_for_the_importers_carry_everything()
    {
        using var wards = JsonDocument.Parse(Places.WardsGeoJson());
        var features = wards.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(Places.Wards.Select(w => (w.Code, w.Name)), features.Select(f => (f.GetProperty("properties").GetProperty("WD24CD").GetString()!, f.GetProperty("properties").GetProperty("WD24NM").GetString()!)));
        Assert.Contains("PCON24CD", Places.ConstituenciesGeoJson(), StringComparison.Ordinal);
        Assert.Equal(1501, Places.PostcodesCsv().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void The_city_is_drawn_the_same_each_time()
    {
        var again = DrawCity.Draw(DemoCouncil.Read());
        Assert.Equal(Places.WardsGeoJson(), again.WardsGeoJson());
        Assert.Equal(Places.PostcodesCsv(), again.PostcodesCsv());
    }

    private static Polygon Shape(DemoBoundary boundary) =>
        new(new LinearRing([.. boundary.Ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]));

    private static double Area(DemoBoundary boundary) => Shape(boundary).Area;

    private static IEnumerable<(DemoPoint From, DemoPoint To)> Edges(DemoBoundary boundary) => boundary.Ring.Zip(boundary.Ring.Skip(1));

    private static DemoBoundary Reversed(DemoBoundary boundary) => boundary with { Ring = [.. boundary.Ring.Reverse()] };
}
