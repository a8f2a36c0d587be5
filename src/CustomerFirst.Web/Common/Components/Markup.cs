using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerFirst.Web.Common.Components;

/// <summary>
/// A piece of HTML written as an interpolated string: <c>Markup.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>. What stands in the literal is markup; every
/// string that is put in is encoded, every other piece of markup is not.
/// </summary>
public sealed class Markup : IHtmlContent
{
    /// <summary>The encoder of all pages: letters of every language stay as they are.</summary>
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static readonly Markup None = new("");

    private readonly string _html;

    private Markup(string html) => _html = html;

    /// <summary>The piece that the interpolated string says.</summary>
    public static Markup Of(MarkupHandler html) => new(html.Text());

    /// <summary>Pieces one after another.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(p => p._html)));

    /// <summary>An attribute with a blank before it, or nothing when there is no value.</summary>
    public static Markup Attribute(string name, string? value) => value is null ? None : Of($" {new Markup(name)}=\"{value}\"");

    /// <summary>An attribute without a value, or nothing.</summary>
    public static Markup Flag(string name, bool set) => set ? new Markup(" " + name) : None;

    /// <summary>What other code wrote.</summary>
    public static Markup From(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, Encoder);
        return new Markup(writer.ToString());
    }

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(_html);

    /// <inheritdoc />
    public override string ToString() => _html;
}

/// <summary>Builds <see cref="Markup"/> from an interpolated string.</summary>
[InterpolatedStringHandler]
public readonly struct MarkupHandler
{
    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    public MarkupHandler(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Markup.</summary>
    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>Text, to be encoded.</summary>
    public void AppendFormatted(string? text)
    {
        if (text is not null) _text.Append(Markup.Encoder.Encode(text));
    }

    /// <summary>A whole number.</summary>
    public void AppendFormatted(int number) => _text.Append(number);

    /// <summary>A coordinate, to a hundredth.</summary>
    public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>Another piece.</summary>
    public void AppendFormatted(Markup? piece) => _text.Append(piece);

    internal string Text() => _text.ToString();
}

/// <summary>A tag helper that replaces itself by markup made from its attributes and what stands inside it.</summary>
public abstract class MarkupTagHelper : TagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = output.TagMode == TagMode.SelfClosing ? Markup.None : Markup.From(await output.GetChildContentAsync());
        output.TagName = null;
        output.Content.SetHtmlContent(Write(context, inside));
    }

    /// <summary>The markup.</summary>
    /// <param name="context">What the tag helpers around it left.</param>
    /// <param name="inside">What stands inside the element.</param>
    protected abstract Markup Write(TagHelperContext context, Markup inside);
}
