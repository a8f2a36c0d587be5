using System.Globalization;

namespace CustomerFirst.Web.Common.Components;

/// <summary>
/// The drawing inside a chart's SVG. Series differ by colour and by pattern, dash and marker, so that they can be told apart in grey print
/// and with every kind of colour vision; lengths and heights begin at zero.
/// </summary>
internal static class ChartDrawing
{
    private const double Width = 760, Top = 30, TextHeight = 16;
    private const string Grid = "#b1b4b6", Ink = "#0b0c0c", TargetInk = "#0b0c0c";

    // Contrast with white of 3:1 or more each, told apart in the common kinds of colour blindness (after Okabe and Ito, darkened).
    private static readonly string[] s_colours = ["#1d70b8", "#b3590c", "#4c2c92", "#00625a"];
    private static readonly string[] s_dashes = ["none", "8 4", "2 4", "12 4 2 4"];

    public static (Markup Drawing, int Width, int Height) Bars(Chart chart, string id)
    {
        const double left = 64, right = 12, bottom = 34, height = 300;
        var (top, step) = Scale(chart);
        var (plotWidth, plotHeight) = (Width - left - right, height - Top - bottom);
        double Y(double value) => Top + (plotHeight * (1 - (value / top)));
        var band = plotWidth / Math.Max(1, chart.Labels.Count);
        var bar = Math.Min(56, band * 0.72 / chart.Series.Count);
        // Figures on the bars only where they find room.
        var labelled = bar >= 30;
        var every = Math.Max(1, (int)Math.Ceiling(56 / band));

        var bars = chart.Series.SelectMany((series, s) => series.Values.Select((value, i) =>
        {
            if (value is not { } v) return Markup.None;
            var x = left + (band * i) + ((band - (bar * chart.Series.Count)) / 2) + (bar * s);
            var figure = labelled ? Text(x + (bar / 2), Y(v) - 5, chart.Words(v), "middle") : Markup.None;
            return Markup.Of($"<rect x=\"{x}\" y=\"{Y(v)}\" width=\"{bar - 2}\" height=\"{Math.Max(0, Y(0) - Y(v))}\" fill=\"{Fill(id, s)}\"/>{figure}");
        }));
        var labels = chart.Labels.Select((label, i) => i % every == 0 ? Text(left + (band * (i + 0.5)), height - bottom + 18, label, "middle") : Markup.None);
        var drawing = Markup.Of($"{Patterns(chart, id)}{Legend(chart, id, left)}{HorizontalGrid(chart, top, step, left, Width - right, Y)}{Markup.Join(bars)}{Line(left, Y(0), Width - right, Y(0), Ink)}{Markup.Join(labels)}{HorizontalTarget(chart, left, Width - right, Y)}");
        return (drawing, (int)Width, (int)height);
    }

    public static (Markup Drawing, int Width, int Height) Rows(Chart chart, string id)
    {
        const double left = 230, right = 76, bar = 18, gap = 10;
        var (top, _) = Scale(chart);
        var plotWidth = Width - left - right;
        double X(double value) => left + (plotWidth * value / top);
        var row = (bar * chart.Series.Count) + gap;
        var height = Top + (row * chart.Labels.Count) + 8;

        var bars = chart.Series.SelectMany((series, s) => series.Values.Select((value, i) =>
        {
            if (value is not { } v) return Markup.None;
            var y = Top + (row * i) + (bar * s);
            return Markup.Of($"<rect x=\"{left}\" y=\"{y}\" width=\"{Math.Max(0, X(v) - left)}\" height=\"{bar - 2}\" fill=\"{Fill(id, s)}\"/>{Text(X(v) + 6, y + 13, chart.Words(v), "start")}");
        }));
        var labels = chart.Labels.Select((label, i) => Text(left - 8, Top + (row * i) + (bar * chart.Series.Count / 2) + 4, Shorten(label, 31), "end"));
        var target = chart.Target is not { } aim || aim > top ? Markup.None
            : Markup.Of($"<line x1=\"{X(aim)}\" y1=\"{Top - 6}\" x2=\"{X(aim)}\" y2=\"{height - 4}\" stroke=\"{TargetInk}\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/>{Text(Math.Min(X(aim), Width - 70), Top - 12, $"Target {chart.Words(aim)}", "middle", bold: true)}");
        var legend = chart.Series.Count > 1 ? Legend(chart, id, 0) : Markup.None;
        return (Markup.Of($"{Patterns(chart, id)}{legend}{Markup.Join(bars)}{Line(left, Top - 4, left, height - 4, Ink)}{Markup.Join(labels)}{target}"), (int)Width, (int)height);
    }

