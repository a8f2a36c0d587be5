using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>With who a customer is goes what was written on their tickets, or it is kept for a reason. The figures stay either way.</summary>
public sealed class ErasedTicketTextsTests : IAsyncLifetime
{
    private readonly Hub _hub = new();
    private readonly Actor _steward = TheCustomer.Someone(Role.Steward);
    // In every text of the customer's tickets, and in nothing else.
    private readonly string _said = $"gossip{TheCustomer.Word()}";
    private TicketScene _scene = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _scene = await TicketScene.SetAsync(_hub);
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Everything_that_was_written_goes_and_every_state_time_and_figure_stays()
    {
        var ticket = await WrittenAsync();
        var (figures, intervals) = (await FiguresAsync(ticket), await IntervalsAsync(ticket));

        await _hub.DoAsync(new AnonymiseCustomerCommand(_scene.Customer.Id, _scene.Customer.Version, "Asked for") { Texts = TextsOfTickets.Remove }, _steward);

        var tables = await _hub.DatabaseAsync(db => db.Database.SqlQuery<string>($"select tablename::text as \"Value\" from pg_tables where schemaname = 'public'").ToListAsync());
        var found = new List<string>();
        foreach (var table in tables)
            if (await _hub.ScalarAsync<long>($"select count(*) from \"{table}\" t where t::text ilike '%{_said}%'") > 0) found.Add(table);
        Assert.Empty(found);
        Assert.Equal(0, await _hub.ScalarAsync<long>("select count(*) from attachment_contents"));
        Assert.Equal(figures, await FiguresAsync(ticket));
        Assert.Equal(intervals, await IntervalsAsync(ticket));
        var view = await _scene.GetAsync(ticket);
        Assert.Equal((RemovedTexts.Words, RemovedTexts.Words), (view.Subject, view.Details));
        Assert.Equal([("Since when?", RemovedTexts.Words)], view.Answers.Select(a => (a.Question, a.Value)));
        Assert.Empty((await _hub.DoAsync(new FindCustomersQuery(_said), _steward)).Customers);
        // The trail says that and when, not what, and is whole.
        var entry = Assert.Single(await _hub.DatabaseAsync(db => db.Set<Application.Pipeline.AuditEntry>().Where(e => e.RecordId == ticket && e.Action == "AnonymiseCustomer").ToListAsync()));
        Assert.Equal(["texts_removed_at"], entry.Fields);
        Assert.Contains("ticket_texts_removed", await _hub.DatabaseAsync(db => db.Set<Application.Pipeline.AuditEntry>().Where(e => e.RecordId == _scene.Customer.Id && e.Action == "AnonymiseCustomer").Select(e => e.Fields).SingleAsync()));
        _hub.Clock.Pass(TimeSpan.FromHours(1));
        await _hub.DoAsync(new SealAuditCommand(), Actor.Job);
        Assert.True((await _hub.DoAsync(new VerifyAuditQuery(), Actor.Operator)).Whole);
    }

    [Fact]
    public async Task Texts_that_must_be_kept_stay_with_the_reason_in_the_trail()
    {
        var ticket = await WrittenAsync();
        var command = new AnonymiseCustomerCommand(_scene.Customer.Id, _scene.Customer.Version, "Asked for") { Texts = TextsOfTickets.Keep };
        Assert.Equal(["Enter why the texts of tickets must be kept"], Assert.IsType<Invalid>((await _hub.SendAsync(command, _steward)).Error).Problems["KeptBecause"]);
        Assert.Equal(["Texts"], Assert.IsType<Invalid>((await _hub.SendAsync(command with { Texts = null }, _steward)).Error).Problems.Keys);

        await _hub.DoAsync(command with { KeptBecause = "A claim against the council" }, _steward);

        Assert.Equal($"About {_said}", (await _scene.GetAsync(ticket)).Subject);
        Assert.Equal(1, await _hub.ScalarAsync<long>("select count(*) from audit_values where \"values\" like '%Asked for. The texts of tickets are kept because: A claim against the council%'"));
    }

