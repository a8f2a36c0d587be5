using System.CommandLine;

namespace CustomerFirst.Cli.Common;

/// <summary>Options whose values are a list.</summary>
internal static class OneOf
{
    /// <summary>Takes these values only. The library's own rule says so in as many lines as there are values; this one in one.</summary>
    public static void Takes(this Option option, params IReadOnlyCollection<string> values)
    {
        option.CompletionSources.Add(_ => values.Select(value => new System.CommandLine.Completions.CompletionItem(value)));
        option.Validators.Add(given =>
        {
            foreach (var token in given.Tokens.Where(t => !values.Contains(t.Value))) given.AddError($"{option.Name} must be one of {string.Join(", ", values)}; \"{token.Value}\" is not.");
        });
    }
}
