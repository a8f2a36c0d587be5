using System.IO.Compression;
using System.Text;

namespace CustomerFirst.Application.Tickets;

/// <summary>A kind of file that may be attached, told by its bytes and never by what the sender says.</summary>
/// <param name="Extensions">The endings that its name may have; the first is given to a name without one.</param>
public sealed record FileKind(string MediaType, IReadOnlyList<string> Extensions)
{
    private static readonly FileKind s_jpeg = new("image/jpeg", [".jpg", ".jpeg", ".jfif"]);
    private static readonly FileKind s_png = new("image/png", [".png"]);
    private static readonly FileKind s_gif = new("image/gif", [".gif"]);
    private static readonly FileKind s_webp = new("image/webp", [".webp"]);
    private static readonly FileKind s_heic = new("image/heic", [".heic", ".heif"]);
    private static readonly FileKind s_pdf = new("application/pdf", [".pdf"]);
    private static readonly FileKind s_text = new("text/plain", [".txt", ".csv", ".log"]);
    private static readonly FileKind s_docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]);
    private static readonly FileKind s_xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]);
    private static readonly FileKind s_pptx = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"]);
    private static readonly FileKind s_odt = new("application/vnd.oasis.opendocument.text", [".odt"]);
    private static readonly FileKind s_ods = new("application/vnd.oasis.opendocument.spreadsheet", [".ods"]);

    private static readonly string[] s_heicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];

    /// <summary>Every ending that a file may have.</summary>
    public static IReadOnlyList<string> AllExtensions { get; } =
        [.. new[] { s_jpeg, s_png, s_gif, s_webp, s_heic, s_pdf, s_text, s_docx, s_xlsx, s_pptx, s_odt, s_ods }.SelectMany(k => k.Extensions)];

    /// <summary>What the bytes are; null when they are nothing that may be attached. Office files with macros are not.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> bytes)
    {
        // The first bytes alone make no picture: what has them must go on as one, or nobody could open it.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return FileHeader.IsJpeg(bytes) ? s_jpeg : null;
        if (bytes.StartsWith(FileHeader.Png)) return FileHeader.IsPng(bytes) ? s_png : null;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return FileHeader.IsGif(bytes) ? s_gif : null;
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8)) return s_webp;
        if (bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8) && s_heicBrands.Contains(Encoding.ASCII.GetString(bytes[8..12]))) return s_heic;
        if (bytes.StartsWith("%PDF-"u8)) return FileHeader.IsPdf(bytes) ? s_pdf : null;
        return bytes.StartsWith("PK\x03\x04"u8) ? OfArchive(bytes) : IsText(bytes) ? s_text : null;
    }

    private static FileKind? OfArchive(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes.ToArray()), ZipArchiveMode.Read);
            var names = archive.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            // Macros: VBA in Office files, Basic and scripts in OpenDocument.
            if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || n.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || n.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)))
                return null;
            if (names.Contains("[Content_Types].xml"))
                return names.Contains("word/document.xml") ? s_docx : names.Contains("xl/workbook.xml") ? s_xlsx : names.Contains("ppt/presentation.xml") ? s_pptx : null;
            return archive.GetEntry("mimetype") is { Length: < 100 } type ? OfMimeType(type) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FileKind? OfMimeType(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.ASCII);
        var type = reader.ReadToEnd();
        return type == s_odt.MediaType ? s_odt : type == s_ods.MediaType ? s_ods : null;
    }

    // Valid UTF-8 without control characters, and nothing that a program would run or a browser would draw.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("#!"u8) || bytes.ContainsAnyInRange((byte)0x00, (byte)0x08) || bytes.ContainsAnyInRange((byte)0x0E, (byte)0x1F)) return false;
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            return !text.StartsWith('<');
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
