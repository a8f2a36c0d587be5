using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// The key by which a program proves who it is: <c>cf_live_ab12cd34_…</c>. The part up to the third underscore is not secret and finds the
/// client; 256 random bits follow as base64url. Only the SHA-256 of the whole is kept.
/// </summary>
public static class ApiKey
{
    private const string Start = "cf_live_";
    // 32 signs without those that are taken for one another, so that a prefix can be read out on the telephone: 5 bits each.
    private const string Signs = "abcdefghjkmnpqrstuvwxyz023456789";
    private const int PrefixLength = 16;
    private const int SecretBytes = 32;

    /// <summary>The length of every key, in characters.</summary>
    public static readonly int Length = PrefixLength + 1 + Base64Url.GetEncodedLength(SecretBytes);

    /// <summary>Makes a key that nobody has.</summary>
    public static (string Key, string Prefix, byte[] Hash) Make()
    {
        var prefix = Start + RandomNumberGenerator.GetString(Signs, PrefixLength - Start.Length);
        var key = $"{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (key, prefix, HashOf(key));
    }

    /// <summary>The part of a key that finds its client; null when it has not the form of a key.</summary>
    public static string? PrefixOf(string key) =>
        key.Length == Length && key.StartsWith(Start, StringComparison.Ordinal) && key[PrefixLength] == '_' ? key[..PrefixLength] : null;

    /// <summary>SHA-256 of a key.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
