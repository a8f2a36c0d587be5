using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>The way back to where one came from, in the section <c>BeforeContent</c>. Not together with breadcrumbs.</summary>
[HtmlTargetElement("cf-back")]
public sealed class BackTagHelper : MarkupTagHelper
{
    public string Href { get; set; } = "/";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<nav aria-label=\"Back\">{KeptLink.Of(View, Href, "govuk-back-link", string.IsNullOrWhiteSpace(inside.ToString()) ? Markup.Of($"Back") : inside)}</nav>");
}

/// <summary>Where the page stands, in the section <c>BeforeContent</c>: <c>&lt;cf-crumb href="/tickets"&gt;Tickets&lt;/cf-crumb&gt;</c> for each step above.</summary>
[HtmlTargetElement("cf-breadcrumbs")]
public sealed class BreadcrumbsTagHelper : MarkupTagHelper
{
    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<nav class=\"govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile\" aria-label=\"Breadcrumb\"><ol class=\"govuk-breadcrumbs__list\">{inside}</ol></nav>");
}

/// <summary>One step of the breadcrumbs.</summary>
[HtmlTargetElement("cf-crumb")]
public sealed class CrumbTagHelper : MarkupTagHelper
{
    public string Href { get; set; } = "/";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<li class=\"govuk-breadcrumbs__list-item\">{KeptLink.Of(View, Href, "govuk-breadcrumbs__link", inside)}</li>");
}

/// <summary>Pages of one subject: <c>&lt;cf-sub-link href="" current="true"&gt;</c> for each.</summary>
[HtmlTargetElement("cf-sub-navigation")]
public sealed class SubNavigationTagHelper : MarkupTagHelper
{
    /// <summary>What the pages are about.</summary>
    public string Label { get; set; } = "Sub navigation";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<nav class=\"moj-sub-navigation\" aria-label=\"{Label}\"><ul class=\"moj-sub-navigation__list\">{inside}</ul></nav>");
}

/// <summary>One page of a sub-navigation.</summary>
[HtmlTargetElement("cf-sub-link")]
public sealed class SubLinkTagHelper : MarkupTagHelper
{
    public string Href { get; set; } = "/";
    public bool Current { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<li class=\"moj-sub-navigation__item\"><a class=\"moj-sub-navigation__link\" href=\"{Href}\"{Markup.Attribute("aria-current", Current ? "page" : null)}>{inside}</a></li>");
}

