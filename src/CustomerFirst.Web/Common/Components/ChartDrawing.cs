using System.Globalization;

namespace CustomerFirst.Web.Common.Components;

/// <summary>
/// The drawing inside a chart's SVG. Series differ by colour and by pattern, dash and marker, so that they can be told apart in grey print
/// and with every kind of colour vision; lengths and heights begin at zero. What a telephone shows is a drawing of its own, so that its letters are
/// as large as those around it and none is cut.
/// </summary>
/// <param name="chart">What is drawn.</param>
/// <param name="id">The beginning of the drawing's own ids.</param>
/// <param name="narrow">For a place of about 360 pixels; else for one of 520 and more.</param>
internal sealed partial class ChartDrawing(Chart chart, string id, bool narrow)
{
    private const double TextHeight = 16, AxisLabel = 60;

    private double Width => narrow ? 360 : 640;

    private double PlotHeight => narrow ? 190 : 236;

    // Below the axis: the labels, and a line for what is to be known of some of them.
    private double Bottom => chart.Notes is null ? 34 : 50;

    private double Left => narrow ? 46 : 60;

    public (Markup Drawing, int Width, int Height) Draw() => chart.Kind switch
    {
        ChartKind.Bars => Bars(),
        ChartKind.Rows => Rows(),
        ChartKind.Lines => Lines(),
        _ => throw new InvalidOperationException("There is no such kind of chart."),
    };

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

    private (Markup Drawing, int Width, int Height) Bars()
    {
        const double right = 12;
        var (legend, start) = Legend(chart.Series.Count > 1 ? Squares() : []);
        var (top, step) = Scale(chart);
        var plotWidth = Width - Left - right;
        double Y(double value) => start + (PlotHeight * (1 - (value / top)));
        var band = plotWidth / Math.Max(1, chart.Labels.Count);
        var bar = Math.Min(56, band * 0.72 / chart.Series.Count);
        // Figures on the bars only where they find room.
        var labelled = bar >= 30;

        var bars = chart.Series.SelectMany((series, s) => series.Values.Select((value, i) =>
        {
            if (value is not { } v) return Markup.None;
            var x = Left + (band * i) + ((band - (bar * chart.Series.Count)) / 2) + (bar * s);
            var figure = labelled ? Text(x + (bar / 2), Y(v) - 5, chart.Words(v), "middle") : Markup.None;
            var pale = NoteOn(i) is null ? Markup.None : Markup.Of($" fill-opacity=\"0.5\"");
            return Markup.Of($"<rect x=\"{x}\" y=\"{Y(v)}\" width=\"{bar - 2}\" height=\"{Math.Max(0, Y(0) - Y(v))}\" fill=\"{Fill(s)}\"{pale}/>{figure}");
        }));
        var drawing = Markup.Of($"{Patterns()}{legend}{HorizontalGrid(top, step, Width - right, Y)}{Markup.Join(bars)}{Line(Left, Y(0), Width - right, Y(0), Ink)}{AxisLabels(i => Left + (band * (i + 0.5)), band, Y(0))}{HorizontalTarget(Width - right, Y)}");
        return (drawing, (int)Width, (int)(start + PlotHeight + Bottom));
    }

    private (Markup Drawing, int Width, int Height) Rows()
    {
        const double bar = 18, gap = 12;
        // A telephone has no room for names beside the bars: there they stand above.
        var (left, right) = narrow ? (2, 66) : (230, 70);
        var (legend, start) = Legend(chart.Series.Count > 1 ? Squares() : []);
        var (top, _) = Scale(chart);
        var plotWidth = Width - left - right;
        double X(double value) => left + (plotWidth * value / top);

        var (y, rows) = (start, new List<Markup>());
        for (var i = 0; i < chart.Labels.Count; i++)
        {
            var name = Broken(chart.Labels[i], narrow ? Width - 4 : left - 8);
            var (nameHeight, barsHeight) = (name.Count * TextHeight, bar * chart.Series.Count);
            var (barsAt, height) = narrow ? (y + nameHeight + 4, nameHeight + 4 + barsHeight) : (y, Math.Max(nameHeight, barsHeight));
            var nameAt = narrow ? y + 12 : y + ((height - nameHeight) / 2) + 12;
            rows.AddRange(name.Select((words, line) => narrow ? Text(left, nameAt + (line * TextHeight), words, "start") : Text(left - 8, nameAt + (line * TextHeight), words, "end")));
            foreach (var (series, s) in chart.Series.Select((series, s) => (series, s)))
            {
                if (series.Values[i] is not { } v) continue;
                var at = barsAt + (bar * s);
                rows.Add(Markup.Of($"<rect x=\"{left}\" y=\"{at}\" width=\"{Math.Max(0, X(v) - left)}\" height=\"{bar - 2}\" fill=\"{Fill(s)}\"/>{Text(X(v) + 6, at + 13, chart.Words(v), "start")}"));
            }
            y += height + gap;
        }
        var target = chart.Target is not { } aim || aim > top ? Markup.None : Dashed(X(aim), start - 4, X(aim), y - gap + 4);
        return (Markup.Of($"{Patterns()}{legend}{Markup.Join(rows)}{Line(left, start - 4, left, y - gap + 4, Ink)}{target}"), (int)Width, (int)Math.Ceiling(y - gap + 8));
    }

