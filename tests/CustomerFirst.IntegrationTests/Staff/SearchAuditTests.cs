using System.Text;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class SearchAuditTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly Actor Auditor = TheCustomer.Someone(Role.Auditor);

    // Without what the searches themselves leave in the trail.
    private async Task<IReadOnlyList<AuditLine>> FindAsync(AuditFilter filter, Actor? by = null) => [.. (await hub.DoAsync(new SearchAuditQuery(filter), by ?? Auditor)).Lines.Where(l => l.RecordKind != RecordKind.AuditTrail)];

    [Fact]
    public async Task Entries_are_found_by_record_person_action_and_day()
    {
        var account = A.Staff("Ada Audited", Role.Adviser);
        await hub.SaveAsync(account);
        var ada = A.Actor(account);
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()), ada);
        await hub.DoAsync(new GetCustomerQuery(id), TheCustomer.Adviser());
        var today = CouncilTime.DateOf(hub.Clock.GetUtcNow());

        Assert.Equal(["viewed", "CreateCustomer"], (await FindAsync(new AuditFilter($"{id}"))).Select(l => l.Action));
        Assert.Equal(["viewed", "CreateCustomer"], (await FindAsync(new AuditFilter($"https://hub.example.org/customers/{id}?contact=1"))).Select(l => l.Action));
        var line = Assert.Single(await FindAsync(new AuditFilter(null, ada.Id)));
        Assert.Equal(("Ada Audited", "CreateCustomer", RecordKind.Customer, id, "127.0.0.1"), (line.Actor, line.Action, line.RecordKind, line.RecordId, line.From));
        Assert.Single(await FindAsync(new AuditFilter($"{id}", null, "viewed")));
        Assert.Equal(2, (await FindAsync(new AuditFilter($"{id}", null, null, today, today))).Count);
        Assert.Empty(await FindAsync(new AuditFilter($"{id}", null, null, null, today.AddDays(-1))));
        Assert.Empty(await FindAsync(new AuditFilter($"{id}", null, null, today.AddDays(1))));
    }

    [Fact]
    public async Task Pages_follow_one_another_the_latest_first()
    {
        var adviser = TheCustomer.Adviser();
        for (var i = 0; i < 5; i++) await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()), adviser);

        var ids = new List<Guid>();
        Guid? before = null;
        do
        {
            var page = await hub.DoAsync(new SearchAuditQuery(new AuditFilter(null, adviser.Id), before, 2), Auditor);
            ids.AddRange(page.Lines.Select(l => l.Id));
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(5, ids.Count);
        Assert.Equal(ids.OrderDescending(), ids);
    }

    [Fact]
    public async Task Entries_of_restricted_tickets_are_there_for_officers_of_their_area_only()
    {
        var (area, raiser) = (A.ServiceArea(), A.Staff(Role.Adviser));
        var (open, secret) = (A.Service(area), A.Service(area, restricted: true));
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));
        var (plain, restricted, later) = (ATicket.For(open, id, raiser), ATicket.For(secret, id, raiser), ATicket.For(secret, id, raiser));
        await hub.SaveAsync(area, open, secret, raiser, plain, restricted, later, Entry(plain.Id, null), Entry(restricted.Id, area.Id), Entry(later.Id, null));

        Assert.Single(await FindAsync(new AuditFilter(plain.Reference)));
        foreach (var record in (string[])[restricted.Reference, later.Reference]) Assert.Empty(await FindAsync(new AuditFilter(record)));
        Assert.DoesNotContain(await FindAsync(new AuditFilter()), l => l.RecordId == restricted.Id || l.RecordId == later.Id);
        Assert.DoesNotContain(restricted.Id.ToString(), await CsvAsync(new AuditFilter(), Auditor), StringComparison.Ordinal);
        Assert.Empty(await FindAsync(new AuditFilter($"{restricted.Id}")));

        var officer = A.Staff(Role.Officer, Role.Auditor);
        Assert.Contains(await FindAsync(new AuditFilter(restricted.Reference), A.Actor(officer, officerOf: [area])), l => l.RecordKind == RecordKind.Ticket);
        Assert.Contains(await FindAsync(new AuditFilter(later.Reference), A.Actor(officer, officerOf: [area])), l => l.RecordKind == RecordKind.Ticket);
        Assert.Empty(await FindAsync(new AuditFilter(restricted.Reference), A.Actor(officer, officerOf: [A.ServiceArea()])));
    }

    [Fact]
    public async Task That_the_trail_was_searched_or_exported_stands_in_it()
    {
        var auditor = TheCustomer.Someone(Role.Auditor);
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));
        await FindAsync(new AuditFilter($"{id}", null, "viewed"), auditor);
        await CsvAsync(new AuditFilter($"{id}"), auditor);

        var entries = await hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.ActorId == auditor.Id).OrderBy(e => e.At).ToListAsync());
        Assert.Equal([("viewed", RecordKind.AuditTrail, (Guid?)id), ("ExportAudit", RecordKind.AuditTrail, null)], entries.Select(e => (e.Action, e.RecordKind, e.RecordId)));
        Assert.Equal(["record", "action"], entries[0].Fields);
    }

    [Fact]
    public async Task The_file_has_a_line_for_each_entry_the_oldest_first_and_no_personal_data()
    {
        var family = TheCustomer.Word();
        var adviser = TheCustomer.Adviser();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family), adviser);
        await hub.DoAsync(new ChangeCustomerCommand(id, 1, TheCustomer.Named(family + "changed")), adviser);

        var csv = await CsvAsync(new AuditFilter(null, adviser.Id), Auditor);

        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\uFEFFid,time,actor kind", lines[0], StringComparison.Ordinal);
        Assert.Equal(["CreateCustomer", "ChangeCustomer"], lines.Skip(1).Select(l => l.Split(',')[5]));
        Assert.Equal(["what was done", "Did CreateCustomer", "Did ChangeCustomer"], lines.Select(l => l.Split(',')[^1]));
        Assert.DoesNotContain(family, csv, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_person_is_found_by_a_part_of_the_name_and_what_names_no_record_is_refused()
    {
        var account = A.Staff("Zebedee Quillfeather", Role.Officer);
        await hub.SaveAsync(account);

        Assert.Equal(account.Id, Assert.Single(await hub.DoAsync(new FindAuditActorsQuery(" quillf "), Auditor)).Id);
        Assert.Empty(await hub.DoAsync(new FindAuditActorsQuery("100%"), Auditor));
        Assert.True(Assert.IsType<Invalid>((await hub.SendAsync(new SearchAuditQuery(new AuditFilter("somebody")), Auditor)).Error).Problems.ContainsKey("Filter.Record"));
        Assert.IsType<Invalid>((await hub.SendAsync(new SearchAuditQuery(new AuditFilter(null, null, null, new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 1))), Auditor)).Error);
    }

    private async Task<string> CsvAsync(AuditFilter filter, Actor by)
    {
        var export = await hub.DoAsync(new ExportAuditCommand(filter), by);
        using var stream = new MemoryStream();
        await export.WriteAsync(stream, new AuditFileWords(line => $"Did {line.Action}", line => string.Join(' ', line.Fields), _ => ""), default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private AuditEntry Entry(Guid ticketId, Guid? area)
    {
        var now = AuditChain.Kept(hub.Clock.GetUtcNow());
        return new AuditEntry { Id = Ids.New(now), At = now, ActorKind = "staff", ActorId = A.Key(), Action = "viewed", RecordKind = RecordKind.Ticket, RecordId = ticketId, RestrictedAreaId = area };
    }
}
