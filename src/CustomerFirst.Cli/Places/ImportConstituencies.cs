using System.CommandLine;
using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Places;

/// <summary><c>import constituencies FILE</c>.</summary>
internal static class ImportConstituencies
{
    public static Command Create(Runner runner) =>
        new BoundaryOptions("PCONyy").Command(runner, "constituencies", "Bring in the constituency boundaries. Tickets keep the constituency they had.", file => new ImportConstituenciesCommand(file));
}
