using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Reporting;

namespace CustomerFirst.Application.Reporting;

/// <summary>
/// <see cref="FirstContactResolution"/> over sets: a test compares the two on random lives. Customers are compared by record, not by key, so
/// that merges are followed.
/// </summary>
internal static class FirstContactSql
{
    private const string Resolved = "t.reopened_count = 0 and t.resolved_at >= t.opened_at and exists (select from contacts c where c.id = t.contact_id and (c.ended_at is null or t.resolved_at <= c.ended_at))";

    private const string About = """
        join contact_tickets link on link.contact_id = again.id
        join tickets about on about.id = link.ticket_id
        """;

    // Only its own where may speak of t: an exists whose joins do is asked of each row, by one process.
    private const string Later = "about.service_id = t.service_id and again.id <> t.contact_id and again.started_at > t.opened_at and again.started_at <= t.opened_at + interval '168 hours'";

    /// <summary>Measured: whether a ticket <c>t</c> was resolved in the contact that raised it, never reopened, and the customer did not come back about the service within 7 days.</summary>
    public const string Finished = $"""
        ({Resolved} and not exists (
          select from customer_keys mine
          join customer_keys own on own.customer_id = mine.customer_id
          join contacts again on again.customer_id = own.key
          {About}
          where mine.key = t.customer_id and {Later}))
        """;

    /// <summary>As <see cref="Finished"/>, for customers whose record no merge touched: two looks less for each of a million tickets.</summary>
    private const string FinishedByOneKey = $"({Resolved} and not exists (select from contacts again {About} where again.customer_id = t.customer_id and {Later}))";

    /// <summary>Whether a ticket <c>t</c> counts at all.</summary>
    public const string Counts = "t.state not in ('cancelled', 'duplicate')";
    private const string Able = "exists (select from services f where f.id = t.service_id and f.can_finish_at_first_contact)";

    /// <summary>The tickets <c>t</c> behind a figure's numerator or denominator.</summary>
    public static string Of(FirstContactFilter filter) => filter switch
    {
        FirstContactFilter.Marked => $"{Counts} and t.marked_first_contact",
        FirstContactFilter.Measured => $"{Counts} and {Finished}",
        FirstContactFilter.Net => $"{Counts} and {Able} and {Finished}",
        FirstContactFilter.Counted => Counts,
        FirstContactFilter.CountedNet => $"{Counts} and {Able}",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>How many columns <see cref="Sums"/> have.</summary>
    public const int SumCount = 7;

    /// <summary>
    /// Statements whose rows, added up, are what <see cref="Figures"/> takes: all of the tickets first, then those that were finished. Apart, because only as a join of sets,
    /// not as a question asked of each row, can PostgreSQL work on the latter with several processes.
    /// </summary>
    /// <param name="statement">Makes a statement of the columns that it sums and a condition on <c>tickets t</c> and <c>services s</c>; told whether it is the one of all.</param>
    public static string Sums(MergedKeys merged, Func<bool, string, string, string> statement)
    {
        const string all = $"""
            count(*) filter (where {Counts}), count(*) filter (where {Counts} and t.marked_first_contact), count(*) filter (where {Counts} and s.can_finish_at_first_contact),
            count(*) filter (where {Counts} and t.customer_id is null), count(*) filter (where {Counts} and t.opened_at > @now - interval '168 hours'), 0::bigint, 0::bigint
            """;
        const string finished = "0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, count(*), count(*) filter (where s.can_finish_at_first_contact)";
        List<string> parts = [statement(true, all, "true")];
        parts.Add(statement(false, finished, $"{Counts} and {FinishedByOneKey}{(merged.Any ? " and not exists (select from unnest(@merged) m where m = t.customer_id)" : "")}"));
        if (merged.Any) parts.Add(statement(false, finished, $"{Counts} and t.customer_id = any(@merged) and {Finished}"));
        return string.Join("\nunion all\n", parts);
    }

    /// <summary>The figures of added up sums.</summary>
    public static FirstContactFigures Figures(ReadOnlySpan<long> sums) =>
        new(new Proportion(sums[1], sums[0]), new Proportion(sums[5], sums[0]), new Proportion(sums[6], sums[2]), sums[3], sums[4]);
}
