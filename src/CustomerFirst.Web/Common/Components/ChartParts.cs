namespace CustomerFirst.Web.Common.Components;

/// <summary>What drawings are made of: colours and patterns, legend, texts and lines.</summary>
internal sealed partial class ChartDrawing
{
    private const string Grid = "#b1b4b6", Ink = "#0b0c0c";
    // The mean width of a letter of 14 pixels in the widest of the fonts that pages have.
    private const double LetterWidth = 8.2;
    private const double LegendRow = 22;

    // Contrast with white of 3:1 or more each, told apart in the common kinds of colour blindness (after Okabe and Ito, darkened).
    private static readonly string[] s_colours = ["#1d70b8", "#b3590c", "#4c2c92", "#00625a"];
    private static readonly string[] s_dashes = ["none", "8 4", "2 4", "12 4 2 4"];

    private IEnumerable<(Func<double, double, Markup> Sample, string Words)> Squares() => chart.Series.Select((series, s) =>
        ((Func<double, double, Markup>)((x, y) => Markup.Of($"<rect x=\"{x}\" y=\"{y - 12}\" width=\"14\" height=\"14\" fill=\"{Fill(s)}\"/>")), series.Name));

    private IEnumerable<(Func<double, double, Markup> Sample, string Words)> Markers() => chart.Series.Select((series, s) =>
        ((Func<double, double, Markup>)((x, y) => Marker(s, x + 7, y - 5)), LastOf(series) is { } last ? $"{series.Name}, {chart.Words(last)} at the end" : series.Name));

    // Above the picture, so that no word stands on a line of it: what the series and the dashed line are. As many rows as it takes.
    private (Markup Drawing, double Height) Legend(IEnumerable<(Func<double, double, Markup> Sample, string Words)> series)
    {
        var items = series.ToList();
        if (chart.Target is { } aim)
            items.Add(((x, y) => Dashed(x, y - 5, x + 18, y - 5), $"Target{(chart.TargetFor is { } its ? " " + its : "")} {chart.Words(aim)}"));
        var (pieces, x, y) = (new List<Markup>(), 2.0, 15.0);
        foreach (var (sample, words) in items)
        {
            var (lines, width) = (Broken(words, Width - 26), 26 + (words.Length * LetterWidth));
            if (x > 2 && x + width > Width) (x, y) = (2, y + LegendRow);
            pieces.Add(Markup.Of($"{sample(x, y)}{Markup.Join(lines.Select((line, i) => Text(x + 24, y + (i * TextHeight), line, "start")))}"));
            (x, y) = (x + width + 14, y + ((lines.Count - 1) * TextHeight));
        }
        // Room above the highest figure for its words.
        return (Markup.Join(pieces), items.Count == 0 ? 20 : y + 22);
    }

    private Markup Patterns() => chart.Series.Count == 1 ? Markup.None : Markup.Of($"<defs>{Markup.Join(chart.Series.Select((_, s) => Pattern(s)))}</defs>");

    private Markup Pattern(int series)
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

    private string Fill(int series) => series == 0 ? s_colours[0] : $"url(#{id}-p{series})";

    // Under the axis a text stands below its place, and never partly outside the picture.
    private Markup AxisText(double x, double y, string words)
    {
        var half = words.Length * LetterWidth / 2;
        return Text(Math.Clamp(x, Math.Min(half, Width / 2), Math.Max(Width - half, Width / 2)), y, words, "middle");
    }

    private static Markup Marker(int series, double x, double y) => series switch
    {
        0 => Markup.Of($"<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"{s_colours[0]}\"/>"),
        1 => Markup.Of($"<rect x=\"{x - 4}\" y=\"{y - 4}\" width=\"8\" height=\"8\" fill=\"{s_colours[1]}\"/>"),
        2 => Markup.Of($"<path d=\"M{x} {y - 5}l5 9h-10z\" fill=\"{s_colours[2]}\"/>"),
        _ => Markup.Of($"<path d=\"M{x} {y - 5}l5 5-5 5-5-5z\" fill=\"{s_colours[3]}\"/>"),
    };

    private static Markup Line(double x1, double y1, double x2, double y2, string colour) => Markup.Of($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\"/>");

    private static Markup Dashed(double x1, double y1, double x2, double y2) =>
        Markup.Of($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{Ink}\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/>");

    private static Markup Text(double x, double y, string words, string anchor, bool bold = false) =>
        Markup.Of($"<text x=\"{x}\" y=\"{y}\"{(anchor == "start" ? Markup.None : Markup.Attribute("text-anchor", anchor))}{(bold ? Markup.Attribute("class", "cf-chart__bold") : Markup.None)}>{words}</text>");

    // A name in lines that are no wider than this, broken at blanks.
    private static List<string> Broken(string words, double width)
    {
        var most = (int)(width / LetterWidth);
        var lines = new List<string> { "" };
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length == 0) lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= most) lines[^1] += " " + word;
            else lines.Add(word);
        }
        return lines;
    }
}
