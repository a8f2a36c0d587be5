using CustomerFirst.Application.Database;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Tickets;

/// <summary>A ticket that may be about the same matter.</summary>
/// <param name="SameCustomer">Of the same customer, or reported by them.</param>
/// <param name="SamePlace">At the same property or within 50 metres, or in the same postcode where neither says more.</param>
/// <param name="ResolvedAt">When it was delivered; null while it is open.</param>
/// <param name="Officer">Who has it, or had it when it was delivered; null for nobody.</param>
/// <param name="InThisContact">What the contact that asks did to it already; null for nothing.</param>
public sealed record LikelyDuplicate(Guid Id, string Reference, string Subject, TicketState State, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt,
    string? Address, string? Postcode, string? Team, string? Officer, bool SameCustomer, bool SamePlace, ContactAct? InThisContact = null)
{
    /// <summary>Only officers of its service area see it.</summary>
    public bool Restricted { get; init; }
}

/// <summary>
/// Likely duplicates: the same service within 30 days, for the same customer or at the same place, those that are open before those that were delivered; before
/// them what the contact itself raised or progressed for the same service, whoever rings. What was withdrawn is none, and what is a duplicate itself stands
/// for another that is found. Each way has an index of its own, so that the question costs the same whatever the size of the table.
/// </summary>
internal sealed class LikelyDuplicates(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{
    /// <summary>The statement that asks for them, and its parameters.</summary>
    /// <param name="Any">The statement with a row where there are any, which tells nothing else.</param>
    public sealed record Question(string Sql, string Any, IReadOnlyList<NpgsqlParameter> Parameters)
    {
        /// <summary>The same to be sent once more: parameters belong to one statement.</summary>
        public Question Again() => this with { Parameters = [.. Parameters.Select(p => p.Clone())] };
    }

    private const int Most = 10;
    // A customer has up to three roles in a ticket, its place is found in up to three ways, and a contact names it once.
    private const int RowsOfOne = 7;
    /// <summary>Metres within which two points are one place.</summary>
    private const double Near = 50;
    private const double MetresPerDegree = 111_320;
    // By which way a row was found; one through the contact says what the contact did.
    private const string Customer = "customer", Place = "place";

    private static readonly TimeSpan s_raisedWithin = TimeSpan.FromDays(30);

    private const string Standing = "t.state not in ('cancelled', 'duplicate')";
    private const string Recent = $"t.service_id = @service and t.opened_at >= @since and {Standing}";

    /// <summary>The likely duplicates that an actor may see, those of the contact first, then the latest that are open, then those that were delivered last.</summary>
    /// <param name="contactId">The contact that would raise it; null for none.</param>
    public async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(Actor actor, Guid serviceId, Guid? customerId, TicketPlace place, Guid? contactId, CancellationToken token)
    {
        if (Ask(actor, serviceId, customerId, place, contactId) is not { } question) return [];
        var teams = (await catalogue.GetAsync(token)).TeamsById;
        return OnceEach(await database.ReadAsync(question.Sql, question.Parameters, row => Read(row, teams), token));
    }

    /// <summary>The question to send with others; null where there can be none. Its rows are for <see cref="ReadAsync"/>.</summary>
    public Question? Ask(Actor actor, Guid serviceId, Guid? customerId, TicketPlace place, Guid? contactId)
    {
        var now = time.GetUtcNow();
        var (ways, parameters) = Ways(customerId, place, contactId, now - s_raisedWithin);
        if (ways.Count == 0) return null;
        var visible = VisibleTickets.Sql(actor);
        if (visible.Condition == "false") return null;
        parameters.Add(new NpgsqlParameter("service", serviceId));
        parameters.Add(new NpgsqlParameter("since", now - s_raisedWithin));
        parameters.AddRange(visible.Parameters());
        var among = $"({string.Join("\nunion all\n", ways)}) w join tickets t on t.id = w.id";
        var alike = $"{visible.Condition} and (w.way in ('raised', 'progressed') and t.service_id = @service and {Standing} or {Recent})";
        // One ticket may be found in several ways; it stands in a row for each.
        return new Question($"""
            select t.id, t.reference, t.subject, t.state, t.opened_at, t.resolved_at, t.address, t.postcode, t.team_id, w.way, s.display_name, t.restricted
            from {among} left join staff s on s.id = t.assignee_id
            where {alike}
            order by w.way in ('raised', 'progressed') desc, t.resolved_at is not null, coalesce(t.resolved_at, t.opened_at) desc, t.id desc
            limit {Most * RowsOfOne}
            """, $"select from {among} where {alike}", parameters);
    }

    /// <summary>What the rows of <see cref="Ask"/>'s statement tell.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> ReadAsync(NpgsqlDataReader rows, CancellationToken token)
    {
        var teams = (await catalogue.GetAsync(token)).TeamsById;
        var found = new List<LikelyDuplicate>();
        while (await rows.ReadAsync(token)) found.Add(Read(rows, teams));
        return OnceEach(found);
    }

    private static LikelyDuplicate Read(NpgsqlDataReader row, IReadOnlyDictionary<Guid, Team> teams) =>
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), Codes.Read<TicketState>(row.GetString(3))!.Value,
            row.GetFieldValue<DateTimeOffset>(4), row.Maybe<DateTimeOffset?>(5), row.Maybe<string>(6), row.Maybe<string>(7),
            row.Maybe<Guid?>(8) is { } team ? teams.GetValueOrDefault(team)?.Name : null, row.Maybe<string>(10), row.GetString(9) == Customer, row.GetString(9) == Place, Codes.Read<ContactAct>(row.GetString(9))) { Restricted = row.GetBoolean(11) };

    private static IReadOnlyList<LikelyDuplicate> OnceEach(List<LikelyDuplicate> found) =>
        [.. found.GroupBy(f => f.Id).Select(f => f.First() with { SameCustomer = f.Any(w => w.SameCustomer), SamePlace = f.Any(w => w.SamePlace), InThisContact = f.Max(w => w.InThisContact) }).Take(Most)];

    private static (List<string> Ways, List<NpgsqlParameter> Parameters) Ways(Guid? customerId, TicketPlace place, Guid? contactId, DateTimeOffset since)
    {
        var ways = new List<string>();
        var parameters = new List<NpgsqlParameter>();
        if (contactId is { } contact)
        {
            ways.Add("select l.ticket_id as id, l.act as way from contact_tickets l where l.contact_id = @contact");
            parameters.Add(new("contact", contact));
        }
        if (customerId is { } customer)
        {
            // Whatever role they have in it, under any key that leads to them. A ticket's key carries the moment when it was opened, so that those of a customer who
            // asks every day are not all read.
            ways.Add($"""
                select c.ticket_id as id, '{Customer}' as way
                from customer_keys k join customer_keys o on o.customer_id = k.customer_id join ticket_customers c on c.customer_id = o.key
                where k.key = @customer and c.ticket_id >= @first
                """);
            parameters.AddRange([new("customer", customer), new("first", Ids.FirstAt(since))]);
        }
        if (place.Uprn is { } uprn)
        {
            ways.Add($"select t.id, '{Place}' as way from tickets t where t.uprn = @uprn and {Recent}");
            parameters.Add(new NpgsqlParameter("uprn", uprn));
        }
        if (place is { Postcode: { } postcode, Address: { } address })
        {
            ways.Add($"select t.id, '{Place}' as way from tickets t where t.postcode = @postcode and lower(t.address) = lower(@address) and {Recent}");
            parameters.Add(new NpgsqlParameter("postcode", postcode));
            parameters.Add(new NpgsqlParameter("address", NpgsqlDbType.Text) { Value = address });
        }
        // A street's postcode holds many houses, so it is the same place only where neither of the two says which house or where in the street.
        if (place is { Postcode: { } whole, Address: null, Uprn: null, Latitude: null })
        {
            ways.Add($"select t.id, '{Place}' as way from tickets t where t.postcode = @postcode and t.address is null and t.uprn is null and t.latitude is null and {Recent}");
            parameters.Add(new NpgsqlParameter("postcode", whole));
        }
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
        {
            // Within a city a degree of longitude is a degree of latitude times the cosine; at 50 metres the error is far below a metre.
            var (north, east) = (Near / MetresPerDegree, Math.Cos(latitude * Math.PI / 180));
            ways.Add($"""
                select t.id, '{Place}' as way from tickets t
                where t.latitude between @latitude - @north and @latitude + @north
                  and (t.latitude - @latitude) * (t.latitude - @latitude) + (t.longitude - @longitude) * (t.longitude - @longitude) * @east * @east <= @north * @north
                  and {Recent}
                """);
            parameters.AddRange([new("latitude", latitude), new("longitude", longitude), new("north", north), new("east", east)]);
        }
        return (ways, parameters);
    }
}
