using System.Text.Json;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>A <see cref="HeldCustomer"/> in one row of one statement, with all facts; loading the aggregate would take five.</summary>
internal sealed record HeldRow(Guid Id, string Kind, DateOnly? Born, string? Names, string? Points, string? Addresses, string? Identifiers, int Version)
{
    /// <summary>Names, of rows named <c>f</c>, as <see cref="Read"/> takes them: those that hold now first.</summary>
    internal const string NamesOfRows = """jsonb_agg(jsonb_build_array(f.given_names, f.family_name, f."to" is null) order by f."to" is not null, f."from" desc)""";

    /// <summary>The same of telephones and e-mails.</summary>
    internal const string PointsOfRows = """jsonb_agg(jsonb_build_array(f.kind, f.value, f."to" is null) order by f."to" is not null, f."from", f.id)""";

    /// <summary>The same of addresses.</summary>
    internal const string AddressesOfRows = """jsonb_agg(jsonb_build_array(f.line1, f.line2, f.town, f.postcode, f."to" is null) order by f."to" is not null, f."from" desc)""";

    /// <summary>Which of the rows are facts: what was a mistake, and so held for no time, is none.</summary>
    internal const string AreFacts = """f."to" is distinct from f."from" """;

    /// <summary>The columns, of a customer named <c>c</c>.</summary>
    internal const string Columns = $"""
        c.id as "Id", c.kind as "Kind", c.date_of_birth as "Born",
        (select {NamesOfRows} from customer_names f where f.customer_id = c.id and {AreFacts})::text as "Names",
        (select {PointsOfRows} from contact_points f where f.customer_id = c.id and {AreFacts})::text as "Points",
        (select {AddressesOfRows} from customer_addresses f where f.customer_id = c.id and {AreFacts})::text as "Addresses",
        (select string_agg(r.reference, ' ' order by r.reference) from customer_keys k join customer_references r on r.customer_id = k.key where k.customer_id = c.id and r.system = '{CustomerReference.Identifiers}') as "Identifiers",
        c.version as "Version"
        """;

    /// <summary>How many columns these are.</summary>
    internal const int Width = 8;

    /// <summary>From a row that begins with the columns.</summary>
    internal static HeldRow Of(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.Day(2), row.Maybe<string>(3), row.Maybe<string>(4), row.Maybe<string>(5), row.Maybe<string>(6), row.GetInt32(7));

    /// <summary>The same of an aggregate in memory, as it would be read once it is saved.</summary>
    /// <param name="identifiers">Of all records that it stands for.</param>
    internal static HeldCustomer Of(Customer customer, IReadOnlyList<string> identifiers)
    {
        var profile = new CustomerProfile(customer.Kind, customer.DateOfBirth,
            [.. customer.Names.Where(IsFact).OrderBy(n => n.To is not null).ThenByDescending(n => n.From).Select(n => new ProfileName(n.GivenNames, n.FamilyName))],
            [.. customer.ContactPoints.Where(IsFact).OrderBy(p => p.To is not null).ThenBy(p => p.From).ThenBy(p => p.Id).Select(p => new ProfilePoint(p.Kind, p.Value))],
            [.. customer.Addresses.Where(IsFact).OrderBy(a => a.To is not null).ThenByDescending(a => a.From).Select(a => a.Lines with { Uprn = null })])
        {
            Identifiers = [.. identifiers.Order(StringComparer.Ordinal)],
        };
        return new HeldCustomer(customer.Id, profile, customer.CurrentName?.Full ?? "", customer.CurrentAddress?.Lines.OneLine, [], []) { Version = customer.Version };

        static bool IsFact(CustomerFact fact) => fact.To != fact.From;
    }

    /// <summary>The customer.</summary>
    public HeldCustomer Read()
    {
        var names = Facts(Names).Select(f => (Name: new ProfileName(Text(f[0]), Text(f[1]) ?? ""), Now: f[2].GetBoolean())).ToList();
        var points = Facts(Points).Select(f => (Point: new ProfilePoint(Text(f[0]) == ContactPointKind.Email.Code() ? ContactPointKind.Email : ContactPointKind.Phone, Text(f[1]) ?? ""), Now: f[2].GetBoolean())).ToList();
        var addresses = Facts(Addresses).Select(f => (Lines: new AddressLines(Text(f[0]) ?? "", Text(f[1]), Text(f[2]), Text(f[3]), null), Now: f[4].GetBoolean())).ToList();
        var profile = new CustomerProfile(Codes.Read<CustomerKind>(Kind) ?? CustomerKind.Person, Born,
            [.. names.Select(n => n.Name)], [.. points.Select(p => p.Point)], [.. addresses.Select(a => a.Lines)])
        {
            Identifiers = Identifiers?.Split(' ') ?? [],
        };
        return new HeldCustomer(Id, profile, names.FirstOrDefault(n => n.Now).Name is { Family: not null } name ? string.IsNullOrEmpty(name.Given) ? name.Family : $"{name.Given} {name.Family}" : "",
            addresses.FirstOrDefault(a => a.Now).Lines?.OneLine, Now(ContactPointKind.Phone), Now(ContactPointKind.Email)) { Version = Version };

        List<string> Now(ContactPointKind kind) => [.. points.Where(p => p.Now && p.Point.Kind == kind).Select(p => p.Point.Value)];
    }

    private static List<JsonElement> Facts(string? json) => json is null ? [] : [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetString();
}
