using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerFirst.Web.Common;

/// <summary>
/// Reads a date from the three fields that <c>&lt;cf-date&gt;</c> writes (<c>Name.Day</c>, <c>Name.Month</c>, <c>Name.Year</c>) or, in an
/// address, from <c>2026-11-24</c>. All three empty is no date; what is no real date is an error in the words of the GOV.UK Design System.
/// </summary>
internal sealed class DateBinder : IModelBinder
{
    public const string Day = "Day", Month = "Month", Year = "Year";

    /// <summary>How the messages begin; <c>&lt;cf-date&gt;</c> puts the field's label in its place.</summary>
    public const string Unnamed = "The date";

    private const string RealDate = "must be a real date";

    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <inheritdoc />
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        string[] parts = [$"{name}.{Day}", $"{name}.{Month}", $"{name}.{Year}"];
        var values = parts.Select(bindingContext.ValueProvider.GetValue).ToArray();
        if (values.All(v => v == ValueProviderResult.None))
        {
            BindWhole(bindingContext);
            return Task.CompletedTask;
        }

        // The typed parts are kept, so that a form that comes back shows them.
        for (var i = 0; i < parts.Length; i++)
        {
            bindingContext.ModelState.SetModelValue(parts[i], values[i]);
            // No property has this name, so nobody would ever say that it is valid.
            bindingContext.ModelState.MarkFieldSkipped(parts[i]);
        }
        var typed = values.Select(v => v.FirstValue?.Trim() ?? "").ToArray();
        if (typed.All(t => t.Length == 0))
        {
            bindingContext.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }

        if (Read(typed, out var problem) is { } date) bindingContext.Result = ModelBindingResult.Success(date);
        else bindingContext.ModelState.TryAddModelError(name, $"{Unnamed} {problem}");
        return Task.CompletedTask;
    }

    private static void BindWhole(ModelBindingContext context)
    {
        var value = context.ValueProvider.GetValue(context.ModelName);
        if (value == ValueProviderResult.None) return;
        context.ModelState.SetModelValue(context.ModelName, value);
        if (string.IsNullOrWhiteSpace(value.FirstValue)) context.Result = ModelBindingResult.Success(null);
        else if (DateOnly.TryParseExact(value.FirstValue, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) context.Result = ModelBindingResult.Success(date);
        else context.ModelState.TryAddModelError(context.ModelName, $"{Unnamed} {RealDate}");
    }

    /// <summary>The date of what was typed as day, month and year, or null.</summary>
    /// <param name="problem">"must include a year", "must be a real date: March has 31 days": what is wrong where there is none.</param>
    public static DateOnly? Read(IReadOnlyList<string> typed, out string? problem)
    {
        string[] words = ["day", "month", "year"];
        var missing = words.Where((_, i) => typed[i].Length == 0).ToList();
        var date = missing.Count == 0 ? Read(typed) : null;
        problem = date is not null ? null : missing.Count > 0 ? $"must include a {string.Join(" and ", missing)}" : !Number(typed[2], out var year) ? RealDate
            : typed[2].Length != 4 ? "must have a year of four figures" : year == 0 ? "must have a year from 0001 to 9999" : $"{RealDate}{PastTheEnd(typed)}";
        return date;
    }

    // A day that the month does not have is the slip that is hardest to see: ": March has 31 days", ": February 2026 has 28 days".
    private static string PastTheEnd(IReadOnlyList<string> typed)
    {
        if (!Number(typed[0], out var day) || MonthOf(typed[1]) is not { } month || typed[2].Length != 4 || !Number(typed[2], out var year) || year < 1) return "";
        var days = DateTime.DaysInMonth(year, month);
        return day <= days ? "" : $": {new DateOnly(year, month, 1).ToString(month == 2 ? "MMMM yyyy" : "MMMM", CultureInfo.InvariantCulture)} has {days} days";
    }

    private static DateOnly? Read(IReadOnlyList<string> typed)
    {
        if (MonthOf(typed[1]) is not { } month || !Number(typed[0], out var day) || typed[2].Length != 4 || !Number(typed[2], out var year)) return null;
        return year >= 1 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    // By name or number; null for none of the twelve.
    private static int? MonthOf(string typed)
    {
        var month = Array.FindIndex(s_months, m => typed.StartsWith(m, StringComparison.OrdinalIgnoreCase)) + 1;
        return (month > 0 || Number(typed, out month)) && month is >= 1 and <= 12 ? month : null;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>Gives dates their binder.</summary>
internal sealed class DateBinderProvider : IModelBinderProvider
{
    /// <inheritdoc />
    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new DateBinder() : null;
}
