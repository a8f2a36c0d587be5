using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>Which tickets a report counts; an empty list does not narrow.</summary>
public sealed record ReportFilter
{
    /// <summary>All tickets.</summary>
    public static readonly ReportFilter All = new();

    public IReadOnlyList<Guid> Areas { get; init; } = [];
    public IReadOnlyList<Guid> Services { get; init; } = [];
    public IReadOnlyList<Guid> Teams { get; init; } = [];
    public IReadOnlyList<Guid> Wards { get; init; } = [];
    public IReadOnlyList<Guid> Constituencies { get; init; } = [];
    public IReadOnlyList<Channel> Channels { get; init; } = [];
    /// <summary>A ward by code, whenever its boundary was drawn.</summary>
    public string? WardCode { get; init; }
    /// <summary>A constituency by code, whenever its boundary was drawn.</summary>
    public string? ConstituencyCode { get; init; }

    /// <summary>
    /// Only what totals count and the reader's lists do not show: restricted tickets of areas that are not theirs, and contacts about nothing else.
    /// A figure that leads to a list says so many of it.
    /// </summary>
    public bool OnlyUnlisted { get; init; }

    /// <summary>The part of a queue's filter that a report can count by.</summary>
    public static ReportFilter Of(TicketFilter filter) => new()
    {
        Areas = filter.Areas, Services = filter.Services, Teams = filter.Teams, Wards = filter.Wards, Constituencies = filter.Constituencies, Channels = filter.Channels,
    };

    /// <summary>Whether it leaves any ticket out.</summary>
    public bool Narrows => Areas.Count > 0 || BelowServiceArea;

    /// <summary>Whether it looks closer than at whole service areas.</summary>
    public bool BelowServiceArea => Services.Count + Teams.Count + Wards.Count + Constituencies.Count + Channels.Count > 0 || WardCode is not null || ConstituencyCode is not null;
}

/// <summary>The tickets that a report counts, as a condition on <c>tickets t</c> with its parameters.</summary>
internal sealed class ReportScope
{
    private readonly VisibleSql _visible;
    private readonly bool _totalsCountAll;
    private readonly bool _onlyUnlisted;
    private readonly string _narrowed;
    private readonly List<(string Name, object Value)> _parameters = [];

    /// <param name="period">When the tickets were raised; null for whenever.</param>
    public ReportScope(ReportFilter? filter, Actor viewer, (DateTimeOffset From, DateTimeOffset To)? period)
    {
        filter ??= ReportFilter.All;
        var sight = TicketVisibility.Of(viewer);
        _visible = VisibleTickets.Sql(sight);
        SeesEverything = sight.Everything;
        _onlyUnlisted = filter.OnlyUnlisted;
        // Totals of the council and of a service area count restricted tickets too; whatever looks closer counts what the viewer may see.
        _totalsCountAll = sight.Everything || (sight.All && !filter.BelowServiceArea);

        List<string> conditions = [];
        void AnyOf(string column, string name, Array values)
        {
            if (values.Length == 0) return;
            conditions.Add($"t.{column} = any(@{name})");
            _parameters.Add((name, values));
        }
        if (period is { } raised)
        {
            conditions.Add("t.opened_at >= @from and t.opened_at < @to");
            _parameters.AddRange([("from", raised.From), ("to", raised.To)]);
        }
        AnyOf("service_area_id", "areas", filter.Areas.ToArray());
        AnyOf("service_id", "services", filter.Services.ToArray());
        AnyOf("team_id", "teams", filter.Teams.ToArray());
        AnyOf("ward_id", "wards", filter.Wards.ToArray());
        AnyOf("constituency_id", "constituencies", filter.Constituencies.ToArray());
        AnyOf("channel", "channels", filter.Channels.Select(c => c.Code()).ToArray());
        void ByCode(string column, string table, string? code)
        {
            if (code is null) return;
            conditions.Add($"t.{column} in (select id from {table} where code = @{column}_code)");
            _parameters.Add(($"{column}_code", code));
        }
        ByCode("ward_id", "wards", filter.WardCode);
        ByCode("constituency_id", "constituencies", filter.ConstituencyCode);
        _narrowed = conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }

    /// <summary>The operator's own reports count all, however close they look.</summary>
    public bool SeesEverything { get; }

    /// <summary>The condition for totals of the council or of service areas.</summary>
    public string Totals => (_onlyUnlisted, _totalsCountAll) switch
    {
        // Said of the column too, so that few rows are looked at.
        (true, true) => $"{_narrowed} and t.restricted and not {_visible.Condition}",
        (true, false) => "false",
        (false, true) => _narrowed,
        (false, false) => Details,
    };

    /// <summary>Which of the tickets that totals count the viewer's lists do not show.</summary>
    public string Unlisted => _totalsCountAll && !SeesEverything ? $"(t.restricted and not {_visible.Condition})" : "false";

    /// <summary>The condition for everything that looks closer.</summary>
    public string Details => _onlyUnlisted ? "false" : $"{_narrowed} and {_visible.Condition}";

    /// <summary>What the viewer may see, whenever and wherever.</summary>
    public string Visible => _visible.Condition;

    /// <summary>Makes a statement with the parameters of either condition. A report over years and millions of tickets may take its time.</summary>
    public NpgsqlCommand Command(NpgsqlDataSource database, string sql)
    {
        var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        foreach (var (name, value) in _parameters) command.Parameters.AddWithValue(name, value);
        command.Parameters.AddRange(_visible.Parameters());
        return command;
    }
}
