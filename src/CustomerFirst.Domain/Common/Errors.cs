namespace CustomerFirst.Domain.Common;

/// <summary>The record is not there, or the asker may not know that it is.</summary>
public sealed record NotFound(string What) : Error(ErrorKind.NotFound, $"There is no such {What}.");

/// <summary>The asker lacks the permission.</summary>
public sealed record Forbidden(string What = "You do not have permission to do this.") : Error(ErrorKind.Forbidden, What);

/// <summary>Somebody else changed the record since it was read.</summary>
/// <param name="Now">The version that the record has now.</param>
public sealed record Stale(int Now) : Error(ErrorKind.Stale, "Somebody else changed this while you were working on it. Look at what changed, then try again.")
{
    /// <summary>Nobody but the asker changed it, in another window or tab.</summary>
    public static Stale ByYourself(int now) => new(now) { Message = "You changed this in another window while you had it open here. Look at what changed, then try again." };
}

/// <summary>One field was not acceptable, for a reason that only the facts could tell.</summary>
public sealed record NotAccepted(string FieldName, string Message) : Error(ErrorKind.Invalid, Message)
{
    /// <inheritdoc />
    public override string? Field => FieldName;
}

/// <summary>Several fields failed their shape checks. Keys are property paths of the request, values the messages.</summary>
public sealed record Invalid(IReadOnlyDictionary<string, string[]> Problems) : Error(ErrorKind.Invalid, "There is a problem with what was entered.");

/// <summary>The database's last word: a unique or other constraint would have been broken.</summary>
public sealed record Clash(string Constraint) : Error(ErrorKind.Conflict, "This would clash with another record that was saved at the same moment. Look again, then try once more.");

/// <summary>An idempotency key was used again for a different request.</summary>
public sealed record KeyUsedBefore() : Error(ErrorKind.Conflict, "This idempotency key was used before for a different request.");
