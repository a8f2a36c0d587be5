using System.Buffers.Binary;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// Whether a file that begins like a picture or a PDF goes on like one: a header that says how large it is, and where a PDF's parts stand. No more is asked, for cameras and scanners write
/// much that no rule foresees, and a file that was cut short on its way may still be worth keeping.
/// </summary>
internal static class FileHeader
{
    /// <summary>How a PNG begins.</summary>
    public static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The header chunk comes first and has width and height.</summary>
    public static bool IsPng(ReadOnlySpan<byte> bytes)
    {
        const int Header = 8, Type = 12, Width = 16, Height = 20, End = 29;
        return bytes.Length >= End && BinaryPrimitives.ReadInt32BigEndian(bytes[Header..]) == 13 && bytes[Type..Width].SequenceEqual("IHDR"u8)
            && BinaryPrimitives.ReadInt32BigEndian(bytes[Width..]) > 0 && BinaryPrimitives.ReadInt32BigEndian(bytes[Height..]) > 0;
    }

    /// <summary>After the six letters come width and height.</summary>
    public static bool IsGif(ReadOnlySpan<byte> bytes)
    {
        const int Width = 6, Height = 8, End = 13;
        return bytes.Length > End && BinaryPrimitives.ReadUInt16LittleEndian(bytes[Width..]) > 0 && BinaryPrimitives.ReadUInt16LittleEndian(bytes[Height..]) > 0;
    }

    /// <summary>One segment follows another up to the frame, which has height and width. The height may be nought: it is said later then.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> bytes)
    {
        const byte Mark = 0xFF;
        for (var at = 2; at + 1 < bytes.Length;)
        {
            var kind = bytes[at + 1];
            // Between two segments there may be anything, more of the mark too; some marks have nothing after them.
            if (bytes[at] != Mark || kind is Mark or 0) at++;
            else if (kind is 0x01 or (>= 0xD0 and <= 0xD7)) at += 2;
            else if (kind is 0xD8 or 0xD9 or 0xDA) return false;
            else
            {
                at += 2;
                if (at + 2 > bytes.Length) return false;
                var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
                if (length < 2) return false;
                // A frame of any kind but the tables for codes and arithmetic.
                if (kind is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) return at + 7 <= bytes.Length && BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]) > 0;
                at += length;
            }
        }
        return false;
    }

    /// <summary>A version, at least one object, and the way to them. A form that was saved page by page has that way at several places, the last line need not be the last.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 8 && char.IsAsciiDigit((char)bytes[5]) && bytes[6] == (byte)'.' && char.IsAsciiDigit((char)bytes[7])
        && bytes.IndexOf(" obj"u8) > 0 && (bytes.IndexOf("startxref"u8) > 0 || bytes.IndexOf("trailer"u8) > 0 || bytes.IndexOf("%%EOF"u8) > 0);
}
