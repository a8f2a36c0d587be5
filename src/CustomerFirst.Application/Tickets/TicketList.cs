using System.Globalization;
using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>What a list of tickets is sorted by.</summary>
public enum TicketSort { Due, Opened, Updated, Priority, Reference }

/// <summary>In which order a list stands.</summary>
public sealed record TicketOrder(TicketSort Sort, bool Descending)
{
    /// <summary>
    /// Whether a list can be sorted so. Time left, priority and last change order work to do, and only open tickets are indexed by them: among
    /// millions that ended there are their opening and their reference.
    /// </summary>
    public static bool Offers(TicketFilter filter, TicketSort sort) => filter.OnlyOpen || sort is TicketSort.Opened or TicketSort.Reference;

    /// <summary>The order that is asked for; where none is, or one that is not offered: open tickets by due time, others the newest first.</summary>
    public static TicketOrder Of(TicketFilter filter, TicketSort? sort, bool descending) =>
        sort is { } asked && Offers(filter, asked) ? new TicketOrder(asked, descending) : filter.OnlyOpen ? new TicketOrder(TicketSort.Due, descending) : new TicketOrder(TicketSort.Opened, true);
}

/// <summary>A ticket in a list. It names no customer.</summary>
/// <param name="DueAt">Null while paused, or without a target.</param>
/// <param name="Overdue">Open and past its target.</param>
/// <param name="Warned">Open and past 75 % of its target.</param>
public sealed record TicketRow(Guid Id, string Reference, int Version, string Subject, string Service, string Area, TicketState State, Priority Priority, Channel Channel, string? Team, string? Assignee,
    string? Ward, string? Address, string? Postcode, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? DueAt, bool Overdue, bool Warned, int ReopenedCount)
{
    /// <summary>Only officers of its service area see it; those must know it of each row.</summary>
    public bool Restricted { get; init; }
}

/// <summary>A page of a list.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Previous">Where the page before ends; null on the first.</param>
public sealed record TicketPage(IReadOnlyList<TicketRow> Rows, string? Next, string? Previous);

