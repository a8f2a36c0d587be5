using System.Globalization;
using System.Text.Json;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>One measured line: names and values in the order in which they are printed.</summary>
internal sealed class Figure(string benchmark)
{
    private readonly List<KeyValuePair<string, object?>> _values = [new("benchmark", benchmark)];

    /// <summary>Adds a number, rounded to what it is worth; one that is none was not measured.</summary>
    public Figure With(string name, double value, int digits = 2)
    {
        _values.Add(new(name, double.IsFinite(value) ? Math.Round(value, digits) : null));
        return this;
    }

    /// <summary>Adds a text.</summary>
    public Figure With(string name, string value)
    {
        _values.Add(new(name, value));
        return this;
    }

    /// <summary>As one line of JSON.</summary>
    public string Json() => JsonSerializer.Serialize(_values.ToDictionary(v => v.Key, v => v.Value));

    /// <summary>The columns of the table.</summary>
    public IReadOnlyList<string> Names => [.. _values.Select(v => v.Key)];

    /// <summary>The values as the table shows them.</summary>
    public IReadOnlyList<string> Texts => [.. _values.Select(v => v.Value is double number ? number.ToString("#,0.##", CultureInfo.InvariantCulture) : v.Value?.ToString() ?? "not measured")];
}

/// <summary>Prints figures: a table for people, then a line of JSON each for programs.</summary>
internal static class Figures
{
    /// <summary>Prints figures of one benchmark. Those with the same columns share a table.</summary>
    public static void Print(IReadOnlyList<Figure> figures)
    {
        foreach (var table in figures.GroupBy(f => string.Join('|', f.Names)))
        {
            List<IReadOnlyList<string>> rows = [table.First().Names, .. table.Select(f => f.Texts)];
            var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(r => r[column].Length)).ToList();
            Console.WriteLine();
            foreach (var row in rows) Console.WriteLine(string.Join("  ", row.Select((text, column) => column == 0 ? text.PadRight(widths[column]) : text.PadLeft(widths[column]))));
        }
        Console.WriteLine();
        foreach (var figure in figures) Console.WriteLine(figure.Json());
    }
}
