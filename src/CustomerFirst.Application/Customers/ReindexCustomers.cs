using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Makes the search texts and keys of the next customers anew that were made by earlier rules. Sent again until nothing is left; killed in the middle, it goes on where it was. Several nodes may send it at once.
/// </summary>
/// <param name="Most">Customers at a time, 1 to 5,000.</param>
[Needs(Permission.RunJobs)]
public sealed record ReindexCustomersCommand(int Most = 500) : ICommand<CustomersReindexed>;

/// <summary>How many were made anew; 0 when nothing is left.</summary>
public sealed record CustomersReindexed(int Count);

internal sealed class ReindexCustomersHandler(CustomerFirstDb db) : IRequestHandler<ReindexCustomersCommand, Result<CustomersReindexed>>
{
    public async Task<Result<CustomersReindexed>> Handle(ReindexCustomersCommand request, CancellationToken cancellationToken)
    {
        await db.Database.BeginTransactionAsync(cancellationToken);
        var (version, most) = (MatchKeys.Version, Math.Clamp(request.Most, 1, 5_000));
        var ids = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from customers where index_version < {version} order by id limit {most} for update skip locked").ToListAsync(cancellationToken);
        if (ids.Count == 0) return new CustomersReindexed(0);
        var customers = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)).Include(c => c.Names).Include(c => c.ContactPoints).Include(c => c.Addresses).AsSplitQuery().ToListAsync(cancellationToken);
        foreach (var customer in customers)
        {
            customer.Reindex();
            // Nobody changed the customer: no new version, and no entry in the audit trail.
            await db.Database.ExecuteSqlAsync($"update customers set search_text = {customer.SearchText}, match_keys = {customer.MatchKeys}, index_version = {customer.IndexVersion} where id = {customer.Id}", cancellationToken);
        }
        return new CustomersReindexed(ids.Count);
    }
}
