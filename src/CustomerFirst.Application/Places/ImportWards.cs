using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Brings in the wards in force from a day on. Wards before them end on that day; tickets keep the ward they had.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record ImportWardsCommand(Stream File) : BoundaryImportCommand(File);

internal sealed class ImportWardsValidator : BoundaryImportValidator<ImportWardsCommand>;

internal sealed class ImportWardsHandler(CustomerFirstDb db, BoundaryImport import) : IRequestHandler<ImportWardsCommand, Result<ImportSummary>>
{
    public Task<Result<ImportSummary>> Handle(ImportWardsCommand command, CancellationToken token) => import.RunAsync(
        command, new BoundaryNames("WD", ["PCON", "LAD"], command.CodeProperty, command.NameProperty), RecordKind.Wards, Ward.Create,
        ids => db.Tickets.Where(t => t.WardId != null && ids.Contains(t.WardId.Value)).Select(t => t.WardId!.Value).Distinct().ToListAsync(token), token);
}
