namespace CustomerFirst.Domain.Customers;

/// <summary>E-mail addresses, kept in lower case so that the same one is never there twice.</summary>
public static class EmailAddress
{
    private static readonly HashSet<string> s_machines = new(["noreply", "donotreply", "mailerdaemon", "postmaster", "bounce", "bounces", "autoreply", "notifications"], StringComparer.Ordinal);

    /// <summary>Whether nobody reads what is sent there, and so nobody wrote from there: "no-reply@example.org".</summary>
    /// <param name="email">Normalised.</param>
    public static bool IsMachine(string email) => s_machines.Contains(string.Concat(email.TakeWhile(c => c is not '@' and not '+').Where(char.IsLetterOrDigit)));

    /// <summary>
    /// The address in lower case, or null when no mail could reach it: one @, something before it, a domain with a dot after it (RFC 5321's
    /// lengths of 64 and 254), and no spaces. What a mail server accepts only the server knows, so nothing finer is tried.
    /// </summary>
    public static string? Normalise(string? typed)
    {
        if (typed is null) return null;
        var email = typed.Trim().ToLowerInvariant();
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || email.Length > 254 || email.LastIndexOf('@') != at) return null;
        if (email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '(' or ')' or ',' or ';' or ':' or '"' or '\\' or '[' or ']')) return null;
        var (local, labels) = (email[..at], email[(at + 1)..].Split('.'));
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return null;
        return labels.Length >= 2 && labels[^1].Length >= 2 && labels.All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsLetterOrDigit(c) || c == '-'))
            ? email : null;
    }
}
