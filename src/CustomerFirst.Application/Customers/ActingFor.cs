using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>Who may ask for something on behalf of a customer: whoever is their carer, parent, appointee or contact today. Living together is no authority.</summary>
internal static class ActingFor
{
    private static readonly string s_household = RelationshipKind.Household.Code();

    /// <summary>
    /// For each of the keys <c>@acting</c>, in their order: whether it is the record of <c>@principal</c> itself, whether a relationship lets it act for that one on
    /// <c>@today</c>, and else until which day the latest did. All keys of both count. The keys come as arrays: with a query in their place PostgreSQL would read
    /// every relationship there is.
    /// </summary>
    public const string Sql = """
        select q.own, coalesce(r.holds, false), r.until
        from (select a.place, a.key, exists (select from customer_keys m join customer_keys s on s.customer_id = m.customer_id where m.key = a.key and s.key = @principal) as own
              from unnest(@acting) with ordinality a(key, place)) q
        left join lateral (
          select bool_or(x."to" is null and (x.expires_on is null or x.expires_on >= @today)) as holds,
            max(least(x.expires_on, (x."to" at time zone 'Europe/London')::date)) as until
          from customer_relationships x
          where x.kind <> @household
            and x.related_id = any(array(select o.key from customer_keys k join customer_keys o on o.customer_id = k.customer_id where k.key = q.key))
            and x.subject_id = any(array(select o.key from customer_keys k join customer_keys o on o.customer_id = k.customer_id where k.key = @principal))
        ) r on true
        order by q.place
        """;

    /// <summary>The values for <see cref="Sql"/>.</summary>
    public static NpgsqlParameter[] Parameters(Guid[] acting, Guid principal, DateOnly today) => [new("acting", acting), new("principal", principal), new("today", today), new("household", s_household)];

    /// <summary>A row of <see cref="Sql"/>: null where they may act.</summary>
    public static Refused? Read(NpgsqlDataReader row) => row.GetBoolean(0) || row.GetBoolean(1) ? null : new Refused(row.Maybe<DateOnly?>(2));

    /// <summary>Why the first of the <paramref name="found"/> who may not act may not; null when all may.</summary>
    /// <param name="field">The field of each, by its place.</param>
    public static MayNotActFor? Refusal(IReadOnlyList<Refused?> found, Func<int, string> field)
    {
        for (var i = 0; i < found.Count; i++) if (found[i] is { } refused) return new MayNotActFor(field(i), refused.Until);
        return null;
    }

    /// <summary>Why one customer may not ask on behalf of another; null when they may.</summary>
    public static async Task<Error?> MayNotActForAsync(this CustomerFirstDb db, Guid acting, Guid principal, string field, DateOnly today, CancellationToken token) =>
        Refusal(await db.ReadAsync(Sql, Parameters([acting], principal, today), Read, token), _ => field);

    /// <summary>Somebody may not act.</summary>
    /// <param name="Until">The last day on which they could; null where they never could.</param>
    internal sealed record Refused(DateOnly? Until);
}
