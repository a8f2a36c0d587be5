using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>The form's key against doing a thing twice, the same when the form comes back with errors.</summary>
[HtmlTargetElement("cf-idempotency-key", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IdempotencyKeyTagHelper : MarkupTagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        var kept = (ViewContext.ViewData.Model as HubPage)?.IdempotencyKey;
        return Markup.Of($"<input type=\"hidden\" name=\"{nameof(HubPage.IdempotencyKey)}\" value=\"{kept ?? Guid.NewGuid().ToString("N")}\">");
    }
}

/// <summary>The version of the record as the form shows it. After a stale change the page's own, newer one counts.</summary>
[HtmlTargetElement("cf-version", TagStructure = TagStructure.WithoutEndTag)]
public sealed class VersionTagHelper : MarkupTagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The record's version.</summary>
    public int Value { get; set; }

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        var version = ViewContext.ViewData.Model is HubPage { Version: > 0 } page ? page.Version : Value;
        return Markup.Of($"<input type=\"hidden\" name=\"{nameof(HubPage.Version)}\" value=\"{version}\">");
    }
}

/// <summary>After a stale change: what somebody else saved beside what was typed. Writes nothing otherwise.</summary>
[HtmlTargetElement("cf-stale", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StaleTagHelper : MarkupTagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        if (ViewContext.ViewData.Model is not HubPage { Compared: { } fields }) return Markup.None;
        if (fields.Count == 0) return Markup.Of($"<div class=\"govuk-inset-text\" id=\"stale\"><p class=\"govuk-body\">What you entered is what stands there already, or concerns other fields than the other change. Send it again to save it.</p></div>");
        var rows = fields.Select(f => Markup.Of($"<tr class=\"govuk-table__row\"><th scope=\"row\" class=\"govuk-table__header\">{f.Label}</th><td class=\"govuk-table__cell\">{Shown(f.Saved)}</td><td class=\"govuk-table__cell\">{Shown(f.Typed)}</td></tr>"));
        return Markup.Of($"<div class=\"govuk-inset-text\" id=\"stale\"><table class=\"govuk-table\"><caption class=\"govuk-table__caption govuk-table__caption--s\">What differs</caption><thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\"><th scope=\"col\" class=\"govuk-table__header\">Field</th><th scope=\"col\" class=\"govuk-table__header\">Saved by somebody else</th><th scope=\"col\" class=\"govuk-table__header\">Entered by you</th></tr></thead><tbody class=\"govuk-table__body\">{Markup.Join(rows)}</tbody></table><p class=\"govuk-body\">Your text is still in the form below. Send it again to replace what the other person saved, or change it first.</p></div>");
    }

    private static string Shown(string? text) => string.IsNullOrWhiteSpace(text) ? "nothing" : text;
}
