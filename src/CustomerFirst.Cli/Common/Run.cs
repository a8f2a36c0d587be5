using System.CommandLine;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Cli.Common;

/// <summary>One run of one command: its arguments, where it writes, and the application on an open database.</summary>
internal sealed class Run(ParseResult arguments, Terminal terminal, IServiceProvider services, string connectionString, string databaseDescription)
{
    private readonly string _correlationId = Guid.NewGuid().ToString("N");

    /// <summary>The arguments; see <see cref="Get{T}(Option{T})"/>.</summary>
    public ParseResult Arguments { get; } = arguments;

    /// <summary>What is done for good.</summary>
    public SoFar SoFar { get; init; } = new();

    /// <summary>Where it writes.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>The application's root provider; take a scope for anything scoped.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>For what goes past the pipeline: migrating, seeding. It holds a password.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <summary>Where the database is, for people.</summary>
    public string DatabaseDescription { get; } = databaseDescription;

    /// <summary>An argument that must be there.</summary>
    public T Get<T>(Argument<T> argument) => Arguments.GetRequiredValue(argument);

    /// <summary>An option's value; null or the type's default when it was not given.</summary>
    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    /// <summary>Sends a command or query as the operator, in a scope of its own, through the whole pipeline.</summary>
    public async Task<Result<T>> TrySendAsync<T>(IRequest<Result<T>> request, CancellationToken token)
    {
        await using var scope = Services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentActor>();
        (current.Actor, current.CorrelationId) = (Actor.Operator, _correlationId);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, token);
    }

    /// <summary>As <see cref="TrySendAsync{T}"/>; an expected failure ends the command with its message.</summary>
    /// <exception cref="CommandFailedException">It was refused.</exception>
    public async Task<T> SendAsync<T>(IRequest<Result<T>> request, CancellationToken token)
    {
        var result = await TrySendAsync(request, token);
        return result.Ok ? result.Value : throw new CommandFailedException(Words(result.Error!));
    }

    /// <summary>As <see cref="SendAsync{T}"/>, under progress bars.</summary>
    public Task<T> SendAsync<T>(Func<IProgress<Advance>, IRequest<Result<T>>> request, CancellationToken token) =>
        Terminal.ProgressAsync(progress => SendAsync(request(SoFar.Hearing(progress)), token));

    private static string Words(Error error) =>
        error is Invalid invalid ? string.Join(' ', invalid.Problems.Values.SelectMany(problems => problems)) : error.Message;
}
