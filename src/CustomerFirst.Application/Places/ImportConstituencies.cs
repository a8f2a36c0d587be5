using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Brings in the constituencies in force from a day on. Constituencies before them end on that day; tickets keep the constituency they had.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record ImportConstituenciesCommand(Stream File) : BoundaryImportCommand(File);

internal sealed class ImportConstituenciesValidator : BoundaryImportValidator<ImportConstituenciesCommand>;

internal sealed class ImportConstituenciesHandler(CustomerFirstDb db, BoundaryImport import) : IRequestHandler<ImportConstituenciesCommand, Result<ImportSummary>>
{
    public Task<Result<ImportSummary>> Handle(ImportConstituenciesCommand command, CancellationToken token) => import.RunAsync(
        command, new BoundaryNames("PCON", ["WD", "LAD"], command.CodeProperty, command.NameProperty), RecordKind.Constituencies, Constituency.Create,
        ids => db.Tickets.Where(t => t.ConstituencyId != null && ids.Contains(t.ConstituencyId.Value)).Select(t => t.ConstituencyId!.Value).Distinct().ToListAsync(token), token);
}
