using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Places;

/// <summary>What a gazetteer's file holds.</summary>
public enum AddressFileHolds
{
    /// <summary>Everything, unless its rows say that they are changes, or most of what is known would end by it.</summary>
    Unsaid,
    /// <summary>Everything: what it does not have has ended.</summary>
    Everything,
    /// <summary>Changes only: what it does not have stays as it is.</summary>
    Changes,
}

/// <summary>
/// Brings in a gazetteer of properties, all of it or nothing. What is known is replaced where it differs; what a full file of the same source does not have any more is marked
/// historic, never deleted. Rows that cannot be used are left out and counted.
/// </summary>
/// <param name="File">CSV with a heading line; read from start to end, not disposed.</param>
/// <param name="FileName">Its name without the folder.</param>
/// <param name="Rejects">Opens where rows go that cannot be brought in; null for nowhere.</param>
[Needs(Permission.ManagePlaces)]
public sealed record ImportAddressesCommand(Stream File, string FileName, AddressMap Map, AddressFileHolds Holds = AddressFileHolds.Unsaid, Func<TextWriter>? Rejects = null) : ICommand<ImportSummary>, ITakesLong
{
    /// <summary>Hears how far it is.</summary>
    public IProgress<Advance>? Progress { get; init; }
}

/// <summary>A file that lacks so much of what is known is more likely a part of the gazetteer than the whole of it.</summary>
public sealed record MostWouldEnd(long Ended, long Known)
    : Error(ErrorKind.Conflict, $"The file lacks {Ended:#,0} of the {Known:#,0} properties that are known from this source, which would become historic. Nothing was changed. Say that the file holds everything, or that it holds changes only.");

/// <summary>Two imports at once would undo one another.</summary>
public sealed record AddressesBeingImported() : Error(ErrorKind.Conflict, "Another import of addresses is running. Wait until it is done.");

internal sealed class ImportAddressesValidator : AbstractValidator<ImportAddressesCommand>
{
    public ImportAddressesValidator()
    {
        RuleFor(c => c.File).NotNull().WithMessage("Select a file.");
        RuleFor(c => c.Holds).IsInEnum();
    }
}

internal sealed class ImportAddressesHandler(CustomerFirstDb db, AddressWords words, AfterSave after, AuditTrail audit, CurrentActor current, TimeProvider time) : IRequestHandler<ImportAddressesCommand, Result<ImportSummary>>
{
    private const int LinesPerReport = 5000;
    // Fewer may end without a question: streets are renumbered, buildings pulled down. All may not, however few they are.
    private const int EndedWithoutQuestion = 100;

    private const int OtherName = (int)RowStanding.OtherName;

    private const string Columns = "uprn, organisation, sub_building, building_name, number, street, locality, town, postcode, latitude, longitude, status, status_since, search_text";

    private const string Staging = """
        create temporary table incoming_properties (line bigint, rank int, uprn bigint, organisation text, sub_building text, building_name text, number text, street text, locality text, town text,
          postcode text, latitude double precision, longitude double precision, status text, status_since date, search_text text) on commit drop
        """;

    private const string Missing = """
        select count(*) filter (where not exists (select 1 from incoming_properties i where i.uprn = p.uprn) and not exists (select from unnest($2) r where r = p.uprn)), count(*)
        from properties p where p.source = $1 and p.status <> 'historic'
        """;

