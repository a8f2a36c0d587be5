using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>Which tickets a report counts; null does not narrow.</summary>
/// <param name="WardCode">By code, so that a ward whose boundary changed stays one.</param>
/// <param name="ConstituencyCode">By code, as a ward.</param>
public sealed record ReportFilter(Guid? ServiceAreaId = null, Guid? ServiceId = null, Guid? TeamId = null, Channel? Channel = null, string? WardCode = null, string? ConstituencyCode = null)
{
    /// <summary>All tickets.</summary>
    public static readonly ReportFilter All = new();

    /// <summary>Whether it looks closer than at a whole service area.</summary>
    public bool BelowServiceArea => this with { ServiceAreaId = null } != All;
}

/// <summary>The tickets that a report counts, as a condition on <c>tickets t</c> with its parameters.</summary>
internal sealed class ReportScope
{
    private readonly ReportFilter _filter;
    private readonly VisibleSql _visible;
    private readonly bool _totalsCountAll;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;

    public ReportScope(ReportFilter? filter, Actor viewer, DateTimeOffset from, DateTimeOffset to)
    {
        (_filter, _from, _to) = (filter ?? ReportFilter.All, from, to);
        var sight = TicketVisibility.Of(viewer);
        _visible = VisibleTickets.Sql(sight);
        // Totals of the council and of a service area count restricted tickets too; whatever looks closer counts what the viewer may see.
        _totalsCountAll = sight.Everything || (sight.All && !_filter.BelowServiceArea);
        SeesEverything = sight.Everything;
    }

    /// <summary>The operator's own reports count all, however close they look.</summary>
    public bool SeesEverything { get; }

    /// <summary>The condition for totals of the council or of service areas.</summary>
    public string Totals => _totalsCountAll ? Narrowed : $"{Narrowed} and {_visible.Condition}";

    /// <summary>The condition for everything that looks closer.</summary>
    public string Details => $"{Narrowed} and {_visible.Condition}";

    /// <summary>Adds the parameters of either condition.</summary>
    public void AddTo(NpgsqlCommand command)
    {
        command.Parameters.AddWithValue("from", _from);
        command.Parameters.AddWithValue("to", _to);
        if (_filter.ServiceAreaId is { } area) command.Parameters.AddWithValue("area", area);
        if (_filter.ServiceId is { } service) command.Parameters.AddWithValue("service", service);
        if (_filter.TeamId is { } team) command.Parameters.AddWithValue("team", team);
        if (_filter.Channel is { } channel) command.Parameters.AddWithValue("channel", channel.Code());
        if (_filter.WardCode is { } ward) command.Parameters.AddWithValue("ward", ward);
        if (_filter.ConstituencyCode is { } constituency) command.Parameters.AddWithValue("constituency", constituency);
        command.Parameters.AddRange(_visible.Parameters());
    }

    private string Narrowed => "t.opened_at >= @from and t.opened_at < @to" + Also;

    /// <summary>The filter without the period.</summary>
    private string Also => string.Concat(
        _filter.ServiceAreaId is null ? "" : " and t.service_area_id = @area",
        _filter.ServiceId is null ? "" : " and t.service_id = @service",
        _filter.TeamId is null ? "" : " and t.team_id = @team",
        _filter.Channel is null ? "" : " and t.channel = @channel",
        _filter.WardCode is null ? "" : " and t.ward_id in (select id from wards where code = @ward)",
        _filter.ConstituencyCode is null ? "" : " and t.constituency_id in (select id from constituencies where code = @constituency)");
}
