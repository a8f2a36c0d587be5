using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Web.Api.Common;

/// <summary>Once a minute, and when the program stops, has it written down which keys were used.</summary>
internal sealed class KeyUseRecorder(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeyUseRecorder> log) : BackgroundService
{
    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RecordAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RecordAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync writes the rest.
        }
    }

    private async Task RecordAsync(CancellationToken token)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Job;
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordKeyUseCommand(), token);
        }
        catch (ObjectDisposedException)
        {
            // The program ended before the last minute could be written.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next minute tries again; what was lost is only when a key was last used.
            log.LogWarning("The last use of API keys could not be written down: {Failure}", failure.GetType().Name);
        }
    }
}