    // Of its own rows the first counts (no other was let in), of names that it has no more the last. It is found by its other names as well; a file of changes that has none of them says nothing of them.
    // A property whose row was rejected is in the file all the same, and stays as it is.
    // A status without a date holds since it was first seen; a property whose status stays keeps the day that it has.
    private static readonly string Merge = $"""
        with latest as (
            select distinct on (uprn) {Columns}, line from incoming_properties order by uprn, rank, line desc
        ), others as (
            select i.uprn, string_agg(distinct w.word, ' ' order by w.word) as words from incoming_properties i join latest l on l.uprn = i.uprn and l.line <> i.line
            cross join lateral string_to_table(i.search_text, ' ') w(word) where i.rank = {OtherName} and not w.word = any(string_to_array(l.search_text, ' ')) group by i.uprn
        ), named as (
            select l.*, case when o.words is not null then '{PropertyWords.OtherNames}' || o.words when @whole or k.search_text not like '%{PropertyWords.OtherNames}%' then ''
              else '{PropertyWords.OtherNames}' || split_part(k.search_text, '{PropertyWords.OtherNames}', 2) end as other_names
            from latest l left join others o on o.uprn = l.uprn left join properties k on k.uprn = l.uprn
        ), merged as (
            insert into properties as known ({Columns}, source, import_run_id)
            select {Columns.Replace("search_text", "search_text || coalesce(other_names, '')", StringComparison.Ordinal)}, @source, @run from named
            on conflict (uprn) do update set
              organisation = excluded.organisation, sub_building = excluded.sub_building, building_name = excluded.building_name, number = excluded.number, street = excluded.street,
              locality = excluded.locality, town = excluded.town, postcode = excluded.postcode, latitude = excluded.latitude, longitude = excluded.longitude, status = excluded.status,
              status_since = case when excluded.status_since is not null then excluded.status_since when known.status = excluded.status then known.status_since else @today end,
              search_text = excluded.search_text, source = excluded.source, import_run_id = excluded.import_run_id
            where (known.organisation, known.sub_building, known.building_name, known.number, known.street, known.locality, known.town, known.postcode, known.latitude, known.longitude, known.status,
                known.source, known.status_since, known.search_text)
              is distinct from (excluded.organisation, excluded.sub_building, excluded.building_name, excluded.number, excluded.street, excluded.locality, excluded.town, excluded.postcode,
                excluded.latitude, excluded.longitude, excluded.status, excluded.source, coalesce(excluded.status_since, known.status_since), excluded.search_text)
            returning (xmax = 0) as added
        ), gone as (
            update properties p set status = 'historic', status_since = @today, import_run_id = @run
            where @whole and p.source = @source and p.status <> 'historic' and not exists (select 1 from incoming_properties i where i.uprn = p.uprn)
              and not exists (select from unnest(@refused) r where r = p.uprn)
            returning 1
        )
        select (select count(*) from latest), count(*) filter (where added), count(*) filter (where not added), (select count(*) from gone) from merged
        """;

    public async Task<Result<ImportSummary>> Handle(ImportAddressesCommand command, CancellationToken token)
    {
        using var records = new CsvRecords(command.File);
        var header = await CsvHeader.ReadAsync(records, token);
        if (!header.Ok) return new FileNotAccepted(header.Error!.Message);
        records.Width = header.Value.Length;
        var places = command.Map.PlacesIn(header.Value);
        if (!places.Ok) return places.Error!;

        var now = time.GetUtcNow();
        var today = CouncilTime.DateOf(now);
        await db.Database.BeginTransactionAsync(token);
        if (!await db.Database.SqlQueryRaw<bool>("select pg_try_advisory_xact_lock(hashtextextended('import addresses', 0)) as \"Value\"").SingleAsync(token)) return new AddressesBeingImported();
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var run = ImportRun.Begin(Ids.New(now), ImportKind.Addresses, command.Map.Source, command.FileName, current.Actor.Id, now);
        db.Add(run);
        await db.SaveChangesAsync(token);
        await db.Database.ExecuteSqlRawAsync(Staging, token);
        await using var rejects = command.Rejects is { } open ? new RejectsFile(open) : null;
        var copied = await CopyAsync(connection, records, new AddressFile(places.Value, header.Value, today), command, rejects, token);
        await db.Database.ExecuteSqlRawAsync("create index on incoming_properties (uprn); analyze incoming_properties", token);

        var whole = command.Holds == AddressFileHolds.Everything || (command.Holds == AddressFileHolds.Unsaid && !copied.HasChanges);
        // Rows that do not say which property they are of may be any.
        var keepAll = whole && copied.Refused.Contains(0);
        if (whole && !keepAll && command.Holds == AddressFileHolds.Unsaid && await WouldEndAsync(connection, command.Map.Source, copied.Refused, token) is { } most) return most;
        command.Progress?.Report(new Advance("Saving the properties", 0));
        var (different, added, replaced, ended) = await MergeAsync(connection, command.Map.Source, run.Id, today, whole && !keepAll, copied.Refused, token);
        // What waits to be put into the index would slow every search down until a vacuum came.
        if (added + replaced > 0) await db.Database.ExecuteSqlRawAsync("select gin_clean_pending_list('ix_properties_words')", token);
        var unchanged = different - added - replaced;
        run.Finish(new ImportCounts(added, replaced + ended, unchanged, copied.RejectedCount, 0, copied.Usable - different), records.Sha256(), time.GetUtcNow());
        audit.Did(RecordKind.Import, run.Id, "properties");
        if (added + replaced > 0) after.Do(words.Forget);
        if (added + replaced + ended > 0) audit.Did(RecordKind.Properties, null, "address", "status", "latitude", "longitude");
        return new ImportSummary(added, replaced, unchanged, ended) { RejectedCount = copied.RejectedCount, Rejected = copied.Rejected, KeptAll = keepAll, Repeated = copied.Repeated, FurtherRows = copied.Usable - different - copied.Repeated };
    }

