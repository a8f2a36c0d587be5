using CustomerFirst.Domain.Places;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Places;

public sealed class NationalGridTests
{
    [Theory]
    // Ordnance Survey's worked example (annex C: 651409.903, 313177.270) after the Helmert transformation, and Birmingham's New Street.
    [InlineData(651_409.903, 313_177.270, 52.657_977, 1.716_038)]
    [InlineData(406_523, 286_448, 52.475_924, -1.905_392)]
    public void An_easting_and_a_northing_become_degrees(double easting, double northing, double latitude, double longitude)
    {
        var point = NationalGrid.ToWgs84(easting, northing);

        Assert.Equal(latitude, point.Latitude, 0.000_05);
        Assert.Equal(longitude, point.Longitude, 0.000_05);
    }

    [Fact]
    public void The_postcodes_of_a_city_lie_within_a_metre_of_where_another_program_put_them()
    {
        var checkedRows = 0;
        foreach (var (easting, northing, latitude, longitude) in Rows())
        {
            var point = NationalGrid.ToWgs84(easting, northing);
            Assert.InRange(Math.Abs(point.Latitude - latitude), 0, 0.000_01);
            Assert.InRange(Math.Abs(point.Longitude - longitude), 0, 0.000_01);
            checkedRows++;
        }
        Assert.True(checkedRows > 0);
    }

    [Theory]
    [InlineData(-1, 200_000, false)]
    [InlineData(400_000, 1_300_001, false)]
    [InlineData(400_000, 300_000, true)]
    public void The_grid_has_an_end(double easting, double northing, bool covered) => Assert.Equal(covered, NationalGrid.Covers(easting, northing));

    private static IEnumerable<(double Easting, double Northing, double Latitude, double Longitude)> Rows()
    {
        if (PublicData.Find("geography", "birmingham_postcodes.csv") is not { } path) return [(406_523, 286_448, 52.475_924, -1.905_392)];
        return File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(f => (double.Parse(f[2]), double.Parse(f[3]), double.Parse(f[4]), double.Parse(f[5])));
    }
}
