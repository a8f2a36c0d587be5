using System.Net;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class CalendarPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Who_is_no_administrator_is_refused()
    {
        var browser = await web.SignInAsAsync(Role.Officer);
        foreach (var address in new[] { "/admin", "/admin/calendars", "/admin/calendars/new" }) Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(address)).Status);
    }

    [Fact]
    public async Task A_calendar_with_a_lunch_break_is_set_up_and_its_next_fortnight_shown()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var name = $"Split shifts {Guid.NewGuid():N}";
        var form = await browser.GetAsync("/admin/calendars/new");

        var wrong = await browser.SubmitAsync(form, ("Name", name), ("Hours.Days[0]", "09:00-12:00, 13:00-17:00"), ("Hours.Days[1]", "nine to five"), ("Hours.Days[2]", "13:00-17:00, 09:00-14:00"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("Enter Tuesday's hours as times", wrong.TextOf("#Hours_Days_1_-error"), StringComparison.Ordinal);
        Assert.Contains("Wednesday: enter opening times that do not overlap", wrong.TextOf("#Hours_Days_2_-error"), StringComparison.Ordinal);
        Assert.Equal("nine to five", wrong.Document.QuerySelector("#Hours_Days_1_")!.GetAttribute("value"));
        var saved = await browser.SubmitAsync(wrong, ("Hours.Days[1]", ""), ("Hours.Days[2]", "13:00-17:00, 09:00-12:00"));

        Assert.Equal($"The calendar {name} was set up", saved.Said);
        var preview = saved.TextsOf("#preview tbody tr");
        Assert.Equal(14, preview.Count);
        Assert.Equal(4, preview.Count(row => row.Contains("09:00-12:00, 13:00-17:00", StringComparison.Ordinal)));
        Assert.All(preview.Where(row => row.StartsWith("Tuesday", StringComparison.Ordinal)), row => Assert.Contains("Closed", row, StringComparison.Ordinal));
        Assert.Contains(name, (await browser.GetAsync("/admin/calendars")).Text, StringComparison.Ordinal);
        Assert.Contains("Calendars", (await browser.GetAsync("/admin")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_hours_hold_from_a_day_on_and_a_stale_change_shows_both_versions()
    {
        var calendar = A.OfficeHours();
        await web.Hub.SaveAsync(calendar);
        var browser = await web.SignInAsAsync(Role.Administrator);
        var address = $"/admin/calendars/{calendar.Id}/hours";
        var (mine, theirs) = (await browser.GetAsync(address), await browser.GetAsync(address));
        Assert.Equal("09:00-17:00", mine.Document.QuerySelector("#Hours_Days_0_")!.GetAttribute("value"));
        await browser.SubmitAsync(theirs, ("Hours.Days[5]", "10:00-12:00"));

        var refused = await browser.SubmitAsync(mine, ("Hours.Days[5]", "09:00-13:00"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Saturday", "10:00-12:00", "09:00-13:00"], refused.TextsOf("#stale tbody th, #stale tbody td"));
        var saved = await browser.SubmitAsync(refused);
        Assert.StartsWith("The hours hold from", saved.Said, StringComparison.Ordinal);
        Assert.Equal("Nothing was changed", (await browser.SubmitAsync(await browser.GetAsync(address))).Refused);
        var today = CouncilTime.DateOf(web.Clock.GetUtcNow());
        var kept = await web.Hub.DatabaseAsync(db => db.Calendars.AsNoTracking().Include(c => c.Versions).SingleAsync(c => c.Id == calendar.Id));
        Assert.Equal((2, new WeeklyWindow(DayOfWeek.Saturday, 540, 780)), (kept.Versions.Count, kept.InForce(today)!.Windows.Single(w => w.Day == DayOfWeek.Saturday)));
    }

    [Fact]
    public async Task A_closure_is_entered_shown_and_removed()
    {
        var calendar = A.AlwaysOpen();
        var hours = A.OfficeHours();
        await web.Hub.SaveAsync(calendar, hours);
        var browser = await web.SignInAsAsync(Role.Administrator);
        var day = CouncilTime.DateOf(web.Clock.GetUtcNow()).AddDays(3);
        var form = await browser.GetAsync($"/admin/calendars/{hours.Id}/exceptional-day");

        var entered = await browser.SubmitAsync(form, ("Date.Day", $"{day.Day}"), ("Date.Month", $"{day.Month}"), ("Date.Year", $"{day.Year}"), ("Reason", "Staff training"), ("Windows", ""));

        Assert.Contains(entered.TextsOf("#preview tbody tr"), row => row.Contains(day.Words(), StringComparison.Ordinal) && row.Contains("Closed", StringComparison.Ordinal) && row.Contains("Staff training", StringComparison.Ordinal));
        var again = await browser.SubmitAsync(await browser.GetAsync($"/admin/calendars/{hours.Id}/exceptional-day"), ("Date.Day", $"{day.Day}"), ("Date.Month", $"{day.Month}"), ("Date.Year", $"{day.Year}"), ("Reason", "Staff training"), ("Windows", ""));
        Assert.Equal("Nothing was changed", again.Refused);
        var removed = await browser.PressAsync(entered, $"Remove {day.Words()}");
        Assert.Equal($"The ordinary hours hold again on {day.Words()}", removed.Said);
        Assert.DoesNotContain(removed.TextsOf("#preview tbody tr"), row => row.Contains("Staff training", StringComparison.Ordinal));
        Assert.Contains("Always open", (await browser.GetAsync($"/admin/calendars/{calendar.Id}")).Text, StringComparison.Ordinal);
    }
}
