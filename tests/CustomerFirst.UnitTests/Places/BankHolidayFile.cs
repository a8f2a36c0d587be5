using System.Text.Json;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Places;

/// <summary>Bank holidays for tests: the public file where it is there, else the same days worked out for 2024 to 2026.</summary>
internal static class BankHolidayFile
{
    private static readonly string[] Known =
    [
        "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26",
        "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
    ];

    public static IReadOnlyList<DateOnly> EnglandAndWales()
    {
        if (PublicData.Find("calendar", "bank-holidays.json") is not { } file)
            return [.. Known.Select(At.Date)];
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.GetProperty("england-and-wales").GetProperty("events").EnumerateArray().Select(e => At.Date(e.GetProperty("date").GetString()!))];
    }
}
