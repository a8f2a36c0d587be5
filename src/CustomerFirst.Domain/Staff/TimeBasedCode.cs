using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CustomerFirst.Domain.Staff;

/// <summary>
/// The six figures of an authenticator app: RFC 6238 (TOTP) over RFC 4226 (HOTP) with HMAC-SHA-1, steps of 30 seconds from the Unix epoch; what
/// every app understands.
/// </summary>
public static class TimeBasedCode
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that an instant falls into.</summary>
    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step: six figures.</summary>
    public static string Of(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as authenticator apps implement it; HMAC does not need collision resistance.
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var offset = mac[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000");
    }

    /// <summary>
    /// The step whose code was typed: the present one, the one before or the one after, because clocks differ (RFC 6238, section 5.2). Null
    /// when it is none of them.
    /// </summary>
    public static long? StepOf(ReadOnlySpan<byte> key, string typed, DateTimeOffset now)
    {
        var figures = new string([.. typed.Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Of(key, step)), System.Text.Encoding.UTF8.GetBytes(figures))) found = step;
        }
        return found;
    }

    /// <summary>A new secret key: 160 random bits, as RFC 4226 recommends.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    /// <summary>A key as it is typed into an app: base 32 (RFC 4648) without padding.</summary>
    public static string Text(ReadOnlySpan<byte> key)
    {
        var text = new System.Text.StringBuilder((key.Length * 8 + 4) / 5);
        var (bits, held) = (0, 0);
        foreach (var value in key)
        {
            bits = (bits << 8) | value;
            held += 8;
            while (held >= 5)
            {
                held -= 5;
                text.Append(Base32[(bits >> held) & 31]);
            }
            bits &= (1 << held) - 1;
        }
        if (held > 0) text.Append(Base32[(bits << (5 - held)) & 31]);
        return text.ToString();
    }

    /// <summary>The address that the QR code carries (the "key URI" that authenticator apps read).</summary>
    public static string KeyUri(ReadOnlySpan<byte> key, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Text(key)}&issuer={Uri.EscapeDataString(issuer)}&digits=6&period={StepSeconds}";
}
