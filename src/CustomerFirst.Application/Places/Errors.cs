using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Places;

/// <summary>A file cannot be imported; nothing of it was. The message says where and why.</summary>
public sealed record FileNotAccepted(string Message) : Error(ErrorKind.Invalid, Message)
{
    /// <inheritdoc />
    public override string? Field => "File";
}

/// <summary>A set of boundaries leaves out areas that began on its own day and are used already, so that they can be neither ended nor removed.</summary>
public sealed record AreasInUse(IReadOnlyList<string> Codes, DateOnly From)
    : Error(ErrorKind.Conflict, $"The file leaves out {string.Join(", ", Codes)}, in force since {From.Words()} and already used by tickets. Give a later effective date.");
