using CustomerFirst.Domain.Places;

namespace CustomerFirst.UnitTests.Places;

public sealed class OpeningWindowTests
{
    [Theory]
    [InlineData("09:00-17:15", 540, 1035)]
    [InlineData("00:00-24:00", 0, 1440)]
    [InlineData("8:30 - 12:00", 510, 720)]
    public void A_window_is_read_as_minutes_of_the_day(string text, int opens, int closes)
    {
        var window = OpeningWindow.Parse(text);

        Assert.Equal((opens, closes), (window.OpensAt, window.ClosesAt));
        Assert.Equal(TimeSpan.FromMinutes(closes - opens), window.Length);
    }

    [Theory]
    [InlineData("09:00")]
    [InlineData("17:00-09:00")]
    [InlineData("09:00-09:00")]
    [InlineData("24:00-24:00")]
    [InlineData("09:00-25:00")]
    [InlineData("09:00-12:00-17:00")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_a_window_is_refused(string? text)
    {
        Assert.False(OpeningWindow.TryParse(text, out _));
        Assert.Throws<FormatException>(() => OpeningWindow.Parse(text!));
    }

    [Fact]
    public void A_window_is_written_as_it_is_read() => Assert.Equal("08:05-24:00", OpeningWindow.Parse("08:05-24:00").ToString());

    [Fact]
    public void Closing_at_midnight_means_the_end_of_the_day() =>
        Assert.Equal(OpeningWindow.Parse("20:00-24:00"), OpeningWindow.Of(new TimeOnly(20, 0), new TimeOnly(0, 0)));

    [Fact]
    public void Seconds_are_refused() =>
        Assert.Throws<ArgumentException>(() => OpeningWindow.Of(new TimeOnly(9, 0, 30), new TimeOnly(17, 0)));

    [Theory]
    [InlineData(-1, 60)]
    [InlineData(0, 1441)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    public void Edges_outside_the_day_or_the_wrong_way_round_are_refused(int opens, int closes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpeningWindow(opens, closes));

    [Fact]
    public void Windows_sort_by_opening_then_closing()
    {
        OpeningWindow[] windows = [new(600, 700), new(540, 720), new(540, 600)];

        Array.Sort(windows);

        Assert.Equal(["09:00-10:00", "09:00-12:00", "10:00-11:40"], windows.Select(w => w.ToString()));
        Assert.True(windows[0] < windows[1] && windows[2] > windows[1] && windows[0] <= windows[1] && windows[2] >= windows[1]);
    }
}
