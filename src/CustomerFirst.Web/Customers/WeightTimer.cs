using CustomerFirst.Application.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Customers;

/// <summary>Learns the weights of matching when a steward asks for it, and says how far it is.</summary>
internal sealed class WeightTimer(IServiceScopeFactory scopes, TimeProvider time, ILogger<WeightTimer> log) : TimedWork(TimeSpan.FromSeconds(5), scopes, time, log)
{
    /// <inheritdoc />
    protected override async Task WorkAsync(CancellationToken token)
    {
        var heard = new HeardAdvance();
        try
        {
            await heard.WhileAsync(SendAsync(new LearnWeightsCommand(Progress: heard), token), at => SendAsync(new TellWeightLearningCommand(at), CancellationToken.None));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whoever waits for it reads that nothing came of it, instead of waiting for what fails again and again.
            log.LogError(failure, "Learning weights failed");
            await SendAsync(new TellWeightLearningCommand(Problem: "Something went wrong in the hub; the log says more. Nothing was changed."), CancellationToken.None);
        }
    }
}
