using Xunit.Abstractions;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class PlaceFinderTests(CityHub city, ITestOutputHelper output) : IClassFixture<CityHub>
{
    private static readonly DateOnly s_day = new(2026, 11, 20);

    [Fact]
    public async Task Postcodes_fall_in_the_ward_that_the_file_names()
    {
        var rows = Geography.PostcodeRows();
        var right = 0;
        foreach (var row in rows)
            if ((await city.Finder.FindPostcodeAsync(row.Code, s_day, default))?.Place.Ward?.Code == row.Ward) right++;

        output.WriteLine($"{right:#,0} of {rows.Count:#,0} postcodes fall in the ward that the file names.");
        Assert.True(right >= (Geography.IsReal ? 21_640 : rows.Count), $"Only {right} of {rows.Count}.");
    }

    [Fact]
    public async Task Every_postcode_finds_a_constituency()
    {
        var map = await city.Finder.MapAsync(default);

        Assert.All(Geography.PostcodeRows(), row => Assert.NotNull(map.Find(row.Latitude, row.Longitude, s_day).Constituency));
    }
}