/// <summary>The way to the next and the previous page of a list. Writes nothing where there is one page only.</summary>
[HtmlTargetElement("cf-pagination", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PaginationTagHelper : MarkupTagHelper
{
    /// <summary>The address of the page before; null or empty on the first.</summary>
    public string? Previous { get; set; }
    /// <summary>The address of the page after; null or empty on the last.</summary>
    public string? Next { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        // A Razor attribute makes an empty text of a null.
        if (string.IsNullOrEmpty(Previous) && string.IsNullOrEmpty(Next)) return Markup.None;
        var previous = string.IsNullOrEmpty(Previous) ? Markup.None
            : Markup.Of($"<div class=\"govuk-pagination__prev\"><a class=\"govuk-link govuk-pagination__link\" href=\"{Previous}\" rel=\"prev\"><svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m6.6 0-6.7 6.7 6.7 6.4 1.4-1.4-4.2-4h12.9v-2h-13l4.3-4.3-1.4-1.4z\"/></svg> <span class=\"govuk-pagination__link-title\">Previous<span class=\"govuk-visually-hidden\"> page</span></span></a></div>");
        var next = string.IsNullOrEmpty(Next) ? Markup.None
            : Markup.Of($"<div class=\"govuk-pagination__next\"><a class=\"govuk-link govuk-pagination__link\" href=\"{Next}\" rel=\"next\"><span class=\"govuk-pagination__link-title\">Next<span class=\"govuk-visually-hidden\"> page</span></span> <svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m8.1 0-1.4 1.4 4.3 4.3h-13v2h12.9l-4.2 4 1.4 1.4 6.7-6.4-6.7-6.7z\"/></svg></a></div>");
        return Markup.Of($"<nav class=\"govuk-pagination\" aria-label=\"Pagination\">{previous}{next}</nav>");
    }
}

/// <summary>A column's heading that is a link to the list in its order.</summary>
[HtmlTargetElement("cf-sort-header")]
public sealed class SortHeaderTagHelper : MarkupTagHelper
{
    /// <summary>The list in the order that a press on the heading gives: ascending, or descending when it is ascending now.</summary>
    public string Href { get; set; } = "";
    /// <summary>ascending or descending where the list is in this column's order now; else null.</summary>
    public string? Sorted { get; set; }
    /// <summary>Numbers stand to the right.</summary>
    public bool Numeric { get; set; }
    /// <summary>False where the list cannot stand in this order: then the heading is no link.</summary>
    public bool Offered { get; set; } = true;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        if (!Offered) return Markup.Of($"<th scope=\"col\" class=\"govuk-table__header{(Numeric ? " govuk-table__header--numeric" : "")}\">{inside}</th>");
        var arrow = Sorted switch { "ascending" => "▲", "descending" => "▼", _ => "▲▼" };
        return Markup.Of($"<th scope=\"col\" class=\"govuk-table__header{(Numeric ? " govuk-table__header--numeric" : "")} cf-sort\" aria-sort=\"{Sorted ?? "none"}\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"{Href}\">{inside}<span class=\"cf-sort__arrow\" aria-hidden=\"true\">{arrow}</span></a></th>");
    }
}

/// <summary>A list with its filters on the left: <c>&lt;cf-filters&gt;</c> first, then <c>&lt;cf-results&gt;</c>.</summary>
[HtmlTargetElement("cf-filter-layout")]
public sealed class FilterLayoutTagHelper : MarkupTagHelper
{
    /// <summary>The filters stand above the list and are folded.</summary>
    public bool Folded { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Folded ? Markup.Of($"<div>{inside}</div>") : Markup.Of($"<div class=\"cf-filter-layout\">{inside}</div>");
}

/// <summary>The filters: a form whose answers stand in the address. Selected ones are <c>&lt;cf-filter-tag href=""&gt;</c> inside <c>&lt;cf-filter-tags&gt;</c>.</summary>
[HtmlTargetElement("cf-filters")]
public sealed class FiltersTagHelper : MarkupTagHelper
{
    /// <summary>The list's own address.</summary>
    public string Action { get; set; } = "";
    public string Title { get; set; } = "Filter";
    /// <summary>The controls are folded away above the list (<c>&lt;cf-filter-options folded="true"&gt;</c>), which then has the whole width.</summary>
    public bool Folded { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Folded ? Markup.Of($"<form method=\"get\" action=\"{Action}\" class=\"cf-filter-layout__filter cf-folded moj-filter\" novalidate>{inside}</form>") : Markup.Of($"<div class=\"cf-filter-layout__filter\"><form method=\"get\" action=\"{Action}\" class=\"moj-filter\" novalidate><div class=\"moj-filter__header\"><div class=\"moj-filter__header-title\"><h2 class=\"govuk-heading-s\">{Title}</h2></div></div><div class=\"moj-filter__content\">{inside}<div class=\"moj-filter__options cf-filter__apply\"><button type=\"submit\" class=\"govuk-button cf-button--small\" data-module=\"govuk-button\">Apply filters</button></div></div></form></div>");
}

/// <summary>The controls of the filters.</summary>
[HtmlTargetElement("cf-filter-options")]
public sealed class FilterOptionsTagHelper : MarkupTagHelper
{
    /// <summary>Closed behind one word, with its button.</summary>
    public bool Folded { get; set; }
    /// <summary>The words that open them.</summary>
    public string Summary { get; set; } = "Filter the list";
    /// <summary>Whether folded controls stand open, for instance because one of them holds an error.</summary>
    public bool Open { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => !Folded
        ? Markup.Of($"<div class=\"moj-filter__options\">{inside}</div>")
        : Markup.Of($"<details class=\"govuk-details\"{(Open ? Markup.Of($" open") : Markup.None)}><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">{Summary}</span></summary><div class=\"moj-filter__options\"><div class=\"cf-folded__fields\">{inside}</div><button type=\"submit\" class=\"govuk-button cf-button--small\" data-module=\"govuk-button\">Apply filters</button></div></details>");
}

/// <summary>What is selected now, each to be taken away. Leave it out when nothing is.</summary>
[HtmlTargetElement("cf-filter-tags")]
public sealed class FilterTagsTagHelper : MarkupTagHelper
{
    /// <summary>The list without any filter.</summary>
    public string ClearHref { get; set; } = "";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<div class=\"moj-filter__selected\"><div class=\"moj-filter__selected-heading\"><div class=\"moj-filter__heading-title\"><h2 class=\"govuk-heading-s\">Selected filters</h2></div><div class=\"moj-filter__heading-action\"><p class=\"govuk-body-s\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"{ClearHref}\">Clear filters</a></p></div></div><ul class=\"moj-filter-tags\">{inside}</ul></div>");
}

/// <summary>One selected filter.</summary>
[HtmlTargetElement("cf-filter-tag")]
public sealed class FilterTagTagHelper : MarkupTagHelper
{
    /// <summary>The list without this filter.</summary>
    public string Href { get; set; } = "";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) =>
        Markup.Of($"<li><a class=\"moj-filter__tag\" href=\"{Href}\"><span class=\"govuk-visually-hidden\">Remove this filter</span> {inside}</a></li>");
}

/// <summary>The list beside the filters.</summary>
[HtmlTargetElement("cf-results")]
public sealed class ResultsTagHelper : MarkupTagHelper
{
    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => Markup.Of($"<div class=\"cf-filter-layout__results\">{inside}</div>");
}
