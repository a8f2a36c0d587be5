using CustomerFirst.Application.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class SpokenProgressTests
{
    [Fact]
    public void Each_step_is_said_once_and_again_whenever_it_goes_on_without_a_word()
    {
        var (clock, said) = (new Clock(), new List<string>());
        using var progress = new SpokenProgress(said.Add, clock, TimeSpan.FromSeconds(5));

        progress.Report(new Advance("Inventing", 0));
        clock.Pass(TimeSpan.FromSeconds(5));
        progress.Report(new Advance("Writing", 0, 200));
        progress.Report(new Advance("Writing", 50, 200));
        clock.Pass(TimeSpan.FromSeconds(5));
        progress.Report(new Advance("Reading", 0));
        progress.Report(new Advance("Reading", 12_000));
        clock.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(["Inventing ...", "Inventing ... 5 s so far", "Writing ...", "Writing ... 25%, 5 s so far", "Reading ...", "Reading ... 12,000, 5 s so far", "Reading ... 12,000, 10 s so far"], said);
    }

    [Fact]
    public void After_its_end_it_is_silent()
    {
        var (clock, said) = (new Clock(), new List<string>());
        using (var progress = new SpokenProgress(said.Add, clock, TimeSpan.FromSeconds(5))) progress.Report(new Advance("Inventing", 0));

        clock.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["Inventing ..."], said);
    }

    private sealed class Clock : TimeProvider
    {
        private readonly List<Alarm> _alarms = [];
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(this, () => callback(state));
            alarm.Change(dueTime, period);
            _alarms.Add(alarm);
            return alarm;
        }

        public void Pass(TimeSpan time)
        {
            for (var until = _now + time; _now < until;)
            {
                _now += TimeSpan.FromSeconds(1);
                foreach (var alarm in _alarms) alarm.Ring();
            }
        }

        private sealed class Alarm(Clock clock, Action ring) : ITimer
        {
            private TimeSpan? _due;
            private TimeSpan _period;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                (_due, _period) = (clock._now + dueTime, period);
                return true;
            }

            public void Ring()
            {
                if (_due is not { } due || clock._now < due) return;
                _due = clock._now + _period;
                ring();
            }

            public void Dispose() => _due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