    public static (Markup Drawing, int Width, int Height) Lines(Chart chart)
    {
        const double left = 64, right = 150, bottom = 34, height = 300;
        var (top, step) = Scale(chart);
        var (plotWidth, plotHeight) = (Width - left - right, height - Top - bottom);
        double X(int place) => left + (plotWidth * (chart.Labels.Count == 1 ? 0.5 : (double)place / (chart.Labels.Count - 1)));
        double Y(double value) => Top + (plotHeight * (1 - (value / top)));
        var every = Math.Max(1, (int)Math.Ceiling(60 * (double)chart.Labels.Count / plotWidth));

        var lines = chart.Series.Select((series, s) =>
        {
            var points = series.Values.Select((value, i) => (X: X(i), Y: value is { } v ? Y(v) : (double?)null)).ToList();
            var path = string.Join(' ', points.Select((p, i) => p.Y is not { } y ? "" : $"{(i > 0 && points[i - 1].Y is not null ? "L" : "M")}{Number(p.X)} {Number(y)}").Where(p => p.Length > 0));
            var markers = chart.Labels.Count <= 40 ? Markup.Join(points.Where(p => p.Y is not null).Select(p => Marker(s, p.X, p.Y!.Value))) : Markup.None;
            return Markup.Of($"<path d=\"{path}\" fill=\"none\" stroke=\"{s_colours[s]}\" stroke-width=\"2.5\" stroke-dasharray=\"{s_dashes[s]}\"/>{markers}");
        });
        var labels = chart.Labels.Select((label, i) => i % every == 0 ? Text(X(i), height - bottom + 20, label, "middle") : Markup.None);
        var drawing = Markup.Of($"{HorizontalGrid(chart, top, step, left, Width - right, Y)}{Line(left, Y(0), Width - right, Y(0), Ink)}{Markup.Join(labels)}{Markup.Join(lines)}{HorizontalTarget(chart, left, Width - right, Y)}{EndLabels(chart, Width - right + 12, Y)}");
        return (drawing, (int)Width, (int)height);
    }

    /// <summary>The axis' end and the distance of its lines: round figures, four to six lines.</summary>
    internal static (double Top, double Step) Scale(Chart chart)
    {
        var largest = Math.Max(chart.Series.SelectMany(s => s.Values).Max() ?? 0, chart.Target ?? 0);
        if (chart.Top is { } given) largest = Math.Max(given, largest);
        if (largest <= 0) return (1, 1);
        var rough = largest / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(m => m * power).First(m => m >= rough * 0.999);
        return (chart.Top == largest ? largest : Math.Ceiling(Math.Round(largest / step, 6)) * step, step);
    }

    // Each line says at its end what it is; two that end close together make room for one another.
    private static Markup EndLabels(Chart chart, double x, Func<double, double> y)
    {
        var ends = chart.Series.Select((series, s) => (Place: s, series.Name, Last: series.Values.LastOrDefault(v => v is not null)))
            .Where(e => e.Last is not null).OrderBy(e => y(e.Last!.Value)).ToList();
        var (pieces, lowest) = (new List<Markup>(), double.MinValue);
        foreach (var (place, name, last) in ends)
        {
            var at = Math.Max(y(last!.Value) + 4, lowest + (TextHeight * 2.1));
            lowest = at;
            pieces.Add(Markup.Of($"{Marker(place, x + 4, at - 5)}{Text(x + 14, at, chart.Words(last.Value), "start", bold: true)}{Text(x + 14, at + TextHeight - 2, Shorten(name, 20), "start")}"));
        }
        return Markup.Join(pieces);
    }

