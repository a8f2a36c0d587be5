using System.Text;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.UnitTests.Places;

public sealed class BoundaryFileTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[-1.9,52.4],[-1.8,52.4],[-1.8,52.5],[-1.9,52.5],[-1.9,52.4]]]}""";

    [Theory]
    [InlineData("""{"WD22CD":"E1","WD22NM":"North"}""")]
    [InlineData("""{"wd24cd":"E1","wd24nm":"North"}""")]
    [InlineData("""{"WD13CD":"E1","WD13CDO":"00CN","WD13NM":"North","WD13NMW":null}""")]
    [InlineData("""{"WD21CD":"E0","WD21NM":"Old","WD31CD":"E1","WD31NM":"North"}""")]
    [InlineData("""{"LAD22CD":"E08","LAD22NM":"City","WD22CD":"E1","WD22NM":"North"}""")]
    [InlineData("""{"code":"E1","name":"North"}""")]
    [InlineData("""{"CODE":"E1","Name":"North"}""")]
    [InlineData("""{"CTY19CD":"E1","CTY19NM":"North"}""")]
    public async Task Code_and_name_are_found_by_the_names_that_publishers_give_them(string properties)
    {
        var area = Assert.Single((await ReadAsync(Collection(Feature(properties)))).Value);

        Assert.Equal(("E1", "North"), (area.Code, area.Name));
    }

    [Fact]
    public async Task The_operator_can_say_which_properties_they_are()
    {
        var file = Collection(Feature("""{"ref":17,"title":"North","code":"x","name":"y"}"""));

        var area = Assert.Single((await ReadAsync(file, "ref", "title")).Value);

        Assert.Equal(("17", "North"), (area.Code, area.Name));
    }

    [Fact]
    public async Task Features_on_lines_of_their_own_are_read()
    {
        var lines = string.Join('\n', Feature("""{"code":"E1","name":"North"}"""), "\u001e" + Feature("""{"code":"E2","name":"South"}"""), "");

        Assert.Equal(["E1", "E2"], (await ReadAsync(lines)).Value.Select(a => a.Code));
    }

    [Fact]
    public async Task The_same_drawing_is_the_same_text_however_it_was_written()
    {
        var other = """{ "coordinates": [[[-1.90, 52.4000000001, 120], [-1.8,52.4],[-1.8,52.5],[-1.9,52.5],[-1.9,52.4]]], "type": "Polygon" }""";

        var area = Assert.Single((await ReadAsync($"\uFEFF{Collection(Feature("""{"code":"E1","name":"North"}""", other))}")).Value);

        Assert.Equal(Square, area.Boundary);
    }

    [Theory]
    [InlineData("""{"ward":"E1"}""", Square, "Feature 2 has no property for the code (known are WDyyCD and code; this one has ward); say which with --code.")]
    [InlineData("""{"WD22CD":"E1"}""", Square, "Feature 2 has no property for the name (known are WDyyNM and name; this one has WD22CD); say which with --name.")]
    [InlineData("""{"PCON24CD":"E1","PCON24NM":"North"}""", Square, "Feature 2 has no property for the code (known are WDyyCD and code; this one has PCON24CD, PCON24NM); say which with --code.")]
    [InlineData("""{"code":"","name":"North"}""", Square, "Feature 2 has no code in its property code.")]
    [InlineData("""{"code":"E0","name":"North"}""", Square, "Feature 2 (E0) repeats the code of feature 1.")]
    [InlineData("""{"code":"E1","name":"North"}""", "null", "Feature 2 (E1) has no geometry.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"Point","coordinates":[1,2]}""", "Feature 2 (E1) has a geometry of type Point, and a boundary is a Polygon or a MultiPolygon.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"Polygon","coordinates":[[[-1.9,52.4],[-1.8,52.4],[-1.8,52.5],[-1.9,52.5]]]}""", "Feature 2 (E1) has a ring that is not closed: its last position must be its first.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"MultiPolygon","coordinates":[[[[-1.9,52.4],[-1.8,52.4],[-1.9,52.4]]]]}""", "Feature 2 (E1) has a ring of fewer than four positions.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"Polygon","coordinates":[[[406523,286448],[406600,286448],[406600,286500],[406523,286448]]]}""",
        "Feature 2 (E1) is drawn in metres of the British National Grid (EPSG:27700), not in WGS84 longitude and latitude: convert the file to EPSG:4326.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"Polygon","coordinates":[[[-212000,6880000],[-211000,6880000],[-211000,6881000],[-212000,6880000]]]}""",
        "Feature 2 (E1) has coordinates that are not WGS84 longitude and latitude: convert the file to EPSG:4326.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"Polygon","coordinates":[[[52.4,-1.9],[52.4,-1.8],[52.5,-1.8],[52.4,-1.9]]]}""",
        "Feature 2 (E1) has latitude and longitude the wrong way round: GeoJSON puts the longitude first.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"Polygon","coordinates":[[[-2,53],[-1.9,53.1],[-1.9,53],[-2,53.1],[-2,53]]]}""",
        "Feature 2 (E1) has a boundary that crosses itself at longitude -1.95, latitude 53.05: mend the shape there.")]
    [InlineData("""{"code":"E1","name":"North"}""", """{"type":"MultiPolygon","coordinates":[[[[-1.9,52.4],[-1.8,52.4],[-1.8,52.5],[-1.9,52.4]]],[[[-2,53],[-1.9,53.1],[-1.9,53],[-2,53.1],[-2,53]]]]}""",
        "Feature 2 (E1) has a boundary that crosses itself at longitude -1.95, latitude 53.05: mend the shape there.")]
    public async Task What_is_wrong_with_a_feature_is_said_with_its_number(string properties, string geometry, string message)
    {
        var read = await ReadAsync(Collection(Feature("""{"code":"E0","name":"First"}"""), Feature(properties, geometry)));

        Assert.Equal(message, read.Error!.Message);
    }

    [Fact]
    public async Task A_boundary_that_touches_itself_in_a_point_is_taken()
    {
        const string touching = """{"type":"Polygon","coordinates":[[[-2,53],[-1.9,53],[-1.95,53.05],[-1.9,53.1],[-2,53.1],[-1.95,53.05],[-2,53]]]}""";

        Assert.True((await ReadAsync(Collection(Feature("""{"code":"E1","name":"North"}""", touching)))).Ok);
    }

    [Theory]
    [InlineData("{\n \"type\": \"FeatureCollection\",\n \"features\": [\n oops", "The file is not sound JSON: look at line 4.")]
    [InlineData("", "The file holds no GeoJSON features.")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "The file holds no GeoJSON features.")]
    [InlineData("""{"type":"FeatureCollection"}""", "The file's FeatureCollection has no features.")]
    [InlineData("""[1, 2]""", "The file is no GeoJSON with features: the first value is no Feature.")]
    public async Task A_file_that_is_no_geojson_says_so(string text, string message) => Assert.Equal(message, (await ReadAsync(text)).Error!.Message);

    private static Task<Result<IReadOnlyList<AreaDrawing>>> ReadAsync(string text, string? code = null, string? name = null) =>
        BoundaryFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), new BoundaryNames("WD", ["PCON", "LAD"], code, name), CancellationToken.None);

    private static string Feature(string properties, string geometry = Square) => $$"""{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}""";

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";
}
