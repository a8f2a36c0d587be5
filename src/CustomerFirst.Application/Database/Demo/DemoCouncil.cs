using System.Text.Json;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>
/// Kelderby, a city that exists nowhere: it is drawn on the sea, its postcodes begin with letters that are no postcode area (ZY), and its
/// telephone numbers come from the ranges that Ofcom keeps for drama (ofcom.org.uk, "Telephone numbers for use in TV and radio drama programmes").
/// </summary>
public sealed record DemoCouncil(
    string Name,
    string City,
    string Telephone,
    string Minicom,
    string Text,
    string Email,
    string Website,
    string PostcodeArea,
    DemoColours Colours,
    string OpeningHours,
    IReadOnlyList<DemoCalendar> Calendars,
    IReadOnlyList<DemoOldNumber> OldNumbers,
    IReadOnlyList<DemoOfficeEntry> Offices)
{
    /// <summary>The council as its file has it.</summary>
    public static DemoCouncil Read() => DemoData.Read<DemoCouncil>("council.json");

    /// <summary>Bank holidays of England and Wales from 2022 to 2028 in the shape of the GOV.UK feed (Crown copyright, Open Government Licence v3).</summary>
    public static string BankHolidaysJson() => DemoData.Text("bank-holidays.json");

    /// <summary>The dates in <see cref="BankHolidaysJson"/>.</summary>
    public static IReadOnlySet<DateOnly> BankHolidays()
    {
        using var feed = JsonDocument.Parse(BankHolidaysJson());
        return feed.RootElement.GetProperty("england-and-wales").GetProperty("events").EnumerateArray()
            .Select(e => DateOnly.ParseExact(e.GetProperty("date").GetString()!, "yyyy-MM-dd"))
            .ToHashSet();
    }

    /// <summary>The calendars by key, with the bank holidays in them.</summary>
    public IReadOnlyDictionary<string, BusinessCalendar> BusinessCalendars()
    {
        var holidays = BankHolidays();
        return Calendars.ToDictionary(c => c.Key, c => c.ToBusinessCalendar(holidays));
    }
}

/// <summary>Colours as #rrggbb.</summary>
public sealed record DemoColours(string Primary, string PrimaryText, string Accent, string Link);

/// <summary>Opening hours: windows such as "09:00-17:15" per weekday. The key "alwaysOpen" is the one that never closes.</summary>
public sealed record DemoCalendar(string Key, string Name, bool ClosedOnBankHolidays, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<string>> Windows)
{
    /// <summary>The calendar that the clocks run on.</summary>
    public BusinessCalendar ToBusinessCalendar(IEnumerable<DateOnly> bankHolidays) => Key == "alwaysOpen"
        ? BusinessCalendar.RoundTheClock()
        : new BusinessCalendar(
            Windows.ToDictionary(d => d.Key, IReadOnlyList<OpeningWindow> (d) => [.. d.Value.Select(OpeningWindow.Parse)]),
            bankHolidays: ClosedOnBankHolidays ? bankHolidays : []);
}

/// <summary>A number of a former department, still diverted; E.164, with the areas whose callers use it.</summary>
public sealed record DemoOldNumber(string Number, string Label, IReadOnlyList<string> Areas);

/// <summary>An office as its file has it; <see cref="DemoOffice"/> stands in the city.</summary>
public sealed record DemoOfficeEntry(string Code, string Name, string Kind, string Ward, string Building, string Telephone, DayOfWeek? Late, DayOfWeek? Closed);
