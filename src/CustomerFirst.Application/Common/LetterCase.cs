namespace CustomerFirst.Application.Common;

/// <summary>Names and addresses of systems that shout.</summary>
internal static class LetterCase
{
    /// <summary>A text that is all in capitals with capitals at the beginnings of words only: "Mill Lane", "Flat 2A", "St John's", "O'Brien". Any other stays as it is.</summary>
    public static string Quiet(string text) => text.Any(char.IsLower) || text.Count(char.IsLetter) < 2 ? text : string.Create(text.Length, text, (quiet, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            // After an apostrophe: the s of a possessive, but the name after an O.
            var apostrophe = i > 1 && from[i - 1] is '\'' or '’' && (i < 3 || from[i - 2] is not ('O' or 'D') || char.IsLetter(from[i - 3]));
            quiet[i] = i > 0 && (char.IsLetter(from[i - 1]) || apostrophe) ? char.ToLowerInvariant(from[i]) : from[i];
        }
    });
}
