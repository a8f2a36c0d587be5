using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common;

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
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ViewData.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-error-summary");
        output.Attributes.SetAttribute("data-module", "govuk-error-summary");
        var alert = new TagBuilder("div");
        alert.Attributes["role"] = "alert";
        alert.InnerHtml.AppendHtml("<h2 class=\"govuk-error-summary__title\">There is a problem</h2>");
        var list = new TagBuilder("ul");
        list.AddCssClass("govuk-list govuk-error-summary__list");
        foreach (var (message, id) in FieldsOnPage.Of(ViewContext).Errors(ViewContext.ViewData))
        {
            var item = new TagBuilder("li");
            if (id is null)
            {
                item.InnerHtml.Append(message);
            }
            else
            {
                var link = new TagBuilder("a");
                link.Attributes["href"] = $"#{id}";
                link.InnerHtml.Append(message);
                item.InnerHtml.AppendHtml(link);
            }
            list.InnerHtml.AppendHtml(item);
        }
        var body = new TagBuilder("div");
        body.AddCssClass("govuk-error-summary__body");
        body.InnerHtml.AppendHtml(list);
        alert.InnerHtml.AppendHtml(body);
        output.Content.SetHtmlContent(alert);
    }
}
