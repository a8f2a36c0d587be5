using CustomerFirst.Application.Reporting;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Tickets;

/// <summary>A filter as conditions on <c>tickets t</c>, always together with what the asker may see.</summary>
internal sealed class TicketFilterSql
{
    /// <summary>The most urgent first; to the letter as in the index ix_tickets_open_by_priority.</summary>
    public const string Rank = "(case t.priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end)";

    private readonly List<string> _conditions = [];
    private readonly List<Func<NpgsqlParameter>> _parameters = [];

    public TicketFilterSql(TicketFilter filter, Actor actor, DateTimeOffset now)
    {
        var visible = VisibleTickets.Sql(actor);
        _conditions.Add(visible.Condition);
        foreach (var (name, ids) in visible.Lists) _parameters.Add(() => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = ids });
        States([.. StatesOf(filter)]);
        AnyOf("team_id", "teams", filter.Teams);
        AnyOf("service_area_id", "areas", filter.Areas);
        AnyOf("service_id", "services", filter.Services);
        AnyOf("ward_id", "wards", filter.Wards);
        AnyOf("constituency_id", "constituencies", filter.Constituencies);
        AnyOf("channel", "channels", filter.Channels);
        AnyOf(Rank, "ranks", [.. filter.Priorities.Select(RankOf)]);
        if (filter.Unassigned) _conditions.Add("t.assignee_id is null");
        else if (filter.Assignee is { } assignee) With("t.assignee_id = @assignee", "assignee", assignee);
        Due(filter.Due, now);
        Target(filter.Target);
        Days("opened_at", "raised", filter.RaisedFrom, filter.RaisedTo);
        Days("resolved_at", "resolved", filter.ResolvedFrom, filter.ResolvedTo);
        if (filter.Reopened) _conditions.Add("t.reopened_count > 0");
        if (filter.FirstContact is { } first) _conditions.Add(FirstContactSql.Of(first));
        if (filter.Trackable) _conditions.Add("exists (select from services f where f.id = t.service_id and f.publicly_trackable)");
        _conditions.AddRange(filter.Without.Select(part => $"t.{part.Code()}_id is null"));
    }

    /// <summary>A priority's place in <see cref="Rank"/>.</summary>
    public static int RankOf(Priority priority) => Priority.Urgent - priority;

    /// <summary>What goes into a <c>where</c>.</summary>
    public string Condition => string.Join(" and ", _conditions);

    /// <summary>Fresh parameters, for one command.</summary>
    public IEnumerable<NpgsqlParameter> Parameters() => _parameters.Select(p => p());

    // The states that every part of the filter leaves. They are said once and as literals: PostgreSQL sees from literals that the partial indexes of
    // open tickets serve, and of a condition that stands twice it takes the rows to be as few as if two different ones held.
    private static IEnumerable<TicketState> StatesOf(TicketFilter filter)
    {
        var states = filter.States.Count > 0 ? filter.States.Distinct().Order() : Enum.GetValues<TicketState>().Where(s => filter.Scope switch
        {
            TicketScope.Open => s.IsOpen(),
            TicketScope.Ended => !s.IsOpen(),
            _ => true,
        });
        return filter.Due switch
        {
            null => states,
            DueFilter.Paused => states.Where(s => s.IsWaiting()),
            _ => states.Where(s => s.IsOpen()),
        };
    }

    private void States(TicketState[] states)
    {
        if (states.Length == 0) _conditions.Add("false");
        else if (states.Length == 1) _conditions.Add($"t.state = '{states[0].Code()}'");
        else if (states.Length < Enum.GetValues<TicketState>().Length) _conditions.Add($"t.state in ({string.Join(", ", states.Select(s => $"'{s.Code()}'"))})");
    }

    private void Target(TargetFilter? target)
    {
        if (target is null) return;
        _conditions.Add(target switch
        {
            TargetFilter.Met => "t.resolved_at <= t.resolution_due_at",
            TargetFilter.Missed => "t.resolved_at > t.resolution_due_at",
            TargetFilter.Any => "t.resolved_at is not null and t.resolution_due_at is not null",
            _ => throw new ArgumentOutOfRangeException(nameof(target)),
        });
    }

    private void Due(DueFilter? due, DateTimeOffset now)
    {
        var tomorrow = CouncilTime.DateOf(now).AddDays(1);
        switch (due)
        {
            case null:
                break;
            case DueFilter.Overdue:
                With("t.due_order < @now", "now", now);
                break;
            case DueFilter.Soon:
                With("t.due_order >= @now and t.resolution_warn_at <= @now", "now", now);
                break;
            case DueFilter.Today:
                Until(now, CouncilTime.StartOf(tomorrow));
                break;
            case DueFilter.Week:
                Until(now, CouncilTime.StartOf(tomorrow.AddDays(6)));
                break;
            case DueFilter.Paused:
                _conditions.Add("t.resolution_due_at is null");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(due));
        }
    }

    private void Until(DateTimeOffset now, DateTimeOffset end)
    {
        With("t.due_order >= @now", "now", now);
        With("t.due_order < @due_end", "due_end", end);
    }

    private void Days(string column, string name, DateOnly? from, DateOnly? to)
    {
        if (from is { } first) With($"t.{column} >= @{name}_from", $"{name}_from", CouncilTime.StartOf(first));
        if (to is { } last) With($"t.{column} < @{name}_to", $"{name}_to", CouncilTime.StartOf(last.AddDays(1)));
    }

    private void With(string condition, string name, object value)
    {
        _conditions.Add(condition);
        _parameters.Add(() => new NpgsqlParameter(name, value));
    }

    private void AnyOf(string column, string name, IReadOnlyList<Guid> ids) => AnyOf($"t.{column}", name, ids.ToArray());

    private void AnyOf<T>(string column, string name, IReadOnlyList<T> values) where T : struct, Enum => AnyOf($"t.{column}", name, values.Select(v => v.Code()).ToArray());

    // An index that begins with the column gives its rows in the order of what follows only where the column has one value.
    private void AnyOf<T>(string expression, string name, T[] values) where T : notnull
    {
        if (values.Length == 1) With($"{expression} = @{name}", name, values[0]);
        else if (values.Length > 1) With($"{expression} = any(@{name})", name, values);
    }
}
