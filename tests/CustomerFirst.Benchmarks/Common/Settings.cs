using System.Globalization;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">The benchmarks to run, in order.</param>
/// <param name="Scale">Multiplies times, sizes of tables and lengths of files; 1 is what the README quotes.</param>
/// <param name="Connection">A server to use instead of the embedded one; the user must be able to create databases there.</param>
internal sealed record Settings(IReadOnlyList<string> Names, double Scale, string? Connection)
{
    /// <summary>Every benchmark there is.</summary>
    public static readonly IReadOnlyList<string> All = ["raise", "ticket-page", "queue", "track", "import", "import-customers", "search", "candidates", "merge-run", "link"];

    /// <summary>How it is called.</summary>
    public const string Usage = "dotnet run -c Release --project tests/CustomerFirst.Benchmarks -- raise|ticket-page|queue|track|import|import-customers|search|candidates|merge-run|link|all [--scale S] [--connection CONNECTION]";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="BenchmarkFailedException">They make no sense.</exception>
    public static Settings Read(string[] arguments)
    {
        var names = new List<string>();
        var (scale, connection) = (1.0, (string?)null);
        for (var i = 0; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new BenchmarkFailedException($"{arguments[i - 1]} needs a value. {Usage}");
            switch (arguments[i])
            {
                case "--scale":
                    if (!double.TryParse(Value(), NumberStyles.Float, CultureInfo.InvariantCulture, out scale) || scale is not (> 0 and <= 10))
                        throw new BenchmarkFailedException("The scale must be a number above 0, at most 10.");
                    break;
                case "--connection":
                    connection = Value();
                    break;
                case "all":
                    names.AddRange(All);
                    break;
                case var name when All.Contains(name):
                    names.Add(name);
                    break;
                default:
                    throw new BenchmarkFailedException($"There is no \"{arguments[i]}\". {Usage}");
            }
        }
        if (names.Count == 0) throw new BenchmarkFailedException(Usage);
        return new Settings([.. names.Distinct()], scale, connection);
    }

    /// <summary>A time multiplied by the scale, within bounds that keep it measurable and bearable.</summary>
    public TimeSpan Scaled(TimeSpan time, TimeSpan least) => TimeSpan.FromSeconds(Math.Max(least.TotalSeconds, time.TotalSeconds * Math.Min(1, Scale)));
}

/// <summary>A figure could not be measured. The message is one line for the person at the keyboard.</summary>
internal sealed class BenchmarkFailedException(string message, Exception? inner = null) : Exception(message, inner);
