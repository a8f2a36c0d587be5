using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>The latest imports by page, or one of them.</summary>
/// <param name="Id">Null for the latest twenty.</param>
[Needs(Permission.ManagePlaces)]
public sealed record SeePlaceImportsQuery(Guid? Id = null) : IQuery<PlaceImports>;

/// <summary>The latest first.</summary>
public sealed record PlaceImports(IReadOnlyList<PlaceImportRow> Imports);

/// <summary>An import as it stands now.</summary>
/// <param name="Step">What is being done while it runs.</param>
/// <param name="Outcome">What it did, once it finished.</param>
/// <param name="Rejected">The first of the lines that were left out.</param>
/// <param name="Problem">Why the file was refused.</param>
public sealed record PlaceImportRow(Guid Id, PlaceImportKind Kind, string FileName, string? StartedBy, DateTimeOffset StartedAt, PlaceImportState State, string Step, long Done, long? Total, string? Outcome,
    long RejectedCount, IReadOnlyList<LeftOutLine> Rejected, string? Problem);

internal sealed class SeePlaceImportsHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<SeePlaceImportsQuery, Result<PlaceImports>>
{
    private const int Latest = 20;

    public async Task<Result<PlaceImports>> Handle(SeePlaceImportsQuery query, CancellationToken cancellationToken)
    {
        var rows = await db.Set<PlaceImport>().AsNoTracking().Where(i => query.Id == null || i.Id == query.Id).OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(Latest)
            .Select(i => new { Import = i, By = db.Users.Where(u => u.Id == i.StartedBy).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellationToken);
        if (query.Id is not null && rows.Count == 0) return new NotFound("import");
        var now = time.GetUtcNow();
        return new PlaceImports([.. rows.Select(r => new PlaceImportRow(r.Import.Id, r.Import.Kind, r.Import.FileName, r.By, r.Import.StartedAt, r.Import.StateAt(now), r.Import.Step, r.Import.Done, r.Import.Total,
            r.Import.Outcome, r.Import.RejectedCount, [.. r.Import.Rejected.Select(LeftOutLine.Of)], r.Import.Problem))]);
    }
}
