using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>
/// A page with a form in which something may stand half-written. Its links are buttons of that form, which keep what was typed and then go where the link leads: so nothing is
/// lost, without scripts, and nothing of it stands in an address.
/// </summary>
public interface IKeepsTyped
{
    /// <summary>The id of the form.</summary>
    string TypedIn { get; }

    /// <summary>Where the form goes to keep what was typed and lead on.</summary>
    /// <param name="to">An address of the hub; null only to keep it.</param>
    string Away(string? to);
}

/// <summary>Links of pages that may keep what was typed. A page that does says so in its view: <c>HttpContext.Items[typeof(IKeepsTyped)] = Model</c>.</summary>
internal static class KeptLink
{
    /// <summary>Where what is typed into the search box of the bar goes.</summary>
    public const string Search = "/customers/find";

    /// <summary>Where somebody signs out.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>A link, or on a page that keeps what was typed a button that looks like one.</summary>
    public static Markup Of(ViewContext view, string href, string style, Markup inside) => view.HttpContext.Items[typeof(IKeepsTyped)] is IKeepsTyped page
        ? Markup.Of($"<button type=\"submit\" form=\"{page.TypedIn}\" formaction=\"{page.Away(href)}\" class=\"{style} cf-link\">{inside}</button>")
        : Markup.Of($"<a href=\"{href}\" class=\"{style}\">{inside}</a>");

    /// <summary>The same in the bar above every page, where links are no links of a text and have attributes of their own.</summary>
    public static Markup InBar(ViewContext view, string href, string style, Markup attributes, Markup inside) => view.HttpContext.Items[typeof(IKeepsTyped)] is IKeepsTyped page
        ? Markup.Of($"<button type=\"submit\" form=\"{page.TypedIn}\" formaction=\"{page.Away(href)}\" class=\"{style} cf-bar-link\"{attributes}>{inside}</button>")
        : Markup.Of($"<a href=\"{href}\" class=\"{style}\"{attributes}>{inside}</a>");
}

/// <summary>A link of the hub that loses nothing half-written: <c>&lt;cf-onward href="/customers/new"&gt;New customer&lt;/cf-onward&gt;</c>.</summary>
[HtmlTargetElement("cf-onward")]
public sealed class OnwardTagHelper : MarkupTagHelper
{
    public string Href { get; set; } = "/";
    /// <summary>More classes.</summary>
    public string? Class { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside) => KeptLink.Of(View, Href, $"govuk-link{(Class is null ? "" : $" {Class}")}", inside);
}
