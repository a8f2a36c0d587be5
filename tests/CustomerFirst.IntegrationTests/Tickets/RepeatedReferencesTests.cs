using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class RepeatedReferencesTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task The_same_reference_twice_in_a_file_is_one_request_and_the_later_row_counts()
    {
        var import = new RequestImport(hub, "twice");

        var summary = await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks", "1,2015-06-01 09:00,,,Call,Tree,Parks", "1,2015-06-01 09:00,,,Form,Tree,Parks");

        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0, 2), summary.Counts);
        Assert.Equal((1, Channel.Web), (await import.CountAsync(), (await import.TicketAsync("1")).Channel));
    }

    [Fact]
    public async Task A_file_with_a_reference_far_apart_changes_nothing_when_it_is_imported_again()
    {
        var import = new RequestImport(hub, "apart");
        string[] rows = ["1,2015-06-01 09:00,2015-06-02 09:00,,Call,Tree,Parks", .. Enumerable.Range(2, 2_500).Select(i => $"{i},2015-06-01 09:00,,,Call,Tree,Parks"), "1,2015-06-01 09:00,2015-06-03 09:00,,Form,Tree,Parks"];
        var first = await import.RowsAsync(rows);
        var ticket = await import.TicketAsync("1");

        var again = await import.RowsAsync(rows);

        Assert.Equal((new ImportCounts(2_501, 0, 0, 0, 0, 1), new ImportCounts(0, 0, 2_501, 0, 0, 1)), (first.Counts, again.Counts));
        Assert.Equal((RequestImport.Utc("2015-06-03 13:00"), Channel.Web), (ticket.ResolvedAt, ticket.Channel));
        Assert.Equal(ticket.Version, (await import.TicketAsync("1")).Version);
    }

    [Fact]
    public async Task Of_a_repeated_reference_the_last_row_that_can_be_read_counts()
    {
        var import = new RequestImport(hub, "last-good");

        var summary = await import.RowsAsync("1,2015-06-01 09:00,,,Call,Tree,Parks", "1,2015-06-01 09:00,,,Form,Tree,Parks", "1,yesterday,,,Call,Tree,Parks");

        Assert.Equal(new ImportCounts(1, 0, 0, 1, 0, 1), summary.Counts);
        Assert.Equal(Channel.Web, (await import.TicketAsync("1")).Channel);
    }

    [Fact]
    public async Task Another_system_may_use_the_same_references()
    {
        await new RequestImport(hub, "one").RowsAsync("77,2015-06-01 09:00,,,Call,Tree,Parks");

        var other = await new RequestImport(hub, "other").RowsAsync("77,2015-06-01 09:00,,,Call,Tree,Parks");

        Assert.Equal(1, other.Counts.Added);
    }
}
