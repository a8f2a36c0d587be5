using CustomerFirst.Domain.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class IdsTests
{
    [Fact]
    public void A_key_gives_back_its_moment_to_the_millisecond()
    {
        var now = new DateTimeOffset(2026, 11, 24, 15, 15, 30, 125, TimeSpan.Zero);

        Assert.Equal(now, Ids.TimeOf(Ids.New(now)));
        Assert.Equal(now, Ids.TimeOf(Ids.FirstAt(now)));
    }

    [Fact]
    public void Keys_of_one_moment_sort_in_the_order_in_which_they_were_made()
    {
        var now = new DateTimeOffset(2026, 11, 24, 15, 15, 30, 125, TimeSpan.Zero);
        var keys = Enumerable.Range(0, 5_000).Select(_ => Ids.New(now)).ToList();

        Assert.Equal(keys, keys.OrderBy(k => k));
        // PostgreSQL compares them byte by byte.
        Assert.Equal(keys, keys.OrderBy(k => k.ToString(), StringComparer.Ordinal));
        Assert.All(keys, k => Assert.Equal((7, 0x80), (k.Version, k.ToByteArray(bigEndian: true)[8] & 0xC0)));
    }

    [Fact]
    public void A_key_tampered_with_to_lie_beyond_the_calendar_reads_as_its_last_moment() =>
        Assert.Equal(9999, Ids.TimeOf(Guid.Parse("ffffffff-ffff-7000-8000-000000000000")).Year);

    [Fact]
    public void Keys_of_a_time_lie_between_its_bound_and_the_next()
    {
        var now = new DateTimeOffset(2026, 11, 24, 15, 15, 0, TimeSpan.Zero);

        Assert.True(Ids.FirstAt(now) < Ids.New(now));
        Assert.True(Ids.New(now) < Ids.FirstAt(now.AddMilliseconds(1)));
    }
}
