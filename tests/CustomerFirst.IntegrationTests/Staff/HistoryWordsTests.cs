using System.Runtime.CompilerServices;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.Web.Common;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>What changed stands in words for people, on the pages of what was changed and in the audit trail.</summary>
public sealed class HistoryWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly DateOnly s_from = new(2031, 6, 2);

    [Fact]
    public async Task The_history_of_a_service_tells_the_old_and_the_new_target_who_set_it_and_why()
    {
        var account = await web.AccountAsync(A.Staff("Philippa Target", Role.Administrator));
        var (area, office, phone) = (A.ServiceArea(), A.OfficeHours(), A.AlwaysOpen());
        var service = A.Service(area, "Kerb lowering");
        await web.Hub.SaveAsync(area, office, phone, service);
        await SetAsync(service.Id, account, s_from, office.Id, 2, "Agreed with highways");
        await SetAsync(service.Id, account, s_from.AddDays(1), phone.Id, 3, null);

        var page = await (await web.SignInAsync(account)).GetAsync($"/admin/services/{service.Id}");

        var events = page.TextsOf(".moj-timeline__item");
        Assert.Contains("Resolution target: 2 working days → 3 working days", events[0], StringComparison.Ordinal);
        Assert.Contains($"Calendar: {office.Name} → {phone.Name}", events[0], StringComparison.Ordinal);
        Assert.Contains("Holds from: 3 June 2031", events[0], StringComparison.Ordinal);
        Assert.Contains("Philippa Target", events[0], StringComparison.Ordinal);
        Assert.DoesNotContain("First reply target", events[0], StringComparison.Ordinal);
        Assert.Contains("Resolution target: 2 working days", events[1], StringComparison.Ordinal);
        Assert.Contains("Reason: Agreed with highways", events[1], StringComparison.Ordinal);
        var trail = await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/audit?record={service.Id}");
        Assert.Contains(trail.TextsOf("tbody tr"), row => row.Contains("Resolution target: 2 working days → 3 working days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_history_of_a_calendar_tells_hours_and_exceptional_days()
    {
        var account = await web.AccountAsync(A.Staff("Cal Endar", Role.Administrator));
        var calendar = A.OfficeHours();
        await web.Hub.SaveAsync(calendar);
        var hours = new CalendarHoursEntered(false, [new WeeklyWindow(DayOfWeek.Monday, 480, 1440)], false, 450);
        await web.Hub.DoAsync(new SetCalendarHoursCommand(calendar.Id, calendar.Version, s_from, hours, "Summer"), A.Actor(account));
        await web.Hub.DoAsync(new AddExceptionalDayCommand(calendar.Id, calendar.Version + 1, s_from, "Flood", []), A.Actor(account));
        await web.Hub.DoAsync(new AddExceptionalDayCommand(calendar.Id, calendar.Version + 2, s_from, "Flood", [new EnteredWindow(600, 660)]), A.Actor(account));
        await web.Hub.DoAsync(new RemoveExceptionalDayCommand(calendar.Id, calendar.Version + 3, s_from), A.Actor(account));

        var events = (await (await web.SignInAsync(account)).GetAsync($"/admin/calendars/{calendar.Id}")).TextsOf(".moj-timeline__item");

        Assert.Contains("Day: 2 June 2031, removed", events[0], StringComparison.Ordinal);
        Assert.Contains("Opening hours: closed → 10:00-11:00", events[1], StringComparison.Ordinal);
        Assert.Contains("Day: 2 June 2031", events[2], StringComparison.Ordinal);
        Assert.Contains("Because: Flood", events[2], StringComparison.Ordinal);
        Assert.Contains("→ 08:00-24:00", events[3], StringComparison.Ordinal);
        Assert.Contains("Tuesday: ", events[3], StringComparison.Ordinal);
        Assert.Contains("Reason: Summer", events[3], StringComparison.Ordinal);
        Assert.DoesNotMatch("[a-z]_[a-z]|fromMinute", string.Concat(events));
    }

    [Fact]
    public void Fields_and_values_are_written_for_people()
    {
        Assert.Equal(["password", "due", "the first response can finish it"], FieldWords.Of(["password_hash", "signedIn", "resolution_due_at", "normalized_email", "version", "can_finish_at_first_contact"]));
        Assert.Equal(["name", "telephone or e-mail"], FieldWords.Of(["customer_name.family_name", "customer_name.from", "contact_point.value"]));
        Assert.Equal(["state waitingForCustomer", "by team"], FieldWords.Of(["state=waitingForCustomer", $"team={Guid.Empty}"]));
        Assert.Equal(["Restricted: no → yes"], HistoryWords.Of(new HistoryChange("restricted", "false", "true")));
        Assert.Equal(["Went live: 1 June 2026"], HistoryWords.Of(new HistoryChange("go_live", null, "2026-06-01")));
        Assert.Equal(["Withdrawn: Tue 24 Nov 2026, 3:15pm"], HistoryWords.Of(new HistoryChange("withdrawn_at", null, "2026-11-24T15:15:00+00:00")));
        Assert.Equal(["On offer again"], HistoryWords.Of(new HistoryChange("withdrawn_at", "2026-11-24T15:15:00+00:00", null)));
        Assert.Equal(["Customers' words: bin added, post removed"], HistoryWords.Of(new HistoryChange("customer_words", """["letter","post"]""", """["letter","bin"]""")));
        Assert.Equal(["Tickets are kept: 6 years → For ever"], HistoryWords.Of(new HistoryChange("retention", "sixYears", "permanent")));
        Assert.Equal(["Roles: Officer removed"], HistoryWords.Of(new HistoryChange("staff_role.role", """["officer"]""", "[]")));
        Assert.Equal(["Length of one working day: 7 hours 30 minutes → 8 hours"], HistoryWords.Of(new HistoryChange("calendar_version.working_day_minutes", "450", "480")));
        // The name of what an id stood for is gone.
        Assert.Equal(["Second-response team"], HistoryWords.Of(new HistoryChange("default_team_id", null, "01a20190-edc8-7f6d-8055-209c23c228f4")));
        Assert.Equal(["Questions: {unfinished"], HistoryWords.Of(new HistoryChange("questions", null, "{unfinished")));
    }

    [Fact]
    public void A_question_that_came_went_or_changed_is_told_by_what_it_asks()
    {
        const string Before = """[{"key":"a","label":"Which bin?","kind":"text","required":true,"choices":[]},{"key":"b","label":"Since when?","kind":"date","required":false,"choices":[]}]""";
        const string After = """[{"key":"a","label":"Which bin?","kind":"text","required":false,"choices":[]},{"key":"c","label":"How many?","kind":"number","required":false,"choices":[]}]""";

        Assert.Equal(["Question changed: “Which bin?” (Text, must be answered) → “Which bin?” (Text)", "Question added: “How many?” (Number)", "Question removed: “Since when?” (Date)"],
            HistoryWords.Of(new HistoryChange("questions", Before, After)));
    }

    [Fact]
    public async Task Every_field_that_the_trail_can_name_has_words()
    {
        var fields = await web.Hub.DatabaseAsync(db => Task.FromResult(FieldNames(db).ToList()));

        Assert.Contains("sla_version.targets", fields);
        Assert.Equal([], fields.Where(f => !FieldWords.Knows(f)));
    }

    // Every property of every row that belongs to a record: of the record itself, or of a part of it.
    private static IEnumerable<string> FieldNames(CustomerFirstDb db)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.ClrType.IsAbstract && t.FindPrimaryKey() is not null))
        {
            var (row, id) = (RuntimeHelpers.GetUninitializedObject(type.ClrType), Guid.NewGuid());
            if (type.ClrType.GetProperty("Id") is { } key && key.PropertyType == typeof(Guid)) key.SetValue(row, id);
            if (AuditTrail.RootOf(row) is not { } root) continue;
            foreach (var property in type.GetProperties().Where(p => AuditTrail.Tells(row, p))) yield return AuditTrail.FieldName(row, property.Name, root.Id == id);
        }
    }

    private async Task<SlaSet> SetAsync(Guid service, StaffAccount account, DateOnly from, Guid calendar, int days, string? reason)
    {
        var version = (await web.Hub.DoAsync(new ReadServiceQuery(service), A.Actor(account))).Version;
        SlaTargetEntered[] targets = [new(Priority.Normal, 1, TargetUnit.WorkingDays, days, TargetUnit.WorkingDays)];
        return await web.Hub.DoAsync(new SetSlaCommand(service, version, from, calendar, true, false, targets, reason), A.Actor(account));
    }
}
