using CustomerFirst.Application.Common;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class ImportRequestsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_request_becomes_a_ticket_with_its_contact_intervals_place_and_reference()
    {
        var import = new RequestImport(hub, "whole");

        var summary = await import.RowsAsync("R-1,2015-06-01 09:00,2015-06-02 10:30,2015-06-03 08:30,Call,Tree care,Woodland,Hill Top,Fallen limb,\"Case closed, \"\"done\"\"\",1 Elm St,42.3,-71.1");

        var ticket = await import.TicketAsync("R-1");
        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0, 0), summary.Counts);
        Assert.Equal((TicketState.Closed, Channel.Phone, "Call", "Hill Top", "Fallen limb", "Case closed, \"done\"", "1 Elm St", 42.3, -71.1),
            (ticket.State, ticket.Channel, ticket.Source, ticket.District, ticket.Subject, ticket.Details, ticket.Address, ticket.Latitude, ticket.Longitude));
        Assert.Equal(RequestImport.Utc("2015-06-01 13:00"), ticket.OpenedAt);
        Assert.Equal((RequestImport.Utc("2015-06-02 14:30"), RequestImport.Utc("2015-06-02 14:30"), RequestImport.Utc("2015-06-03 12:30")), (ticket.ResolvedAt, ticket.ClosedAt, ticket.ResolutionDueAt));
        Assert.Equal([TicketStep.Raise, TicketStep.Resolve, TicketStep.Close], ticket.Intervals.Select(i => i.Step));
        var contact = await hub.DatabaseAsync(db => db.Contacts.SingleAsync(c => c.Id == ticket.ContactId));
        Assert.Equal((Channel.Phone, "Call", ticket.OpenedAt, ticket.OpenedAt, ContactOutcome.TicketRaised), (contact.Channel, contact.Source, contact.StartedAt, contact.EndedAt, contact.Outcome));
        Assert.Equal(ContactAct.Raised, (await hub.DatabaseAsync(db => db.ContactTickets.SingleAsync(l => l.TicketId == ticket.Id && l.ContactId == contact.Id))).Act);
        var service = await hub.DatabaseAsync(db => db.Services.SingleAsync(s => s.Id == ticket.ServiceId));
        var area = await hub.DatabaseAsync(db => db.ServiceAreas.SingleAsync(a => a.Id == ticket.ServiceAreaId));
        Assert.Equal(("Tree care", true, area.Id, "Woodland", true), (service.Name, service.Imported, service.ServiceAreaId, area.Name, area.Imported));
        Assert.Equal(["Woodland", "Tree care"], summary.NewServiceAreas.Concat(summary.NewServices));
    }

    [Fact]
    public async Task Importing_again_adds_nothing_and_updates_what_changed()
    {
        var import = new RequestImport(hub, "again");
        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks,North", "2,2015-06-01 10:00,,,Form,Tree,Parks,North");

        var same = await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks,North", "2,2015-06-01 10:00,,,Form,Tree,Parks,North");
        var changed = await import.RowsAsync("1,2015-06-01 09:00,2015-06-04 09:00,,Call,Tree,Parks,North", "2,2015-06-01 10:05,,,Pigeon,Lamp,Lights,South,Dark", "3,2015-06-01 11:00,,,Form,Tree,Parks,North");

        Assert.Equal(new ImportCounts(0, 0, 2, 0, 0, 0), same.Counts);
        Assert.Equal(new ImportCounts(1, 2, 0, 0, 0, 0), changed.Counts);
        Assert.Equal(3, await import.CountAsync());
        Assert.Equal((TicketState.Closed, RequestImport.Utc("2015-06-04 13:00")), ((await import.TicketAsync("1")).State, (await import.TicketAsync("1")).ResolvedAt));
        var second = await import.TicketAsync("2");
        Assert.Equal((RequestImport.Utc("2015-06-01 14:05"), Channel.Other, "Pigeon", "South", "Dark"), (second.OpenedAt, second.Channel, second.Source, second.District, second.Subject));
        Assert.Equal("Lamp", (await hub.DatabaseAsync(db => db.Services.SingleAsync(s => s.Id == second.ServiceId))).Name);
        Assert.Equal(second.OpenedAt, (await hub.DatabaseAsync(db => db.Contacts.SingleAsync(c => c.Id == second.ContactId))).StartedAt);
        Assert.Equal(new ImportCounts(0, 0, 2, 0, 0, 0), (await import.RowsAsync("2,2015-06-01 10:05,,,Pigeon,Lamp,Lights,South,Dark", "3,2015-06-01 11:00,,,Form,Tree,Parks,North")).Counts);
    }

    [Fact]
    public async Task What_the_hub_did_meanwhile_survives_the_same_file_again()
    {
        var import = new RequestImport(hub, "meanwhile");
        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks,North");
        var id = (await import.TicketAsync("1")).Id;
        await hub.DatabaseAsync(async db =>
        {
            var ticket = await db.Tickets.Include(t => t.Intervals).SingleAsync(t => t.Id == id);
            var terms = Domain.Services.SlaTerms.None(Domain.Places.BusinessCalendar.RoundTheClock());
            Assert.True(ticket.Resolve(false, 7, terms, new StepBy(null, RequestImport.Utc("2026-01-01 09:00"))).Ok);
            return await db.SaveChangesAsync();
        });

        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks,North");

        Assert.Equal(RequestImport.Utc("2026-01-01 09:00"), (await import.TicketAsync("1")).ResolvedAt);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_rejected_with_line_and_reason_and_the_good_ones_kept()
    {
        var import = new RequestImport(hub, "rejects");

        var summary = await import.FileAsync(RequestImport.Header + "\n"
            + "1,2015-06-01 09:00,,,Call,Tree,Parks,,,\"two\nlines\",,,\n"
            + "2,yesterday,,,Call,Tree,Parks,,,,,,\n"
            + "3,2015-06-01 09:00,,,Call\n"
            + "4,2015-06-01 09:00,31 June,,Call,Tree,Parks,,,,,,\n"
            + ",2015-06-01 09:00,,,Call,Tree,Parks,,,,,,\n"
            + "6,2015-06-01 09:00,,,Call,,Parks,,,,,,\n"
            + "7,2015-06-01 09:00,,,Call,Tree,Parks,,,\"never closed,,,\n"
            + "8,2015-06-01 09:00,,,Call,Tree,Parks,,,,,,\n");

        Assert.Equal(new ImportCounts(2, 0, 0, 6, 0, 0), summary.Counts);
        Assert.Equal("""
            line,reason,row
            4,"The opening time ""yesterday"" fits none of the date formats.","2,yesterday,,,Call,Tree,Parks,,,,,,"
            5,"The row has 5 fields, the header 13.","3,2015-06-01 09:00,,,Call"
            6,"The closing time ""31 June"" fits none of the date formats.","4,2015-06-01 09:00,31 June,,Call,Tree,Parks,,,,,,"
            7,"The row has no reference.",",2015-06-01 09:00,,,Call,Tree,Parks,,,,,,"
            8,"The row has no service.","6,2015-06-01 09:00,,,Call,,Parks,,,,,,"
            9,"A quotation mark is opened and never closed.","7,2015-06-01 09:00,,,Call,Tree,Parks,,,""never closed,,,"

            """.ReplaceLineEndings("\n"), import.Rejects);
        Assert.Equal("two\nlines", (await import.TicketAsync("1")).Details);
        Assert.Equal((4, "The opening time \"yesterday\" fits none of the date formats."), summary.FirstRejects[0]);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_is_found_and_the_others_of_its_batch_are_kept()
    {
        var import = new RequestImport(hub, "refused");
        await hub.ScalarAsync<string>("""
            create function refuse_elm() returns trigger language plpgsql as $$ begin if new.address = 'Elm' then raise exception 'No elms' using errcode = '23514'; end if; return new; end $$;
            create trigger refuse_elm before insert on tickets for each row execute function refuse_elm(); select 'done'
            """);

        var summary = await import.RowsAsync([.. Enumerable.Range(0, 9).Select(n => $"{n},2015-06-01 09:00,,,Call,New service {n},New area {n},,,,{(n == 6 ? "Elm" : "Oak")}")]);

        await hub.ScalarAsync<string>("drop trigger refuse_elm on tickets; drop function refuse_elm; select 'done'");
        Assert.Equal((8, 1), (summary.Counts.Added, summary.Counts.Rejected));
        Assert.Equal("The database refuses it: No elms.", summary.FirstRejects[0].Reason);
        Assert.Equal((8, 8, 8), (await import.CountAsync(), summary.NewServices.Count, summary.NewServiceAreas.Count));
        Assert.Equal(8, await hub.DatabaseAsync(db => db.Services.CountAsync(s => s.Name.StartsWith("New service "))));
    }

    [Fact]
    public async Task Channels_that_the_map_does_not_list_become_other_and_are_named_with_their_counts()
    {
        var import = new RequestImport(hub, "channels");

        var summary = await import.RowsAsync("1,2015-06-01 09:00,,,Pigeon,Tree,Parks", "2,2015-06-01 09:00,,,pigeon ,Tree,Parks", "3,2015-06-01 09:00,,,Pigeon,Tree,Parks", "4,2015-06-01 09:00,,,NA,Tree,Parks", "5,2015-06-01 09:00,,,Call,Tree,Parks");

        Assert.Equal([("Pigeon", 2), ("pigeon ", 1), (null, 1)], summary.UnlistedChannels);
        Assert.Equal((Channel.Other, "pigeon "), ((await import.TicketAsync("2")).Channel, (await import.TicketAsync("2")).Source));
        Assert.Null((await import.TicketAsync("4")).Source);
    }

    [Fact]
    public async Task A_ticket_keeps_its_rows_area_even_where_its_service_stands_under_another()
    {
        var import = new RequestImport(hub, "areas");

        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Shared service,First area", "2,2015-06-01 09:00,,,Call,Shared service,Second area", "3,2015-06-01 09:00,,,Call,Shared service,", "4,2015-06-01 09:00,,,Call,Unplaced service,NA");

        var rows = new List<(string Service, string Area)>();
        foreach (var reference in (string[])["1", "2", "3", "4"])
        {
            var ticket = await import.TicketAsync(reference);
            rows.Add((await hub.DatabaseAsync(db => db.Services.Where(s => s.Id == ticket.ServiceId).Select(s => s.Name).SingleAsync()), await hub.DatabaseAsync(db => db.ServiceAreas.Where(a => a.Id == ticket.ServiceAreaId).Select(a => a.Name).SingleAsync())));
        }
        Assert.Equal([("Shared service", "First area"), ("Shared service", "Second area"), ("Shared service", "First area"), ("Unplaced service", "Imported from areas")], rows);
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Services.CountAsync(s => s.Name == "Shared service")));
    }

    [Fact]
    public async Task A_request_about_a_restricted_service_of_the_hub_is_restricted()
    {
        var area = A.ServiceArea("Refuge area");
        await hub.SaveAsync(area, A.Service(area, "Refuge place", restricted: true));
        var import = new RequestImport(hub, "restricted");

        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Refuge place,Refuge area");

        Assert.True((await import.TicketAsync("1")).Restricted);
    }

    [Fact]
    public async Task Names_that_differ_in_case_or_spaces_only_are_different_services()
    {
        var import = new RequestImport(hub, "letters");

        var summary = await import.RowsAsync("1,2015-06-01 09:00,,,Call,Ökö Bäume,Letters", "2,2015-06-01 09:00,,,Call,ökö Bäume,Letters", "3,2015-06-01 09:00,,,Call,Ökö Bäume ,Letters", "4,2015-06-01 09:00,,,Call,木,Letters");

        Assert.Equal(["Ökö Bäume", "ökö Bäume", "Ökö Bäume ", "木"], summary.NewServices);
    }

    [Fact]
    public async Task Ancient_years_negative_durations_and_long_texts_are_kept()
    {
        var import = new RequestImport(hub, "ancient");
        var subject = new string('s', 5_000);

        var summary = await import.RowsAsync($"1,1851-05-01 09:00,1851-05-01 08:00,,Call,Tree,Parks,{new string('d', 5_000)},{subject}", "2,0001-01-02 00:00,9999-12-30 00:00,,Call,Tree,Parks", $"3,2015-06-01 09:00,,,{new string('c', 3_000)},Tree,Parks");

        Assert.Equal(new ImportCounts(3, 0, 0, 0, 1, 0), summary.Counts);
        var first = await import.TicketAsync("1");
        Assert.Equal((1851, subject, 5_000), (first.OpenedAt.Year, first.Subject, first.District!.Length));
        Assert.True(first.ResolvedAt < first.OpenedAt);
        Assert.Equal(3_000, (await import.TicketAsync("3")).Source!.Length);
        var report = await import.ReportAsync("1851-05-01", "1851-05-02");
        Assert.Equal((1, 1, 1, 0, null), (report.Requests, report.Closed, report.NegativeDurations, report.ValidClosed, report.MedianHours));
    }

    [Fact]
    public async Task One_entry_of_the_audit_trail_tells_of_a_run_and_one_of_each_record_that_it_changed()
    {
        var import = new RequestImport(hub, "audited");
        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks", "2,2015-06-01 09:00,,,Call,Tree,Parks");
        await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks,,Other words", "2,2015-06-01 09:00,,,Call,Tree,Parks");

        var runs = await hub.DatabaseAsync(db => db.ImportRuns.Where(r => r.System == "audited").OrderBy(r => r.StartedAt).ToListAsync());
        var entries = await hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordKind == RecordKind.Import && (e.RecordId == runs[0].Id || e.RecordId == runs[1].Id)).ToListAsync());
        var ticket = await import.TicketAsync("1");
        var changes = await hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == ticket.Id).ToListAsync());
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Equal(("ImportRequests", Actor.Operator.Id, "command line"), (e.Action, e.ActorId, e.From)));
        Assert.Equal(["subject"], Assert.Single(changes).Fields);
    }

    [Fact]
    public async Task A_reference_that_a_ticket_of_the_hub_has_is_not_taken_over()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync();
        await hub.SaveAsync(ExternalReference.Create("legacy", "L-1", raised.Id!.Value));

        var summary = await new RequestImport(hub, "legacy").RowsAsync("L-1,2015-06-01 09:00,,,Call,Tree,Parks", "L-2,2015-06-01 09:00,,,Call,Tree,Parks");

        Assert.Equal((1, 1), (summary.Counts.Added, summary.Counts.Rejected));
        Assert.Equal("A ticket that was not brought in has this reference already.", summary.FirstRejects[0].Reason);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("id,opened\n1,2\n", "The map names the column \"service\" for service, which the file does not have.")]
    [InlineData("id;opened;service\n1;2;3\n", "The file separates its fields by semicolons. Save it with commas (RFC 4180).")]
    [InlineData("id\topened\tservice\n1\t2\t3\n", "The file separates its fields by tabs. Save it with commas (RFC 4180).")]
    [InlineData("\uFEFFid,opened,service\n", CsvHeader.Utf16, true)]
    [InlineData("id,opened,service\n", CsvHeader.Utf16, true)]
    [InlineData("id,opened,service\r1,2,3\r", "The file's lines end with CR alone, as on old Macintoshes, so that it is one single line. Save it with LF or CRLF line ends.")]
    [InlineData("id,\"opened\n", "The file's header cannot be read. A quotation mark is opened and never closed.")]
    public async Task A_file_that_does_not_fit_the_map_is_refused_before_anything_is_written(string text, string problem, bool utf16 = false)
    {
        var result = await new RequestImport(hub, "unfit").TryAsync(new MemoryStream((utf16 ? System.Text.Encoding.Unicode : System.Text.Encoding.UTF8).GetBytes(text)));

        Assert.Equal(problem, result.Error!.Message);
        Assert.False(await hub.DatabaseAsync(db => db.ImportRuns.AnyAsync(r => r.System == "unfit")));
    }

    [Fact]
    public async Task Nobody_but_those_who_may_import_can()
    {
        var map = RequestMap.Read("""{"columns": {"reference": "id", "opened": "opened", "service": "service"}}""", "map.json").Value;

        var result = await hub.SendAsync(new ImportRequestsCommand(Stream.Null, "file.csv", map, () => TextWriter.Null), A.Actor(A.Staff(Role.Manager)));

        Assert.IsType<Forbidden>(result.Error);
    }
}
