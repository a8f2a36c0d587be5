using System.Text.Json.Serialization;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Learns the weights of matching from the council's own records, where somebody asked for it; see docs/linking.md. A million records take a few minutes.</summary>
/// <param name="Now">Whether or not somebody asked.</param>
/// <param name="Progress">Hears how far it is.</param>
[Needs(Permission.RunJobs)]
public sealed record LearnWeightsCommand(bool Now = false, [property: JsonIgnore] IProgress<Advance>? Progress = null) : ICommand<WeightsLearnt>, ITakesLong;

/// <summary>What came of it.</summary>
/// <param name="State">Null when nothing was to be done.</param>
/// <param name="Refusal">Why the learnt weights are not used.</param>
public sealed record WeightsLearnt(WeightLearningState? State, int Records, int Pairs, double Matches, string? Refusal);

internal sealed class LearnWeightsHandler(CustomerFirstDb db, WeightsInUse weights, AfterSave after, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<LearnWeightsCommand, Result<WeightsLearnt>>
{
    public async Task<Result<WeightsLearnt>> Handle(LearnWeightsCommand request, CancellationToken cancellationToken)
    {
        if (!request.Now && !await Waiting().AnyAsync(cancellationToken)) return new WeightsLearnt(null, 0, 0, 0, null);
        await db.Database.BeginTransactionAsync(cancellationToken);
        // One at a time: another node would only do the same. Killed in the middle, it is begun again.
        if (!(await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtext('weight_learnings')::bigint) as \"Value\"").ToListAsync(cancellationToken))[0]) return new WeightsLearnt(null, 0, 0, 0, null);
        var learning = await Waiting().OrderBy(l => l.Id).FirstOrDefaultAsync(cancellationToken);
        if (learning is null && !request.Now) return new WeightsLearnt(null, 0, 0, 0, null);
        if (learning is null) db.Add(learning = WeightLearning.Ask(Ids.New(time.GetUtcNow()), current.Actor.Id, time.GetUtcNow()));
        await LearnAsync(learning, request.Progress ?? new Progress<Advance>(), cancellationToken);
        if (learning.State == WeightLearningState.InUse)
        {
            await foreach (var other in db.Set<WeightLearning>().Where(l => l.State == WeightLearningState.InUse && l.Id != learning.Id).AsAsyncEnumerable().WithCancellation(cancellationToken)) other.Replace();
            after.Do(weights.Forget);
        }
        audit.Did(RecordKind.Customer, null, "weights");
        return new WeightsLearnt(learning.State, learning.Records, learning.Pairs, learning.Matches, learning.Refusal);
    }

    private IQueryable<WeightLearning> Waiting() => db.Set<WeightLearning>().Where(l => l.State == WeightLearningState.Waiting);

    private async Task LearnAsync(WeightLearning learning, IProgress<Advance> progress, CancellationToken token)
    {
        progress.Report(new Advance("Reading customers", 0));
        var council = await CouncilPeople.ReadAsync(db, progress, token);
        var decided = await council.DecidedAsync(db, token);
        var before = await weights.GetAsync(db, token);
        // From the shipped ones each time, so that attempts do not wander off step by step.
        var learnt = LinkRecords.Learn(council.People, MatchWeights.Shipped, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), progress, token);
        if (learnt.Error is { } refused) learning.Refuse(refused.Message, time.GetUtcNow());
        else learning.Ends(learnt.Value, new DecisionAgreement(decided.Count, Brier(council.People, before, decided), Brier(council.People, learnt.Value.Weights, decided)), time.GetUtcNow());
    }

    // With the expectation of the weights, as the review queue scores pairs.
    private static double Brier(People people, MatchWeights weights, IReadOnlyList<(int A, int B, bool Same)> decided)
    {
        if (decided.Count == 0) return 0;
        var model = new MatchModel(weights, PairShares.Expected(weights.Pairs, people.Records.Count, people.Pairs), people.Lexicon.Fields);
        var (levels, ratios) = (new MatchLevel[MatchFields.Count], new double[MatchFields.Count]);
        levels.AsSpan().Fill(MatchModel.Missing);
        return decided.Average(d => Math.Pow(MatchModel.Probability(model.LogOdds(model.Compare(people.Records[d.A], people.Records[d.B], levels, ratios))) - (d.Same ? 1 : 0), 2));
    }
}
