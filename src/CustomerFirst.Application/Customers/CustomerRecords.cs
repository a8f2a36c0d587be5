using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>How a customer is reached: through the key, and only as far as the erasure state lets the asker.</summary>
internal static class CustomerRecords
{
    /// <summary>The record that answers to a key; null when there is none.</summary>
    public static Task<Guid?> RecordOfAsync(this CustomerFirstDb db, Guid key, CancellationToken token) =>
        db.CustomerKeys.Where(k => k.Key == key).Select(k => (Guid?)k.CustomerId).FirstOrDefaultAsync(token);

    /// <summary>Every key that leads to a record; what other tables hold of a customer is found by these.</summary>
    public static IQueryable<Guid> KeysOf(this CustomerFirstDb db, Guid customerId) => db.CustomerKeys.Where(k => k.CustomerId == customerId).Select(k => k.Key);

    /// <summary>Customers whose data an actor may use: blocked ones are there for stewards only, erased ones for nobody, and records that another one stands for not at all.</summary>
    public static IQueryable<Customer> UsableBy(this IQueryable<Customer> customers, Actor actor) =>
        actor.May(Permission.StewardCustomers)
            ? customers.Where(c => c.MergedIntoId == null && (c.Erasure == ErasureState.Active || c.Erasure == ErasureState.Blocked))
            : customers.Where(c => c.MergedIntoId == null && c.Erasure == ErasureState.Active);

    /// <summary>The same for SQL written by hand: the states of records that an actor may use.</summary>
    public static string[] UsableStates(Actor actor) =>
        actor.May(Permission.StewardCustomers) ? [ErasureState.Active.Code(), ErasureState.Blocked.Code()] : [ErasureState.Active.Code()];

    /// <summary>The record that answers to a key, if an actor may use its data; null otherwise.</summary>
    public static async Task<Guid?> UsableRecordOfAsync(this CustomerFirstDb db, Guid key, Actor actor, CancellationToken token) =>
        await db.RecordOfAsync(key, token) is { } id && await db.Customers.UsableBy(actor).AnyAsync(c => c.Id == id, token) ? id : null;

    /// <summary>Why an actor may not open a record; null when they may. Of an anonymised record what remains may be seen.</summary>
    public static Error? Refusal(ErasureState erasure, Actor actor) => erasure switch
    {
        ErasureState.Deleted => new NotFound("customer"),
        ErasureState.Blocked when !actor.May(Permission.StewardCustomers) => new RecordBlocked(),
        _ => null,
    };

    /// <summary>The whole aggregate, tracked.</summary>
    public static Task<Customer?> LoadAsync(this CustomerFirstDb db, Guid customerId, CancellationToken token) => db.Whole().FirstOrDefaultAsync(c => c.Id == customerId, token);

    /// <summary>The record that answers to a key, to be changed as somebody read it: <see cref="NotFound"/>, <see cref="RecordBlocked"/>, <see cref="RecordErased"/> or <see cref="Stale"/> where it cannot be.</summary>
    public static async Task<Result<Customer>> ToChangeAsync(this CustomerFirstDb db, Guid key, int version, Actor actor, CancellationToken token)
    {
        if (await db.RecordOfAsync(key, token) is not { } id || await db.LoadAsync(id, token) is not { } customer) return new NotFound("customer");
        if (Refusal(customer.Erasure, actor) is { } refusal) return refusal;
        if (customer.Erasure == ErasureState.Anonymised) return new RecordErased();
        return customer.Version == version ? customer : new Stale(customer.Version);
    }

    /// <summary>Several whole aggregates, tracked.</summary>
    public static Task<List<Customer>> LoadAsync(this CustomerFirstDb db, IReadOnlyCollection<Guid> customerIds, CancellationToken token) => db.Whole().Where(c => customerIds.Contains(c.Id)).ToListAsync(token);

    private static IQueryable<Customer> Whole(this CustomerFirstDb db) =>
        db.Customers.Include(c => c.Names).Include(c => c.ContactPoints).Include(c => c.Addresses).Include(c => c.Needs).Include(c => c.Consents).AsSplitQuery();
}
