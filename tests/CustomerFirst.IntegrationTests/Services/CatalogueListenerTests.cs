using CustomerFirst.Application.Database;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Places;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustomerFirst.IntegrationTests.Services;

/// <summary>Two nodes on one database.</summary>
public sealed class CatalogueListenerTests(Hub hub) : IClassFixture<Hub>, IAsyncLifetime
{
    private ServiceProvider _otherNode = null!;
    private CatalogueListener _listener = null!;

    public async Task InitializeAsync()
    {
        _otherNode = new ServiceCollection().AddLogging().AddCustomerFirst(hub.ConnectionString).BuildServiceProvider();
        _listener = _otherNode.GetServices<IHostedService>().OfType<CatalogueListener>().Single();
        await _listener.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _listener.StopAsync(default);
        await _otherNode.DisposeAsync();
    }

    [Fact]
    public async Task A_service_that_one_node_sets_up_is_known_to_the_other_at_once()
    {
        var other = _otherNode.GetRequiredService<Catalogue>();
        await UntilListeningAsync();
        await other.GetAsync(default);
        var area = A.ServiceArea();

        await hub.SaveAsync(area);

        await UntilAsync(async () => (await other.GetAsync(default)).AreasById.ContainsKey(area.Id));
    }

    [Fact]
    public async Task A_postcode_that_one_node_imports_is_known_to_the_other_at_once()
    {
        var other = _otherNode.GetRequiredService<PlaceFinder>();
        await UntilListeningAsync();
        Assert.Null(await other.FindPostcodeAsync("AB1 1AA", null, default));

        await hub.DoAsync(new ImportPostcodesCommand(Geography.File("postcode,latitude,longitude\nAB1 1AA,52.1,-1.1\n")), Actor.Operator);

        await UntilAsync(async () => await other.FindPostcodeAsync("AB1 1AA", null, default) is not null);
    }

    private Task UntilListeningAsync() => UntilAsync(async () => await hub.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and query = 'listen catalogue_changed'") > 0);

    // The age at which the catalogue is read again anyway is a minute.
    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await done()) await Task.Delay(20, deadline.Token);
    }
}
