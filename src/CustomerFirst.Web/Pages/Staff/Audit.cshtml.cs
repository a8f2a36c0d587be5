using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>Searches the audit trail. Filters stand in the address; a name that is looked for is posted.</summary>
[Needs(Permission.SearchAudit)]
public sealed class AuditModel : StaffPage
{
    /// <summary>A part of somebody's name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>An id, a reference or an address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Record { get; set; }

    /// <summary>Who acted.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Whose entries", Instead = "no entries are shown")]
    public Guid? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    /// <summary>The last entry of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("The place in the trail", Instead = "no entries are shown")]
    public Guid? Before { get; set; }

    // As many entries are read and as many acts shown at once as leave the page light and short.
    private const int EntriesRead = 100;
    private const int MostActs = 30;

    public AuditPage Found { get; private set; } = new([], null, null, null, []);

    /// <summary>What was found, one act a row.</summary>
    public IReadOnlyList<AuditAct> Acts { get; private set; } = [];

    /// <summary>Who has a name like the one that was looked for; null when none was.</summary>
    public IReadOnlyList<AuditActor>? Actors { get; private set; }

    /// <summary>Everything that can have been done.</summary>
    public static IReadOnlyList<Choice> Actions { get; } =
    [
        new("viewed", AuditWords.Of("viewed")),
        .. Registration.RequestTypes().Select(t => t.Name).Where(n => n.EndsWith("Command", StringComparison.Ordinal)).Select(n => n[..^"Command".Length]).Concat(AuditActions.All).Select(n => new Choice(n, AuditWords.Of(n))).OrderBy(c => c.Text, StringComparer.Ordinal),
    ];

    /// <summary>"Tue 24 Nov 2026, 15:15:07", council time: the trail is read to the second.</summary>
    public static string Moment(DateTimeOffset at) => CouncilTime.Of(at).ToString("ddd d MMM yyyy, HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    public bool HasFilters => Record is not null || Who is not null || Action is not null || From is not null || To is not null;

    /// <summary>The selected filters, each with the address without it.</summary>
    public IEnumerable<(string Words, string Href)> Tags
    {
        get
        {
            if (Who is not null) yield return (Found.Actor ?? "Somebody", Text(Record, null, Action, From, To));
            if (Record is not null) yield return (RecordWords, Text(null, Who, Action, From, To));
            if (Action is not null) yield return (AuditWords.Of(Action), Text(Record, Who, null, From, To));
            if (From is { } from) yield return ($"From {from.Words()}", Text(Record, Who, Action, null, To));
            if (To is { } to) yield return ($"To {to.Words()}", Text(Record, Who, Action, From, null));
        }
    }

    // The record in words where an entry of it is on the page: an id says nothing.
    private string RecordWords => Found.RecordId is { } id && Found.Lines.FirstOrDefault(l => l.RecordId == id) is { } line ? $"{AuditWords.Of(line.RecordKind)} {NameOf(line)}" : Record!;

    /// <summary>The record's name, else the end of its id, by which entries of one record can be told from those of another.</summary>
    public static string NameOf(AuditLine line) => line.RecordName ?? $"…{line.RecordId.ToString()![^6..]}";

    public string? First => Before is null ? null : Address();

    public string? Next => _next is { } next ? Text(Record, Who, Action, From, To, next) : null;

    public string CsvAddress => Text(Record, Who, Action, From, To, null, "csv");

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnGetCsvAsync()
    {
        var export = await SendAsync(new ExportAuditCommand(Filter));
        if (export.Error is { } error) return Problem(error);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{export.Value.FileName}\"";
        await export.Value.WriteAsync(Response.Body, AuditWords.ForFile, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var actors = await SendAsync(new FindAuditActorsQuery(Name));
        if (actors.Ok && actors.Value is [var only]) return LocalRedirect(Address(actor: only.Id));
        var shown = await ShowAsync();
        if (actors.Error is { } error) return Problem(error);
        Actors = actors.Value;
        return shown;
    }

    /// <summary>The page's address with the filters as they are, but for another person or record.</summary>
    public string Address(Guid? actor = null, string? record = null) => Text(record ?? Record, actor ?? Who, Action, From, To);

    private Guid? _next;

    private AuditFilter Filter => new(Record, Who, Action, From, To);

    private async Task<IActionResult> ShowAsync()
    {
        // The list has what is done now; an entry of an earlier version is found by its record or day.
        if (Action is { Length: > 0 } && Actions.All(a => a.Value != Action)) NotInAddress(nameof(Action), "What was done", Action, "no entries are shown");
        if (!ModelState.IsValid) return Unreadable();
        var found = await SendAsync(new SearchAuditQuery(Filter, Before, EntriesRead));
        if (found.Error is Invalid invalid) return Problem(new Invalid(invalid.Problems.ToDictionary(p => p.Key.Replace("Filter.", "", StringComparison.Ordinal), p => p.Value)));
        if (found.Error is { } error) return Problem(error);
        Found = found.Value;
        var acts = AuditAct.Of(Found.Lines);
        // The last one may go on in entries that were not read: it begins the next page.
        if (Found.Next is not null && acts.Count > 1) acts.RemoveAt(acts.Count - 1);
        Acts = [.. acts.Take(MostActs)];
        _next = Found.Next is not null || acts.Count > MostActs ? Acts[^1].Lines[^1].Id : null;
        return Page();
    }

    private static string Text(string? record, Guid? who, string? action, DateOnly? from, DateOnly? to, Guid? before = null, string? handler = null)
    {
        var query = new QueryBuilder();
        query.Add("handler", handler);
        query.Add("record", record);
        query.Add("who", who?.ToString());
        query.Add("action", action);
        query.Add("from", from?.ToString("yyyy-MM-dd"));
        query.Add("to", to?.ToString("yyyy-MM-dd"));
        query.Add("before", before?.ToString());
        return $"/audit{query}";
    }
}
