using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers.Importing;

/// <summary>
/// Brings another system's people and organisations in from a CSV file. Each row is found to be of a customer who is there, makes a new one, or makes one that waits for a reviewer. Importing the same
/// file again changes nothing; stopped in the middle, it goes on where it was.
/// </summary>
/// <param name="File">The file, read from where it stands; it stays open.</param>
/// <param name="FileName">Its name without the folder.</param>
/// <param name="Rejects">Opens where rows go that cannot be brought in; called at the first of them.</param>
/// <param name="DryRun">Do it all, say what came of it, and take it back.</param>
[Needs(Permission.ImportData)]
public sealed record ImportCustomersCommand(Stream File, string FileName, CustomerMap Map, Func<TextWriter> Rejects, bool DryRun = false) : ICommand<ImportCustomersSummary>, ITakesLong
{
    /// <summary>Hears how far it has come, in bytes.</summary>
    public IProgress<Advance>? Progress { get; init; }
}

/// <summary>What became of a row.</summary>
public enum RowFate
{
    /// <summary>A new customer.</summary>
    Created,
    /// <summary>Found to be a customer who is there.</summary>
    Matched,
    /// <summary>A new record that resembles another one: a reviewer says whether they are the same.</summary>
    ToReview,
    /// <summary>Known, and the source says something else than the last time.</summary>
    Updated,
    /// <summary>Known, and the source says the same.</summary>
    Unchanged,
    /// <summary>Known, but the customer's record was erased or blocked since.</summary>
    LeftAlone,
}

/// <summary>What came of an import.</summary>
/// <param name="Rows">Rows by what became of them.</param>
/// <param name="FactsTaken">Names, dates of birth, addresses, telephones and e-mails that were added or replaced.</param>
/// <param name="FactsKept">What the file says otherwise and the hub trusts more as it was.</param>
/// <param name="LeftOut">Values that could not be kept; their rows were brought in without them. The first of them.</param>
public sealed record ImportCustomersSummary(string Source, IReadOnlyDictionary<RowFate, long> Rows, long Rejected, long FactsTaken, long FactsKept, long LeftOutCount, IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyList<(long Line, string Reason)> FirstRejects, TimeSpan Took)
{
    /// <summary>How many rows had a fate.</summary>
    public long Of(RowFate fate) => Rows.GetValueOrDefault(fate);

    /// <summary>Columns that the map calls something that the hub does not hold.</summary>
    public IReadOnlyList<string> NotHeld { get; init; } = [];

    /// <summary>Columns that the map does not name.</summary>
    public IReadOnlyList<string> NotNamed { get; init; } = [];

    /// <summary>Rows read.</summary>
    public long Read => Rows.Values.Sum() + Rejected;
}

