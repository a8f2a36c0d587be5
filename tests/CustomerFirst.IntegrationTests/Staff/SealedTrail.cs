using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>A hub whose audit trail has twelve entries in three seals, and what somebody with all rights in its database does to it.</summary>
internal sealed class SealedTrail
{
    public static readonly Actor Auditor = TheCustomer.Someone(Role.Auditor);

    public Hub Hub { get; } = new();

    public async Task InitializeAsync()
    {
        await Hub.InitializeAsync();
        var adviser = TheCustomer.Adviser();
        // Three seals: created; changed, which leaves values; looked at.
        var people = new List<Guid>();
        for (var i = 0; i < 4; i++) people.Add(await CreateAsync(adviser));
        await SealAsync();
        foreach (var id in people) await Hub.DoAsync(new ChangeCustomerCommand(id, 1, TheCustomer.Named("Changed")), adviser);
        await SealAsync();
        foreach (var id in people) await Hub.DoAsync(new GetCustomerQuery(id), adviser);
        await SealAsync();
    }

    public Task DisposeAsync() => Hub.DisposeAsync();

    /// <summary>One entry without a reason, and so without values: nobody is like another.</summary>
    public async Task<Guid> CreateAsync(Actor adviser) => (await Hub.DoAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word())), adviser)).CustomerId;

    /// <summary>An entry that the hub signed.</summary>
    /// <param name="idTime">The time in its id.</param>
    /// <param name="at">The time that it says; null for the same.</param>
    public Task<int> InsertAsync(DateTimeOffset idTime, DateTimeOffset? at) => Hub.DatabaseAsync(async db =>
    {
        db.Add(Entry(AuditChain.Kept(idTime), at is { } said ? AuditChain.Kept(said) : null));
        return await db.SaveChangesAsync();
    });

    /// <summary>The same, not saved.</summary>
    public AuditEntry Entry(DateTimeOffset idTime, DateTimeOffset? at = null)
    {
        var entry = new AuditEntry { Id = Ids.New(idTime), At = at ?? idTime, ActorKind = "staff", ActorId = Guid.NewGuid(), Action = "viewed", RecordKind = RecordKind.Customer, RecordId = Guid.NewGuid() };
        entry.Signature = Hub.Services.GetRequiredService<AuditSigner>().Sign(entry);
        return entry;
    }

    public async Task SealAsync() => await Hub.DoAsync(new SealAuditCommand(), Actor.Job);

    public Task<AuditVerification> VerifyAsync(string? expect = null) => Hub.DoAsync(new VerifyAuditQuery(expect), Auditor);

    /// <summary>Statements that no trigger stops.</summary>
    public Task TamperAsync(params string[] statements) => Hub.TamperAsync(statements);
}
