namespace CustomerFirst.Domain.Common;

/// <summary>A record holds a code that this version does not have: a newer version wrote it, or somebody who is not the hub.</summary>
/// <param name="type">The enumeration.</param>
/// <param name="code">What stands there. Such columns hold nothing of a person; still no more than its beginning is told, for it may have come from anywhere.</param>
public sealed class UnknownCodeException(Type type, string code) : Exception($"A record holds \"{code[..Math.Min(code.Length, Told)]}\" where a {type.Name} has to stand.")
{
    private const int Told = 40;

    /// <summary>Whether this is why something failed.</summary>
    public static bool IsBehind(Exception? failure) => failure is UnknownCodeException || (failure?.InnerException is { } inner && IsBehind(inner));
}
