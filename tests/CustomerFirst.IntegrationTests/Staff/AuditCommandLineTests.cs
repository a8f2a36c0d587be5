using CustomerFirst.Cli.Common;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class AuditCommandLineTests : IAsyncLifetime
{
    private readonly Hub hub = new();

    public Task InitializeAsync() => hub.InitializeAsync();

    public Task DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task Verifying_seals_what_is_pending_prints_the_head_alone_and_fails_once_somebody_tampered()
    {
        for (var i = 0; i < 3; i++) await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));

        var (status, head, said) = await RunAsync();
        Assert.True(status == 0, said);
        Assert.Matches("^[0-9a-f]{64}$", head.Trim());
        Assert.Contains("The audit trail is whole: 3 entries in 1 seal, 0 not yet sealed, 0 problems.", said, StringComparison.Ordinal);

        await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));
        Assert.Equal(0, (await RunAsync("--expect", head.Trim())).Status);
        Assert.Equal(1, (await RunAsync("--expect", new string('0', 64))).Status);
        Assert.Equal(1, (await RunAsync("--expect", "nonsense")).Status);

        await hub.TamperAsync("update audit_entries set action = 'nothing' where id = (select entry_id from audit_links where position = 1)");
        var (failed, _, told) = await RunAsync();
        Assert.Equal(1, failed);
        Assert.Contains("entryAltered: Entry ", told, StringComparison.Ordinal);
        Assert.Contains("THE AUDIT TRAIL IS DAMAGED", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sealed_is_verified_though_sealing_fails()
    {
        await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));
        Assert.Equal(0, (await RunAsync()).Status);
        await hub.TamperAsync("create function no_more_seals() returns trigger language plpgsql as $$ begin raise exception 'No more seals'; end $$", "create trigger no_more before insert on audit_seals for each row execute function no_more_seals()");
        await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));

        var (status, head, said) = await RunAsync();

        Assert.Equal(1, status);
        Assert.Matches("^[0-9a-f]{64}$", head.Trim());
        Assert.Contains("The audit trail is whole: 1 entry in 1 seal, 1 not yet sealed, 0 problems.", said, StringComparison.Ordinal);
        Assert.Contains("New entries could not be sealed: ", said, StringComparison.Ordinal);
        Assert.Contains("No more seals", said, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Output, string Said)> RunAsync(params string[] more)
    {
        var (output, said) = (new StringWriter(), new StringWriter());
        var status = await CommandLine.RunAsync(["audit", "verify", .. more, "--connection", hub.ConnectionString], new Terminal(output, said));
        return (status, output.ToString(), said.ToString());
    }
}
