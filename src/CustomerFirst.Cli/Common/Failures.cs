using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Cli.Common;

/// <summary>Turns what goes wrong with a command, and is nobody's bug, into one line and an exit status.</summary>
internal static class Failures
{
    /// <summary>Does the work and tells of its failure.</summary>
    /// <param name="work">Returns the exit status.</param>
    /// <param name="left">What is left of the work when the operator stops it, or the database does.</param>
    public static async Task<int> ToldAsync(Terminal terminal, Func<Task<int>> work, Func<string> left, CancellationToken token)
    {
        try
        {
            return await work();
        }
        catch (CommandFailedException failure)
        {
            terminal.Say(failure.Message);
            return failure.Status;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            terminal.Say($"Stopped. {left()}");
        }
        catch (Exception failure) when (Broken(failure) is { } connection)
        {
            terminal.Say($"The database stopped the work: {connection.TrimEnd('.')}. {left()}");
        }
        catch (Exception failure) when (failure is DatabaseUnavailableException or IOException or UnauthorizedAccessException)
        {
            terminal.Say(failure.Message);
        }
        return ExitStatus.Failed;
    }

    // A lost connection, an administrator's command, a full disk: nobody's bug. Any other refusal of the server is one and keeps its trace.
    private static string? Broken(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState[..2] is "08" or "53" or "57" or "58" ? refused.MessageText : null,
        NpgsqlException lost => lost.InnerException?.Message ?? lost.Message,
        DbUpdateException { InnerException: { } inner } => Broken(inner),
        InvalidOperationException { InnerException: NpgsqlException inner } => Broken(inner),
        _ => null,
    };
}
