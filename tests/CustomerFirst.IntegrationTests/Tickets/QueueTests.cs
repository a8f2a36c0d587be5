using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class QueueTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task Every_sort_pages_forwards_and_backwards_through_the_same_rows_without_a_gap()
    {
        var scene = await TicketScene.SetAsync(hub);
        for (var i = 0; i < 17; i++)
        {
            var ticket = await scene.RaiseAsync(scene.Raising() with { Priority = (Priority)(i % 4) });
            if (i % 3 == 0) await hub.DoAsync(new WaitTicketCommand { TicketId = ticket.Id!.Value, Version = 1, For = TicketState.WaitingForCustomer, Reason = "Photo" }, scene.Adviser);
        }
        var filter = new TicketFilter { Areas = [scene.Area.Id] };
        foreach (var sort in Enum.GetValues<TicketSort>())
        {
            foreach (var descending in new[] { false, true })
            {
                var whole = (await hub.DoAsync(new ListTicketsQuery(filter) { Sort = sort, Descending = descending }, scene.Adviser)).Page.Rows.Select(r => r.Id).ToList();
                var pages = new List<TicketPage>();
                string? after = null;
                do
                {
                    pages.Add((await hub.DoAsync(new ListTicketsQuery(filter) { Sort = sort, Descending = descending, After = after, Limit = 5 }, scene.Adviser)).Page);
                    after = pages[^1].Next;
                }
                while (after is not null);
                Assert.Equal(17, whole.Count);
                Assert.Equal(whole, pages.SelectMany(p => p.Rows).Select(r => r.Id));
                Assert.Null(pages[0].Previous);
                for (var i = pages.Count - 1; i > 0; i--)
                {
                    var back = (await hub.DoAsync(new ListTicketsQuery(filter) { Sort = sort, Descending = descending, Before = pages[i].Previous, Limit = 5 }, scene.Adviser)).Page;
                    Assert.Equal(pages[i - 1].Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
                    Assert.Equal(i == 1, back.Previous is null);
                    Assert.NotNull(back.Next);
                }
            }
        }
    }

    [Theory]
    [InlineData(TicketSort.Due)]
    [InlineData(TicketSort.Opened)]
    [InlineData(TicketSort.Updated)]
    [InlineData(TicketSort.Priority)]
    [InlineData(TicketSort.Reference)]
    public async Task Every_order_of_open_tickets_comes_out_of_an_index_from_any_page_on(TicketSort sort)
    {
        var scene = await TicketScene.SetAsync(hub);
        for (var i = 0; i < 4; i++) await scene.RaiseAsync(scene.Raising() with { Priority = (Priority)i });
        var list = hub.Services.GetRequiredService<TicketList>();
        var first = await list.ReadAsync(new TicketFilter(), scene.Adviser, sort, false, null, null, 1, default);
        foreach (var after in new[] { null, first.Next })
        {
            var plan = await PlanAsync(list.Statement(new TicketFilter(), scene.Adviser, sort, false, after, null, 50));
            Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal));
            Assert.Contains(plan, line => line.Contains("Index", StringComparison.Ordinal) && line.Contains(sort == TicketSort.Reference ? "ix_tickets_reference" : $"ix_tickets_open_by_{sort.Code()}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("service")]
    [InlineData("area")]
    [InlineData("team")]
    [InlineData("ward")]
    [InlineData("state")]
    [InlineData("priority")]
    public async Task What_is_open_of_one_thing_comes_out_of_an_index_in_the_order_of_its_due_times(string thing)
    {
        var scene = await TicketScene.SetAsync(hub);
        var filter = thing switch
        {
            "service" => new TicketFilter { Services = [Guid.NewGuid()] },
            "area" => new TicketFilter { Areas = [Guid.NewGuid()] },
            "team" => new TicketFilter { Teams = [Guid.NewGuid()] },
            "ward" => new TicketFilter { Wards = [Guid.NewGuid()] },
            "state" => new TicketFilter { States = [TicketState.New] },
            _ => new TicketFilter { Priorities = [Priority.Urgent] },
        };

        var plan = await PlanAsync(hub.Services.GetRequiredService<TicketList>().Statement(filter, scene.Adviser, TicketSort.Due, false, null, null, 50), $"ix_tickets_open_by_{thing}");

        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal));
    }

    // With few rows PostgreSQL would rather sort, or read another index: what is asked here is whether it could go by the right one.
    private async Task<List<string>> PlanAsync((string Sql, IEnumerable<NpgsqlParameter> Parameters) statement, string? onlyIndex = null)
    {
        await using var connection = await hub.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var others = onlyIndex is null ? "" : $"""
            do $$ declare x text; begin
              for x in select indexrelid::regclass::text from pg_index where indrelid = 'tickets'::regclass and not indisprimary and indexrelid::regclass::text not in ('{onlyIndex}', 'ix_tickets_reference') loop execute 'drop index ' || x; end loop;
            end $$
            """;
        await using (var set = new NpgsqlCommand($"set local enable_sort = off; set local enable_seqscan = off; set local enable_bitmapscan = off; {others}", connection)) await set.ExecuteNonQueryAsync();
        await using var explain = new NpgsqlCommand("explain " + statement.Sql, connection);
        foreach (var parameter in statement.Parameters) explain.Parameters.Add(parameter);
        var plan = new List<string>();
        await using var rows = await explain.ExecuteReaderAsync();
        while (await rows.ReadAsync()) plan.Add(rows.GetString(0));
        return plan;
    }

    [Fact]
    public async Task Lists_with_ended_tickets_go_by_opening_the_newest_first_and_refuse_the_orders_of_open_ones()
    {
        var scene = await TicketScene.SetAsync(hub);
        var (old, recent) = (await scene.RaiseAsync(), await scene.RaiseAsync());
        var filter = new TicketFilter { Areas = [scene.Area.Id], Scope = TicketScope.Any };
        Assert.Equal([recent.Id!.Value, old.Id!.Value], (await hub.DoAsync(new ListTicketsQuery(filter), scene.Adviser)).Page.Rows.Select(r => r.Id));
        Assert.Equal([old.Id.Value, recent.Id.Value], (await hub.DoAsync(new ListTicketsQuery(filter) { Sort = TicketSort.Opened }, scene.Adviser)).Page.Rows.Select(r => r.Id));
        Assert.IsType<Invalid>((await hub.SendAsync(new ListTicketsQuery(filter) { Sort = TicketSort.Updated }, scene.Adviser)).Error);
        var delivered = filter with { ResolvedFrom = new DateOnly(2020, 1, 1) };
        Assert.Empty((await hub.DoAsync(new ListTicketsQuery(delivered), scene.Adviser)).Page.Rows);
    }

    [Fact]
    public async Task Due_puts_paused_tickets_last_and_priority_puts_urgent_ones_first()
    {
        var scene = await TicketScene.SetAsync(hub);
        var paused = await scene.RaiseAsync();
        await hub.DoAsync(new WaitTicketCommand { TicketId = paused.Id!.Value, Version = 1, For = TicketState.WaitingForCustomer, Reason = "Photo" }, scene.Adviser);
        var (normal, urgent) = (await scene.RaiseAsync(), await scene.RaiseAsync(scene.Raising() with { Priority = Priority.Urgent }));
        Assert.Equal(paused.Id, (await ListAsync(scene, new TicketFilter(), TicketSort.Due)).Last());
        Assert.Equal([urgent.Id!.Value, normal.Id!.Value, paused.Id.Value], await ListAsync(scene, new TicketFilter(), TicketSort.Priority));
    }

    [Fact]
    public async Task Each_filter_finds_its_tickets_and_no_other()
    {
        var scene = await TicketScene.SetAsync(hub);
        var plain = await scene.RaiseAsync();
        var graffiti = await scene.RaiseAsync(scene.Raising(scene.Graffiti) with { Channel = Channel.Email, Priority = Priority.High, Location = new TicketLocation(Latitude: 52.5, Longitude: -1.9) });
        var mine = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.KeptInHand });
        var done = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." });
        var waiting = await scene.RaiseAsync();
        await hub.DoAsync(new WaitTicketCommand { TicketId = waiting.Id!.Value, Version = 1, For = TicketState.WaitingForCustomer, Reason = "Photo" }, scene.Adviser);
        var ward = (await scene.GetAsync(graffiti.Id!.Value)).Place.WardId!.Value;
        var today = CouncilTime.DateOf(hub.Clock.GetUtcNow());
        async Task Finds(TicketFilter filter, params RaisedTicket[] expected) => Assert.Equal(expected.Select(t => t.Id!.Value).Order(), (await ListAsync(scene, filter)).Order());

        await Finds(new TicketFilter(), plain, graffiti, mine, waiting);
        await Finds(new TicketFilter { Scope = TicketScope.Any }, plain, graffiti, mine, done, waiting);
        await Finds(new TicketFilter { Scope = TicketScope.Ended }, done);
        await Finds(new TicketFilter { Services = [scene.Graffiti.Id] }, graffiti);
        await Finds(new TicketFilter { Channels = [Channel.Email] }, graffiti);
        await Finds(new TicketFilter { Priorities = [Priority.High, Priority.Urgent] }, graffiti);
        await Finds(new TicketFilter { Wards = [ward] }, graffiti);
        await Finds(new TicketFilter { Teams = [scene.OtherTeam.Id] });
        await Finds(new TicketFilter { States = [TicketState.InHand, TicketState.Resolved] }, mine, done);
        await Finds(new TicketFilter { Assignee = scene.AdviserAccount.Id }, mine);
        await Finds(new TicketFilter { Unassigned = true }, plain, graffiti, waiting);
        await Finds(new TicketFilter { Due = DueFilter.Paused }, waiting);
        await Finds(new TicketFilter { Due = DueFilter.Overdue });
        await Finds(new TicketFilter { Due = DueFilter.Week }, plain, graffiti, mine);
        await Finds(new TicketFilter { FirstContact = FirstContactFilter.Marked, Scope = TicketScope.Any }, done);
        await Finds(new TicketFilter { Target = TargetFilter.Met, Scope = TicketScope.Any }, done);
        await Finds(new TicketFilter { Target = TargetFilter.Missed, Scope = TicketScope.Any });
        await Finds(new TicketFilter { RaisedFrom = today, RaisedTo = today }, plain, graffiti, mine, waiting);
        await Finds(new TicketFilter { RaisedTo = today.AddDays(-1) });
        await Finds(new TicketFilter { ResolvedFrom = today, Scope = TicketScope.Any }, done);
        await Finds(new TicketFilter { Reopened = true });
    }

    [Fact]
    public void A_filter_survives_its_query_string_and_passes_over_what_is_none()
    {
        var filter = new TicketFilter
        {
            Teams = [A.Key(), A.Key()], States = [TicketState.WithService], Scope = TicketScope.Any, Assignee = A.Key(), Channels = [Channel.HomeVisit], Due = DueFilter.Week,
            RaisedFrom = new DateOnly(2026, 1, 2), ResolvedTo = new DateOnly(2026, 3, 4), Reopened = true, Target = TargetFilter.Missed,
            FirstContact = FirstContactFilter.CountedNet, Trackable = true, Without = [TicketPart.Ward, TicketPart.Team],
        };
        var read = TicketFilter.Read(filter.Pairs().Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));
        Assert.Equal(filter.Query(), read.Query());
        // As filters say that were kept before first contact had several definitions.
        Assert.Equal(FirstContactFilter.Marked, TicketFilter.Read([new("firstContact", "1")]).FirstContact);
        Assert.Equal("", TicketFilter.Read([new("team", "x"), new("state", "gone"), new("from", "yesterday"), new("other", "1")]).Query());
    }

    [Fact]
    public async Task Filters_are_kept_by_person_and_replaced_by_name()
    {
        var scene = await TicketScene.SetAsync(hub);
        await hub.DoAsync(new SaveFilterCommand(" Overdue ", new TicketFilter { Due = DueFilter.Overdue }), scene.Adviser);
        var kept = await hub.DoAsync(new SaveFilterCommand("Overdue", new TicketFilter { Due = DueFilter.Week }), scene.Adviser);
        Assert.Equal([kept], (await hub.DoAsync(new GetSavedFiltersQuery(), scene.Adviser)).Filters);
        Assert.Equal(("Overdue", "due=week"), (kept.Name, kept.Query));
        Assert.Empty((await hub.DoAsync(new GetSavedFiltersQuery(), scene.Manager)).Filters);
        Assert.IsType<NotFound>((await hub.SendAsync(new RemoveFilterCommand(kept.Id), scene.Manager)).Error);
        await hub.DoAsync(new RemoveFilterCommand(kept.Id), scene.Adviser);
        Assert.Empty((await hub.DoAsync(new GetSavedFiltersQuery(), scene.Adviser)).Filters);
    }

    [Fact]
    public async Task An_export_holds_every_row_runs_no_formula_and_stands_in_the_audit_trail()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.RaiseAsync(scene.Raising() with { Subject = "=HYPERLINK(\"http://evil.example\",\"x\")", CustomerId = scene.Customer.Id });
        await scene.RaiseAsync(scene.Raising() with { Subject = "Bin, \"green\"" });
        Assert.IsType<Forbidden>((await hub.SendAsync(new ExportTicketsCommand(new TicketFilter()), scene.Adviser)).Error);
        var export = await hub.DoAsync(new ExportTicketsCommand(new TicketFilter { Services = [scene.Bins.Id] }), scene.Manager);
        using var stream = new MemoryStream();
        await export.WriteAsync(stream, CancellationToken.None);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("reference,service,service area,subject,", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{ticket.Reference},{scene.Bins.Name},{scene.Area.Name},\"'=HYPERLINK(\"\"http", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"Bin, \"\"green\"\"\"", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("Marlow", text, StringComparison.Ordinal);
        Assert.Equal($"service={scene.Bins.Id}", await hub.ScalarAsync<string>("select fields[1] from audit_entries where action = 'ExportTickets' and actor_id = @who", ("who", scene.ManagerAccount.Id)));
    }

    [Fact]
    public async Task Home_shows_my_tickets_my_teams_queue_my_contacts_and_todays_figures()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        var kept = await scene.RaiseAsync(scene.Raising() with { ContactId = call.Id, Channel = null, Then = AfterRaising.KeptInHand });
        await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "Done." });
        var queued = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.HandedOver });
        var adviser = await hub.DoAsync(new GetMyWorkQuery(), scene.Adviser);
        Assert.Equal((call.Id, 1), (adviser.Contacts.Single().Id, adviser.Contacts[0].Tickets));
        Assert.Equal(kept.Id!.Value, adviser.Mine.Single().Id);
        Assert.Null(adviser.QueueFilter);
        Assert.Equal(new TodaysFigures(1, 3, 1, 1, 0, 0, 0), adviser.Today);
        var officer = await hub.DoAsync(new GetMyWorkQuery(), scene.Officer);
        Assert.Equal(queued.Id!.Value, officer.Queue.Single().Id);
        Assert.Equal(new TodaysFigures(0, 0, 0, 0, 0, 1, 0), officer.Today);
    }

    private async Task<List<Guid>> ListAsync(TicketScene scene, TicketFilter filter, TicketSort sort = TicketSort.Opened) =>
        [.. (await hub.DoAsync(new ListTicketsQuery(filter with { Areas = [scene.Area.Id] }) { Sort = sort }, scene.Adviser)).Page.Rows.Select(r => r.Id)];
}
