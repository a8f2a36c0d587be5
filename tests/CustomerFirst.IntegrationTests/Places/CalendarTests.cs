using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class CalendarTests(Hub hub) : IClassFixture<Hub>, IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_today = new(2026, 11, 20);
    private static readonly Actor s_administrator = A.Actor(A.Staff("Ada Administrator", Role.Administrator));
    private static readonly WeeklyWindow[] s_splitShift = [new(DayOfWeek.Monday, 780, 1020), new(DayOfWeek.Monday, 540, 720), new(DayOfWeek.Tuesday, 540, 600)];

    public Task InitializeAsync()
    {
        hub.Clock.Is(s_now);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_calendar_with_a_lunch_break_counts_as_it_was_entered()
    {
        var id = await CreateAsync(Hours(s_splitShift));

        var read = await ReadAsync(id);

        Assert.Equal((1, s_today, 420), (Assert.Single(read.Versions).Windows.Count(w => w is { FromMinute: 780 }), read.InForce!.EffectiveFrom, read.InForce.WorkingDayMinutes));
        var hours = (await CatalogueAsync()).CalendarOf(id, s_today);
        var monday = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([true, false, true], new[] { 11, 12, 13 }.Select(hour => hours.IsOpen(monday.AddHours(hour).AddMinutes(30))));
    }

    [Fact]
    public async Task Other_hours_hold_from_their_day_and_due_times_follow_then()
    {
        var id = await CreateAsync(Hours(s_splitShift));
        var service = await OnCalendarAsync(id);
        var from = s_today.AddDays(10);
        hub.Clock.Pass(TimeSpan.FromMinutes(1));

        await hub.DoAsync(new SetCalendarHoursCommand(id, (await ReadAsync(id)).Version, from, Hours([new WeeklyWindow(DayOfWeek.Monday, 480, 1200)])), s_administrator);

        var read = await ReadAsync(id);
        Assert.Equal([from, s_today], read.Versions.Select(v => v.EffectiveFrom));
        Assert.Equal(s_today, read.InForce!.EffectiveFrom);
        Assert.Equal(CouncilTime.StartOf(from), await hub.ScalarAsync<DateTime>("select due_at from sla_recomputations where service_id = @service", ("service", service)));
        Assert.Equal(from, (await hub.DoAsync(new ListCalendarsQuery(), s_administrator)).Single(line => line.Id == id).NextChange);
    }

    [Fact]
    public async Task The_history_says_who_changed_what()
    {
        var id = await CreateAsync(Hours(s_splitShift));
        var account = A.Staff("Ada Administrator", Role.Administrator);
        await hub.SaveAsync(account);
        hub.Clock.Pass(TimeSpan.FromMinutes(1));
        await hub.DoAsync(new RenameCalendarCommand(id, 2, $"Renamed {id}"), A.Actor(account));

        var change = (await ReadAsync(id)).History[0];

        Assert.Equal(("RenameCalendar", "Ada Administrator"), (change.Action, change.Who));
        Assert.Equal($"Renamed {id}", Assert.Single(change.Changes, c => c.Field == "name").After);
    }

    [Fact]
    public async Task Hours_for_the_same_day_replace_each_other()
    {
        var id = await CreateAsync(Hours(s_splitShift));

        await hub.DoAsync(new SetCalendarHoursCommand(id, (await ReadAsync(id)).Version, s_today, new CalendarHoursEntered(true, [], false, null)), s_administrator);

        var version = Assert.Single((await ReadAsync(id)).Versions);
        Assert.Equal((true, true, 1440, 0), (version.AlwaysOpen, version.OpenOnBankHolidays, version.WorkingDayMinutes, version.Windows.Count));
        Assert.True((await CatalogueAsync()).CalendarOf(id, s_today).AlwaysOpen);
    }

    [Fact]
    public async Task A_change_that_is_based_on_an_older_version_is_refused()
    {
        var id = await CreateAsync(Hours(s_splitShift));
        var version = (await ReadAsync(id)).Version;
        await hub.DoAsync(new RenameCalendarCommand(id, version, $"Renamed {id}"), s_administrator);

        var refused = await hub.SendAsync(new AddExceptionalDayCommand(id, version, s_today, "Flood", []), s_administrator);

        Assert.Equal(version + 1, Assert.IsType<Stale>(refused.Error).Now);
        Assert.Empty((await ReadAsync(id)).ExceptionalDays);
    }

    [Fact]
    public async Task A_closure_can_be_entered_a_month_afterwards_and_no_later()
    {
        var id = await CreateAsync(Hours(s_splitShift));
        var today = CouncilTime.DateOf(hub.Clock.GetUtcNow());
        await hub.DoAsync(new AddExceptionalDayCommand(id, (await ReadAsync(id)).Version, today.AddDays(-31), "Snow", []), s_administrator);
        var late = await hub.SendAsync(new AddExceptionalDayCommand(id, (await ReadAsync(id)).Version, today.AddDays(-32), "Snow", []), s_administrator);
        Assert.Equal(["The day must be no more than 31 days ago"], Assert.IsType<Invalid>(late.Error).Problems["Date"]);
    }

    [Fact]
    public async Task An_exceptional_closure_is_entered_changed_and_taken_back()
    {
        var id = await CreateAsync(Hours(s_splitShift));
        var monday = new DateOnly(2026, 11, 23);
        var ten = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

        await hub.DoAsync(new AddExceptionalDayCommand(id, (await ReadAsync(id)).Version, monday, "Flood", []), s_administrator);
        Assert.False((await CatalogueAsync()).CalendarOf(id, monday).IsOpen(ten));
        await hub.DoAsync(new AddExceptionalDayCommand(id, (await ReadAsync(id)).Version, monday, "Open after the flood", [new EnteredWindow(570, 660)]), s_administrator);
        Assert.True((await CatalogueAsync()).CalendarOf(id, monday).IsOpen(ten));
        Assert.Equal("Open after the flood", Assert.Single((await ReadAsync(id)).ExceptionalDays).Reason);
        await hub.DoAsync(new RemoveExceptionalDayCommand(id, (await ReadAsync(id)).Version, monday), s_administrator);

        Assert.Empty((await ReadAsync(id)).ExceptionalDays);
        Assert.IsType<NotFound>((await hub.SendAsync(new RemoveExceptionalDayCommand(id, (await ReadAsync(id)).Version, monday), s_administrator)).Error);
    }

    [Theory]
    [InlineData(540, 540, 600, 660, "Monday: enter a closing time after the opening time")]
    [InlineData(540, 720, 700, 800, "Monday: enter opening times that do not overlap")]
    [InlineData(540, 1500, 600, 660, "Monday: enter times between midnight and midnight")]
    public async Task Hours_that_cannot_be_are_refused_in_plain_words(int from1, int to1, int from2, int to2, string message)
    {
        var hours = Hours([new WeeklyWindow(DayOfWeek.Monday, from1, to1), new WeeklyWindow(DayOfWeek.Monday, from2, to2)]);

        var refused = await hub.SendAsync(new CreateCalendarCommand(null, "Odd hours", hours), s_administrator);

        Assert.Contains(message, Assert.IsType<Invalid>(refused.Error).Problems["Hours.Windows"]);
    }

    [Fact]
    public async Task Hours_of_the_past_are_refused()
    {
        var id = await CreateAsync(Hours(s_splitShift));

        var refused = await hub.SendAsync(new SetCalendarHoursCommand(id, (await ReadAsync(id)).Version, s_today.AddDays(-1), Hours(s_splitShift)), s_administrator);

        Assert.Equal(["The day from which they hold must be today or later"], Assert.IsType<Invalid>(refused.Error).Problems["EffectiveFrom"]);
    }

    [Fact]
    public async Task No_two_calendars_have_the_same_name()
    {
        var name = $"Twice {Guid.NewGuid()}";
        await hub.DoAsync(new CreateCalendarCommand(null, name, Hours(s_splitShift)), s_administrator);

        Assert.IsType<NotAccepted>((await hub.SendAsync(new CreateCalendarCommand("other", name, Hours(s_splitShift)), s_administrator)).Error);
    }

    private static CalendarHoursEntered Hours(IReadOnlyList<WeeklyWindow> windows) => new(false, windows, false, null);

    private Task<Guid> CreateAsync(CalendarHoursEntered hours) => hub.DoAsync(new CreateCalendarCommand(null, $"Calendar {Guid.NewGuid()}", hours), s_administrator);

    private Task<CalendarDetails> ReadAsync(Guid id) => hub.DoAsync(new ReadCalendarQuery(id), s_administrator);

    private ValueTask<CatalogueSnapshot> CatalogueAsync() => hub.Services.GetRequiredService<Catalogue>().GetAsync(default);

    private async Task<Guid> OnCalendarAsync(Guid calendarId)
    {
        var area = A.ServiceArea();
        var service = A.Service(area);
        var calendar = await hub.DatabaseAsync(async db => (await db.Calendars.FindAsync(calendarId))!);
        await hub.SaveAsync(area, service, A.Sla(service, calendar));
        return service.Id;
    }
}
