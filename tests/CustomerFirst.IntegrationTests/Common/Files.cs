namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The least that files of each kind have.</summary>
internal static class Files
{
    /// <summary>A picture of one point.</summary>
    public static byte[] Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE];

    /// <summary>A frame of one point after a segment with something of the camera's.</summary>
    public static byte[] Jpeg => [0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 1, 2, 0xFF, 0xFF, 0xC2, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9];

    /// <summary>A picture of one point.</summary>
    public static byte[] Gif => [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, (byte)';'];

    /// <summary>A document with one object.</summary>
    public static byte[] Pdf => [.. "%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF"u8];
}
