using System.Buffers.Text;
using System.Text;

namespace CustomerFirst.Web.Api.Common;

/// <summary>Where a list goes on, in a form that says nothing to who reads it and must be given back as it is.</summary>
internal static class Cursor
{
    private const int Longest = 400;

    /// <summary>Wraps a place in a list.</summary>
    public static string? Of(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Unwraps it; false when it is none of ours.</summary>
    /// <param name="place">Null for no cursor: the list's beginning.</param>
    public static bool TryRead(string? cursor, out string? place)
    {
        place = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor)) return false;
        place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return true;
    }

    /// <summary>The refusal of a cursor that is none.</summary>
    public static ApiProblem Unreadable { get; } = ApiProblemKind.Invalid.With("cursor", "This cursor is not one that was given out here. Begin again without it.");
}
