using System.CommandLine;

namespace CustomerFirst.Cli.Common;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    /// <summary>A connection string.</summary>
    public Option<string?> Connection { get; } = new("--connection")
    {
        Description = "PostgreSQL to use, as Host=...;Database=...;Username=...;Password=... "
            + "Without it: the environment's ConnectionStrings__CustomerFirst, else the embedded server.",
        HelpName = "STRING", Recursive = true,
    };

    /// <summary>The embedded server's folder.</summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the embedded PostgreSQL server; migrate makes it when it is not there. By default .data/postgres of the clone.",
        HelpName = "DIR", Recursive = true,
    };

    /// <summary>Logs at information level.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Log what is done, not only warnings, to standard error.", Recursive = true };

    /// <summary>Adds them to the root.</summary>
    public void AddTo(RootCommand root)
    {
        root.Options.Add(Connection);
        root.Options.Add(Data);
        root.Options.Add(Verbose);
    }
}
