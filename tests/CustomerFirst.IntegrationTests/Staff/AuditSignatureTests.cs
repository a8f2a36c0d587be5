using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>Somebody with all rights in the database puts rows into the audit trail.</summary>
public sealed class AuditSignatureTests : IAsyncLifetime
{
    private const int Genuine = 3;
    private readonly Hub hub = new();

    public async Task InitializeAsync()
    {
        await hub.InitializeAsync();
        for (var i = 0; i < Genuine; i++) await hub.DoAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word())), TheCustomer.Adviser());
        await SealAsync();
    }

    public Task DisposeAsync() => hub.DisposeAsync();

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(-10, false)]
    [InlineData(-600, false)]
    [InlineData(-600, true)]
    [InlineData(-260_000, false)]
    [InlineData(260_000, false)]
    public async Task An_entry_that_the_hub_did_not_write_is_found_before_and_after_the_next_sealing_whatever_its_time(int seconds, bool signedAsAnother)
    {
        var time = AuditChain.Kept(hub.Clock.GetUtcNow().AddSeconds(seconds));
        await AddAsync(like => new AuditEntry
        {
            Id = Ids.New(time), At = time, ActorKind = like.ActorKind, ActorId = like.ActorId, Action = like.Action, RecordKind = like.RecordKind, RecordId = like.RecordId, Fields = like.Fields, From = like.From,
            CorrelationId = like.CorrelationId, ValuesDigest = like.ValuesDigest, Signature = signedAsAnother ? like.Signature : null,
        });
        await AssertInsertedAsync();

        await SealAsync();
        await AssertInsertedAsync();
    }

    [Theory]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("00000000-0000-7000-8000-000000000001")]
    public async Task Sealing_goes_on_and_nothing_genuine_is_accused_after_somebody_put_in_an_id_of_any_time(string id)
    {
        var time = AuditChain.Kept(hub.Clock.GetUtcNow());
        await AddAsync(like => new AuditEntry { Id = Guid.Parse(id), At = time, ActorKind = like.ActorKind, ActorId = like.ActorId, Action = like.Action, RecordKind = like.RecordKind });
        await SealAsync();
        for (var later = 1; later <= 3; later++)
        {
            hub.Clock.Is(time.AddMinutes(20 * later));
            await hub.DoAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word())), TheCustomer.Adviser());
            await SealAsync();

            var found = await VerifyAsync();
            Assert.Equal((0, 1), (found.Pending, found.ProblemCount));
            Assert.Equal((AuditProblemKind.EntryInserted, Guid.Parse(id)), (found.Problems[0].Kind, found.Problems[0].EntryId));
        }
    }

    [Fact]
    public async Task The_search_and_its_file_mark_what_the_hub_did_not_write()
    {
        var time = AuditChain.Kept(hub.Clock.GetUtcNow());
        await AddAsync(_ => Viewed(time));
        await hub.TamperAsync("update audit_entries set actor_id = gen_random_uuid() where id = (select id from audit_entries order by id limit 1)");

        var page = await hub.DoAsync(new SearchAuditQuery(new AuditFilter(null, null, null, null, null)), TheCustomer.Someone(Role.Auditor));
        Assert.Equal((2, Genuine - 1), (page.Lines.Count(l => !l.Genuine), page.Lines.Count(l => l.Genuine)));
    }

    [Fact]
    public async Task A_genuine_entry_put_in_once_more_under_any_id_is_found()
    {
        await AddAsync(like => new AuditEntry
        {
            Id = Guid.NewGuid(), At = like.At, ActorKind = like.ActorKind, ActorId = like.ActorId, Action = like.Action, RecordKind = like.RecordKind, RecordId = like.RecordId, Fields = like.Fields, From = like.From,
            CorrelationId = like.CorrelationId, ValuesDigest = like.ValuesDigest, Signature = like.Signature,
        });

        await AssertInsertedAsync();
    }

    [Fact]
    public async Task An_entry_altered_before_it_is_sealed_is_found()
    {
        await hub.DoAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word())), TheCustomer.Adviser());
        await hub.TamperAsync("update audit_entries e set actor_id = gen_random_uuid() where not exists (select from audit_links l where l.entry_id = e.id)");
        await SealAsync();

        await AssertInsertedAsync();
    }

    [Fact]
    public async Task Entries_from_before_there_were_signatures_are_whole_and_found_out_by_their_time_alone()
    {
        await hub.TamperAsync("update audit_entries set signature = null", "update installation set entries_signed_from = now() + interval '1 day'");
        Assert.True((await VerifyAsync()).Whole);

        var late = AuditChain.Kept(hub.Clock.GetUtcNow().AddMinutes(-10));
        await AddAsync(_ => Viewed(late));
        // What comes so late is looked for once a minute.
        hub.Clock.Is(hub.Clock.GetUtcNow().AddMinutes(1));
        await SealAsync();
        // It may have waited for others. So it is only named.
        var found = await VerifyAsync();
        Assert.Equal((true, 1), (found.Whole, found.Late));
        Assert.Equal(late, Ids.TimeOf(Assert.Single(found.LateEntries)), TimeSpan.FromSeconds(1));

        await AddAsync(_ => Viewed(AuditChain.Kept(hub.Clock.GetUtcNow().AddHours(-1))));
        await SealAsync();
        await AssertInsertedAsync();
    }

    [Fact]
    public async Task The_signature_is_of_an_entry_as_PostgreSQL_keeps_it()
    {
        var signer = hub.Services.GetRequiredService<AuditSigner>();
        foreach (var (from, fields) in new (string?, string[])[] { ("command line", []), (null, ["a\"b\\c", "é\u00a0ü", "<&'>", "tab\tand\nline", "", "😀"]), ("2001:db8::1", ["service=x", "null"]) })
        {
            // More precise than PostgreSQL keeps it.
            var at = hub.Clock.GetUtcNow().AddTicks(7);
            await AddAsync(_ =>
            {
                var entry = new AuditEntry
                {
                    Id = Ids.New(at), At = at, ActorKind = "public", ActorId = A.Key(), Action = "viewed", RecordKind = RecordKind.Ticket, Fields = fields, From = from, CorrelationId = "c", RestrictedAreaId = A.Key(), ValuesDigest = [1, 0xfe],
                };
                entry.Signature = signer.Sign(entry);
                return entry;
            });
        }
        Assert.Equal((3, true), await VerifyAsync() is var pending ? (pending.Pending, pending.Whole) : default);

        await SealAsync();
        Assert.Equal((Genuine + 3, true), await VerifyAsync() is var found ? (found.Entries, found.Whole) : default);
    }

    private static AuditEntry Viewed(DateTimeOffset at) => new() { Id = Ids.New(at), At = at, ActorKind = "staff", ActorId = A.Key(), Action = "viewed", RecordKind = RecordKind.Customer, RecordId = A.Key() };

    private Task<int> AddAsync(Func<AuditEntry, AuditEntry> made) => hub.DatabaseAsync(async db =>
    {
        db.Add(made(await db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Id).FirstAsync()));
        return await db.SaveChangesAsync();
    });

    private async Task AssertInsertedAsync() => Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await VerifyAsync()).Problems).Kind);

    private async Task SealAsync() => await hub.DoAsync(new SealAuditCommand(), Actor.Job);

    private Task<AuditVerification> VerifyAsync() => hub.DoAsync(new VerifyAuditQuery(), TheCustomer.Someone(Role.Auditor));
}
