using System.Globalization;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Which part of their lives tickets are in, where no state is chosen.</summary>
public enum TicketScope { Open, Ended, Any }

/// <summary>When a ticket is due; soon once three quarters of its time are used.</summary>
public enum DueFilter { Overdue, Soon, Today, Week, Paused }

/// <summary>How a delivered ticket stood against its target; any for all that have one.</summary>
public enum TargetFilter { Met, Missed, Any }

/// <summary>What a ticket is to the figures of first-contact resolution, each of which opens its own tickets.</summary>
public enum FirstContactFilter
{
    /// <summary>Marked so by the adviser.</summary>
    Marked,
    /// <summary>Measured, gross.</summary>
    Measured,
    /// <summary>Measured, and about a service that the first response is able to finish.</summary>
    Net,
    /// <summary>All that count: neither cancelled nor a duplicate.</summary>
    Counted,
    /// <summary>Those of them about a service that the first response is able to finish.</summary>
    CountedNet,
}

/// <summary>What a ticket can be without.</summary>
public enum TicketPart { Team, Ward, Constituency }

/// <summary>
/// Which tickets a queue, an export or a figure shows. It stands in addresses and in saved filters as a query string of ids and codes, so it
/// holds nothing of a person.
/// </summary>
public sealed record TicketFilter
{
    public IReadOnlyList<Guid> Teams { get; init; } = [];
    public IReadOnlyList<Guid> Areas { get; init; } = [];
    public IReadOnlyList<Guid> Services { get; init; } = [];
    public IReadOnlyList<Guid> Wards { get; init; } = [];
    public IReadOnlyList<Guid> Constituencies { get; init; } = [];
    public IReadOnlyList<TicketState> States { get; init; } = [];
    /// <summary>Counts where no state is chosen.</summary>
    public TicketScope Scope { get; init; }
    public Guid? Assignee { get; init; }
    /// <summary>Those that nobody has.</summary>
    public bool Unassigned { get; init; }
    public IReadOnlyList<Channel> Channels { get; init; } = [];
    public IReadOnlyList<Priority> Priorities { get; init; } = [];
    public DueFilter? Due { get; init; }
    public TargetFilter? Target { get; init; }
    /// <summary>Raised on this day, council time, or later.</summary>
    public DateOnly? RaisedFrom { get; init; }
    /// <summary>Raised on this day or earlier.</summary>
    public DateOnly? RaisedTo { get; init; }
    /// <summary>Last resolved on this day or later.</summary>
    public DateOnly? ResolvedFrom { get; init; }
    /// <summary>Last resolved on this day or earlier.</summary>
    public DateOnly? ResolvedTo { get; init; }
    /// <summary>Only those that were reopened.</summary>
    public bool Reopened { get; init; }
    public FirstContactFilter? FirstContact { get; init; }
    /// <summary>Only those about services whose tickets the customer can track.</summary>
    public bool Trackable { get; init; }
    /// <summary>Only those that have none of these.</summary>
    public IReadOnlyList<TicketPart> Without { get; init; } = [];

    /// <summary>No ended ticket can be among them.</summary>
    public bool OnlyOpen => Due is not null || (States.Count > 0 ? States.All(s => s.IsOpen()) : Scope == TicketScope.Open);

    /// <summary>Reads a query string's values; what is no id or code is passed over. Lists may come repeated or with commas.</summary>
    public static TicketFilter Read(IEnumerable<KeyValuePair<string, string?>> values) => new TicketFilterReading(values).Filter;

    /// <summary>The same as name and value pairs, in a fixed order; <see cref="Read"/> turns them back.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs()
    {
        static IEnumerable<KeyValuePair<string, string>> Of(string name, IEnumerable<string?> values) => values.OfType<string>().Select(v => KeyValuePair.Create(name, v));
        static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Of("team", Teams.Select(i => i.ToString())).Concat(Of("area", Areas.Select(i => i.ToString()))).Concat(Of("service", Services.Select(i => i.ToString())))
            .Concat(Of("ward", Wards.Select(i => i.ToString()))).Concat(Of("constituency", Constituencies.Select(i => i.ToString())))
            .Concat(Of("state", States.Select(s => s.Code()))).Concat(Of("scope", [Scope == TicketScope.Open ? null : Scope.Code()]))
            .Concat(Of("assignee", [Assignee?.ToString(), Unassigned ? "none" : null]))
            .Concat(Of("channel", Channels.Select(c => c.Code()))).Concat(Of("priority", Priorities.Select(p => p.Code())))
            .Concat(Of("due", [Due?.Code()])).Concat(Of("target", [Target?.Code()]))
            .Concat(Of("from", [Day(RaisedFrom)])).Concat(Of("to", [Day(RaisedTo)])).Concat(Of("resolvedFrom", [Day(ResolvedFrom)])).Concat(Of("resolvedTo", [Day(ResolvedTo)]))
            .Concat(Of("reopened", [Reopened ? "1" : null])).Concat(Of("firstContact", [FirstContact?.Code()])).Concat(Of("trackable", [Trackable ? "1" : null]))
            .Concat(Of("without", Without.Select(w => w.Code())));
    }

    /// <summary>As a query string without the question mark.</summary>
    public string Query() => string.Join('&', Pairs().Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
}