/// <summary>Reads pages of tickets by their keys: each page costs the same however far down the list it is.</summary>
internal sealed class TicketList(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{

    // What each sort goes by; the first column decides, the id ends every tie.
    private static string[] Columns(TicketSort sort, bool byResolution = false) => sort switch
    {
        TicketSort.Due => ["t.due_order", "t.id"],
        // A month of deliveries is found by its days and then sorted. Were the index on the opening offered, PostgreSQL would read years of tickets in its order to find them.
        TicketSort.Opened => [byResolution ? "t.opened_at + interval '0'" : "t.opened_at", "t.id"],
        TicketSort.Updated => ["t.updated_at", "t.id"],
        TicketSort.Priority => [TicketFilterSql.Rank, "t.due_order", "t.id"],
        TicketSort.Reference => ["t.reference"],
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };

    /// <summary>One page.</summary>
    /// <param name="after">A <see cref="TicketPage.Next"/> of the same sort.</param>
    /// <param name="before">A <see cref="TicketPage.Previous"/> of the same sort.</param>
    public async Task<TicketPage> ReadAsync(TicketFilter filter, Actor actor, TicketSort sort, bool descending, string? after, string? before, int rows, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var cursor = Cursor.Read(before ?? after, sort);
        var backwards = cursor is not null && before is not null;
        var (statement, parameters) = Statement(filter, actor, sort, descending, after, before, rows);
        var snapshot = await catalogue.GetAsync(token);
        var found = await database.ReadAsync(statement, parameters, row => (Row: Row(row, snapshot, now), DueOrder: row.GetFieldValue<DateTimeOffset>(20)), token);
        var more = found.Count > rows;
        if (more) found.RemoveAt(rows);
        if (backwards) found.Reverse();
        string? At(int index) => found.Count == 0 ? null : Cursor.Of(sort, found[index].Row, found[index].DueOrder);
        return new TicketPage([.. found.Select(f => f.Row)], backwards || more ? At(found.Count - 1) : null, backwards ? more ? At(0) : null : cursor is null ? null : At(0));
    }

    /// <summary>The statement that reads a page and one row more, with fresh parameters.</summary>
    internal (string Sql, IEnumerable<NpgsqlParameter> Parameters) Statement(TicketFilter filter, Actor actor, TicketSort sort, bool descending, string? after, string? before, int rows)
    {
        var sql = new TicketFilterSql(filter, actor, time.GetUtcNow());
        var columns = Columns(sort, filter.ResolvedFrom is not null || filter.ResolvedTo is not null);
        var cursor = Cursor.Read(before ?? after, sort);
        var backwards = cursor is not null && before is not null;
        var down = descending != backwards;
        var beyond = cursor is null ? "" : $" and ({string.Join(", ", columns)}) {(down ? "<" : ">")} ({string.Join(", ", columns.Select((_, i) => $"@key{i}"))})";
        var statement = $"""
            select t.id, t.reference, t.version, t.subject, t.service_id, t.service_area_id, t.state, t.priority, t.channel, t.team_id, s.display_name, w.name, t.address, t.postcode,
              t.opened_at, t.updated_at, t.resolved_at, t.resolution_due_at, t.resolution_warn_at, t.reopened_count, t.due_order, t.restricted
            from tickets t left join staff s on s.id = t.assignee_id left join wards w on w.id = t.ward_id
            where {sql.Condition}{beyond}
            order by {string.Join(", ", columns.Select(c => down ? c + " desc" : c))}
            limit {rows + 1}
            """;
        return (statement, sql.Parameters().Concat(cursor?.Parameters() ?? []));
    }

    /// <summary>How many there are, up to a limit.</summary>
    public async Task<int> CountAsync(TicketFilter filter, Actor actor, int limit, CancellationToken token)
    {
        var sql = new TicketFilterSql(filter, actor, time.GetUtcNow());
        var counts = await database.ReadAsync($"select count(*)::int from (select 1 from tickets t where {sql.Condition} limit {limit}) x", sql.Parameters(), row => row.GetInt32(0), token);
        return counts[0];
    }

    private static TicketRow Row(NpgsqlDataReader row, CatalogueSnapshot catalogue, DateTimeOffset now)
    {
        var state = Codes.Kept<TicketState>(row.GetString(6));
        var (due, warn) = (row.Maybe<DateTimeOffset?>(17), row.Maybe<DateTimeOffset?>(18));
        return new TicketRow(row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetString(3), catalogue.ServicesById[row.GetGuid(4)].Name, catalogue.AreasById[row.GetGuid(5)].Name, state,
            Codes.Kept<Priority>(row.GetString(7)), Codes.Kept<Channel>(row.GetString(8)), row.Maybe<Guid?>(9) is { } team ? catalogue.TeamsById.GetValueOrDefault(team)?.Name : null,
            row.Maybe<string>(10), row.Maybe<string>(11), row.Maybe<string>(12), row.Maybe<string>(13), row.GetFieldValue<DateTimeOffset>(14), row.GetFieldValue<DateTimeOffset>(15),
            row.Maybe<DateTimeOffset?>(16), due, state.IsOpen() && due < now, state.IsOpen() && warn <= now, row.GetInt32(19)) { Restricted = row.GetBoolean(21) };
    }

    /// <summary>Whether a text is the place of a row in a list of this order, as <see cref="TicketPage.Next"/> gives it.</summary>
    public static bool CanGoOnFrom(string place, TicketSort sort) => Cursor.Read(place, sort) is not null;

    /// <summary>The sort keys of a row, as text that stands in an address.</summary>
    private sealed record Cursor(object[] Keys)
    {
        public static string Of(TicketSort sort, TicketRow row, DateTimeOffset dueOrder)
        {
            var keys = sort switch
            {
                TicketSort.Due => $"{Micros(dueOrder)}|{row.Id}",
                TicketSort.Opened => $"{Micros(row.OpenedAt)}|{row.Id}",
                TicketSort.Updated => $"{Micros(row.UpdatedAt)}|{row.Id}",
                TicketSort.Priority => $"{TicketFilterSql.RankOf(row.Priority)}|{Micros(dueOrder)}|{row.Id}",
                TicketSort.Reference => row.Reference,
                _ => throw new ArgumentOutOfRangeException(nameof(sort)),
            };
            return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{sort.Code()}|{keys}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }

        /// <summary>Null when it is none, or one of another sort.</summary>
        public static Cursor? Read(string? text, TicketSort sort)
        {
            if (string.IsNullOrEmpty(text) || text.Length > 200) return null;
            var bytes = new byte[200];
            var padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - text.Length % 4) % 4);
            if (!Convert.TryFromBase64String(padded, bytes, out var length)) return null;
            var parts = Encoding.ASCII.GetString(bytes, 0, length).Split('|');
            if (parts[0] != sort.Code() || parts.Length != Columns(sort).Length + 1) return null;
            var keys = parts[1..].Select(Key).ToArray();
            return keys.All(k => k is not null) ? new Cursor(keys!) : null;
        }

        public IEnumerable<NpgsqlParameter> Parameters() => Keys.Select((key, i) => new NpgsqlParameter($"key{i}", key));

        // Each kind of key looks different, so none needs a name: rank, moment, id, reference.
        private static object? Key(string part)
        {
            if (Guid.TryParse(part, out var id)) return id;
            if (TicketReference.Read(part) is { } reference) return reference;
            if (part == "infinity") return DateTimeOffset.MaxValue;
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            return part.Length == 1 ? (int)number : number <= DateTimeOffset.MaxValue.Ticks / 10 ? new DateTimeOffset(number * 10, TimeSpan.Zero) : null;
        }

        // PostgreSQL keeps microseconds.
        private static string Micros(DateTimeOffset at) => at == DateTimeOffset.MaxValue ? "infinity" : (at.UtcTicks / 10).ToString(CultureInfo.InvariantCulture);
    }
}
