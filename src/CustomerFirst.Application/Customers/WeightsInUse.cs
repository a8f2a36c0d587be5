using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers.Matching;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The weights that customers are matched by: those that were learnt last, or the shipped ones. In memory; whether others came is looked at once a minute.</summary>
public sealed class WeightsInUse(TimeProvider time)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(1);

    private sealed record Known(Guid? Id, MatchWeights Weights, long ReadAt);

    private volatile Known? _known;

    /// <summary>The weights.</summary>
    internal async Task<MatchWeights> GetAsync(CustomerFirstDb db, CancellationToken token) => (await InForceAsync(db, token)).Weights;

    /// <summary>The same, with the learning that they come from; null for the shipped ones.</summary>
    internal async Task<(Guid? Id, MatchWeights Weights)> InForceAsync(CustomerFirstDb db, CancellationToken token)
    {
        if (_known is { } known && time.GetElapsedTime(known.ReadAt) < s_fresh) return (known.Id, known.Weights);
        var before = _known;
        var learnt = db.Set<WeightLearning>().AsNoTracking().Where(l => l.State == WeightLearningState.InUse);
        var id = await learnt.Select(l => (Guid?)l.Id).SingleOrDefaultAsync(token);
        var weights = id is null ? MatchWeights.ShippedForCustomers
            : id == before?.Id ? before!.Weights
            : await learnt.Where(l => l.Id == id).Select(l => l.Weights).SingleOrDefaultAsync(token) is { } json ? Read(json) : MatchWeights.ShippedForCustomers;
        _known = new Known(id, weights, time.GetTimestamp());
        return (id, weights);
    }

    /// <summary>Others count from now on.</summary>
    internal void Forget() => _known = null;

    internal static MatchWeights Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return MatchWeights.Read(stream);
    }
}
