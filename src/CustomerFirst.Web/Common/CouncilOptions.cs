using System.Globalization;

namespace CustomerFirst.Web.Common;

/// <summary>The council whose hub this is: the configuration section <c>Council</c>.</summary>
public sealed class CouncilOptions
{
    public string Name { get; set; } = "The council";
    public string Telephone { get; set; } = "";
    public string? Minicom { get; set; }
    public string? Text { get; set; }
    public string? Email { get; set; }
    public string? Website { get; set; }
    public string? OpeningHours { get; set; }
    /// <summary>What the hub is called on staff pages and in titles.</summary>
    public string Product { get; set; } = "CustomerFirst";
    /// <summary>What the public's pages are called.</summary>
    public string PublicTitle { get; set; } = "Report it and track it";
    public CouncilColours Colours { get; set; } = new();

    /// <summary>The telephone number as a link wants it: digits, and a plus sign before a country code.</summary>
    public string TelephoneLink => new([.. Telephone.Where(c => char.IsAsciiDigit(c) || c == '+')]);

    /// <summary>What is wrong with the configuration, one line each; none when it can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return "Council:Name is empty.";
        foreach (var problem in Colours.Problems()) yield return problem;
    }
}

/// <summary>The council's colours as <c>#rrggbb</c>. Everything else keeps the design system's colours.</summary>
public sealed class CouncilColours
{
    /// <summary>The smallest contrast of text that WCAG 2.2 AA allows (success criterion 1.4.3).</summary>
    public const double SmallestContrast = 4.5;

    /// <summary>The header.</summary>
    public string Primary { get; set; } = "#0b4f6c";
    /// <summary>Text on <see cref="Primary"/>.</summary>
    public string PrimaryText { get; set; } = "#ffffff";
    /// <summary>The line below the header; also text on white.</summary>
    public string Accent { get; set; } = "#8a3b12";
    /// <summary>Links on white and on the light grey of panels.</summary>
    public string Link { get; set; } = "#0b4f6c";

    /// <summary>Colours that cannot be read, or not well enough.</summary>
    public IEnumerable<string> Problems()
    {
        (string Name, string Value)[] all = [(nameof(Primary), Primary), (nameof(PrimaryText), PrimaryText), (nameof(Accent), Accent), (nameof(Link), Link)];
        var bad = all.Where(c => Contrast.Read(c.Value) is null).ToList();
        foreach (var (name, value) in bad) yield return $"Council:Colours:{name} is \"{value}\": write it as #rrggbb.";
        if (bad.Count > 0) yield break;

        (string Text, string TextValue, string Ground, string GroundValue)[] pairs =
        [
            ($"Council:Colours:{nameof(PrimaryText)}", PrimaryText, $"Council:Colours:{nameof(Primary)}", Primary),
            ($"Council:Colours:{nameof(Accent)}", Accent, "white", "#ffffff"),
            ($"Council:Colours:{nameof(Link)}", Link, "white", "#ffffff"),
            ($"Council:Colours:{nameof(Link)}", Link, "the light grey of panels", "#f3f3f3"),
        ];
        foreach (var (text, textValue, ground, groundValue) in pairs)
        {
            var ratio = Contrast.Between(textValue, groundValue);
            if (ratio < SmallestContrast)
                yield return $"{text} {textValue} on {ground} {groundValue} has a contrast of {Math.Floor(ratio * 100) / 100:0.00}: it must be {SmallestContrast:0.0} or more to be legible.";
        }
    }
}

/// <summary>Contrast of two colours as WCAG 2.2 defines it ("relative luminance", "contrast ratio").</summary>
public static class Contrast
{
    /// <summary>From 1 (the same) to 21 (black on white).</summary>
    /// <exception cref="FormatException">A colour is not <c>#rrggbb</c>.</exception>
    public static double Between(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Red, green and blue of <c>#rrggbb</c>; null when it is something else.</summary>
    public static (int Red, int Green, int Blue)? Read(string? colour) =>
        colour is ['#', ..] && colour.Length == 7 && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? (rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff)
            : null;

    private static double Luminance(string colour)
    {
        var (red, green, blue) = Read(colour) ?? throw new FormatException("A colour is not #rrggbb.");
        return (0.2126 * Channel(red)) + (0.7152 * Channel(green)) + (0.0722 * Channel(blue));
    }

    private static double Channel(int value)
    {
        var share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
