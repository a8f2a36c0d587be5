using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Web.Tickets;

/// <summary>Once a minute: due times that a change of terms moved, warnings and breaches, and tickets whose objection time is over. Every node may run it.</summary>
internal sealed class SlaTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<SlaTimer> log) : BackgroundService
{
    // A node leaves the rest to the next minute, so that it never falls behind its own clock.
    private const int MostBatches = 200;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not done yet is done by the next sweep.
        }
    }

    private async Task SweepAsync(CancellationToken token)
    {
        try
        {
            for (var i = 0; i < MostBatches && await SendAsync(new RecomputeDueTimesCommand(), token) is { Ok: true, Value.More: true }; i++) { }
            await SendAsync(new MarkSlasCommand(), token);
            for (var i = 0; i < MostBatches && await SendAsync(new CloseResolvedCommand(), token) is { Ok: true, Value.More: true }; i++) { }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The sweep over tickets failed; it is tried again in a minute");
        }
    }

    private async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> command, CancellationToken token)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Job;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, token);
    }
}
