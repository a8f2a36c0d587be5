using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// Brings another system's requests in from a CSV file, however long. Importing the same file again adds nothing and updates what changed.
/// </summary>
/// <param name="File">The file, read from where it stands; it stays open.</param>
/// <param name="FileName">Its name without the folder.</param>
/// <param name="Rejects">Opens where rows go that cannot be brought in; called at the first of them.</param>
[Needs(Permission.ImportData)]
public sealed record ImportRequestsCommand(Stream File, string FileName, RequestMap Map, Func<TextWriter> Rejects) : ICommand<ImportRequestsSummary>, ITakesLong
{
    /// <summary>Hears how far it has come, in bytes.</summary>
    public IProgress<Advance>? Progress { get; init; }
}

/// <summary>What came of an import.</summary>
/// <param name="UnlistedChannels">Texts that the map does not list, which became <see cref="Channel.Other"/>, with their counts; null for rows that name no channel.</param>
public sealed record ImportRequestsSummary(string System, ImportCounts Counts, IReadOnlyList<(string? Text, long Count)> UnlistedChannels,
    IReadOnlyList<string> NewServiceAreas, IReadOnlyList<string> NewServices, IReadOnlyList<(long Line, string Reason)> FirstRejects, TimeSpan Took);

/// <summary>Two imports of one system would add the same requests twice.</summary>
public sealed record ImportRuns(string System) : Error(ErrorKind.Conflict, $"Another import of {System} is running. Wait until it is done.");

internal sealed class ImportRequestsHandler(CustomerFirstDb db, NpgsqlDataSource database, TicketReferences references, Catalogue catalogue, PlaceFinder places, NewRows rows, AuditTrail audit, CurrentActor current, TimeProvider time)
    : IRequestHandler<ImportRequestsCommand, Result<ImportRequestsSummary>>
{
    /// <summary>What the audit trail calls it.</summary>
    internal const string Action = "ImportRequests";

    public async Task<Result<ImportRequestsSummary>> Handle(ImportRequestsCommand request, CancellationToken cancellationToken)
    {
        await using var copy = await SeekableAsync(request.File, cancellationToken);
        var file = copy ?? request.File;
        var begins = file.Position;
        string[] header;
        using (var records = new CsvRecords(file))
        {
            var first = await CsvHeader.ReadAsync(records, cancellationToken);
            if (!first.Ok) return first.Error!;
            header = first.Value;
        }
        var reader = RequestReader.For(request.Map, header);
        if (!reader.Ok) return reader.Error!;

        await using var only = await ImportLock.TryTakeAsync(database, "import requests", request.Map.System, cancellationToken);
        if (only is null) return new ImportRuns(request.Map.System);
        file.Position = begins;
        var repeated = await RepeatedReferences.FindAsync(file, reader.Value, header.Length, cancellationToken);
        using var rows = new CsvRecords(file);
        await rows.ReadAsync(cancellationToken);
        rows.Width = header.Length;
        return await ImportAsync(request, file.Length, rows, reader.Value, repeated, cancellationToken);
    }

    // What comes through a pipe is kept in a file that is gone with its last use, because it is read twice.
    private static async Task<FileStream?> SeekableAsync(Stream file, CancellationToken token)
    {
        if (file.CanSeek) return null;
        var copy = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await file.CopyToAsync(copy, token);
        copy.Position = 0;
        return copy;
    }

    private async Task<ImportRequestsSummary> ImportAsync(ImportRequestsCommand request, long length, CsvRecords records, RequestReader reader, RepeatedReferences repeated, CancellationToken token)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow();
        var run = ImportRun.Begin(Ids.New(now), ImportKind.Requests, request.Map.System, request.FileName, current.Actor.Id, now);
        await BeginAsync(run, token);
        var services = new ImportedServices(db, request.Map.System, now);
        await services.LoadAsync(token);
        var writer = new RequestWriter(db, references, services, rows, audit, new RequestPlaces(await places.MapAsync(token)), run.Id, request.Map.System, now);
        await using var rejects = new RejectsFile(request.Rejects);
        var known = 0;
        var intake = new RequestIntake(records, reader, repeated, writer, rejects, () =>
        {
            if (services.Made != known) catalogue.Invalidate();
            known = services.Made;
            request.Progress?.Report(new Advance($"Importing {request.FileName}", records.BytesRead, length) { Saved = writer.Counts.Read });
        });
        await intake.RunAsync(token);

        var counts = writer.Counts with { Rejected = rejects.Count, Repeated = repeated.Replaced };
        // Saved by the pipeline with the command's end.
        db.Attach(run).Entity.Finish(counts, records.Sha256(), time.GetUtcNow());
        return new ImportRequestsSummary(run.System, counts, intake.UnlistedChannels, services.NewAreas, services.NewServices, intake.FirstRejects, time.GetElapsedTime(started));
    }

    // The run and its entry in the audit trail stand before its first row, so that one which was stopped shows too.
    private async Task BeginAsync(ImportRun run, CancellationToken token)
    {
        db.Add(run);
        audit.Did(RecordKind.Import, run.Id, "tickets", "contacts", "services", "service_areas");
        audit.RecordChanges(Action);
        await rows.SaveAsync(token);
        db.ChangeTracker.Clear();
    }
}
