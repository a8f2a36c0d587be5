using System.Globalization;

namespace CustomerFirst.Application.Database;

/// <summary>The embedded server's own settings, written anew at each start so that an upgrade's settings take effect on old data.</summary>
internal static class PostgresSettings
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The text of the settings file. Memory follows the machine; 1 GB at most is reserved for shared buffers.</summary>
    public static string For(bool durable)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte;
        var flush = durable ? "on" : "off";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written by CustomerFirst at each start: changes here are lost.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 200
            fsync = {flush}
            synchronous_commit = {flush}
            full_page_writes = {flush}
            shared_buffers = {Math.Clamp(memory / 4, 128, 1024)}MB
            effective_cache_size = {Math.Max(memory / 2, 256)}MB
            work_mem = 16MB
            maintenance_work_mem = 256MB
            max_wal_size = 2GB
            random_page_cost = 1.1
            jit = off
            track_io_timing = on
            timezone = 'UTC'
            log_timezone = 'UTC'
            # No rows, no parameters and no statements in the log: they hold personal data.
            log_error_verbosity = terse
            log_min_error_statement = panic
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0

            """);
    }
}
