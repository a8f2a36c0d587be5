using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>
/// Hears from PostgreSQL when another node changed services, calendars or places (the triggers notify <c>catalogue_changed</c> with the table's
/// name as a change commits) and forgets what this node keeps of them. Runs in programs that have a host; others live too briefly to need it.
/// </summary>
internal sealed class CatalogueListener(NpgsqlDataSource database, Catalogue catalogue, PlaceFinder finder, ILogger<CatalogueListener> log) : BackgroundService
{
    // A connection that died without a word is noticed after this time at the latest.
    private static readonly TimeSpan s_checkEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_tryAgainAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception lost) when (lost is NpgsqlException or IOException or TimeoutException)
            {
                log.LogWarning("No word of changed services and places comes from the database ({Reason}); trying again.", lost.GetType().Name);
                await Task.Delay(s_tryAgainAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        connection.Notification += (_, told) => Forget(told.Payload);
        await using (var listen = new NpgsqlCommand("listen catalogue_changed", connection)) await listen.ExecuteNonQueryAsync(token);
        // What was said while nobody listened is not said again.
        catalogue.Invalidate();
        finder.Invalidate();
        while (true)
        {
            if (await connection.WaitAsync(s_checkEvery, token)) continue;
            await using var alive = new NpgsqlCommand("select 1", connection);
            await alive.ExecuteScalarAsync(token);
        }
    }

    private void Forget(string table)
    {
        if (table is "wards" or "constituencies" or "postcodes") finder.Invalidate();
        else catalogue.Invalidate();
    }
}
