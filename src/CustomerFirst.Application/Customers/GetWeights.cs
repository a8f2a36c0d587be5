using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What matching goes by: the weights in use beside the shipped ones, and the latest attempts to learn.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record GetWeightsQuery : IQuery<WeightsOverview>;

/// <summary>The weights.</summary>
/// <param name="InUse">The attempt that taught them; null for the shipped ones.</param>
/// <param name="Attempts">At most ten, the latest first.</param>
/// <param name="At">How far the learning of weights is that somebody works on now; null where nobody does.</param>
public sealed record WeightsOverview(WeightLearningRow? InUse, IReadOnlyList<FieldWeight> Fields, IReadOnlyList<WeightLearningRow> Attempts, Advance? At = null)
{
    /// <summary>Weights were asked for and are not there yet.</summary>
    public bool Waiting => Attempts.Any(a => a.State == WeightLearningState.Waiting);
}

/// <summary>An attempt to learn; see <see cref="WeightLearning"/>.</summary>
public sealed record WeightLearningRow(Guid Id, string? AskedBy, DateTimeOffset AskedAt, WeightLearningState State, DateTimeOffset? EndedAt, int Records, int Pairs, double Matches, int Decided, double? BeforeScore, double? LearntScore, string? Refusal);

/// <summary>What a field says for or against two records being one person's, in bits: each bit doubles the odds, or halves them.</summary>
/// <param name="Same">Where it is the same, for a value as rare as the field's values are on the whole; of each value its own rarity counts.</param>
/// <param name="Close">Where it is one slip of the keyboard away: no more than where it is the same.</param>
/// <param name="Different">Where it has nothing in common.</param>
public sealed record FieldBits(double Same, double Close, double Different);

/// <summary>A field's weights in use and as shipped.</summary>
public sealed record FieldWeight(MatchField Field, FieldBits InUse, FieldBits Shipped);

internal sealed class GetWeightsHandler(CustomerFirstDb db, WeightsInUse weights, TimeProvider time) : IRequestHandler<GetWeightsQuery, Result<WeightsOverview>>
{
    private static readonly MatchField[] s_shown =
    [
        MatchField.GivenName, MatchField.FamilyName, MatchField.OtherNames, MatchField.BirthDate, MatchField.Telephone, MatchField.Email, MatchField.Postcode, MatchField.HouseNumber, MatchField.Street, MatchField.Town,
    ];

    public async Task<Result<WeightsOverview>> Handle(GetWeightsQuery request, CancellationToken cancellationToken)
    {
        var attempts = await Rows(db.Set<WeightLearning>().AsNoTracking().OrderByDescending(l => l.Id).Take(10)).ToListAsync(cancellationToken);
        var inUse = await Rows(db.Set<WeightLearning>().AsNoTracking().Where(l => l.State == WeightLearningState.InUse)).SingleOrDefaultAsync(cancellationToken);
        var heard = time.GetUtcNow() - WeightLearning.Silence;
        var at = await db.Set<WeightLearning>().AsNoTracking().Where(l => l.State == WeightLearningState.Waiting && l.HeardAt > heard && l.Step != null).Select(l => new { l.Step, l.Done, l.Total }).FirstOrDefaultAsync(cancellationToken);
        var now = await weights.GetAsync(db, cancellationToken);
        return new WeightsOverview(inUse, [.. s_shown.Select(f => new FieldWeight(f, Bits(now[f]), Bits(MatchWeights.ShippedForCustomers[f])))], attempts, at is null ? null : new Advance(at.Step!, at.Done, at.Total));
    }

    private IQueryable<WeightLearningRow> Rows(IQueryable<WeightLearning> learnings) => learnings.Select(l => new WeightLearningRow(l.Id, db.Users.Where(u => u.Id == l.AskedBy).Select(u => u.DisplayName).FirstOrDefault(),
        l.AskedAt, l.State, l.EndedAt, l.Records, l.Pairs, l.Matches, l.Decided, l.BeforeScore, l.LearntScore, l.Refusal));

    private static FieldBits Bits(FieldWeights field) => new(Of(field, MatchLevel.Exact), Math.Min(Of(field, MatchLevel.Close), Of(field, MatchLevel.Exact)), Of(field, MatchLevel.Different));

    private static double Of(FieldWeights field, MatchLevel level) => Math.Log2(field.Ratio(level));
}
