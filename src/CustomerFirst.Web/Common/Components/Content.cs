using CustomerFirst.Domain.Common;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>A button that posts its form, or with <c>href</c> a link that looks like one.</summary>
[HtmlTargetElement("cf-button")]
public sealed class ButtonTagHelper : TagHelper
{
    /// <summary>Where it goes instead of posting.</summary>
    public string? Href { get; set => field = string.IsNullOrEmpty(value) ? null : value; }
    /// <summary>secondary, warning or inverse; the green one when not given.</summary>
    public string? Kind { get; set => field = string.IsNullOrEmpty(value) ? null : value; }
    /// <summary>Smaller, for tables and panels.</summary>
    public bool Small { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var style = $"govuk-button{(Kind is null ? "" : $" govuk-button--{Kind}")}{(Small ? " cf-button--small" : "")}";
        if (output.Attributes.TryGetAttribute("class", out var more)) style += $" {more.Value}";
        output.Attributes.SetAttribute("class", style);
        output.Attributes.SetAttribute("data-module", "govuk-button");
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Href is not null)
        {
            output.TagName = "a";
            output.Attributes.SetAttribute("href", Href);
            output.Attributes.SetAttribute("role", "button");
            output.Attributes.SetAttribute("draggable", "false");
            return;
        }
        output.TagName = "button";
        output.Attributes.SetAttribute("data-prevent-double-click", "true");
        if (!output.Attributes.ContainsName("type")) output.Attributes.SetAttribute("type", "submit");
    }
}

/// <summary>A state in one or two words. Colours: grey, green, teal, blue, purple, magenta, red, orange, yellow.</summary>
[HtmlTargetElement("cf-tag")]
public sealed class TagTagHelper : MarkupTagHelper
{
    public string? Colour { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<strong class=\"govuk-tag{(Colour is null ? "" : $" govuk-tag--{Colour}")}\">{inside}</strong>");
}

/// <summary>A small label beside a heading or name. Colours: purple, bright-purple, red, green, blue, black, grey.</summary>
[HtmlTargetElement("cf-badge")]
public sealed class BadgeTagHelper : MarkupTagHelper
{
    public string Colour { get; set; } = "blue";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Markup.Of($"<span class=\"moj-badge moj-badge--{Colour}\">{inside}</span>");
}

/// <summary>What not everybody needs to read.</summary>
[HtmlTargetElement("cf-details")]
public sealed class DetailsTagHelper : MarkupTagHelper
{
    public string Summary { get; set; } = "";
    public bool Open { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<details class=\"govuk-details\"{Markup.Flag("open", Open)}><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">{Summary}</span></summary><div class=\"govuk-details__text\">{inside}</div></details>");
}

/// <summary>Text set off by a bar.</summary>
[HtmlTargetElement("cf-inset")]
public sealed class InsetTagHelper : MarkupTagHelper
{
    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Markup.Of($"<div class=\"govuk-inset-text\">{inside}</div>");
}

/// <summary>Something that has consequences.</summary>
[HtmlTargetElement("cf-warning")]
public sealed class WarningTagHelper : MarkupTagHelper
{
    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<div class=\"govuk-warning-text\"><span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span><strong class=\"govuk-warning-text__text\"><span class=\"govuk-visually-hidden\">Warning</span> {inside}</strong></div>");
}

/// <summary>The end of a journey: what was done, large.</summary>
[HtmlTargetElement("cf-panel")]
public sealed class PanelTagHelper : MarkupTagHelper
{
    public string Title { get; set; } = "";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<div class=\"govuk-panel govuk-panel--confirmation\"><h1 class=\"govuk-panel__title\">{Title}</h1><div class=\"govuk-panel__body\">{inside}</div></div>");
}

/// <summary>What would be here, and how to begin.</summary>
[HtmlTargetElement("cf-empty")]
public sealed class EmptyTagHelper : MarkupTagHelper
{
    public string Title { get; set; } = "";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Markup.Of($"<div class=\"cf-empty\"><p class=\"govuk-body govuk-!-font-weight-bold\">{Title}</p>{inside}</div>");
}

/// <summary>A message on the page (MOJ alert). Kinds: information, success, warning, error.</summary>
[HtmlTargetElement("cf-alert")]
public sealed class AlertTagHelper : MarkupTagHelper
{
    private static readonly Dictionary<string, string> s_icons = new()
    {
        ["success"] = "M11.2869 24.6726L2.00415 15.3899L4.62189 12.7722L11.2869 19.4186L25.3781 5.32739L27.9958 7.96369L11.2869 24.6726Z",
        ["warning"] = "M15 2.45L28.75 26.2H1.25L15 2.45ZM13.51 9.5h2.96l-.23 8.27h-2.5ZM15 19a1.9 1.9 0 1 0 .01 0Z",
        ["error"] = "M20.18 2.5H9.82L2.5 9.82v10.36l7.32 7.32h10.36l7.32-7.32V9.82ZM10.92 8.88 15 12.96l4.08-4.08 2.04 2.03L17.04 15l4.08 4.08-2.04 2.04L15 17.04l-4.08 4.08-2.04-2.04L12.96 15l-4.08-4.08Z",
        ["information"] = "M15 2.5a12.5 12.5 0 1 0 .01 0ZM13.66 12.95h2.7v9.46h-2.7ZM15 7.59a1.62 1.62 0 1 0 .01 0Z",
    };

