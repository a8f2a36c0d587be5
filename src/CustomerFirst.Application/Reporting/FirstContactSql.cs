using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Reporting;

namespace CustomerFirst.Application.Reporting;

/// <summary>
/// <see cref="FirstContactResolution"/> over sets: a test compares the two on random lives. Customers are compared by record, not by key, so
/// that merges are followed.
/// </summary>
internal static class FirstContactSql
{
    /// <summary>Measured: whether a ticket <c>t</c> was resolved in the contact that raised it, never reopened, and the customer did not come back about the service within 7 days.</summary>
    public const string Finished = """
        (t.reopened_count = 0 and t.resolved_at >= t.opened_at
          and exists (select from contacts c where c.id = t.contact_id and (c.ended_at is null or t.resolved_at <= c.ended_at))
          and not exists (
            select from customer_keys mine
            join customer_keys own on own.customer_id = mine.customer_id
            join contacts again on again.customer_id = own.key
            join contact_tickets link on link.contact_id = again.id
            join tickets about on about.id = link.ticket_id
            where mine.key = t.customer_id and about.service_id = t.service_id and again.id <> t.contact_id
              and again.started_at > t.opened_at and again.started_at <= t.opened_at + interval '168 hours'))
        """;

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

    /// <summary>The tickets that count, with what the figures ask of them; <c>{tickets}</c> stands for the scope.</summary>
    public const string Raised = $$"""
        select t.opened_at, t.marked_first_contact as marked, s.can_finish_at_first_contact as able, t.customer_id is null as anonymous,
          coalesce({{Finished}}, false) as finished
        from tickets t
        join services s on s.id = t.service_id
        where {{Counts}} and {tickets}
        """;
}
