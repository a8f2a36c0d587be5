using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Brings in a set of boundaries: every area of its kind that is in force from a day on.</summary>
/// <param name="File">GeoJSON in WGS84; read from start to end, not disposed.</param>
public abstract record BoundaryImportCommand(Stream File) : ICommand<ImportSummary>, ITakesLong
{
    /// <summary>The property that holds the code; null finds it.</summary>
    public string? CodeProperty { get; init; }

    /// <summary>The property that holds the name; null finds it.</summary>
    public string? NameProperty { get; init; }

    /// <summary>The day from which the set holds; null for today, council time.</summary>
    public DateOnly? EffectiveFrom { get; init; }
}

internal abstract class BoundaryImportValidator<T> : AbstractValidator<T> where T : BoundaryImportCommand
{
    private static readonly DateOnly s_earliest = new(1900, 1, 1);
    private static readonly DateOnly s_latest = new(2200, 1, 1);

    protected BoundaryImportValidator()
    {
        RuleFor(c => c.File).NotNull().WithMessage("Select a file.");
        RuleFor(c => c.EffectiveFrom).Must(day => day is null || (day >= s_earliest && day <= s_latest)).WithMessage("Enter an effective date between 1900 and 2200.");
    }
}

/// <summary>What the imports of wards and of constituencies have in common.</summary>
internal sealed class BoundaryImport(CustomerFirstDb db, AuditTrail audit, AfterSave after, PlaceFinder finder, TimeProvider time)
{
    public async Task<Result<ImportSummary>> RunAsync<T>(BoundaryImportCommand command, BoundaryNames names, RecordKind kind,
        Func<Guid, string, string, DateOnly, string, T> make, Func<IReadOnlyCollection<Guid>, Task<List<Guid>>> used, CancellationToken token) where T : class, IArea
    {
        var read = await BoundaryFile.ReadAsync(command.File, names, token);
        if (!read.Ok) return read.Error!;

        // One import of a kind at a time: two could otherwise put two sets in force side by side.
        await db.Database.BeginTransactionAsync(token);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({kind.ToString()}))", token);
        var now = time.GetUtcNow();
        var from = command.EffectiveFrom ?? CouncilTime.DateOf(now);
        var known = await db.Set<T>().ToListAsync(token);
        var change = AreaVersions.TakeOver(known, read.Value, from, (code, name, day, boundary) => make(Ids.New(now), code, name, day, boundary));
        if (await used([.. change.Gone.Select(area => area.Id)]) is { Count: > 0 } inUse)
            return new AreasInUse([.. change.Gone.Where(area => inUse.Contains(area.Id)).Select(area => area.Code).Order(StringComparer.Ordinal)], from);

        db.AddRange(change.New);
        db.RemoveRange(change.Gone);
        if (change.Added + change.Replaced + change.Ended > 0)
        {
            audit.Did(kind, null, "boundary", "effective_from", "effective_to");
            after.Do(finder.Invalidate);
        }
        return new ImportSummary(change.Added, change.Replaced, change.Unchanged, change.Ended);
    }
}
