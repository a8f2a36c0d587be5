using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Places;

/// <summary>A hub into which a city's wards, constituencies and postcodes were imported.</summary>
public sealed class CityHub : IAsyncLifetime
{
    /// <summary>The hub.</summary>
    public Hub Hub { get; } = new();

    /// <summary>The hub's finder of places.</summary>
    public PlaceFinder Finder => Hub.Services.GetRequiredService<PlaceFinder>();

    public async Task InitializeAsync()
    {
        await Hub.InitializeAsync();
        await using var wards = Geography.Wards();
        await using var constituencies = Geography.Constituencies();
        await using var postcodes = Geography.Postcodes();
        await Hub.DoAsync(new ImportWardsCommand(wards), Actor.Operator);
        await Hub.DoAsync(new ImportConstituenciesCommand(constituencies), Actor.Operator);
        await Hub.DoAsync(new ImportPostcodesCommand(postcodes), Actor.Operator);
    }

    public Task DisposeAsync() => Hub.DisposeAsync();
}