    private static Markup HorizontalGrid(Chart chart, double top, double step, double left, double right, Func<double, double> y)
    {
        var values = Enumerable.Range(0, (int)Math.Round(top / step) + 1).Select(i => i * step);
        return Markup.Join(values.Select(v => Markup.Of($"{(v > 0 ? Line(left, y(v), right, y(v), Grid) : Markup.None)}{Text(left - 8, y(v) + 4, chart.Words(v), "end")}")));
    }

    private static Markup HorizontalTarget(Chart chart, double left, double right, Func<double, double> y) => chart.Target is not { } aim ? Markup.None
        : Markup.Of($"<line x1=\"{left}\" y1=\"{y(aim)}\" x2=\"{right}\" y2=\"{y(aim)}\" stroke=\"{TargetInk}\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/><text x=\"{left + 6}\" y=\"{y(aim) - 6}\" class=\"cf-chart__text cf-chart__text--bold cf-chart__text--over\">Target{(chart.TargetFor is { } its ? " " + its : "")} {chart.Words(aim)}</text>");

    private static Markup Legend(Chart chart, string id, double left)
    {
        if (chart.Series.Count == 1) return Markup.None;
        return Markup.Join(chart.Series.Select((series, s) => Markup.Of($"<rect x=\"{left + (s * 170)}\" y=\"2\" width=\"14\" height=\"14\" fill=\"{Fill(id, s)}\"/>{Text(left + (s * 170) + 20, 14, Shorten(series.Name, 20), "start")}")));
    }

    private static Markup Patterns(Chart chart, string id) => chart.Series.Count == 1 ? Markup.None : Markup.Of($"<defs>{Markup.Join(chart.Series.Select((_, s) => Pattern(id, s)))}</defs>");

    private static Markup Pattern(string id, int series)
    {
        var lines = series switch
        {
            1 => "M-2 2 2-2M0 8 8 0M6 10 10 6",
            2 => "M4 0V8",
            3 => "M0 4H8M4 0V8",
            _ => "",
        };
        var ground = Markup.Of($"<rect width=\"8\" height=\"8\" fill=\"{s_colours[series]}\"/>");
        var white = lines.Length == 0 ? Markup.None : Markup.Of($"<path d=\"{lines}\" stroke=\"#ffffff\" stroke-width=\"1.6\"/>");
        return Markup.Of($"<pattern id=\"{id}-p{series}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">{ground}{white}</pattern>");
    }

    private static string Fill(string id, int series) => series == 0 ? s_colours[0] : $"url(#{id}-p{series})";

    private static Markup Marker(int series, double x, double y) => series switch
    {
        0 => Markup.Of($"<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"{s_colours[0]}\"/>"),
        1 => Markup.Of($"<rect x=\"{x - 4}\" y=\"{y - 4}\" width=\"8\" height=\"8\" fill=\"{s_colours[1]}\"/>"),
        2 => Markup.Of($"<path d=\"M{x} {y - 5}l5 9h-10z\" fill=\"{s_colours[2]}\"/>"),
        _ => Markup.Of($"<path d=\"M{x} {y - 5}l5 5-5 5-5-5z\" fill=\"{s_colours[3]}\"/>"),
    };

    private static Markup Line(double x1, double y1, double x2, double y2, string colour) => Markup.Of($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\"/>");

    private static Markup Text(double x, double y, string words, string anchor, bool bold = false) =>
        Markup.Of($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"cf-chart__text{(bold ? " cf-chart__text--bold" : "")}\">{words}</text>");

    private static string Shorten(string words, int most) => words.Length <= most ? words : words[..(most - 1)].TrimEnd() + "…";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
