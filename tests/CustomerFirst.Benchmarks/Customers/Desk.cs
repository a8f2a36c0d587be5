using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>An adviser, or a steward, who asks one thing after the other through the application's whole pipeline: permission, validation, handler, audit trail. HTTP and the page are left out.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Actor _actor;

    public Desk(string connection, Role role = Role.Adviser)
    {
        _actor = new(ActorKind.Staff, Guid.CreateVersion7(), "Benchmark", "127.0.0.1") { Roles = new HashSet<Role> { role }, Permissions = Permissions.Of(role).ToHashSet() };
        _services = new ServiceCollection().AddLogging().AddCustomerFirst(connection).BuildServiceProvider();
    }

    /// <summary>Asks, and gives the answer.</summary>
    public async Task<T> AskAsync<T>(IRequest<Result<T>> query, CancellationToken token)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = _actor;
        var answer = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(query, token);
        return answer.Ok ? answer.Value : throw new BenchmarkFailedException($"{query.GetType().Name} was refused: {answer.Error!.Message}");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Rows that PostgreSQL read of customers, by its own counters: entries of indexes and rows of scans.</summary>
internal static class RowsRead
{
    /// <summary>Up to now; sessions tell of what they read ten seconds after they rest.</summary>
    public static async Task<long> NowAsync(BenchmarkServer server, string database, CancellationToken token)
    {
        await Task.Delay(TimeSpan.FromSeconds(12), token);
        return long.Parse((await server.ReadAsync(database, """
            select ((select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes where relname ~ '^(customer|contact_points)') + (select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables where relname ~ '^(customer|contact_points)'))::bigint
            """, token))!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
