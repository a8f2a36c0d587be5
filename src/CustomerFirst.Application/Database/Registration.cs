using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>Puts the application together; the web, the command line and the tests do it the same way.</summary>
public static class Registration
{
    /// <summary>Adds the database, every command and query with its pipeline, and what they share.</summary>
    /// <param name="connectionString">The PostgreSQL database to use.</param>
    public static IServiceCollection AddCustomerFirst(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => DataSource(connectionString));
        services.AddDbContextPool<CustomerFirstDb>((provider, options) => Configure(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped<CurrentActor>();
        services.AddScoped<NewRows>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<IdempotencyKeys>();
        services.AddScoped<AfterSave>();
        services.AddTickets();
        services.AddSingleton<Services.Catalogue>();
        services.AddSingleton<Staff.ApiKeys>();
        services.AddSingleton<Staff.AuditSigner>();
        services.AddSingleton(provider => Staff.AuditChain.Configured(provider.GetService<Microsoft.Extensions.Configuration.IConfiguration>()));
        services.AddStaffAccounts();
        services.AddSingleton<Places.PlaceFinder>();
        services.AddSingleton<Places.AddressWords>();
        services.AddHostedService<CatalogueListener>();
        services.AddScoped<Places.BoundaryImport>();
        services.AddScoped<Places.OfficeFacts>();
        services.AddScoped<Places.CalendarChange>();
        services.AddScoped<Services.ServiceTermsFacts>();
        services.AddScoped<RecordHistory>();
        services.AddScoped<Customers.CustomerTrees>();
        services.AddScoped<Customers.ErasedTicketTexts>();
        services.AddScoped<Customers.MergePlan>();
        services.AddScoped<Customers.PairScores>();
        services.AddScoped<Customers.MergedDifferences>();
        services.AddScoped<Customers.StaffNames>();
        services.AddScoped<Customers.CustomerConsents>();
        services.AddScoped<Customers.RelatedCustomers>();
        services.AddSingleton<Customers.KnownWords>();
        services.AddSingleton<Customers.WeightsInUse>();
        services.AddScoped<Customers.CandidateFinder>();
        services.AddScoped<Customers.CustomerRanking>();
        services.AddScoped<Customers.FormerFacts>();
        services.AddScoped<Customers.CustomerCandidates>();

        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.Scan(scan => scan.FromAssemblyOf<CustomerFirstDb>()
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(INotificationHandler<>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime());
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(CustomerFirstDb).Assembly, includeInternalTypes: true))
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        foreach (var request in RequestTypes()) AddPipeline(services, request);
        return services;
    }

    /// <summary>Every command and query of the application.</summary>
    public static IEnumerable<Type> RequestTypes() =>
        typeof(CustomerFirstDb).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IStatesPermission).IsAssignableFrom(t));

    internal static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource database) =>
        options.UseNpgsql(database, npgsql => npgsql.MigrationsHistoryTable("migrations")).ConfigureWarnings(warnings =>
            warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)
                // A save that a constraint refuses is how the second of two requests with one key finds the first: no error. What is one is thrown, and written where it is caught.
                .Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)));

    internal static NpgsqlDataSource DataSource(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // The embedded server's connection strings bring a name by which it knows the program's own connections.
        if (string.IsNullOrEmpty(builder.ApplicationName)) builder.ApplicationName = "CustomerFirst";
        // Statements are prepared once they have come twice on a connection; planning is a good part of a short statement's cost.
        if (!builder.ContainsKey("Max Auto Prepare") || builder.MaxAutoPrepare == 0) (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (200, 2);
        // Nothing here leaves settings, temporary tables or locks behind on a connection, so that PostgreSQL need not clear them away each time.
        builder.NoResetOnClose = true;
        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    // Behaviours are closed per request type, in the order in which they run: authorise, validate, then save or record looks.
    private static void AddPipeline(IServiceCollection services, Type request)
    {
        var response = request.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        if (!response.IsGenericType || response.GetGenericTypeDefinition() != typeof(Result<>)) throw new InvalidOperationException($"{request.Name} must answer with a Result.");
        var answer = response.GetGenericArguments()[0];
        var contract = typeof(IPipelineBehavior<,>).MakeGenericType(request, response);
        services.AddScoped(contract, typeof(AuthoriseBehaviour<,>).MakeGenericType(request, response));
        services.AddScoped(contract, typeof(ValidateBehaviour<,>).MakeGenericType(request, response));
        var last = typeof(ICommand<>).MakeGenericType(answer).IsAssignableFrom(request) ? typeof(SaveBehaviour<,>) : typeof(RecordLooksBehaviour<,>);
        services.AddScoped(contract, last.MakeGenericType(request, answer));
    }
}