    // Refused: the properties of rejected rows, 0 for one that does not say.
    private sealed record Copied(long Usable, long Repeated, long RejectedCount, IReadOnlyList<RejectedLine> Rejected, HashSet<long> Refused, bool HasChanges);

    private static async Task<Copied> CopyAsync(NpgsqlConnection connection, CsvRecords records, AddressFile file, ImportAddressesCommand command, RejectsFile? rejects, CancellationToken token)
    {
        var (read, rejectedCount, rejected, refused, changes) = (0L, 0L, new List<RejectedLine>(), new HashSet<long>(), false);
        var properties = new PropertiesRead();
        long? length = command.File.CanSeek ? command.File.Length : null;
        await using var copy = await connection.BeginBinaryImportAsync($"copy incoming_properties (line, rank, {Columns}) from stdin (format binary)", token);
        copy.Timeout = ITakesLong.Patience;
        while (await records.ReadAsync(token) is { } record)
        {
            if (++read % LinesPerReport == 0) command.Progress?.Report(new Advance("Reading the addresses", length is null ? read : records.BytesRead, length));
            var said = file.Read(record);
            if ((said.Problem is null ? properties.Beside(said, record.Line) : said) is not { } row) continue;
            if (row.Problem is { } problem)
            {
                rejectedCount++;
                refused.Add(row.Uprn);
                if (rejected.Count < ImportSummary.RejectedKept) rejected.Add(new RejectedLine(record.Line, problem, record.Text));
                if (rejects is not null) await rejects.AddAsync(record.Line, problem, record.Text);
                continue;
            }
            changes |= row.IsChange;
            if (row.Standing != RowStanding.OtherNameGone) await WriteAsync(copy, record.Line, row, token);
        }
        await copy.CompleteAsync(token);
        return new Copied(read - rejectedCount, properties.Repeated, rejectedCount, rejected, refused, changes);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, long line, AddressRow row, CancellationToken token)
    {
        var parts = row.Parts;
        await copy.StartRowAsync(token);
        await copy.WriteAsync(line, NpgsqlDbType.Bigint, token);
        await copy.WriteAsync((int)row.Standing, NpgsqlDbType.Integer, token);
        await copy.WriteAsync(row.Uprn, NpgsqlDbType.Bigint, token);
        foreach (var part in (string?[])[parts.Organisation, parts.SubBuilding, parts.BuildingName, parts.Number, parts.Street, parts.Locality, parts.Town, parts.Postcode])
        {
            if (part is null) await copy.WriteNullAsync(token);
            else await copy.WriteAsync(part, NpgsqlDbType.Text, token);
        }
        foreach (var degrees in (double?[])[row.Latitude, row.Longitude])
        {
            if (degrees is { } known) await copy.WriteAsync(known, NpgsqlDbType.Double, token);
            else await copy.WriteNullAsync(token);
        }
        await copy.WriteAsync(row.Status.Code(), NpgsqlDbType.Text, token);
        if (row.Since is { } since) await copy.WriteAsync(since, NpgsqlDbType.Date, token);
        else await copy.WriteNullAsync(token);
        await copy.WriteAsync(PropertyWords.Of(parts), NpgsqlDbType.Text, token);
    }

    private static async Task<MostWouldEnd?> WouldEndAsync(NpgsqlConnection connection, string source, HashSet<long> refused, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Missing, connection) { CommandTimeout = 600, Parameters = { new NpgsqlParameter { Value = source }, new NpgsqlParameter { Value = refused.ToArray() } } };
        await using var counts = await command.ExecuteReaderAsync(token);
        await counts.ReadAsync(token);
        var (missing, known) = (counts.GetInt64(0), counts.GetInt64(1));
        return missing > 0 && (missing == known || (missing > EndedWithoutQuestion && missing * 2 > known)) ? new MostWouldEnd(missing, known) : null;
    }

    private static async Task<(long Different, long Added, long Replaced, long Ended)> MergeAsync(NpgsqlConnection connection, string source, Guid run, DateOnly today, bool whole, HashSet<long> refused, CancellationToken token)
    {
        await using var merge = new NpgsqlCommand(Merge, connection)
        {
            CommandTimeout = 3600, Parameters = { new NpgsqlParameter("source", source), new NpgsqlParameter("run", run), new NpgsqlParameter("today", today), new NpgsqlParameter("whole", whole), new NpgsqlParameter("refused", refused.ToArray()) },
        };
        await using var counts = await merge.ExecuteReaderAsync(token);
        await counts.ReadAsync(token);
        return (counts.GetInt64(0), counts.GetInt64(1), counts.GetInt64(2), counts.GetInt64(3));
    }
}
