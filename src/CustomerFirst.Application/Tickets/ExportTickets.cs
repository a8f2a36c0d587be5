using System.Globalization;
using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>Gives the rows of a queue as CSV. That it was done, and with which filter, stands in the audit trail.</summary>
[Needs(Permission.ExportRows)]
public sealed record ExportTicketsCommand(TicketFilter Filter) : ICommand<TicketExport>;

/// <summary>A file that is written while it is read, row by row.</summary>
/// <param name="WriteAsync">Writes UTF-8 with a byte order mark, which spreadsheets want; once.</param>
public sealed record TicketExport(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);

internal sealed class ExportTicketsValidator : AbstractValidator<ExportTicketsCommand>
{
    public ExportTicketsValidator() => RuleFor(c => c.Filter).NotNull().WithMessage("Say which tickets");
}

internal sealed class ExportTicketsHandler(NpgsqlDataSource database, CurrentActor current, Catalogue catalogue, AuditTrail audit, TimeProvider time) : IRequestHandler<ExportTicketsCommand, Result<TicketExport>>
{
    // Who the customer is stays out: the rows are for counting and planning.
    private static readonly string[] s_columns =
    [
        "reference", "service", "service area", "subject", "state", "priority", "channel", "source", "team", "assigned to", "ward", "constituency", "district", "address", "postcode",
        "opened", "first reply", "resolved", "closed", "due", "on time", "reopened", "marked first contact", "updated",
    ];

    private const string Columns = """
        t.reference, t.service_id, t.service_area_id, t.subject, t.state, t.priority, t.channel, t.source, t.team_id, s.display_name, w.name, c.name, t.district, t.address, t.postcode,
        t.opened_at, t.first_reply_at, t.resolved_at, t.closed_at, t.resolution_due_at, t.reopened_count, t.marked_first_contact, t.updated_at
        """;

    public async Task<Result<TicketExport>> Handle(ExportTicketsCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var sql = new TicketFilterSql(command.Filter, current.Actor, now);
        var name = $"tickets-{CouncilTime.Of(now):yyyy-MM-dd-HHmm}.csv";
        audit.Did(RecordKind.Report, null, [.. command.Filter.Pairs().Select(p => $"{p.Key}={p.Value}")]);
        return new TicketExport(name, (stream, token) => WriteAsync(sql, snapshot, stream, token));
    }

    private async Task WriteAsync(TicketFilterSql sql, CatalogueSnapshot snapshot, Stream stream, CancellationToken token)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from tickets t left join staff s on s.id = t.assignee_id left join wards w on w.id = t.ward_id left join constituencies c on c.id = t.constituency_id where {sql.Condition} order by t.opened_at, t.id");
        foreach (var parameter in sql.Parameters()) command.Parameters.Add(parameter);
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 32_768, leaveOpen: true);
        await text.WriteAsync(CsvLines.Line(s_columns).AsMemory(), token);
        await using var row = await command.ExecuteReaderAsync(token);
        while (await row.ReadAsync(token)) await text.WriteAsync(CsvLines.Line(Cells(row, snapshot)).AsMemory(), token);
    }

    private static IEnumerable<string?> Cells(NpgsqlDataReader row, CatalogueSnapshot snapshot)
    {
        yield return row.GetString(0);
        yield return snapshot.ServicesById[row.GetGuid(1)].Name;
        yield return snapshot.AreasById[row.GetGuid(2)].Name;
        for (var i = 3; i <= 7; i++) yield return row.Maybe<string>(i);
        yield return row.Maybe<Guid?>(8) is { } team ? snapshot.TeamsById.GetValueOrDefault(team)?.Name : null;
        for (var i = 9; i <= 14; i++) yield return row.Maybe<string>(i);
        for (var i = 15; i <= 19; i++) yield return Moment(row.Maybe<DateTimeOffset?>(i));
        yield return (row.Maybe<DateTimeOffset?>(17), row.Maybe<DateTimeOffset?>(19)) is ({ } resolved, { } due) ? resolved <= due ? "yes" : "no" : null;
        yield return row.GetInt32(20).ToString(CultureInfo.InvariantCulture);
        yield return row.GetBoolean(21) ? "yes" : "no";
        yield return Moment(row.GetFieldValue<DateTimeOffset>(22));
    }

    // Council time with its offset, so that both people and programs read it right.
    private static string? Moment(DateTimeOffset? at) => at is { } moment ? CouncilTime.Of(moment).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : null;
}
