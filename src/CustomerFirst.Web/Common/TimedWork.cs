using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Web.Common;

/// <summary>
/// Work that every node does again and again: it only sends commands, as the job principal, and these are safe on several nodes at once. What
/// fails is logged and tried again the next time.
/// </summary>
/// <param name="every">The time between two rounds.</param>
internal abstract class TimedWork(TimeSpan every, IServiceScopeFactory scopes, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>One round.</summary>
    protected abstract Task WorkAsync(CancellationToken token);

    /// <summary>Sends a command in a scope of its own.</summary>
    protected async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> command, CancellationToken token)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Job;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, token);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not done yet is done by the next node or the next start.
        }
    }

    private async Task RoundAsync(CancellationToken token)
    {
        try
        {
            await WorkAsync(token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "{Work} failed; it is tried again in {Every}", GetType().Name, every);
        }
    }
}
