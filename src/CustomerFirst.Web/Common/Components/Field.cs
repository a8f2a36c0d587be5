using System.Collections;
using CustomerFirst.Domain.Common;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>One answer of a list, radios or checkboxes.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What is read.</param>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>The key that chooses it among radios or checkboxes; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Every value of an enumeration, by its code.</summary>
    public static IReadOnlyList<Choice> Of<T>(Func<T, string> words) where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(v.Code(), words(v)))];
}

/// <summary>
/// What every field of a form has: label, hint, the error beside it, ids that tie them together, the typed value when the form comes back.
/// Bind it with <c>for</c>, or name it with <c>name</c> and <c>value</c> where there is no property.
/// </summary>
public abstract class FieldTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The property.</summary>
    public ModelExpression? For { get; set; }
    /// <summary>The field's name where there is no property.</summary>
    public string? Name { get; set; }
    /// <summary>Its value where there is no property.</summary>
    public string? Value { get; set; }
    /// <summary>The question, or its short form.</summary>
    public string Label { get; set; } = "";
    /// <summary>What helps to answer.</summary>
    /// <remarks>An attribute without a value arrives as an empty text.</remarks>
    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }
    /// <summary>s, m, l or xl; text size when not given.</summary>
    public string? LabelSize { get; set; }
    /// <summary>The label is the page's heading: one question a page.</summary>
    public bool LabelIsHeading { get; set; }
    /// <summary>The label is there for screen readers only.</summary>
    public bool LabelHidden { get; set; }
    /// <summary>Adds "(optional)" to the label.</summary>
    public bool Optional { get; set; }
    /// <summary>More classes of the form group.</summary>
    public string? Class { get; set; }

    /// <summary>The field's full name.</summary>
    protected string FullName => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For?.Name ?? Name ?? "");

    /// <summary>The id of the element that gets the focus.</summary>
    protected string Id => TagBuilder.CreateSanitizedId(FullName, "_");

    /// <summary>The first error, or null.</summary>
    protected string? Error => Entry(FullName) is { Errors: [var first, ..] } ? first.ErrorMessage : null;

    /// <summary>What is shown in the field: what was typed, else the property's value.</summary>
    protected string? Shown => Entry(FullName) is { AttemptedValue: { } typed } ? typed : Text(For is null ? Value : For.Model);

    /// <summary>The values of a field that may have several.</summary>
    protected IReadOnlySet<string> ShownValues
    {
        get
        {
            if (Entry(FullName)?.RawValue is { } raw) return (raw is string[] several ? several : [raw.ToString()!]).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (For?.Model is IEnumerable values and not string) return values.Cast<object?>().Select(v => Text(v) ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Text(For is null ? Value : For.Model) is { } one ? new HashSet<string>([one], StringComparer.OrdinalIgnoreCase) : [];
        }
    }

    /// <summary>The ids of hint and error, for <c>aria-describedby</c>.</summary>
    protected string? DescribedBy => string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", Error is null ? null : $"{Id}-error" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>Says to screen readers that what stands in the field was not accepted.</summary>
    protected Markup Invalid => Markup.Attribute("aria-invalid", Error is null ? null : "true");

    /// <summary>Attributes that were given besides, such as <c>data-key</c>: they go to the control.</summary>
    protected Markup More { get; private set; } = Markup.None;

    /// <summary>Whether label, hint and error belong to a group of controls.</summary>
    protected virtual bool IsGroup => false;

    /// <summary>Whether the control writes label and hint itself.</summary>
    protected virtual bool LabelStandsInside => false;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        // What stands inside may need what the field knows; it is written first.
        context.Items[typeof(FieldTagHelper)] = this;
        More = Markup.Join(output.Attributes.Select(a => Markup.Attribute(a.Name, a.Value?.ToString() ?? "")));
        var inside = Markup.From(await output.GetChildContentAsync());
        FieldsOnPage.Of(ViewContext).Add(FullName, FocusId);
        var hint = Hint is null || LabelStandsInside ? Markup.None : Markup.Of($"<div id=\"{Id}-hint\" class=\"govuk-hint\">{Hint}</div>");
        var error = Error is not { } message ? Markup.None
            : Markup.Of($"<p id=\"{Id}-error\" class=\"govuk-error-message\"><span class=\"govuk-visually-hidden\">Error:</span> {message}</p>");
        var control = Control(inside);
        var body = IsGroup
            ? Markup.Of($"<fieldset class=\"govuk-fieldset\"{Markup.Attribute("aria-describedby", DescribedBy)}{Markup.Attribute("role", GroupRole)}>{Legend()}{hint}{error}{control}</fieldset>")
            : Markup.Of($"{(LabelStandsInside ? Markup.None : LabelMarkup())}{hint}{error}{control}");
        output.TagName = null;
        var group = $"govuk-form-group{(Error is null ? "" : " govuk-form-group--error")}{GroupClass}{(Class is null ? "" : " " + Class)}";
        output.Content.SetHtmlContent(Markup.Of($"<div class=\"{group}\"{GroupAttributes}>{body}</div>"));
    }

    /// <summary>The control itself.</summary>
    protected abstract Markup Control(Markup inside);

    /// <summary>The element that the error summary leads to.</summary>
    protected virtual string FocusId => Id;

    /// <summary>More classes of the group, with a blank before.</summary>
    protected virtual string GroupClass => "";

    /// <summary>More attributes of the group.</summary>
    protected virtual Markup GroupAttributes => Markup.None;

    /// <summary>The role of a group that is no plain one.</summary>
    protected virtual string? GroupRole => null;

    /// <summary>Puts the field's label into what the binder said, which does not know what the field is called here; a question is no name.</summary>
    protected void NameErrors(Func<string, string> named)
    {
        if (Label.EndsWith('?') || Entry(FullName) is not { } entry) return;
        var messages = entry.Errors.Select(e => e.ErrorMessage).ToList();
        entry.Errors.Clear();
        foreach (var message in messages) entry.Errors.Add(named(message));
    }

    /// <summary>What the model state knows of a name.</summary>
    protected ModelStateEntry? Entry(string name) => ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry : null;

    /// <summary>A value as it stands in a form.</summary>
    protected static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd"),
        TimeOnly time => time.ToString("HH:mm"),
        Enum some => char.ToLowerInvariant(some.ToString()[0]) + some.ToString()[1..],
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private string Words => Optional ? $"{Label} (optional)" : Label;

    private Markup LabelMarkup()
    {
        var style = LabelHidden ? "govuk-label govuk-visually-hidden" : LabelSize is null ? "govuk-label" : $"govuk-label govuk-label--{LabelSize}";
        var label = Markup.Of($"<label class=\"{style}\" for=\"{Id}\">{Words}</label>");
        return LabelIsHeading ? Markup.Of($"<h1 class=\"govuk-label-wrapper\">{label}</h1>") : label;
    }

    private Markup Legend()
    {
        var style = LabelHidden ? "govuk-fieldset__legend govuk-visually-hidden" : LabelSize is null ? "govuk-fieldset__legend" : $"govuk-fieldset__legend govuk-fieldset__legend--{LabelSize}";
        return LabelIsHeading
            ? Markup.Of($"<legend class=\"{style}\"><h1 class=\"govuk-fieldset__heading\">{Words}</h1></legend>")
            : Markup.Of($"<legend class=\"{style}\">{Words}</legend>");
    }
}
