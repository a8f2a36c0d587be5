using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.IntegrationTests.Common;

public sealed class ChartTests
{
    private static readonly string[] s_months = ["Jan", "Feb", "Mar"];

    [Theory]
    [InlineData(ChartKind.Bars)]
    [InlineData(ChartKind.Rows)]
    [InlineData(ChartKind.Lines)]
    public async Task The_picture_is_named_by_its_finding_and_its_table_has_every_figure(ChartKind kind)
    {
        var chart = await DrawAsync(new Chart("More was done <first> time", s_months, [new("This year", [10, 20.5, null], ["/tickets?month=1", null, null]), new("Last year", [5, 6, 7])])
        {
            Kind = kind, LabelsAre = "Month", Target = 30, Words = v => $"{v.ToString("0.#", CultureInfo.InvariantCulture)} %",
        });

        var picture = chart.QuerySelector("svg")!;
        Assert.Equal("img", picture.GetAttribute("role"));
        Assert.Equal("More was done <first> time", chart.QuerySelector($"#{picture.GetAttribute("aria-labelledby")!.Split(' ')[0]}")!.TextContent);
        Assert.Equal("More was done <first> time", chart.QuerySelector("figcaption h3")!.TextContent);
        Assert.Equal(["Month", "This year", "Last year"], chart.QuerySelectorAll("thead th").Select(h => h.TextContent));
        Assert.Equal(["Jan", "10 %", "5 %", "Feb", "20.5 %", "6 %", "Mar", "none", "7 %"], chart.QuerySelectorAll("tbody th, tbody td").Select(c => c.TextContent));
        Assert.Equal("/tickets?month=1", chart.QuerySelector("tbody a")!.GetAttribute("href"));
        Assert.Contains(chart.QuerySelectorAll("svg text"), t => t.TextContent == "Target 30 %");
        Assert.Equal("Target: 30 %", chart.QuerySelector("details p")!.TextContent);
    }

    [Fact]
    public async Task Bars_begin_at_zero_and_are_as_high_as_their_figures()
    {
        var chart = await DrawAsync(new Chart("Bars", s_months, [new("Tickets", [50, 100, 25])]) { Top = 100 });

        var bars = chart.QuerySelectorAll("svg.cf-chart__wide > rect").Select(r => (Y: Number(r, "y"), Height: Number(r, "height"))).ToList();
        Assert.Equal(3, bars.Count);
        Assert.Single(bars.Select(b => Math.Round(b.Y + b.Height, 1)).Distinct());
        Assert.Equal(2, bars[1].Height / bars[0].Height, 2);
        Assert.Equal(0.25, bars[2].Height / bars[1].Height, 2);
        Assert.Contains("0", chart.QuerySelectorAll("svg text").Select(t => t.TextContent));
    }

    [Fact]
    public async Task A_gap_in_a_line_stays_a_gap()
    {
        var chart = await DrawAsync(new Chart("Lines", ["a", "b", "c", "d"], [new("One", [1, null, 3, 4])]) { Kind = ChartKind.Lines });

        var path = chart.QuerySelector("svg.cf-chart__wide > path")!.GetAttribute("d")!;
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.Equal(1, path.Count(c => c == 'L'));
        Assert.Equal(4, chart.QuerySelectorAll("svg.cf-chart__wide > circle").Length);
    }

    [Fact]
    public async Task Series_differ_by_pattern_or_dash_and_marker_and_not_by_colour_alone()
    {
        ChartSeries[] series = [new("One", [1, 2, 3]), new("Two", [2, 3, 4]), new("Three", [3, 4, 5]), new("Four", [4, 5, 6])];

        var bars = await DrawAsync(new Chart("Bars", s_months, series));
        var lines = await DrawAsync(new Chart("Lines", s_months, series) { Kind = ChartKind.Lines });

        Assert.Equal(4, bars.QuerySelectorAll(".cf-chart__wide pattern").Select(p => p.InnerHtml).Distinct().Count());
        Assert.Equal(4, lines.QuerySelectorAll(".cf-chart__wide > path[stroke-dasharray]").Select(p => p.GetAttribute("stroke-dasharray")).Distinct().Count());
        Assert.Equal(["Four", "Three", "Two", "One"], lines.QuerySelectorAll(".cf-chart__wide > text").Select(t => t.TextContent).Where(t => series.Any(s => s.Name == t)));
    }

