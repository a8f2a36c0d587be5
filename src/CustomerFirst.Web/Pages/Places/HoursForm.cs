using System.Globalization;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>A calendar's hours as the form has them: a text for each day, "09:00-12:00, 13:00-17:00".</summary>
public sealed class HoursForm
{
    /// <summary>The days in the form's order.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>always, or hours.</summary>
    public string? Kind { get; set; }
    /// <summary>One text for each of <see cref="Week"/>.</summary>
    public List<string?> Days { get; set; } = [];
    public bool OpenOnBankHolidays { get; set; }
    /// <summary>"7:15"; empty takes the day that is open longest.</summary>
    public string? WorkingDay { get; set; }

    /// <summary>The form of hours as they stand.</summary>
    public static HoursForm Of(CalendarVersion? version) => new()
    {
        Kind = version is { AlwaysOpen: true } ? "always" : "hours",
        Days = [.. Week.Select(day => Text(version?.Windows.Where(w => w.Day == day) ?? []))],
        OpenOnBankHolidays = version is { AlwaysOpen: false, OpenOnBankHolidays: true },
        WorkingDay = version is null or { AlwaysOpen: true } ? null : $"{version.WorkingDayMinutes / 60}:{version.WorkingDayMinutes % 60:00}",
    };

    /// <summary>Windows as one text: "09:00-12:00, 13:00-17:00".</summary>
    public static string Text(IEnumerable<WeeklyWindow> windows) => string.Join(", ", windows.OrderBy(w => w.FromMinute).Select(w => new OpeningWindow(w.FromMinute, w.ToMinute)));

    /// <summary>What the command takes. Texts that are no hours are said to the model state.</summary>
    public CalendarHoursEntered Entered(ModelStateDictionary state)
    {
        if (Kind == "always") return new CalendarHoursEntered(true, [], true, null);
        var windows = new List<WeeklyWindow>();
        for (var i = 0; i < Math.Min(Days.Count, Week.Count); i++)
        {
            if (Read(Days[i]) is { } day) windows.AddRange(day.Select(w => new WeeklyWindow(Week[i], w.FromMinute, w.ToMinute)));
            else state.TryAddModelError($"Hours.Days[{i}]", $"Enter {Week[i]}'s hours as times, such as 09:00-12:00, 13:00-17:00");
        }
        return new CalendarHoursEntered(false, windows, OpenOnBankHolidays, Minutes(state));
    }

    /// <summary>"09:00-12:00, 13:00-17:00" as windows, in any order, those too that cannot be; nothing for a closed day; null when it is something else.</summary>
    public static IReadOnlyList<EnteredWindow>? Read(string? text)
    {
        var parts = (text ?? "").Replace('–', '-').Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var windows = new List<EnteredWindow>();
        foreach (var part in parts)
        {
            if (!OpeningWindow.TryReadTimes(part, out var opens, out var closes)) return null;
            // Nothing closes at the midnight that begins the day.
            windows.Add(new EnteredWindow(opens, closes == 0 ? OpeningWindow.MinutesInDay : closes));
        }
        return windows;
    }

    /// <summary>Errors about a weekday stand beside its field.</summary>
    public static Error AsTyped(Error error)
    {
        if (error is not Invalid invalid || !invalid.Problems.TryGetValue("Hours.Windows", out var messages)) return error.Rename(field => field == "Hours.WorkingDayMinutes" ? "Hours.WorkingDay" : field);
        var problems = invalid.Problems.Where(p => p.Key != "Hours.Windows").ToDictionary(p => p.Key == "Hours.WorkingDayMinutes" ? "Hours.WorkingDay" : p.Key, p => p.Value);
        foreach (var messagesOfDay in messages.GroupBy(m => Math.Max(0, Week.Index().FirstOrDefault(d => m.StartsWith($"{d.Item}:", StringComparison.Ordinal)).Index)))
            problems[$"Hours.Days[{messagesOfDay.Key}]"] = [.. messagesOfDay];
        return new Invalid(problems);
    }

    private int? Minutes(ModelStateDictionary state)
    {
        if (string.IsNullOrWhiteSpace(WorkingDay)) return null;
        var parts = WorkingDay.Trim().Split(':');
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= 24
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes < 60) return (hours * 60) + minutes;
        state.TryAddModelError("Hours.WorkingDay", "Enter the working day as hours and minutes, such as 7:15");
        return null;
    }
}
