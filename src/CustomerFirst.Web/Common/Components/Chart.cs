using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>How figures are drawn.</summary>
public enum ChartKind
{
    /// <summary>Upright bars, for a few figures with short labels or over time. From zero.</summary>
    Bars,
    /// <summary>Lying bars, for figures with names. From zero.</summary>
    Rows,
    /// <summary>Lines over time.</summary>
    Lines,
}

/// <summary>A picture of figures, and their table.</summary>
/// <param name="Title">The finding, as a sentence: "First-contact resolution rose to 71 %".</param>
/// <param name="Labels">One for each place of the axis, in order.</param>
/// <param name="Series">One to four rows of figures, each as long as the labels.</param>
public sealed record Chart(string Title, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    public ChartKind Kind { get; init; } = ChartKind.Bars;
    /// <summary>A figure in words, with its unit.</summary>
    public Func<double, string> Words { get; init; } = value => value.ToString("#,0.#", CultureInfo.InvariantCulture);
    /// <summary>Drawn as a line across.</summary>
    public double? Target { get; init; }
    /// <summary>What the target is for, where it is not for every row of figures: "at first contact".</summary>
    public string? TargetFor { get; init; }
    /// <summary>What the labels are: "Month", "Service area".</summary>
    public string LabelsAre { get; init; } = "";
    /// <summary>What is to be known of some places of the axis, one or null for each label: "part week". Null for nothing.</summary>
    public IReadOnlyList<string?>? Notes { get; init; }
    /// <summary>Where the axis ends; a round figure above the largest when not given. 100 for shares.</summary>
    public double? Top { get; init; }
}

/// <summary>A row of figures.</summary>
/// <param name="Values">A null is a gap: nothing was counted there.</param>
/// <param name="Hrefs">Where each figure's link in the table leads: to what is behind it.</param>
/// <param name="Remarks">What the table says below a figure: what it is made of.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values, IReadOnlyList<string?>? Hrefs = null, IReadOnlyList<string?>? Remarks = null);

/// <summary>Draws a chart on the server as SVG, with its table in a <c>details</c> right below: <c>&lt;cf-chart id="trend" chart="@Model.Trend" /&gt;</c>.</summary>
[HtmlTargetElement("cf-chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChartTagHelper : MarkupTagHelper
{
    /// <summary>Unlike any other id of the page.</summary>
    public string Id { get; set; } = "chart";
    public Chart Chart { get; set; } = null!;
    /// <summary>The level of its title among the page's headings.</summary>
    public int HeadingLevel { get; set; } = 3;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        if (Chart.Series.Any(s => s.Values.Count != Chart.Labels.Count)) throw new InvalidOperationException("Each row of a chart has one figure for each label.");
        if (Chart.Notes is { } notes && notes.Count != Chart.Labels.Count) throw new InvalidOperationException("A chart has a note, or none, for each label.");
        var heading = HeadingLevel switch
        {
            2 => Markup.Of($"<h2 class=\"govuk-heading-s\">{Chart.Title}</h2>"),
            3 => Markup.Of($"<h3 class=\"govuk-heading-s\">{Chart.Title}</h3>"),
            _ => Markup.Of($"<h4 class=\"govuk-heading-s\">{Chart.Title}</h4>"),
        };
        return Markup.Of($"<figure class=\"cf-chart\" id=\"{Id}\"><figcaption>{heading}</figcaption>{Picture()}{Table()}</figure>");
    }

    private Markup Picture()
    {
        var target = Chart.Target is { } aim ? $" The target{(Chart.TargetFor is { } its ? " " + its : "")} is {Chart.Words(aim)}." : "";
        var what = $"{(Chart.Kind == ChartKind.Lines ? "Line chart" : "Bar chart")} of {string.Join(", ", Chart.Series.Select(s => s.Name))}.{target} The table below has the same figures.";
        return Markup.Of($"<div class=\"cf-chart__picture\">{Drawn(narrow: false, Markup.Of($"<title id=\"{Id}-title\">{Chart.Title}</title><desc id=\"{Id}-desc\">{what}</desc>"))}{Drawn(narrow: true, Markup.None)}</div>");
    }

    // Both have the same name; the style sheet shows the one that fits its place.
    private Markup Drawn(bool narrow, Markup name)
    {
        var (drawing, width, height) = new ChartDrawing(Chart, narrow ? $"{Id}-narrow" : Id, narrow).Draw();
        return Markup.Of($"<svg class=\"cf-chart__{(narrow ? "narrow" : "wide")}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{Id}-title {Id}-desc\">{name}{drawing}</svg>");
    }

    private Markup Table()
    {
        var heads = Markup.Join(Chart.Series.Select(s => Markup.Of($"<th scope=\"col\" class=\"govuk-table__header govuk-table__header--numeric\">{s.Name}</th>")));
        var rows = Markup.Join(Chart.Labels.Select((label, i) =>
            Markup.Of($"<tr><th scope=\"row\">{label}{(Chart.Notes?[i] is { } note ? $" ({note})" : "")}</th>{Markup.Join(Chart.Series.Select(s => Cell(s, i)))}</tr>")));
        var target = Chart.Target is { } aim ? Markup.Of($"<p class=\"govuk-body-s\">Target{(Chart.TargetFor is { } its ? " " + its : "")}: {Chart.Words(aim)}</p>") : Markup.None;
        return Markup.Of($"<details class=\"govuk-details cf-chart__table\"><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">Figures as a table<span class=\"govuk-visually-hidden\">: {Chart.Title}</span></span></summary><div class=\"govuk-details__text\"><table class=\"govuk-table cf-dense cf-dense--figures\"><caption class=\"govuk-visually-hidden\">{Chart.Title}</caption><thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\"><th scope=\"col\" class=\"govuk-table__header\">{(Chart.LabelsAre.Length > 0 ? Chart.LabelsAre : "Of what")}</th>{heads}</tr></thead><tbody class=\"govuk-table__body\">{rows}</tbody></table>{target}</div></details>");
    }

    private Markup Cell(ChartSeries series, int place)
    {
        var words = series.Values[place] is { } value ? Chart.Words(value) : "none";
        var text = series.Hrefs?[place] is { } href ? Markup.Of($"<a href=\"{href}\">{words}</a>") : Markup.Of($"{words}");
        var remark = series.Remarks?[place] is { } said ? Markup.Of($"<small>{said}</small>") : Markup.None;
        return Markup.Of($"<td>{text}{remark}</td>");
    }
}
