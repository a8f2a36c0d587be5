using System.CommandLine;
using System.CommandLine.Parsing;
using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Places;

/// <summary>The arguments that the imports of wards and constituencies share.</summary>
internal sealed class BoundaryOptions
{
    private readonly Argument<string> _file = InputFile.Argument("GeoJSON in WGS84: a FeatureCollection, or one Feature on each line (.geojsonl).");
    private readonly Option<string?> _code;
    private readonly Option<string?> _name;
    private readonly Option<DateOnly?> _effective = new("--effective")
    {
        Description = "The day from which these boundaries hold, as 2026-05-07; those before them end on that day. By default today.",
        HelpName = "DATE", CustomParser = Date,
    };

    /// <param name="onsName">How the ONS names the properties, for the help text: WDyy.</param>
    public BoundaryOptions(string onsName)
    {
        _code = new Option<string?>("--code") { Description = $"The property that holds the code. By default {onsName}CD or code.", HelpName = "PROPERTY" };
        _name = new Option<string?>("--name") { Description = $"The property that holds the name. By default {onsName}NM or name.", HelpName = "PROPERTY" };
    }

    /// <summary>The command with these arguments.</summary>
    /// <param name="make">Makes the request for a file.</param>
    public Command Command(Runner runner, string name, string description, Func<Stream, BoundaryImportCommand> make)
    {
        var command = new Command(name, description) { _file, _code, _name, _effective };
        command.SetAction(runner.Checked(async (start, token) =>
        {
            await using var file = InputFile.Open(start.Get(_file));
            var request = make(file) with { CodeProperty = start.Get(_code), NameProperty = start.Get(_name), EffectiveFrom = start.Get(_effective) };
            return await start.OnSchemaAsync(async run => Imports.Tell(run.Terminal, char.ToUpperInvariant(name[0]) + name[1..], await run.SendAsync(request, token)));
        }));
        return command;
    }

    private static DateOnly? Date(ArgumentResult argument)
    {
        if (DateOnly.TryParseExact(argument.Tokens[0].Value, "yyyy-MM-dd", out var date)) return date;
        argument.AddError($"{argument.Tokens[0].Value} is no date such as 2026-05-07.");
        return null;
    }
}
