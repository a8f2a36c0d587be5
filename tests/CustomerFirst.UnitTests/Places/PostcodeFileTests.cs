using System.Text;
using CustomerFirst.Application.Places;

namespace CustomerFirst.UnitTests.Places;

public sealed class PostcodeFileTests
{
    [Theory]
    [InlineData("postcode,latitude,longitude", "B1 1AY,52.475924,-1.905392")]
    [InlineData("pcd,pcds,lat,long", "B1  1AY,B1 1AY,52.475924,-1.905392")]
    [InlineData("\uFEFFPostcode;Lat;Lon", "b11ay;52.475924;-1.905392")]
    [InlineData("Postcode,Eastings,Northings", "B1 1AY,406523,286448")]
    [InlineData("pcd,oseast1m,osnrth1m,lat,long", "B1 1AY,406523,286448,,")]
    [InlineData("postcode,note,latitude,longitude", "B1 1AY,\"a, b\",52.475924,-1.905392")]
    public async Task Columns_are_known_by_their_names(string heading, string line)
    {
        var read = Assert.Single(await LinesAsync($"{heading}\n{line}\n"));

        Assert.Null(read.Problem);
        Assert.Equal("B1 1AY", read.Code);
        Assert.Equal(52.475_924, read.Latitude, 0.000_01);
        Assert.Equal(-1.905_392, read.Longitude, 0.000_01);
    }

    [Fact]
    public async Task Lines_that_cannot_be_used_are_named_by_their_number_in_the_file()
    {
        var lines = await LinesAsync("""
            postcode,latitude,longitude,note
            B1 1AY,52.475924,-1.905392,good
            Birmingham,52.4,-1.9,none
            B1 1AZ,,,"two
            lines"
            B1 1BA,99.999999,0.000000,unknown place
            B1 1BB
            """);

        Assert.Equal([(2, null), (3, "no postcode"), (4, "no latitude and longitude"), (6, "the point is outside the United Kingdom"), (7, "no latitude and longitude")],
            lines.Select(line => (line.Line, line.Problem)));
    }

    [Fact]
    public async Task A_reference_off_the_grid_is_named() =>
        Assert.Equal("easting and northing are not on the British National Grid", Assert.Single(await LinesAsync("postcode,easting,northing\nB1 1AY,0,0")).Problem);

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("ward,latitude,longitude\n", "The first line must name the columns, one of them postcode (or pcds, pcd8, pcd7, pcd2, pcd, post_code, pc).")]
    [InlineData("postcode,latitude\n", "The first line must name columns for the place: latitude and longitude, or easting and northing.")]
    public async Task A_heading_that_lacks_something_says_what(string text, string problem) =>
        Assert.Equal(problem, (await PostcodeFile.OpenAsync(Stream(text), CancellationToken.None)).Problem);

    private static async Task<List<PostcodeLine>> LinesAsync(string text)
    {
        var (file, problem) = await PostcodeFile.OpenAsync(Stream(text), CancellationToken.None);
        Assert.Null(problem);
        var lines = new List<PostcodeLine>();
        await foreach (var line in file!.LinesAsync(CancellationToken.None)) lines.Add(line);
        file.Dispose();
        return lines;
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
