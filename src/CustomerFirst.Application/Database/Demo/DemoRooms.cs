using System.Text.Json;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Calendars, services and places of the demonstration council as the records that the hub keeps, by their codes.</summary>
internal sealed class DemoRooms
{
    private static readonly DateOnly s_since = new(2020, 1, 1);

    public DemoRooms(DemoWorld world, DateTimeOffset now)
    {
        var today = CouncilTime.DateOf(now);
        var longAgo = CouncilTime.StartOf(s_since);
        Calendars = [.. world.Council.Calendars.Select(c => Calendar(c, longAgo))];
        CalendarsByCode = Calendars.ToDictionary(c => c.Code);
        BankHolidays = [.. ReadBankHolidays()];
        Areas = world.Catalogue.Areas.ToDictionary(a => a.Code, a => ServiceArea.Create(Ids.New(longAgo), a.Code, a.Name, a.Wave.Number, a.GoLive(today), a.ChangeChampion));
        Teams = world.Organisation.Teams.ToDictionary(t => t.Code, t =>
            Team.Create(Ids.New(longAgo), t.Name, t.FirstResponse ? ResponseTier.First : ResponseTier.Second, t.AreaCode is { } area ? Areas[area].Id : null));
        Services = world.Catalogue.Services.ToDictionary(s => s.Code, s => Service(s, longAgo));
        Slas = world.Catalogue.Services.ToDictionary(s => s.Code, s => Sla(s, longAgo));
        Constituencies = world.Places.Constituencies.ToDictionary(b => b.Code, b => Constituency.Create(Ids.New(longAgo), b.Code, b.Name, s_since, Polygon(b)));
        Wards = world.Places.Wards.ToDictionary(b => b.Code, b => Ward.Create(Ids.New(longAgo), b.Code, b.Name, s_since, Polygon(b)));
        ConstituencyOfWard = world.Places.Wards.ToDictionary(b => b.Code, b => Constituencies[b.ParentCode!].Id);
        Properties = [.. world.Places.Properties.Select(p => Property.Create(p.Uprn, p.Parts(world.Council.City), p.Point.Latitude, p.Point.Longitude, s_since, "demonstration"))];
        Postcodes = [.. world.Places.Postcodes.Select(p => Postcode.Create(p.Postcode, p.Point.Latitude, p.Point.Longitude))];
        Offices = world.Places.Offices.ToDictionary(o => o.Code, o => Office.Create(Ids.New(longAgo), o.Code, o.Name, Codes.Read<OfficeKind>(o.Kind)!.Value,
            $"{o.Building}, {o.Street}", o.Postcode, o.Point.Latitude, o.Point.Longitude, CalendarsByCode["offices"].Id));
    }

    public IReadOnlyList<Calendar> Calendars { get; }
    public IReadOnlyDictionary<string, Calendar> CalendarsByCode { get; }
    public IReadOnlyList<BankHoliday> BankHolidays { get; }
    public IReadOnlyDictionary<string, ServiceArea> Areas { get; }
    public IReadOnlyDictionary<string, Team> Teams { get; }
    public IReadOnlyDictionary<string, Service> Services { get; }
    public IReadOnlyDictionary<string, SlaVersion> Slas { get; }
    public IReadOnlyDictionary<string, Constituency> Constituencies { get; }
    public IReadOnlyDictionary<string, Ward> Wards { get; }
    public IReadOnlyDictionary<string, Guid> ConstituencyOfWard { get; }
    public IReadOnlyList<Postcode> Postcodes { get; }
    public IReadOnlyList<Property> Properties { get; }
    public IReadOnlyDictionary<string, Office> Offices { get; }

    private static Calendar Calendar(DemoCalendar demo, DateTimeOffset at)
    {
        var calendar = Domain.Places.Calendar.Create(Ids.New(at), demo.Key, demo.Name);
        var windows = demo.Windows.SelectMany(d => d.Value.Select(OpeningWindow.Parse).Select(w => new WeeklyWindow(d.Key, w.OpensAt, w.ClosesAt)));
        var workingDay = (int)demo.ToBusinessCalendar([]).WorkingDay.TotalMinutes;
        var alwaysOpen = demo.Key == "alwaysOpen";
        calendar.Add(CalendarVersion.Create(Ids.New(at), calendar.Id, s_since, alwaysOpen, alwaysOpen ? [] : windows, !demo.ClosedOnBankHolidays, workingDay));
        return calendar;
    }

    private static IEnumerable<BankHoliday> ReadBankHolidays()
    {
        using var feed = JsonDocument.Parse(DemoCouncil.BankHolidaysJson());
        foreach (var division in feed.RootElement.EnumerateObject())
            foreach (var day in division.Value.GetProperty("events").EnumerateArray())
                yield return BankHoliday.Create(division.Name, DateOnly.ParseExact(day.GetProperty("date").GetString()!, "yyyy-MM-dd"), day.GetProperty("title").GetString()!);
    }

    private Service Service(DemoService demo, DateTimeOffset at) => Domain.Services.Service.Create(Ids.New(at), demo.Code, new ServiceTerms(
        demo.Name, demo.Description, Areas[demo.Area.Code].Id, demo.FinishedBy == "first" ? ResponseTier.First : ResponseTier.Second, demo.FinishableAtFirstContact,
        demo.Restricted, demo.PubliclyTrackable, Teams[demo.Area.Code].Id, demo.ObjectionDays, Retention(demo.RetentionClass), demo.CustomersWords,
        [.. demo.Questions.Select(q => new Question(q.Key, q.Label, q.Hint, Codes.Read<QuestionKind>(q.Type)!.Value, q.Required, q.Choices ?? [], Codes.Read<AnswerDates>(q.Dates) ?? AnswerDates.Any))], demo.AtCustomersAddress));

    private SlaVersion Sla(DemoService demo, DateTimeOffset at) => SlaVersion.Create(Ids.New(at), Services[demo.Code].Id, s_since, CalendarsByCode[demo.Sla.CalendarKey].Id,
        demo.Sla.PausesForCustomer, demo.Sla.PausesForOthers,
        demo.Sla.Targets.Select(t => new SlaTarget(Codes.Read<Priority>(t.Key)!.Value, t.Value.Reply, t.Value.Resolution)), Domain.Staff.Actor.Operator.Id, at);

    // The data file's classes say for how many years; the hub knows the same spans by name.
    private static RetentionClass Retention(string name) => new string([.. name.Where(char.IsAsciiDigit)]) switch
    {
        "1" => RetentionClass.OneYear,
        "2" => RetentionClass.TwoYears,
        "3" => RetentionClass.ThreeYears,
        "5" => RetentionClass.FiveYears,
        "6" => RetentionClass.SixYears,
        "7" => RetentionClass.SevenYears,
        "8" => RetentionClass.EightYears,
        "15" => RetentionClass.FifteenYears,
        "21" => RetentionClass.TwentyOneYears,
        "75" => RetentionClass.SeventyFiveYears,
        "" => RetentionClass.Permanent,
        _ => throw new InvalidDataException($"{name} is no retention class."),
    };

    private static string Polygon(DemoBoundary boundary) =>
        JsonSerializer.Serialize(new { type = "Polygon", coordinates = new[] { boundary.Ring.Select(p => new[] { p.Longitude, p.Latitude }) } });
}