    [Fact]
    public async Task While_a_ticket_is_open_nothing_is_erased_and_the_ticket_is_named_unless_nobody_may_know_of_it()
    {
        var open = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Customer.Id, Subject = $"About {_said}" });
        var command = new AnonymiseCustomerCommand(_scene.Customer.Id, _scene.Customer.Version, "Asked for") { Texts = TextsOfTickets.Remove };

        var refused = Assert.IsType<NotAccepted>((await _hub.SendAsync(command, _steward)).Error);
        Assert.Equal(("Texts", true), (refused.Field, refused.Message.Contains(open.Reference!, StringComparison.Ordinal)));
        Assert.Equal($"About {_said}", (await _scene.GetAsync(open.Id!.Value)).Subject);
        Assert.Equal(ErasureState.Active, (await _hub.DoAsync(new GetCustomerQuery(_scene.Customer.Id), _steward)).Erasure);

        var restricted = await _scene.RaiseRestrictedAsync(_scene.Neighbour.Id);
        var silent = Assert.IsType<NotAccepted>((await _hub.SendAsync(command with { CustomerId = _scene.Neighbour.Id, Version = _scene.Neighbour.Version }, _steward)).Error);
        Assert.Contains("ask whoever answers for data protection", silent.Message, StringComparison.Ordinal);
        Assert.NotNull(restricted.Id);
    }

    [Fact]
    public async Task What_others_asked_stays_and_what_this_customer_reported_on_their_tickets_goes()
    {
        var others = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Neighbour.Id, Subject = "The neighbour's own" });
        var call = await _scene.CallAsync(_scene.Customer.Id);
        await _hub.DoAsync(new AddToTicketCommand(others.Id!.Value, _said) { ContactId = call.Id }, _scene.Adviser);
        await _hub.DoAsync(new AddNoteCommand(others.Id.Value, "Said by the neighbour"), _scene.Adviser);

        await _hub.DoAsync(new AnonymiseCustomerCommand(_scene.Customer.Id, _scene.Customer.Version, "Asked for") { Texts = TextsOfTickets.Remove }, _steward);

        Assert.Equal("The neighbour's own", (await _scene.GetAsync(others.Id.Value)).Subject);
        Assert.Equal([RemovedTexts.Words, "Said by the neighbour"], await _hub.DatabaseAsync(db => db.TicketEntries.Where(e => e.TicketId == others.Id).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Text).ToListAsync()));
    }

    [Fact]
    public async Task Files_in_a_folder_go_once_the_erasing_is_saved_and_not_when_it_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("cf-erased-");
        _hub.Services.GetRequiredService<AttachmentOptions>().Folder = folder.FullName;
        try
        {
            await WrittenAsync();
            var open = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Customer.Id });
            var command = new AnonymiseCustomerCommand(_scene.Customer.Id, _scene.Customer.Version, "Asked for") { Texts = TextsOfTickets.Remove };
            Assert.IsType<NotAccepted>((await _hub.SendAsync(command, _steward)).Error);
            Assert.Single(folder.EnumerateFiles("*", SearchOption.AllDirectories));

            await _hub.DoAsync(new CancelTicketCommand { TicketId = open.Id!.Value, Version = (await _scene.GetAsync(open.Id.Value)).Version, Reason = "Withdrawn" }, _scene.Officer);
            await _hub.DoAsync(command, _steward);
            Assert.Empty(folder.EnumerateFiles("*", SearchOption.AllDirectories));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_is_only_ever_appended_can_be_changed_to_the_words_of_its_removal_and_to_nothing_else()
    {
        await WrittenAsync();

        foreach (var sql in (string[])["update ticket_entries set text = 'Other'", "update ticket_entries set text = 'Removed on request', at = now()", "update ticket_intervals set reason = 'Other'", "update ticket_intervals set \"from\" = now()"])
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _hub.DatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }

    private async Task<Guid> WrittenAsync()
    {
        var raised = await _scene.RaiseAsync(_scene.Raising() with
        {
            CustomerId = _scene.Customer.Id, Subject = $"About {_said}", Details = $"Details {_said}", Answers = new Dictionary<string, string?> { ["since"] = "2026-01-02" },
            Location = new TicketLocation { Address = $"1 {_said} Row", Latitude = 52.5, Longitude = -1.9 },
        });
        var id = raised.Id!.Value;
        await _hub.DoAsync(new AddNoteCommand(id, $"Note {_said}"), _scene.Adviser);
        await _hub.DoAsync(new AddUpdateCommand(id, $"Update {_said}"), _scene.Adviser);
        await _hub.DoAsync(new AddAttachmentCommand(id, $"{_said}.txt", System.Text.Encoding.ASCII.GetBytes($"File {_said}"), CustomerMaySee: true), _scene.Adviser);
        await _hub.DoAsync(new CancelTicketCommand { TicketId = id, Version = (await _scene.GetAsync(id)).Version, Reason = $"Reason {_said}" }, _scene.Officer);
        return id;
    }

    private Task<string> FiguresAsync(Guid ticket) => _hub.ScalarAsync<string>($"""
        select concat_ws('|', reference, service_id, service_area_id, team_id, ward_id, constituency_id, channel, state, priority, opened_at, first_reply_at, resolved_at, closed_at, ended_at, reopened_count, resolution_due_at) from tickets where id = '{ticket}'
        """);

    private Task<string> IntervalsAsync(Guid ticket) => _hub.ScalarAsync<string>($"select string_agg(concat_ws('|', sequence, step, state, running, \"from\", \"by\", team_id), ';' order by sequence) from ticket_intervals where ticket_id = '{ticket}'");
}