    [Fact]
    public async Task Labels_at_the_ends_of_lines_that_meet_do_not_lie_on_one_another()
    {
        var chart = await DrawAsync(new Chart("Lines", s_months, [new("One", [1, 2, 50]), new("Two", [2, 3, 50]), new("Three", [3, 4, 51])]) { Kind = ChartKind.Lines, Top = 100 });

        var heights = chart.QuerySelectorAll(".cf-chart__wide > text.cf-chart__bold").Select(t => Number(t, "y")).Order().ToList();
        Assert.Equal(3, heights.Count);
        Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 30));
    }

    [Theory]
    [InlineData(71.3, 80, 15)]
    [InlineData(4_700, 5_000, 1_000)]
    [InlineData(0.4, 0.4, 0.1)]
    [InlineData(0, 1, 1)]
    public void The_axis_ends_at_a_round_figure_above_the_largest(double largest, double top, double step)
    {
        var scale = ChartDrawing.Scale(new Chart("t", ["a"], [new("s", [largest])]));

        Assert.True(scale.Top >= largest);
        Assert.True(scale.Top <= Math.Max(largest * 1.6, 1));
        Assert.InRange(scale.Top, top * 0.99, top * 1.5);
        Assert.InRange(scale.Step, step * 0.5, step * 2);
    }

    [Theory]
    [InlineData(ChartKind.Bars)]
    [InlineData(ChartKind.Rows)]
    [InlineData(ChartKind.Lines)]
    public async Task No_letter_stands_outside_the_picture_wide_or_on_a_telephone(ChartKind kind)
    {
        var labels = Enumerable.Range(1, 14).Select(i => $"{i} September in the department of parks and open spaces").ToArray();
        if (kind != ChartKind.Rows) labels = [.. labels.Select((_, i) => $"{i + 1} Sep")];
        var chart = await DrawAsync(new Chart("t", labels, [new("Closed no later than promised", [.. labels.Select((_, i) => (double?)i * 7)]), new("At first contact", [.. labels.Select(_ => (double?)100)])])
        {
            Kind = kind, Top = 100, Target = 80, TargetFor = "at first contact", Notes = [.. labels.Select((_, i) => i is 0 or 13 ? "part week" : null)], Words = v => $"{v:0} %",
        });
        foreach (var picture in chart.QuerySelectorAll("svg"))
        {
            var width = Number(picture, "width");
            foreach (var text in picture.QuerySelectorAll("text"))
            {
                var (x, length) = (Number(text, "x"), text.TextContent.Length * 7.8);
                var (from, to) = text.GetAttribute("text-anchor") switch { "middle" => (x - (length / 2), x + (length / 2)), "end" => (x - length, x), _ => (x, x + length) };
                Assert.True(from >= -2 && to <= width + 2, $"{text.TextContent} stands from {from} to {to} of {width}");
                Assert.InRange(Number(text, "y"), 10, Number(picture, "height"));
            }
            Assert.DoesNotContain(picture.QuerySelectorAll("text"), t => t.TextContent.Contains('…', StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_part_week_is_marked_in_the_picture_and_in_the_table()
    {
        var chart = await DrawAsync(new Chart("t", s_months, [new("Tickets", [1, 2, 3])]) { Notes = ["part week", null, null] });

        Assert.Equal(["Jan (part week)", "Feb", "Mar"], chart.QuerySelectorAll("tbody th").Select(h => h.TextContent));
        Assert.Single(chart.QuerySelectorAll(".cf-chart__wide text"), t => t.TextContent == "part week");
        Assert.Single(chart.QuerySelectorAll(".cf-chart__wide > rect[fill-opacity]"));
    }

    [Fact]
    public async Task The_target_is_named_above_the_picture_and_not_on_its_line()
    {
        var chart = await DrawAsync(new Chart("t", s_months, [new("a", [1, 2, 3])]) { Target = 2, Kind = ChartKind.Lines });

        var name = chart.QuerySelectorAll(".cf-chart__wide text").Single(t => t.TextContent == "Target 2");
        Assert.True(Number(name, "y") < chart.QuerySelectorAll(".cf-chart__wide line[stroke]").Where(l => l.GetAttribute("stroke-dasharray") is null).Min(l => Number(l, "y1")) - 10);
    }

    [Fact]
    public async Task No_figures_at_all_still_make_a_picture()
    {
        var chart = await DrawAsync(new Chart("Nothing was counted", [], [new("Tickets", [])]));

        Assert.NotNull(chart.QuerySelector("svg"));
        Assert.Empty(chart.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task The_drawing_has_no_style_and_no_script_that_the_page_s_policy_would_forbid()
    {
        var chart = await DrawAsync(new Chart("t", s_months, [new("a", [1, 2, 3]), new("b", [3, 2, 1])]) { Target = 2 });

        Assert.Empty(chart.QuerySelectorAll("[style], style, script, [onload]"));
    }

    private static double Number(IElement element, string attribute) => double.Parse(element.GetAttribute(attribute)!, CultureInfo.InvariantCulture);

    private static async Task<IDocument> DrawAsync(Chart chart)
    {
        var output = new TagHelperOutput("cf-chart", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        await new ChartTagHelper { Id = "one", Chart = chart }.ProcessAsync(new TagHelperContext([], new Dictionary<object, object>(), "t"), output);
        return await new HtmlParser().ParseDocumentAsync(output.Content.GetContent(Markup.Encoder));
    }
}
