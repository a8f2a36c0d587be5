using System.Diagnostics;
using CustomerFirst.Application.Places;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
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
    public async Task Every_postcode_finds_the_constituency_that_a_plain_count_of_crossings_finds()
    {
        var map = await city.Finder.MapAsync(default);
        var constituencies = await city.Hub.DatabaseAsync(db => db.Constituencies.AsNoTracking().OrderBy(c => c.Code).ToListAsync());
        var shapes = constituencies.Select(c => (c.Code, Shape: BoundaryGeometry.Read(c.Boundary))).ToList();
        int inNone = 0, inTwo = 0;

        foreach (var row in Geography.PostcodeRows())
        {
            var containing = shapes.Where(s => Crosses(s.Shape, row.Longitude, row.Latitude)).Select(s => s.Code).ToList();
            var found = map.Find(row.Latitude, row.Longitude, s_day).Constituency?.Code;
            if (containing.Count == 0) inNone++;
            if (containing.Count > 1) inTwo++;
            // In an overlap the lowest code, in a gap the nearest.
            var expected = containing.Count > 0 ? containing[0] : shapes.MinBy(s => AreaIndex.DistanceMetres(s.Shape, new Coordinate(row.Longitude, row.Latitude))).Code;
            Assert.Equal(expected, found);
        }

        output.WriteLine($"{inNone} postcodes lie in a gap between constituencies, {inTwo} in an overlap.");
        if (Geography.IsReal) Assert.Equal((23, 14), (inNone, inTwo));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(51.5, -0.12)]
    public async Task Far_away_there_is_neither_ward_nor_constituency(double latitude, double longitude) =>
        Assert.Equal(default, await city.Finder.FindAsync(latitude, longitude, s_day, default));

    [Fact]
    public async Task A_postcode_is_found_however_it_is_typed()
    {
        var row = Geography.PostcodeRows()[17];
        var compact = row.Code.Replace(" ", "", StringComparison.Ordinal);

        foreach (var typed in new[] { row.Code, compact.ToLowerInvariant(), $"  {compact[..^3]}-{compact[^3..]} " })
            Assert.Equal(row.Code, (await city.Finder.FindPostcodeAsync(typed, s_day, default))?.Code);
        Assert.Null(await city.Finder.FindPostcodeAsync("ZZ99 9ZZ", s_day, default));
        Assert.Null(await city.Finder.FindPostcodeAsync("nothing", s_day, default));
        Assert.Null(await city.Finder.FindPostcodeAsync(null, s_day, default));
    }

    [Fact]
    public async Task Threads_that_ask_at_once_get_the_same_answers()
    {
        city.Finder.Invalidate();
        var rows = Geography.PostcodeRows();
        var map = await city.Finder.MapAsync(default);
        var watch = Stopwatch.StartNew();
        var answers = new FoundPlace[rows.Count];
        Parallel.For(0, rows.Count, i => answers[i] = map.Find(rows[i].Latitude, rows[i].Longitude, s_day));
        var first = watch.Elapsed;
        watch.Restart();
        for (var i = 0; i < rows.Count; i++) Assert.Equal(answers[i], map.Find(rows[i].Latitude, rows[i].Longitude, s_day));

        output.WriteLine($"{rows.Count / watch.Elapsed.TotalSeconds:#,0} points a second on one thread (ward and constituency each); {rows.Count / first.TotalSeconds:#,0} on all, cold.");
    }

    [Fact]
    public async Task Every_postcode_of_the_city_is_found_in_memory()
    {
        var rows = Geography.PostcodeRows();
        await city.Finder.FindPostcodeAsync(rows[0].Code, s_day, default);
        var watch = Stopwatch.StartNew();
        var found = 0;
        foreach (var row in rows)
            if (await city.Finder.FindPostcodeAsync(row.Code, s_day, default) is not null) found++;

        output.WriteLine($"{rows.Count / watch.Elapsed.TotalSeconds:#,0} postcodes a second, with ward and constituency.");
        Assert.Equal(rows.Count, found);
    }

    // Even-odd rule over every edge of every ring.
    private static bool Crosses(Geometry shape, double x, double y)
    {
        var inside = false;
        for (var part = 0; part < shape.NumGeometries; part++)
        {
            var polygon = (Polygon)shape.GetGeometryN(part);
            foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
            {
                var c = ring.Coordinates;
                for (var i = 1; i < c.Length; i++)
                    if (c[i].Y > y != c[i - 1].Y > y && x < (c[i - 1].X - c[i].X) * (y - c[i].Y) / (c[i - 1].Y - c[i].Y) + c[i].X) inside = !inside;
            }
        }
        return inside;
    }
}
