using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>Tickets by filter, sorted, 50 a page; the address holds the whole state.</summary>
[Needs(Permission.SeeQueues)]
public sealed class QueueModel : StaffPage, IFilteredByTickets
{
    private const string Own = "/tickets";

    /// <summary>Null for the order that the filter suggests.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Order", Codes = typeof(TicketSort), Instead = "no tickets are shown")]
    public TicketSort? Sort { get; set; }

    /// <summary>"desc" for the latest or least urgent first.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Which end first", "asc", "desc", Instead = "no tickets are shown")]
    public string? Dir { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>"all" where the list stands behind a figure and says how many they are, however many.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Count", "all", Instead = "no tickets are shown")]
    public string? Count { get; set; }

    /// <summary>The name under which the filter is kept.</summary>
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid FilterId { get; set; }

    public TicketFilter Filter { get; private set; } = new();
    /// <summary>Null where the address holds what is no filter.</summary>
    public TicketQueue? Queue { get; private set; }
    public FilterChoices Choices { get; private set; } = null!;
    public IReadOnlyList<KeptFilter> Kept { get; private set; } = [];

    /// <summary>The tags of what is selected, each with the address without it.</summary>
    public IEnumerable<(string Text, string Href)> Selected => Tags().Select(tag => (tag.Text, AddressOf(tag.Without)));

    /// <summary>The states that are ticked.</summary>
    public IReadOnlyList<TicketState> State => Filter.States;

    /// <summary>What the form has no field for, or a field for one only: it stays when the form is sent.</summary>
    public IEnumerable<(string Name, string Value)> WithoutField => Filter.Pairs().GroupBy(p => p.Key)
        .Where(g => !s_fields.Contains(g.Key) || (g.Key != "state" && g.Count() > 1)).SelectMany(g => g.Select(p => (p.Key, p.Value)));

    private static readonly string[] s_fields = ["assignee", "due", "state", "area", "team", "service", "ward", "channel", "priority", "from", "to"];

    /// <summary>Something in the address is no filter, so that the filter must be in sight and there is no list.</summary>
    public bool FilterIsWrong => Request.Query.Keys.Any(name => ModelState.GetFieldValidationState(name) == ModelValidationState.Invalid);

    /// <inheritdoc />
    public IReadOnlySet<string> FilterNames => TicketFilterReading.Names;

    /// <summary>In which order the list stands.</summary>
    public TicketOrder Order => TicketOrder.Of(Filter, Sort, Dir == "desc");

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostKeepAsync()
    {
        var kept = await SendAsync(new SaveFilterCommand(Name, FromAddress()) { IdempotencyKey = IdempotencyKey });
        if (kept.Ok) return Onwards($"{Own}?{kept.Value.Query}", $"The filter is kept as {kept.Value.Name}");
        return await LoadAsync() ?? Problem(kept.Error!);
    }

    public async Task<IActionResult> OnPostForgetAsync()
    {
        var removed = await SendAsync(new RemoveFilterCommand(FilterId));
        return removed.Error is { } error ? Problem(error) : Onwards(AddressOf(FromAddress()), "The filter was removed");
    }

    public async Task<IActionResult> OnPostExportAsync()
    {
        var export = await SendAsync(new ExportTicketsCommand(FromAddress()));
        if (export.Error is { } error) return Problem(error);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{export.Value.FileName}\"";
        await export.Value.WriteAsync(Response.Body, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    /// <summary>The list in the order of a column: the other way round where it is sorted by it already.</summary>
    public string SortedBy(TicketSort sort) => AddressOf(Filter, sort, descending: sort == Order.Sort && !Order.Descending);

    /// <summary>How the list is sorted by a column, as <c>aria-sort</c> says it; null when it is not.</summary>
    public string? Sorted(TicketSort sort) => sort != Order.Sort ? null : Order.Descending ? "descending" : "ascending";

    /// <summary>Whether the list can be sorted by a column.</summary>
    public bool Sorts(TicketSort sort) => TicketOrder.Offers(Filter, sort);

    /// <summary>The address of another page of the list; null for none.</summary>
    public string? At(string name, string? cursor) => cursor is null ? null : And(AddressOf(Filter), $"{name}={cursor}");

    /// <summary>The list with this filter, in the order that it has.</summary>
    public string AddressOf(TicketFilter filter) => AddressOf(filter, Sort is { } sort && TicketOrder.Offers(filter, sort) ? sort : null, Dir == "desc");

    private static string And(string address, string more) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{more}";

    private string AddressOf(TicketFilter filter, TicketSort? sort, bool descending)
    {
        string[] parts = [filter.Query(), CountsAll ? "count=all" : "", sort is null || (sort == TicketSort.Due && filter.OnlyOpen) ? "" : $"sort={sort.Value.Code()}", descending ? "dir=desc" : ""];
        var query = string.Join('&', parts.Where(p => p.Length > 0));
        return query.Length == 0 ? Own : $"{Own}?{query}";
    }

    /// <summary>Whether the list stands behind a figure.</summary>
    public bool CountsAll => Count == "all";

    private TicketFilterReading Reading() => new(Request.Query.SelectMany(q => q.Value.Select(v =>
        KeyValuePair.Create(q.Key, q.Key.Equals("assignee", StringComparison.OrdinalIgnoreCase) && v == "me" ? Actor.Id.ToString() : v))));

    private TicketFilter FromAddress() => Reading().Filter;

    private async Task<IActionResult?> LoadAsync()
    {
        Filter = this.ReadFilter(Reading());
        Choices = (await SendAsync(new GetFilterChoicesQuery(Filter))).Value;
        Kept = (await SendAsync(new GetSavedFiltersQuery())).Value.Filters;
        foreach (var (name, place) in new[] { (nameof(After), After), (nameof(Before), Before) })
        {
            if (place is { Length: > 0 } && !ListTicketsQuery.CanGoOnFrom(place, Order.Sort)) NotInAddress(name, "The place in the list", place, "no tickets are shown");
        }
        // No list is shown that answers something else than what was asked.
        if (FilterIsWrong) return Unreadable();
        var queue = await SendAsync(new ListTicketsQuery(Filter) { Sort = Order.Sort, Descending = Order.Descending, After = After, Before = Before, CountsAll = CountsAll });
        if (queue.Error is { } error) return Problem(error);
        Queue = queue.Value;
        return null;
    }

    private IEnumerable<(string Text, TicketFilter Without)> Tags()
    {
        string NameOf(IReadOnlyList<FilterChoice> choices, Guid id) => choices.FirstOrDefault(c => c.Id == id)?.Name ?? "Unknown";
        foreach (var id in Filter.Areas) yield return (NameOf(Choices.Areas, id), Filter with { Areas = [.. Filter.Areas.Where(i => i != id)] });
        foreach (var id in Filter.Teams) yield return (NameOf(Choices.Teams, id), Filter with { Teams = [.. Filter.Teams.Where(i => i != id)] });
        foreach (var id in Filter.Services) yield return (NameOf(Choices.Services, id), Filter with { Services = [.. Filter.Services.Where(i => i != id)] });
        foreach (var id in Filter.Wards) yield return (NameOf(Choices.Wards, id), Filter with { Wards = [.. Filter.Wards.Where(i => i != id)] });
        foreach (var id in Filter.Constituencies) yield return (NameOf(Choices.Constituencies, id), Filter with { Constituencies = [.. Filter.Constituencies.Where(i => i != id)] });
        foreach (var state in Filter.States) yield return (state.Words(), Filter with { States = [.. Filter.States.Where(s => s != state)] });
        if (Filter.Scope != TicketScope.Open) yield return (Filter.Scope == TicketScope.Ended ? "Ended" : "Open and ended", Filter with { Scope = TicketScope.Open });
        if (Filter.Unassigned) yield return ("With nobody", Filter with { Unassigned = false });
        else if (Filter.Assignee is { } assignee) yield return (assignee == Actor.Id ? "With me" : $"With {Choices.Assignee ?? "somebody"}", Filter with { Assignee = null });
        foreach (var channel in Filter.Channels) yield return ($"By {channel.Words()}", Filter with { Channels = [.. Filter.Channels.Where(c => c != channel)] });
        foreach (var priority in Filter.Priorities) yield return ($"{TicketWords.Of(priority)} priority", Filter with { Priorities = [.. Filter.Priorities.Where(p => p != priority)] });
        if (Filter.Due is { } due) yield return (TicketWords.Of(due), Filter with { Due = null });
        if (Filter.Target is { } target) yield return (TicketWords.Of(target), Filter with { Target = null });
        if (Filter.RaisedFrom is { } from) yield return ($"Raised from {from.Words()}", Filter with { RaisedFrom = null });
        if (Filter.RaisedTo is { } to) yield return ($"Raised until {to.Words()}", Filter with { RaisedTo = null });
        if (Filter.ResolvedFrom is { } since) yield return ($"Resolved from {since.Words()}", Filter with { ResolvedFrom = null });
        if (Filter.ResolvedTo is { } until) yield return ($"Resolved until {until.Words()}", Filter with { ResolvedTo = null });
        if (Filter.Reopened) yield return ("Reopened", Filter with { Reopened = false });
        if (Filter.FirstContact is { } first) yield return (TicketWords.Of(first), Filter with { FirstContact = null });
        if (Filter.Trackable) yield return ("The customer can track it", Filter with { Trackable = false });
        foreach (var part in Filter.Without) yield return ($"Without a {part.Code()}", Filter with { Without = [.. Filter.Without.Where(p => p != part)] });
    }

    /// <summary>Choices of a list in the filter form.</summary>
    public static IEnumerable<Choice> Of(IReadOnlyList<FilterChoice> choices) => choices.Select(c => new Choice(c.Id.ToString(), c.Name));
}
