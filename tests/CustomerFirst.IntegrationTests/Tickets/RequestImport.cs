using System.Text;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>Imports of another system's requests as tests write them: CSV texts and maps.</summary>
internal sealed class RequestImport(Hub hub, string system, string? map = null)
{
    public const string Header = "id,opened,closed,target,channel,service,area,district,subject,details,address,lat,lon";

    private readonly RequestMap _map = RequestMap.Read(map ?? $$"""
        {"system": "{{system}}", "timeZone": "America/New_York", "dateFormats": ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"], "missing": ["", "NA"],
         "columns": {"reference": "id", "opened": "opened", "closed": "closed", "target": "target", "channel": "channel", "service": "service", "serviceArea": "area",
           "district": "district", "subject": "subject", "description": "details", "address": "address", "latitude": "lat", "longitude": "lon"},
         "channels": {"Call": "phone", "Form": "web"} }
        """, "map.json").Value;

    /// <summary>A moment in UTC, written like "2015-06-01 13:00".</summary>
    public static DateTimeOffset Utc(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", null, System.Globalization.DateTimeStyles.AssumeUniversal);

    /// <summary>The rejects of the last import.</summary>
    public string Rejects { get; private set; } = "";

    /// <summary>Imports the rows under the usual header; cells that a row lacks at its end are empty.</summary>
    public Task<ImportRequestsSummary> RowsAsync(params string[] rows) =>
        FileAsync(Header + "\n" + string.Concat(rows.Select(row => row + new string(',', 12 - Commas(row)) + "\n")));

    /// <summary>Imports a whole file.</summary>
    public async Task<ImportRequestsSummary> FileAsync(string text)
    {
        var result = await TryAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.True(result.Ok, result.Error?.ToString());
        return result.Value;
    }

    /// <summary>Tries to import a file.</summary>
    public async Task<Result<ImportRequestsSummary>> TryAsync(Stream file)
    {
        var rejects = new StringWriter();
        var result = await hub.SendAsync(new ImportRequestsCommand(file, "file.csv", _map, () => rejects), Actor.Operator);
        Rejects = rejects.ToString();
        return result;
    }

    /// <summary>The ticket of a reference.</summary>
    public Task<Ticket> TicketAsync(string reference) => hub.DatabaseAsync(db => db.Tickets.AsNoTracking().Include(t => t.Intervals.OrderBy(i => i.Sequence))
        .SingleAsync(t => db.ExternalReferences.Any(r => r.System == system && r.Reference == reference && r.TicketId == t.Id)));

    /// <summary>How many requests of the system there are.</summary>
    public Task<int> CountAsync() => hub.DatabaseAsync(db => db.ExternalReferences.CountAsync(r => r.System == system));

    // Those between quotation marks separate nothing.
    private static int Commas(string row) => row.Split('"').Where((_, place) => place % 2 == 0).Sum(outside => outside.Count(c => c == ','));

    /// <summary>The report of a period by days of New York.</summary>
    public Task<PerformanceReport> ReportAsync(string from, string to) =>
        hub.DoAsync(new PerformanceReportQuery(new ReportPeriod(DateOnly.Parse(from), DateOnly.Parse(to), "America/New_York")), Actor.Operator);
}
