using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers.Matching;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The weights that customers are matched by: those that were learnt last, or the shipped ones. In memory; whether others came is looked at once a minute.</summary>
public sealed class WeightsInUse(TimeProvider time)
{
    /// <summary>
    /// The shipped weights as they serve for customers whose numbers nobody looked through: those of an exchange or a firm stand so close together that a telephone which is nearly the same says little. Where weights are
    /// learnt, how often that comes by chance is counted.
    /// </summary>
    internal static readonly MatchWeights Shipped = WithCrowdedTelephones(MatchWeights.Shipped);

    // Eight times as likely of one person as by chance, at most.
    private const double NearlySame = 8;

    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(1);

    private sealed record Known(Guid? Id, MatchWeights Weights, long ReadAt);

    private volatile Known? _known;

    /// <summary>The weights.</summary>
    internal async Task<MatchWeights> GetAsync(CustomerFirstDb db, CancellationToken token)
    {
        if (_known is { } known && time.GetElapsedTime(known.ReadAt) < s_fresh) return known.Weights;
        var before = _known;
        var learnt = db.Set<WeightLearning>().AsNoTracking().Where(l => l.State == WeightLearningState.InUse);
        var id = await learnt.Select(l => (Guid?)l.Id).FirstOrDefaultAsync(token);
        var weights = id is null ? Shipped
            : id == before?.Id ? before!.Weights
            : await learnt.Where(l => l.Id == id).Select(l => l.Weights).FirstOrDefaultAsync(token) is { } json ? Read(json) : Shipped;
        _known = new Known(id, weights, time.GetTimestamp());
        return weights;
    }

    /// <summary>Others count from now on.</summary>
    internal void Forget() => _known = null;

    internal static MatchWeights Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return MatchWeights.Read(stream);
    }

    private static MatchWeights WithCrowdedTelephones(MatchWeights shipped)
    {
        var telephone = shipped[MatchField.Telephone];
        var chance = telephone.Chance.Select((c, level) => (MatchLevel)level is MatchLevel.Exact or MatchLevel.Different ? c : Math.Max(c, telephone.Same[level] / NearlySame)).ToArray();
        return shipped.With(shipped.Made, shipped.From, new Dictionary<MatchField, FieldWeights> { [MatchField.Telephone] = telephone with { Chance = chance } }, shipped.Swapped, shipped.Stayed);
    }
}
