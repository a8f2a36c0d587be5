using System.Text;
using CustomerFirst.Application.Pipeline;

namespace CustomerFirst.Web.Common;

/// <summary>The audit trail's names as words for people.</summary>
public static class HistoryWords
{
    /// <summary>A command's name: <c>SetSla</c> is "Set sla".</summary>
    public static string OfAction(string action)
    {
        var words = new StringBuilder(action.Length + 8);
        foreach (var letter in action)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter);
        }
        return words.ToString();
    }

    /// <summary>A field's name: <c>can_finish_at_first_contact</c> is "can finish at first contact".</summary>
    public static string OfField(string field) => field.Replace('_', ' ').Replace(".", ": ", StringComparison.Ordinal);

    /// <summary>Whether both values can be read by people: no lists, no ids.</summary>
    public static bool IsPlain(HistoryChange change) => IsPlain(change.Before) && IsPlain(change.After);

    private static bool IsPlain(string? value) => value is null || (value.Length <= 200 && value[..Math.Min(1, value.Length)] is not ("[" or "{") && !Guid.TryParse(value, out _));

    /// <summary>Fields one after another, each once, without those that only the machine needs.</summary>
    public static string OfFields(IEnumerable<string> fields) =>
        string.Join(", ", fields.Where(f => !f.StartsWith("normalized_", StringComparison.Ordinal) && f != "security_stamp").Select(OfField).Distinct());
}
