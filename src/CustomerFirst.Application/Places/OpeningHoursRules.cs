using CustomerFirst.Domain.Places;
using FluentValidation;

namespace CustomerFirst.Application.Places;

/// <summary>An opening window of a day as somebody entered it: minutes since midnight, council time; the end may be 1440.</summary>
public sealed record EnteredWindow(int FromMinute, int ToMinute);

/// <summary>What opening hours must be like, and how to say what is wrong with them.</summary>
internal static class OpeningHoursRules
{
    /// <summary>Checks the windows of a week.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<WeeklyWindow>> AreWeeklyHours<T>(this IRuleBuilder<T, IReadOnlyList<WeeklyWindow>> rule) =>
        rule.Custom((windows, context) =>
        {
            foreach (var day in (windows ?? []).GroupBy(w => w.Day).OrderBy(g => g.Key))
            {
                if (!Enum.IsDefined(day.Key)) context.AddFailure("Select a day of the week");
                else if (Problem(day.Select(w => (w.FromMinute, w.ToMinute))) is { } problem) context.AddFailure($"{day.Key}: {problem}");
            }
        });

    /// <summary>Checks the windows of one day.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<EnteredWindow>> AreHoursOfADay<T>(this IRuleBuilder<T, IReadOnlyList<EnteredWindow>> rule) =>
        rule.Custom((windows, context) =>
        {
            if (Problem((windows ?? []).Select(w => (w.FromMinute, w.ToMinute))) is { } problem) context.AddFailure(char.ToUpperInvariant(problem[0]) + problem[1..]);
        });

    private static string? Problem(IEnumerable<(int From, int To)> windows)
    {
        var inOrder = windows.OrderBy(w => w.From).ToList();
        if (inOrder.Any(w => w.From < 0 || w.From >= OpeningWindow.MinutesInDay || w.To > OpeningWindow.MinutesInDay)) return "enter times between midnight and midnight";
        if (inOrder.Any(w => w.To <= w.From)) return "enter a closing time after the opening time";
        return inOrder.Zip(inOrder.Skip(1)).Any(pair => pair.Second.From < pair.First.To) ? "enter opening times that do not overlap" : null;
    }
}