internal sealed class ImportCustomersHandler(CustomerFirstDb db, NpgsqlDataSource database, CandidateFinder candidates, NewRows rows, AuditTrail audit, CurrentActor current, TimeProvider time)
    : IRequestHandler<ImportCustomersCommand, Result<ImportCustomersSummary>>
{
    /// <summary>What the audit trail calls it.</summary>
    internal const string Action = "ImportCustomers";

    private const int BatchRows = 500;
    private const string BeforeBatch = "batch";
    private const int Shown = 10;

    private readonly Dictionary<RowFate, long> _fates = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly List<(long, string)> _firstRejects = [];
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private long _leftOutCount;

    public async Task<Result<ImportCustomersSummary>> Handle(ImportCustomersCommand request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow();
        using var records = new CsvRecords(request.File);
        var header = await CsvHeader.ReadAsync(records, cancellationToken);
        if (!header.Ok) return header.Error!;
        records.Width = header.Value.Length;
        var reader = PersonReader.For(request.Map, header.Value, CouncilTime.DateOf(now));
        if (!reader.Ok) return reader.Error!;
        await using var only = await ImportLock.TryTakeAsync(database, "import customers", request.Map.Source, cancellationToken);
        if (only is null) return new ImportRuns(request.Map.Source);

        if (request.DryRun) await db.Database.BeginTransactionAsync(cancellationToken);
        var run = ImportRun.Begin(Ids.New(now), ImportKind.Customers, request.Map.Source, request.FileName, current.Actor.Id, now);
        await BeginAsync(run, cancellationToken);
        var intake = new PersonIntake(db, rows, candidates, await TrustAsync(request.Map, cancellationToken), request.Map, run.Id, now, current.Actor);
        await using var rejects = new RejectsFile(request.Rejects);
        long? length = request.File.CanSeek ? request.File.Length : null;
        var batch = new List<(CsvRecord Record, PersonRow Row)>(BatchRows);
        while (await records.ReadAsync(cancellationToken) is { } record)
        {
            var (row, problem) = reader.Value.Read(record);
            if (row is not null && !_references.Add(row.Reference)) problem = $"column {request.Map.Id}: the id stands in an earlier row already";
            if (problem is not null) await RejectAsync(rejects, record, problem);
            else batch.Add((record, row!));
            if (batch.Count < BatchRows) continue;
            await SaveAsync(batch, intake, rejects, request, cancellationToken);
            request.Progress?.Report(new Advance($"Importing {request.FileName}", length is null ? _fates.Values.Sum() : records.BytesRead, length) { Saved = request.DryRun ? null : _fates.Values.Sum() + rejects.Count });
        }
        await SaveAsync(batch, intake, rejects, request, cancellationToken);

        if (request.DryRun) await db.Database.RollbackTransactionAsync(cancellationToken);
        // Saved by the pipeline with the command's end.
        else db.Attach(run).Entity.Finish(new ImportCounts(Count(RowFate.Created) + Count(RowFate.ToReview), Count(RowFate.Matched) + Count(RowFate.Updated), Count(RowFate.Unchanged) + Count(RowFate.LeftAlone), rejects.Count, 0, 0), records.Sha256(), time.GetUtcNow());
        var (notHeld, notNamed) = request.Map.Unused(header.Value);
        return new ImportCustomersSummary(request.Map.Source, _fates, rejects.Count, intake.FactsTaken, intake.FactsKept, _leftOutCount, _leftOut, _firstRejects, time.GetElapsedTime(started)) { NotHeld = notHeld, NotNamed = notNamed };
    }

    private long Count(RowFate fate) => _fates.GetValueOrDefault(fate);

    // The run and its entry in the audit trail stand before its first row, so that one which was stopped shows too.
    private async Task BeginAsync(ImportRun run, CancellationToken token)
    {
        db.Add(run);
        audit.Did(RecordKind.Import, run.Id, "customers");
        audit.RecordChanges(Action);
        await rows.SaveAsync(token);
        db.ChangeTracker.Clear();
    }

    private async Task<Survivorship> TrustAsync(CustomerMap map, CancellationToken token)
    {
        var set = await db.Set<SourceTrust>().AsNoTracking().ToDictionaryAsync(t => (t.Source, t.Field), t => t.Rank, token);
        foreach (var (field, rank) in map.Trust) set[(map.Source, field)] = rank;
        return new Survivorship(set);
    }

    // A batch is one transaction, and its rows are written together: new customers by COPY, changes of those who are there by EF Core. Only before a row that changes a customer whom an earlier row made, what came before is.
    private async Task SaveAsync(List<(CsvRecord Record, PersonRow Row)> batch, PersonIntake intake, RejectsFile rejects, ImportCustomersCommand request, CancellationToken token)
    {
        if (batch.Count == 0) return;
        await using var own = request.DryRun ? null : await db.Database.BeginTransactionAsync(token);
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(BeforeBatch, token);
        var (taken, kept) = (intake.FactsTaken, intake.FactsKept);
        List<(CsvRecord Record, PersonRow Row, RowFate? Fate, string? Refusal)> done;
        try
        {
            done = await TogetherAsync(batch, intake, token);
        }
        catch (DbUpdateException failure) when (IsOfRow(failure) || failure is DbUpdateConcurrencyException)
        {
            // One of the rows cannot be kept, or somebody changed one of the customers meanwhile. Which one shows when each is written by itself.
            await transaction.RollbackToSavepointAsync(BeforeBatch, token);
            db.ChangeTracker.Clear();
            rows.Forget();
            intake.Recount(taken, kept);
            done = [];
            foreach (var (record, row) in batch)
            {
                await intake.LookAsync([row], token);
                done.Add(await AloneAsync(record, row, intake, token));
            }
        }
        foreach (var (record, row, fate, refusal) in done)
        {
            if (fate is { } became)
            {
                _fates[became] = _fates.GetValueOrDefault(became) + 1;
                Note(row.LeftOut);
            }
            else await RejectAsync(rejects, record, refusal!);
        }
        if (own is not null) await own.CommitAsync(token);
        batch.Clear();
    }

    private async Task<List<(CsvRecord, PersonRow, RowFate?, string?)>> TogetherAsync(List<(CsvRecord Record, PersonRow Row)> batch, PersonIntake intake, CancellationToken token)
    {
        var done = new List<(CsvRecord, PersonRow, RowFate?, string?)>(batch.Count);
        await intake.LookAsync([.. batch.Select(b => b.Row)], token);
        foreach (var (record, row) in batch)
        {
            if (intake.Make(row) is { } fate)
            {
                done.Add((record, row, fate, null));
                continue;
            }
            if (!intake.Loaded(row)) await WriteAsync(token);
            done.Add((record, row, await intake.TakeAsync(row, token), null));
        }
        await WriteAsync(token);
        db.ChangeTracker.Clear();
        return done;
    }

    private async Task WriteAsync(CancellationToken token)
    {
        if (rows.Waiting.Count == 0 && !db.ChangeTracker.HasChanges()) return;
        audit.RecordChanges(Action);
        await rows.CopyAsync(token);
        await rows.SaveAsync(token);
    }

    private async Task<(CsvRecord, PersonRow, RowFate?, string?)> AloneAsync(CsvRecord record, PersonRow row, PersonIntake intake, CancellationToken token)
    {
        var (taken, kept) = (intake.FactsTaken, intake.FactsKept);
        try
        {
            var fate = await intake.TakeAsync(row, token);
            if (db.ChangeTracker.HasChanges())
            {
                audit.RecordChanges(Action);
                await rows.SaveAsync(token);
            }
            return (record, row, fate, null);
        }
        catch (DbUpdateException failure) when (IsOfRow(failure))
        {
            // The context went back to the savepoint before the row by itself.
            intake.Recount(taken, kept);
            return (record, row, null, $"The database refuses it: {((PostgresException)failure.InnerException!).MessageText}.");
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static bool IsOfRow(DbUpdateException failure) => failure.InnerException is PostgresException refused && refused.SqlState[..2] is "22" or "23" or "54";

    private void Note(IReadOnlyList<LeftOut> left)
    {
        _leftOutCount += left.Count;
        _leftOut.AddRange(left.Take(Shown - _leftOut.Count));
    }

    private async Task RejectAsync(RejectsFile rejects, CsvRecord record, string reason)
    {
        await rejects.AddAsync(record.Line, reason, record.Text);
        if (_firstRejects.Count < Shown) _firstRejects.Add((record.Line, reason));
    }
}
