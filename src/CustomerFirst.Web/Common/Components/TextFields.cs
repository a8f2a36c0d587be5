using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>A text input: <c>&lt;cf-input for="Form.Subject" label="What is it about?" /&gt;</c>. With <c>type="password"</c> the value never comes back.</summary>
[HtmlTargetElement("cf-input")]
public sealed class InputTagHelper : FieldTagHelper
{
    public string Type { get; set; } = "text";
    /// <summary>2, 3, 4, 5, 10, 20 or 30 characters, or a fraction such as <c>one-half</c>.</summary>
    public string? Width { get; set; }
    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public string? Prefix { get; set; }
    public string? Suffix { get; set; }
    public bool? Spellcheck { get; set; }
    public int? Maxlength { get; set; }
    public bool Autofocus { get; set; }
    public string? Autocapitalize { get; set; }
    /// <summary>What the field is called in a list of errors, where several have the same label.</summary>
    public string? Named { get; set; }

    private bool IsPassword => Type == "password";

    // A browser shows no text that is not a date in a field for one, and what was typed must stay.
    private string TypeNow => Type == "date" && Shown is { Length: > 0 } typed && !DateOnly.TryParseExact(typed, "yyyy-MM-dd", out _) ? "text" : Type;

    /// <inheritdoc />
    protected override string GroupClass => IsPassword ? " govuk-password-input" : "";

    /// <inheritdoc />
    protected override Markup GroupAttributes => IsPassword ? Markup.Attribute("data-module", "govuk-password-input") : Markup.None;

    /// <inheritdoc />
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        NameErrors(message => message == NumberWords.Unnamed ? Named is null ? $"{Label}: enter a whole number" : $"{Named} must be a whole number" : message);
        return base.ProcessAsync(context, output);
    }

    /// <inheritdoc />
    protected override Markup Control(Markup inside)
    {
        var width = Width switch { null => "", _ when int.TryParse(Width, out _) => $" govuk-input--width-{Width}", _ => $" govuk-!-width-{Width}" };
        var style = $"govuk-input{width}{(Error is null ? "" : " govuk-input--error")}{(IsPassword ? " govuk-password-input__input govuk-js-password-input-input" : "")}";
        var input = Markup.Of($"<input class=\"{style}\" id=\"{Id}\" name=\"{FullName}\" type=\"{TypeNow}\"{Markup.Attribute("value", IsPassword ? null : Shown)}{Markup.Attribute("aria-describedby", DescribedBy)}{Invalid}{Markup.Attribute("autocomplete", Autocomplete)}{Markup.Attribute("inputmode", Inputmode)}{Markup.Attribute("spellcheck", (IsPassword ? false : Spellcheck) switch { null => null, true => "true", false => "false" })}{Markup.Attribute("autocapitalize", IsPassword ? "none" : Autocapitalize)}{Markup.Attribute("maxlength", Maxlength?.ToString())}{Markup.Flag("autofocus", Autofocus)}{More}>");
        if (IsPassword)
        {
            return Markup.Of($"<div class=\"govuk-input__wrapper govuk-password-input__wrapper\">{input}<button type=\"button\" class=\"govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle\" data-module=\"govuk-button\" aria-controls=\"{Id}\" aria-label=\"Show password\" hidden>Show</button></div>");
        }
        if (Prefix is null && Suffix is null) return Markup.Of($"{input}{inside}");
        var before = Prefix is null ? Markup.None : Markup.Of($"<div class=\"govuk-input__prefix\" aria-hidden=\"true\">{Prefix}</div>");
        var after = Suffix is null ? Markup.None : Markup.Of($"<div class=\"govuk-input__suffix\" aria-hidden=\"true\">{Suffix}</div>");
        return Markup.Of($"<div class=\"govuk-input__wrapper\">{before}{input}{after}</div>{inside}");
    }
}

/// <summary>A field for several lines. With <c>maxlength</c> it counts the characters that are left.</summary>
[HtmlTargetElement("cf-textarea")]
public sealed class TextareaTagHelper : FieldTagHelper
{
    public int Rows { get; set; } = 5;
    public int? Maxlength { get; set; }
    public bool? Spellcheck { get; set; }

    /// <inheritdoc />
    protected override string GroupClass => Maxlength is null ? "" : " govuk-character-count";

    /// <inheritdoc />
    protected override Markup GroupAttributes =>
        Maxlength is not { } most ? Markup.None : Markup.Of($" data-module=\"govuk-character-count\" data-maxlength=\"{most}\"");