    public string Kind { get; set; } = "information";
    /// <summary>The heading; also the message's name for screen readers.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        var heading = string.IsNullOrWhiteSpace(inside.ToString());
        var words = heading ? Markup.Of($"{Title}") : Markup.Of($"<h2 class=\"moj-alert__heading\">{Title}</h2>{inside}");
        return Markup.Of($"<div role=\"region\" class=\"moj-alert moj-alert--{Kind}{(heading ? "" : " moj-alert--with-heading")}\" aria-label=\"{Kind}: {Title}\"><div><svg class=\"moj-alert__icon\" role=\"presentation\" focusable=\"false\" viewBox=\"0 0 30 30\" height=\"30\" width=\"30\"><path fill-rule=\"evenodd\" clip-rule=\"evenodd\" d=\"{s_icons[Kind]}\" fill=\"currentColor\"/></svg></div><div class=\"moj-alert__content\">{words}</div></div>");
    }
}

/// <summary>Facts with their names: rows are <c>&lt;cf-row label="Address"&gt;...&lt;/cf-row&gt;</c>.</summary>
[HtmlTargetElement("cf-summary")]
public sealed class SummaryTagHelper : MarkupTagHelper
{
    /// <summary>Without lines, for panels.</summary>
    public bool Plain { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Markup.Of($"<dl class=\"govuk-summary-list{(Plain ? " govuk-summary-list--no-border" : "")}\">{inside}</dl>");
}

/// <summary>One fact.</summary>
[HtmlTargetElement("cf-row")]
public sealed class RowTagHelper : MarkupTagHelper
{
    public string Label { get; set; } = "";
    /// <summary>Where the row's action leads.</summary>
    public string? ActionHref { get; set; }
    /// <summary>The action's verb.</summary>
    public string Action { get; set; } = "Change";
    /// <summary>What it acts on, for screen readers; the label when not given.</summary>
    public string? ActionAbout { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        var action = ActionHref is null ? Markup.None
            : Markup.Of($"<dd class=\"govuk-summary-list__actions\"><a class=\"govuk-link\" href=\"{ActionHref}\">{Action}<span class=\"govuk-visually-hidden\"> {ActionAbout ?? Label.ToLowerInvariant()}</span></a></dd>");
        return Markup.Of($"<div class=\"govuk-summary-list__row{(ActionHref is null ? " govuk-summary-list__row--no-actions" : "")}\"><dt class=\"govuk-summary-list__key\">{Label}</dt><dd class=\"govuk-summary-list__value\">{inside}</dd>{action}</div>");
    }
}

/// <summary>What happened, the newest first: items are <c>&lt;cf-event title="" at="" by=""&gt;...&lt;/cf-event&gt;</c>.</summary>
[HtmlTargetElement("cf-timeline")]
public sealed class TimelineTagHelper : MarkupTagHelper
{
    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Markup.Of($"<div class=\"moj-timeline\">{inside}</div>");
}

/// <summary>One event of a timeline.</summary>
[HtmlTargetElement("cf-event")]
public sealed class EventTagHelper : MarkupTagHelper
{
    public string Title { get; set; } = "";
    public DateTimeOffset At { get; set; }
    /// <summary>Who did it.</summary>
    public string? By { get; set => field = string.IsNullOrEmpty(value) ? null : value; }
    /// <summary>Sets kinds apart: update, note or step.</summary>
    public string? Kind { get; set; }
    /// <summary>So that a link can lead to it.</summary>
    public string? Id { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        var by = By is null ? Markup.None : Markup.Of($"<p class=\"moj-timeline__byline\">by {By}</p>");
        var text = string.IsNullOrWhiteSpace(inside.ToString()) ? Markup.None : Markup.Of($"<div class=\"moj-timeline__description\">{inside}</div>");
        return Markup.Of($"<div class=\"moj-timeline__item{(Kind is null ? "" : $" cf-event--{Kind}")}\"{Markup.Attribute("id", Id)}><div class=\"moj-timeline__header\"><h3 class=\"moj-timeline__title\">{Title}</h3> {by}</div><p class=\"moj-timeline__date\">{TimeTagHelper.Of(At, At.Words())}</p>{text}</div>");
    }
}

/// <summary>An instant in the council's time: "Tuesday 24 November 2026 at 3:15pm", or with <c>brief</c> for tables.</summary>
[HtmlTargetElement("cf-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeTagHelper : MarkupTagHelper
{
    public DateTimeOffset? At { get; set; }
    /// <summary>"Tue 24 Nov 2026, 3:15pm".</summary>
    public bool Brief { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => At is { } at ? Of(at, Brief ? at.ShortWords() : at.Words()) : Markup.None;

    internal static Markup Of(DateTimeOffset at, string words) => Markup.Of($"<time datetime=\"{at.UtcDateTime.ToString("yyyy-MM-ddTHH:mmZ")}\">{words}</time>");
}
