using System.CommandLine;
using CustomerFirst.Application.Places;
using CustomerFirst.Cli.Common;

namespace CustomerFirst.Cli.Places;

/// <summary><c>import wards FILE</c>.</summary>
internal static class ImportWards
{
    public static Command Create(Runner runner) =>
        new BoundaryOptions("WDyy").Command(runner, "wards", "Bring in the ward boundaries. Tickets keep the ward they had.", file => new ImportWardsCommand(file));
}
