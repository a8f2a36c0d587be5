using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>What EF Core only warns of in the hub's log fails in tests.</summary>
internal static class StrictQueries
{
    /// <summary>Makes the first row of a query fail whose order nobody said: which one comes would be chance.</summary>
    public static IServiceCollection AddStrictQueries(this IServiceCollection services) =>
        services.ConfigureDbContext<CustomerFirstDb>(options => options.ConfigureWarnings(warnings => warnings.Throw(CoreEventId.FirstWithoutOrderByAndFilterWarning)));
}
