using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>
/// What radios and checkboxes share. Give the answers as <c>items</c>, or as <c>&lt;cf-choice value="" label=""&gt;</c> inside; what stands in a choice is
/// shown when it is chosen.
/// </summary>
public abstract class ChoicesTagHelper : FieldTagHelper
{
    private readonly List<(Choice Choice, Markup Inside, bool Alone)> _inside = [];

    public IEnumerable<Choice> Items { get; set; } = [];
    /// <summary>The smaller boxes, for filters and dense forms.</summary>
    public bool Small { get; set; }

    /// <inheritdoc />
    protected override bool IsGroup => true;

    /// <summary>radios or checkboxes.</summary>
    protected abstract string Kind { get; }

    /// <summary>radio or checkbox.</summary>
    protected abstract string InputType { get; }

    /// <summary>More classes of the list, with a blank before.</summary>
    protected virtual string ListClass => "";

    internal void Add(Choice choice, Markup inside, bool alone) => _inside.Add((choice, inside, alone));

    /// <inheritdoc />
    protected override Markup Control(Markup inside)
    {
        var shown = ShownValues;
        var all = Items.Select(c => (Choice: c, Inside: Markup.None, Alone: false)).Concat(_inside).ToList();
        var list = all.Select((c, i) => One(c.Choice, c.Inside, c.Alone, i, shown.Contains(c.Choice.Value)));
        return Markup.Of($"<div class=\"govuk-{Kind}{(Small ? $" govuk-{Kind}--small" : "")}{ListClass}\"{Markup.Attribute("data-module", Kind == "checkboxes" ? "govuk-checkboxes" : null)}>{Markup.Join(list)}</div>");
    }

    private Markup One(Choice choice, Markup inside, bool alone, int place, bool chosen)
    {
        // The first one has the field's own id, so that the error summary leads to it.
        var id = place == 0 ? Id : $"{Id}-{place + 1}";
        var (hasInside, conditional) = (inside.ToString().Length > 0, $"conditional-{id}");
        // The design system's script marks a radio as expanded, which ARIA does not allow of one; for radios the style sheet reveals.
        var scripted = hasInside && Kind == "checkboxes";
        var hint = choice.Hint is null ? Markup.None : Markup.Of($"<div id=\"{id}-item-hint\" class=\"govuk-hint govuk-{Kind}__hint\">{choice.Hint}</div>");
        var divider = alone ? Markup.Of($"<div class=\"govuk-{Kind}__divider\">or</div>") : Markup.None;
        var reveal = hasInside ? Markup.Of($"<div class=\"govuk-{Kind}__conditional{(chosen || !scripted ? "" : $" govuk-{Kind}__conditional--hidden")}\" id=\"{conditional}\">{inside}</div>") : Markup.None;
        return Markup.Of($"{divider}<div class=\"govuk-{Kind}__item\"><input class=\"govuk-{Kind}__input\" id=\"{id}\" name=\"{FullName}\" type=\"{InputType}\" value=\"{choice.Value}\"{Markup.Flag("checked", chosen)}{Markup.Attribute("aria-describedby", choice.Hint is null ? null : $"{id}-item-hint")}{Markup.Attribute("data-key", choice.Key)}{Markup.Attribute("data-key-words", choice.Key is null ? null : choice.Text)}{Markup.Attribute("data-aria-controls", scripted ? conditional : null)}{Markup.Attribute("data-behaviour", alone && Kind == "checkboxes" ? "exclusive" : null)}><label class=\"govuk-label govuk-{Kind}__label\" for=\"{id}\">{choice.Text}</label>{hint}</div>{reveal}");
    }
}

/// <summary>One of several answers.</summary>
[HtmlTargetElement("cf-radios")]
public sealed class RadiosTagHelper : ChoicesTagHelper
{
    /// <summary>Side by side, for two short answers.</summary>
    public bool Inline { get; set; }

    /// <inheritdoc />
    protected override string Kind => "radios";

    /// <inheritdoc />
    protected override string InputType => "radio";

    /// <inheritdoc />
    protected override string ListClass => Inline ? " govuk-radios--inline" : "";
}

/// <summary>Any number of several answers.</summary>
[HtmlTargetElement("cf-checkboxes")]
public sealed class CheckboxesTagHelper : ChoicesTagHelper
{
    /// <inheritdoc />
    protected override string Kind => "checkboxes";

    /// <inheritdoc />
    protected override string InputType => "checkbox";
}

/// <summary>One answer inside radios or checkboxes.</summary>
[HtmlTargetElement("cf-choice", ParentTag = "cf-radios")]
[HtmlTargetElement("cf-choice", ParentTag = "cf-checkboxes")]
public sealed class ChoiceTagHelper : TagHelper
{
    public string Value { get; set; } = "";
    public string Label { get; set; } = "";
    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }
    /// <summary>The key that chooses it; none where it is not given.</summary>
    public string? Key { get; set; }
    /// <summary>Stands after an "or": none of the others.</summary>
    public bool Alone { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var parent = (ChoicesTagHelper)context.Items[typeof(FieldTagHelper)];
        var inside = Markup.From(await output.GetChildContentAsync());
        parent.Add(new Choice(Value, Label, Hint) { Key = Key }, string.IsNullOrWhiteSpace(inside.ToString()) ? Markup.None : inside, Alone);
        output.SuppressOutput();
    }
}

/// <summary>One box for a yes: <c>&lt;cf-checkbox for="Form.Urgent" label="This is urgent" /&gt;</c>, for <c>bool</c>.</summary>
[HtmlTargetElement("cf-checkbox")]
public sealed class CheckboxTagHelper : FieldTagHelper
{
    public bool Small { get; set; }

    /// <inheritdoc />
    protected override Markup Control(Markup inside) =>
        Markup.Of($"<div class=\"govuk-checkboxes{(Small ? " govuk-checkboxes--small" : "")}\" data-module=\"govuk-checkboxes\"><div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" id=\"{Id}\" name=\"{FullName}\" type=\"checkbox\" value=\"true\"{Markup.Flag("checked", ShownValues.Contains("true"))}{Markup.Attribute("aria-describedby", DescribedBy)}>{Box()}</div></div>{inside}");

    /// <inheritdoc />
    protected override bool LabelStandsInside => true;

    private Markup Box() => Markup.Of($"<label class=\"govuk-label govuk-checkboxes__label\" for=\"{Id}\">{Label}</label>{(Hint is null ? Markup.None : Markup.Of($"<div id=\"{Id}-hint\" class=\"govuk-hint govuk-checkboxes__hint\">{Hint}</div>"))}");
}
