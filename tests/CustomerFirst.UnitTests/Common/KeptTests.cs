using CustomerFirst.Application.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class KeptTests
{
    [Fact]
    public async Task A_value_is_read_once_for_all_who_ask()
    {
        var (reads, go) = (0, new TaskCompletionSource());
        using var kept = new Kept<string>(async _ =>
        {
            await go.Task;
            return $"{++reads}";
        }, TimeProvider.System);

        var asked = Enumerable.Range(0, 10).Select(_ => kept.GetAsync(default).AsTask()).ToList();
        go.SetResult();

        Assert.All(await Task.WhenAll(asked), value => Assert.Equal("1", value));
    }

    [Fact]
    public async Task What_is_forgotten_while_it_is_read_is_read_again()
    {
        var (reads, go) = (0, new TaskCompletionSource());
        using var kept = new Kept<string>(async _ =>
        {
            await go.Task;
            return $"{++reads}";
        }, TimeProvider.System);
        var first = kept.GetAsync(default).AsTask();

        kept.Forget();
        go.SetResult();

        Assert.Equal("1", await first);
        Assert.Equal("2", await kept.GetAsync(default));
    }

    [Fact]
    public async Task A_value_that_is_too_old_is_read_again()
    {
        var (reads, clock) = (0, new Clock());
        using var kept = new Kept<string>(_ => Task.FromResult($"{++reads}"), clock, TimeSpan.FromMinutes(1));

        Assert.Equal("1", await kept.GetAsync(default));
        clock.Seconds = 59;
        Assert.Equal("1", await kept.GetAsync(default));
        clock.Seconds = 60;
        Assert.Equal("2", await kept.GetAsync(default));
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
