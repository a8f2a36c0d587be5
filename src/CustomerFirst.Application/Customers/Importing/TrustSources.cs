using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>How far each source of facts about customers is trusted.</summary>
[Needs(Permission.ManageSettings)]
public sealed record ListSourceTrustQuery : IQuery<TrustedSources>;

/// <summary>The hub's own sources and every system that files came from.</summary>
public sealed record TrustedSources(IReadOnlyList<TrustedSource> Sources);

/// <summary>A source.</summary>
/// <param name="Ranks">0 to 100 by kind of fact.</param>
/// <param name="Set">The kinds of which an administrator said it; of the others it is the usual rank.</param>
public sealed record TrustedSource(string Source, IReadOnlyDictionary<TrustedField, int> Ranks, IReadOnlySet<TrustedField> Set);

internal sealed class ListSourceTrustHandler(CustomerFirstDb db) : IRequestHandler<ListSourceTrustQuery, Result<TrustedSources>>
{
    private static readonly string[] s_own = ["staff", "customer", "apiClient"];

    public async Task<Result<TrustedSources>> Handle(ListSourceTrustQuery request, CancellationToken cancellationToken)
    {
        var set = await db.Set<SourceTrust>().AsNoTracking().ToListAsync(cancellationToken);
        var systems = await db.ImportRuns.Where(r => r.Kind == ImportKind.Customers).Select(r => r.System).Distinct().ToListAsync(cancellationToken);
        return new TrustedSources([.. s_own.Concat(systems.Concat(set.Select(t => t.Source)).Except(s_own).Distinct().Order(StringComparer.Ordinal)).Select(source => Of(source, set.Where(t => t.Source == source)))]);
    }

    private static TrustedSource Of(string source, IEnumerable<SourceTrust> set)
    {
        var ranks = set.ToDictionary(t => t.Field, t => t.Rank);
        return new TrustedSource(source, Enum.GetValues<TrustedField>().ToDictionary(f => f, f => ranks.GetValueOrDefault(f, Survivorship.Usual(source))), ranks.Keys.ToHashSet());
    }
}

/// <summary>Says how far a source is trusted. It counts from the next import on; what was taken stays.</summary>
/// <param name="Ranks">0 to 100 by kind of fact; a kind that is not named goes back to the usual rank.</param>
[Needs(Permission.ManageSettings)]
public sealed record TrustSourceCommand(string? Source, IReadOnlyDictionary<TrustedField, int?> Ranks) : IdempotentCommand<Done>;

internal sealed class TrustSourceValidator : AbstractValidator<TrustSourceCommand>
{
    public TrustSourceValidator()
    {
        RuleFor(c => c.Source).Must(s => !string.IsNullOrWhiteSpace(s)).WithMessage("Enter the name of the source").MaximumLength(CustomerReference.LongestSystem).WithMessage($"The name must be {CustomerReference.LongestSystem} characters or fewer");
        RuleFor(c => c.Ranks).Custom((ranks, context) =>
        {
            foreach (var (field, rank) in ranks)
                if (rank is < 0 or > 100) context.AddFailure($"Ranks[{field.Code()}]", "Enter a whole number from 0 to 100");
        });
    }
}

internal sealed class TrustSourceHandler(CustomerFirstDb db, AuditTrail audit) : IRequestHandler<TrustSourceCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(TrustSourceCommand request, CancellationToken cancellationToken)
    {
        var source = request.Source!.Trim();
        var set = await db.Set<SourceTrust>().Where(t => t.Source == source).ToListAsync(cancellationToken);
        foreach (var field in Enum.GetValues<TrustedField>())
        {
            var (known, rank) = (set.Find(t => t.Field == field), request.Ranks.GetValueOrDefault(field));
            if (rank is null && known is not null) db.Remove(known);
            else if (rank is { } said && known is null) db.Add(SourceTrust.Of(source, field, said));
            else if (rank is { } changed) known!.Set(changed);
        }
        if (db.ChangeTracker.HasChanges()) audit.Did(RecordKind.Import, null, "trust");
        return Done.Value;
    }
}
