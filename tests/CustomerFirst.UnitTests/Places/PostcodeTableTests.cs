using CustomerFirst.Application.Places;

namespace CustomerFirst.UnitTests.Places;

public sealed class PostcodeTableTests
{
    [Fact]
    public void Every_postcode_comes_back_with_its_point_to_a_tenth_of_a_metre()
    {
        var rows = new[] { ("ZE3 9JZ", 60.123_456_7, -1.987_654_3), ("B1 1AY", 52.475_924, -1.905_392), ("TR21 0PW", 49.9, -6.3), ("SW1A 1AA", 51.501, 0.141_5) };
        var table = new PostcodeTable([.. rows.Select(r => PostcodeTable.Key(r.Item1))], [.. rows.Select(r => PostcodeTable.Point(r.Item2, r.Item3))]);

        Assert.All(rows, row =>
        {
            var found = table.Find(row.Item1)!.Value;
            Assert.Equal(row.Item2, found.Latitude, 0.000_001);
            Assert.Equal(row.Item3, found.Longitude, 0.000_001);
        });
        Assert.Null(table.Find("B1 1AZ"));
        Assert.Equal(4, table.Count);
    }
}
