namespace CustomerFirst.Domain.Common;

/// <summary>Numbers of things in words.</summary>
public static class Counted
{
    /// <summary>"1 seal", "0 seals", "1,204 seals".</summary>
    /// <param name="many">The plural; with an s at its end when left out.</param>
    public static string Of(long count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count:#,0} {many ?? one + "s"}";
}