    /// <inheritdoc />
    protected override Markup Control(Markup inside)
    {
        var described = Maxlength is null ? DescribedBy : $"{DescribedBy} {Id}-info".Trim();
        var style = $"govuk-textarea{(Error is null ? "" : " govuk-textarea--error")}{(Maxlength is null ? "" : " govuk-js-character-count")}";
        // HTML drops a line break right after the tag, so one is given for it to drop.
        var area = Markup.Of($"<textarea class=\"{style}\" id=\"{Id}\" name=\"{FullName}\" rows=\"{Rows}\"{Markup.Attribute("aria-describedby", described)}{Invalid}{Markup.Attribute("spellcheck", Spellcheck switch { null => null, true => "true", false => "false" })}{More}>\n{Shown}</textarea>");
        return Maxlength is not { } most ? Markup.Of($"{area}{inside}")
            : Markup.Of($"{area}<div id=\"{Id}-info\" class=\"govuk-hint govuk-character-count__message\">You can enter up to {most} characters</div>{inside}");
    }
}

/// <summary>A field to choose one of many.</summary>
[HtmlTargetElement("cf-select")]
public sealed class SelectTagHelper : FieldTagHelper
{
    public IEnumerable<Choice> Items { get; set; } = [];
    /// <summary>The words of the empty answer that stands first; none when not given.</summary>
    public string? Empty { get; set; }

    /// <inheritdoc />
    protected override Markup Control(Markup inside)
    {
        var shown = ShownValues;
        var empty = Empty is null ? Markup.None : Markup.Of($"<option value=\"\">{Empty}</option>");
        var options = Markup.Join(Items.Select(item => Markup.Of($"<option value=\"{item.Value}\"{Markup.Flag("selected", shown.Contains(item.Value))}>{item.Text}</option>")));
        return Markup.Of($"<select class=\"govuk-select{(Error is null ? "" : " govuk-select--error")}\" id=\"{Id}\" name=\"{FullName}\"{Markup.Attribute("aria-describedby", DescribedBy)}{Invalid}{More}>{empty}{options}</select>{inside}");
    }
}

/// <summary>A field for a file. The form needs <c>enctype="multipart/form-data"</c>.</summary>
[HtmlTargetElement("cf-file")]
public sealed class FileTagHelper : FieldTagHelper
{
    /// <summary>What may be chosen, as <c>accept</c> says it.</summary>
    public string? Accept { get; set; }
    public bool Multiple { get; set; }

    /// <inheritdoc />
    protected override Markup Control(Markup inside) =>
        Markup.Of($"<input class=\"govuk-file-upload{(Error is null ? "" : " govuk-file-upload--error")}\" id=\"{Id}\" name=\"{FullName}\" type=\"file\"{Markup.Attribute("aria-describedby", DescribedBy)}{Invalid}{Markup.Attribute("accept", Accept)}{Markup.Flag("multiple", Multiple)}{More}>{inside}");
}

/// <summary>A date in three fields, for <c>DateOnly?</c>; one <c>bday</c> autocomplete serves a date of birth.</summary>
[HtmlTargetElement("cf-date")]
public sealed class DateTagHelper : FieldTagHelper
{
    /// <summary>Whether browsers may fill in the person's own date of birth.</summary>
    public bool OwnBirthday { get; set; }

    /// <inheritdoc />
    protected override bool IsGroup => true;

    /// <inheritdoc />
    protected override string? GroupRole => "group";

    /// <inheritdoc />
    protected override string FocusId => $"{Id}_{DateBinder.Day}";

    /// <inheritdoc />
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        NameErrors(message => message.StartsWith(DateBinder.Unnamed, StringComparison.Ordinal) ? Label + message[DateBinder.Unnamed.Length..] : message);
        return base.ProcessAsync(context, output);
    }

    /// <inheritdoc />
    protected override Markup Control(Markup inside)
    {
        var date = For?.Model as DateOnly? ?? (DateOnly.TryParseExact(Value, "yyyy-MM-dd", out var given) ? given : null);
        (string Part, string Words, int Width, string? Kept)[] parts =
        [
            (DateBinder.Day, "Day", 2, date?.Day.ToString()), (DateBinder.Month, "Month", 2, date?.Month.ToString()), (DateBinder.Year, "Year", 4, date?.Year.ToString()),
        ];
        var inputs = parts.Select(p =>
        {
            var (id, name) = ($"{Id}_{p.Part}", $"{FullName}.{p.Part}");
            var shown = Entry(name)?.AttemptedValue ?? p.Kept;
            var fill = OwnBirthday ? $"bday-{p.Part.ToLowerInvariant()}" : null;
            return Markup.Of($"<div class=\"govuk-date-input__item\"><div class=\"govuk-form-group\"><label class=\"govuk-label govuk-date-input__label\" for=\"{id}\">{p.Words}</label><input class=\"govuk-input govuk-date-input__input govuk-input--width-{p.Width}{(Error is null ? "" : " govuk-input--error")}\" id=\"{id}\" name=\"{name}\" type=\"text\" inputmode=\"numeric\"{Invalid}{Markup.Attribute("autocomplete", fill)}{Markup.Attribute("value", shown)}></div></div>");
        });
        return Markup.Of($"<div class=\"govuk-date-input\" id=\"{Id}\">{Markup.Join(inputs)}</div>{inside}");
    }
}