    private (Markup Drawing, int Width, int Height) Lines()
    {
        // Beside the plot each line says at its end what it is; where there is no room, above.
        double right = narrow ? 14 : 150;
        var (legend, start) = Legend(narrow ? Markers() : []);
        var (top, step) = Scale(chart);
        var plotWidth = Width - Left - right;
        double X(int place) => Left + (plotWidth * (chart.Labels.Count == 1 ? 0.5 : (double)place / (chart.Labels.Count - 1)));
        double Y(double value) => start + (PlotHeight * (1 - (value / top)));

        var lines = chart.Series.Select((series, s) =>
        {
            var points = series.Values.Select((value, i) => (X: X(i), Y: value is { } v ? Y(v) : (double?)null)).ToList();
            var path = string.Join(' ', points.Select((p, i) => p.Y is not { } y ? "" : $"{(i > 0 && points[i - 1].Y is not null ? "L" : "M")}{Number(p.X)} {Number(y)}").Where(p => p.Length > 0));
            var markers = chart.Labels.Count <= 40 ? Markup.Join(points.Where(p => p.Y is not null).Select(p => Marker(s, p.X, p.Y!.Value))) : Markup.None;
            return Markup.Of($"<path d=\"{path}\" fill=\"none\" stroke=\"{s_colours[s]}\" stroke-width=\"2.5\" stroke-dasharray=\"{s_dashes[s]}\"/>{markers}");
        });
        var drawing = Markup.Of($"{legend}{HorizontalGrid(top, step, Width - right, Y)}{Line(Left, Y(0), Width - right, Y(0), Ink)}{AxisLabels(X, plotWidth / Math.Max(1, chart.Labels.Count - 1), Y(0))}{HorizontalTarget(Width - right, Y)}{Markup.Join(lines)}{(narrow ? Markup.None : EndLabels(Width - right + 12, Y))}");
        return (drawing, (int)Width, (int)(start + PlotHeight + Bottom));
    }

    // Each line says at its end what it is; two that end close together make room for one another.
    private Markup EndLabels(double x, Func<double, double> y)
    {
        var ends = chart.Series.Select((series, s) => (Place: s, series.Name, Last: LastOf(series))).Where(e => e.Last is not null).OrderBy(e => y(e.Last!.Value)).ToList();
        var (pieces, lowest) = (new List<Markup>(), double.MinValue);
        foreach (var (place, name, last) in ends)
        {
            var (at, lines) = (Math.Max(y(last!.Value) + 4, lowest), Broken(name, Width - x - 14));
            lowest = at + (TextHeight * (1.1 + lines.Count));
            pieces.Add(Markup.Of($"{Marker(place, x + 4, at - 5)}{Text(x + 14, at, chart.Words(last.Value), "start", bold: true)}"));
            pieces.AddRange(lines.Select((words, line) => Text(x + 14, at + (TextHeight * (line + 1)) - 2, words, "start")));
        }
        return Markup.Join(pieces);
    }

    // As many labels as have room; those of which something is to be known always.
    private Markup AxisLabels(Func<int, double> x, double band, double axis)
    {
        var every = Math.Max(1, (int)Math.Ceiling(AxisLabel / Math.Max(1, band)));
        var last = chart.Labels.Count - 1;
        bool Shown(int i) => NoteOn(i) is not null || (i % every == 0 && (NoteOn(last) is null || last - i >= every));
        return Markup.Join(chart.Labels.Select((label, i) => !Shown(i) ? Markup.None
            : Markup.Of($"{AxisText(x(i), axis + 19, label)}{(NoteOn(i) is { } note ? AxisText(x(i), axis + 35, note) : Markup.None)}")));
    }

    private Markup HorizontalGrid(double top, double step, double right, Func<double, double> y)
    {
        var values = Enumerable.Range(0, (int)Math.Round(top / step) + 1).Select(i => i * step);
        return Markup.Join(values.Select(v => Markup.Of($"{(v > 0 ? Line(Left, y(v), right, y(v), Grid) : Markup.None)}{Text(Left - 8, y(v) + 4, chart.Words(v), "end")}")));
    }

    private Markup HorizontalTarget(double right, Func<double, double> y) => chart.Target is { } aim ? Dashed(Left, y(aim), right, y(aim)) : Markup.None;

    private string? NoteOn(int place) => place >= 0 ? chart.Notes?[place] : null;

    private static double? LastOf(ChartSeries series) => series.Values.LastOrDefault(v => v is not null);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
