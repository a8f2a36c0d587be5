using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>The fields that the page wrote, in its order, so that the error summary above them can link to each.</summary>
internal sealed class FieldsOnPage
{
    private readonly List<(string Key, string Id)> _fields = [];

    /// <summary>The fields of the page that is being written.</summary>
    public static FieldsOnPage Of(ViewContext view)
    {
        if (view.HttpContext.Items[typeof(FieldsOnPage)] is FieldsOnPage fields) return fields;
        fields = new FieldsOnPage();
        view.HttpContext.Items[typeof(FieldsOnPage)] = fields;
        return fields;
    }

    /// <summary>Says that a field stands on the page.</summary>
    /// <param name="key">Its key in the model state.</param>
    /// <param name="id">The id of the element that gets the focus.</param>
    public void Add(string key, string id) => _fields.Add((key, id));

    /// <summary>Every error, those of fields in the order of the page, with the id to link to where there is one.</summary>
    public IEnumerable<(string Message, string? Id)> Errors(ViewDataDictionary view)
    {
        var errors = view.ModelState.Where(entry => entry.Value is { Errors.Count: > 0 }).ToDictionary(entry => entry.Key, entry => entry.Value!.Errors, StringComparer.OrdinalIgnoreCase);
        var known = _fields.DistinctBy(f => f.Key, StringComparer.OrdinalIgnoreCase).Where(f => errors.ContainsKey(f.Key)).ToList();
        var unknown = errors.Keys.Except(known.Select(f => f.Key), StringComparer.OrdinalIgnoreCase);
        return unknown.SelectMany(key => errors[key].Select(e => (e.ErrorMessage, (string?)null)))
            .Concat(known.SelectMany(field => errors[field.Key].Select(e => (e.ErrorMessage, (string?)field.Id))))
            .Distinct();
    }
}

/// <summary>The GOV.UK error summary. The shells write it on every page that has errors; pages need not.</summary>
[HtmlTargetElement("cf-error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : MarkupTagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Where a form's fragment may lead.</summary>
    public string Id { get; set; } = "said";

    /// <inheritdoc />
    protected override Markup Write(TagHelperContext context, Markup inside)
    {
        if (ViewContext.ViewData.ModelState.IsValid) return Markup.None;
        var items = FieldsOnPage.Of(ViewContext).Errors(ViewContext.ViewData)
            .Select(e => e.Id is null ? Markup.Of($"<li>{e.Message}</li>") : Markup.Of($"<li><a href=\"#{e.Id}\">{e.Message}</a></li>"));
        return Markup.Of($"<div id=\"{Id}\" tabindex=\"-1\" class=\"govuk-error-summary\" data-module=\"govuk-error-summary\"><div role=\"alert\"><h2 class=\"govuk-error-summary__title\">There is a problem</h2><div class=\"govuk-error-summary__body\"><ul class=\"govuk-list govuk-error-summary__list\">{Markup.Join(items)}</ul></div></div></div>");
    }
}
