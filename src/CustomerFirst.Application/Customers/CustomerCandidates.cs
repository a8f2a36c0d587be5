using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Finds who may be the same customer: the same e-mail or telephone; or for a person the same family name, date of birth and postcode; or for an
/// organisation the same name and postcode.
/// </summary>
internal static class CustomerCandidates
{
    private const int Most = 10;
    // A switchboard's number may belong to hundreds; more than these nobody would read.
    private const int MostLookedAt = 100;

    /// <summary>The likely ones, the best reasons first.</summary>
    /// <param name="details">Normalised.</param>
    public static async Task<IReadOnlyList<CustomerCandidate>> FindAsync(CustomerFirstDb db, CustomerDetails details, Actor actor, CancellationToken token)
    {
        var points = details.Telephones.Select(t => t.Number).Concat(details.Emails).ToArray();
        var reached = points.Length == 0 ? [] : await db.Set<ContactPoint>().Where(p => points.Contains(p.Value) && p.To == null).OrderBy(p => p.Id).Take(MostLookedAt).Select(p => p.CustomerId).Distinct().ToListAsync(token);
        var postcode = details.Address?.Postcode;
        var there = new List<Guid>();
        if (postcode is not null && details is { Kind: CustomerKind.Person, DateOfBirth: { } born })
            there = await db.Customers.Where(c => c.DateOfBirth == born && db.Set<CustomerAddress>().Any(a => a.CustomerId == c.Id && a.Postcode == postcode)).Select(c => c.Id).Take(MostLookedAt).ToListAsync(token);
        else if (postcode is not null && details.Kind == CustomerKind.Organisation)
            there = await db.Customers.Where(c => c.Kind == CustomerKind.Organisation && db.Set<CustomerAddress>().Any(a => a.CustomerId == c.Id && a.Postcode == postcode)).Select(c => c.Id).Take(MostLookedAt).ToListAsync(token);
        var ids = reached.Union(there).ToArray();
        if (ids.Length == 0) return [];

        var found = await db.Customers.AsNoTracking().UsableBy(actor).Where(c => ids.Contains(c.Id))
            .Include(c => c.Names).Include(c => c.ContactPoints.Where(p => p.To == null)).Include(c => c.Addresses).AsSplitQuery().ToListAsync(token);
        return [.. found.Select(c => Candidate(c, details)).Where(c => c.Because.Count > 0).OrderByDescending(c => c.Because.Count).ThenBy(c => c.Name, StringComparer.Ordinal).Take(Most)];
    }

    private static CustomerCandidate Candidate(Customer customer, CustomerDetails details)
    {
        var because = new List<string>();
        var (emails, telephones) = (Values(customer, ContactPointKind.Email), Values(customer, ContactPointKind.Phone));
        if (emails.Intersect(details.Emails).Any()) because.Add("Same e-mail");
        if (telephones.Intersect(details.Telephones.Select(t => t.Number)).Any()) because.Add("Same telephone");
        var family = CustomerSearchText.Name(details.FamilyName);
        if (details.Address?.Postcode is { } postcode && customer.Kind == details.Kind && customer.Addresses.Any(a => a.Postcode == postcode) && customer.Names.Any(n => CustomerSearchText.Name(n.FamilyName) == family))
        {
            if (details.Kind == CustomerKind.Organisation) because.Add("Same name and postcode");
            else if (customer.DateOfBirth is not null && customer.DateOfBirth == details.DateOfBirth) because.Add("Same family name, date of birth and postcode");
        }
        return new(customer.Id, customer.Kind, customer.CurrentName?.Full ?? "", customer.DateOfBirth, customer.CurrentAddress?.Lines.OneLine, telephones, emails, because);
    }

    private static List<string> Values(Customer customer, ContactPointKind kind) => [.. customer.ContactPoints.Where(p => p.Kind == kind).Select(p => p.Value)];
}
