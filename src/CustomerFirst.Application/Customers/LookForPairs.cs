using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Looks through all customers for records that may be one person's and puts new pairs into the review queue. What was decided stays decided.</summary>
[Needs(Permission.StewardCustomers)]
public sealed record LookForPairsCommand : ICommand<PairsFound>;

/// <summary>The same, every night.</summary>
[Needs(Permission.RunJobs)]
public sealed record SweepPairsCommand : ICommand<PairsFound>;

/// <summary>How many pairs were new.</summary>
public sealed record PairsFound(int Found);

internal sealed class LookForPairsHandler(CustomerFirstDb db, AuditTrail audit, TimeProvider time) : IRequestHandler<LookForPairsCommand, Result<PairsFound>>, IRequestHandler<SweepPairsCommand, Result<PairsFound>>
{
    public Task<Result<PairsFound>> Handle(LookForPairsCommand request, CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public Task<Result<PairsFound>> Handle(SweepPairsCommand request, CancellationToken cancellationToken) => LookAsync(cancellationToken);

    private async Task<Result<PairsFound>> LookAsync(CancellationToken token)
    {
        var found = await db.Database.ExecuteSqlRawAsync(Statement, [new Npgsql.NpgsqlParameter("now", time.GetUtcNow())], token);
        if (found > 0) audit.Did(RecordKind.Customer, null, "pairs");
        return new PairsFound(found);
    }

    // Who shares a family name and a telephone or e-mail, or a family name, a date of birth and a postcode; but not a family that shares a telephone: given names must
    // begin alike and dates of birth not differ. What more than ten share is a switchboard's or a hostel's and says nothing.
    private const string Statement = """
        with names as materialized (
          select n.customer_id, lower(n.family_name) as family, lower(left(n.given_names, 1)) as initial, c.date_of_birth as born from customer_names n join customers c on c.id = n.customer_id
          where n."to" is null and c.erasure = 'active' and c.merged_into_id is null),
        shared as (
          select kind, value from contact_points where "to" is null group by kind, value having count(*) between 2 and 10),
        reached as (
          select a.customer_id as a, b.customer_id as b, case when s.kind = 'phone' then 'Same family name and telephone' else 'Same family name and e-mail' end as reason
          from shared s join contact_points a on a.kind = s.kind and a.value = s.value and a."to" is null join contact_points b on b.kind = s.kind and b.value = s.value and b."to" is null
          join names x on x.customer_id = a.customer_id join names y on y.customer_id = b.customer_id and y.family = x.family
          where a.customer_id < b.customer_id and coalesce(x.initial = y.initial, true) and coalesce(x.born = y.born, true)),
        homes as materialized (
          select distinct c.id, c.date_of_birth, a.postcode, n.family, n.initial from customers c join names n on n.customer_id = c.id join customer_addresses a on a.customer_id = c.id
          where c.date_of_birth is not null and a.postcode is not null and a."to" is distinct from a."from"),
        born as (
          select x.id as a, y.id as b, 'Same family name, date of birth and postcode' as reason
          from homes x join homes y on y.date_of_birth = x.date_of_birth and y.postcode = x.postcode and y.family = x.family and x.id < y.id and coalesce(x.initial = y.initial, true)),
        found as (select a, b, array_agg(distinct reason order by reason) as reasons from (select * from reached union all select * from born) r group by a, b)
        insert into customer_pairs (low_id, high_id, probability, reasons, found_at, version)
        select a, b, null, reasons, @now, 1 from found
        on conflict do nothing
        """;
}
