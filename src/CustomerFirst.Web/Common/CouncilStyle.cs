using System.Security.Cryptography;
using System.Text;

namespace CustomerFirst.Web.Common;

/// <summary>The council's colours as a small style sheet: the pages allow no styles inside themselves.</summary>
public sealed class CouncilStyle
{
    /// <summary>The address without its version.</summary>
    internal const string Path = "/council.css";

    /// <summary>Makes the style sheet.</summary>
    public CouncilStyle(CouncilColours colours)
    {
        Text = $":root{{--council-primary:{colours.Primary};--council-primary-text:{colours.PrimaryText};--council-accent:{colours.Accent};" +
            $"--govuk-brand-colour:{colours.Primary};--govuk-link-colour:{colours.Link}}}\n";
        Href = $"{Path}?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..12]}";
    }

    /// <summary>The style sheet.</summary>
    public string Text { get; }

    /// <summary>The address with its version: it may be kept for ever.</summary>
    public string Href { get; }

    internal IResult Answer(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(Text, "text/css", Encoding.UTF8);
    }
}
