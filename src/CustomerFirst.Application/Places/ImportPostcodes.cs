using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Places;

/// <summary>
/// Brings in postcodes with their points. What is known is replaced where it differs; postcodes that the file does not have stay. Lines that
/// cannot be used are left out and counted. Of a postcode that comes twice the last line counts.
/// </summary>
/// <param name="File">CSV with a heading line; read from start to end, not disposed.</param>
/// <param name="Rejects">Opens where rows go that cannot be brought in; null for nowhere.</param>
[Needs(Permission.ManagePlaces)]
public sealed record ImportPostcodesCommand(Stream File, Func<TextWriter>? Rejects = null) : ICommand<ImportSummary>, ITakesLong
{
    /// <summary>Hears how far it is.</summary>
    public IProgress<Advance>? Progress { get; init; }
}

internal sealed class ImportPostcodesValidator : AbstractValidator<ImportPostcodesCommand>
{
    public ImportPostcodesValidator() => RuleFor(c => c.File).NotNull().WithMessage("Select a file.");
}

internal sealed class ImportPostcodesHandler(CustomerFirstDb db, AuditTrail audit, AfterSave after, PlaceFinder finder)
    : IRequestHandler<ImportPostcodesCommand, Result<ImportSummary>>
{
    private const int LinesPerReport = 2000;

    private const string Merge = """
        with latest as (
            select distinct on (code) code, latitude, longitude from incoming_postcodes order by code, line desc
        ), merged as (
            insert into postcodes as known (code, latitude, longitude)
            select code, latitude, longitude from latest
            on conflict (code) do update set latitude = excluded.latitude, longitude = excluded.longitude
            where (known.latitude, known.longitude) is distinct from (excluded.latitude, excluded.longitude)
            returning (xmax = 0) as added
        )
        select (select count(*) from latest), count(*) filter (where added), count(*) filter (where not added) from merged
        """;

    public async Task<Result<ImportSummary>> Handle(ImportPostcodesCommand command, CancellationToken token)
    {
        var (file, problem) = await PostcodeFile.OpenAsync(command.File, token);
        if (file is null) return new FileNotAccepted(problem!);
        using var postcodes = file;

        await db.Database.BeginTransactionAsync(token);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.ExecuteSqlRawAsync("create temporary table incoming_postcodes (line bigint, code text, latitude double precision, longitude double precision) on commit drop", token);
        var rejected = new List<RejectedLine>();
        var rejectedCount = await CopyAsync(connection, postcodes, command, rejected, token);
        command.Progress?.Report(new Advance("Saving the postcodes", 0));
        var (different, added, replaced) = await MergeAsync(connection, token);
        if (added + replaced > 0)
        {
            audit.Did(RecordKind.Postcodes, null, "latitude", "longitude");
            after.Do(finder.Invalidate);
        }
        return new ImportSummary(added, replaced, different - added - replaced, 0) { RejectedCount = rejectedCount, Rejected = rejected };
    }

    private static async Task<long> CopyAsync(NpgsqlConnection connection, PostcodeFile postcodes, ImportPostcodesCommand command, List<RejectedLine> rejected, CancellationToken token)
    {
        var (read, rejectedCount) = (0L, 0L);
        long? length = command.File.CanSeek ? command.File.Length : null;
        await using var rejects = command.Rejects is { } open ? new RejectsFile(open) : null;
        await using var copy = await connection.BeginBinaryImportAsync("copy incoming_postcodes (line, code, latitude, longitude) from stdin (format binary)", token);
        copy.Timeout = ITakesLong.Patience;
        await foreach (var postcode in postcodes.LinesAsync(token))
        {
            if (++read % LinesPerReport == 0)
                command.Progress?.Report(new Advance("Reading the postcodes", length is null ? read : postcodes.Position, length));
            if (postcode.Problem is { } problem)
            {
                if (rejectedCount++ < ImportSummary.RejectedKept) rejected.Add(new RejectedLine(postcode.Line, problem, postcode.Row));
                if (rejects is not null) await rejects.AddAsync(postcode.Line, problem, postcode.Row);
                continue;
            }
            await copy.StartRowAsync(token);
            await copy.WriteAsync(postcode.Line, NpgsqlDbType.Bigint, token);
            await copy.WriteAsync(postcode.Code, NpgsqlDbType.Text, token);
            await copy.WriteAsync(postcode.Latitude, NpgsqlDbType.Double, token);
            await copy.WriteAsync(postcode.Longitude, NpgsqlDbType.Double, token);
        }
        await copy.CompleteAsync(token);
        return rejectedCount;
    }

    private static async Task<(long Different, long Added, long Replaced)> MergeAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var merge = new NpgsqlCommand(Merge, connection) { CommandTimeout = 600 };
        await using var counts = await merge.ExecuteReaderAsync(token);
        await counts.ReadAsync(token);
        return (counts.GetInt64(0), counts.GetInt64(1), counts.GetInt64(2));
    }
}
