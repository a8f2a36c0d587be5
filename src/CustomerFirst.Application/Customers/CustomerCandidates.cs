using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Who may be the same customer as the one that is being created: whoever scores high enough; and always who has the same e-mail or telephone, for a person the same family name, date of birth and postcode, for an
/// organisation a name that is as good as the same. Who only shares a telephone or an e-mail is told apart: families do.
/// </summary>
public sealed class CustomerCandidates(CandidateFinder finder)
{
    /// <summary>From this probability on somebody should look.</summary>
    public const double Likely = 0.3;

    private const string SameName = "Same name";

    private const string SameEmail = "Same e-mail", SameTelephone = "Same telephone";

    /// <summary>At most ten, those with the best reasons first.</summary>
    /// <param name="details">Normalised.</param>
    public async Task<IReadOnlyList<CustomerCandidate>> FindAsync(CustomerDetails details, Actor actor, CancellationToken token)
    {
        var found = await finder.FindAsync(details.Profile(), actor, Likely, token, always: held => Certain(held, details).Count > 0);
        return [.. found.Select(f => Candidate(f, details)).OrderByDescending(c => c.Probability)];
    }

    private static CustomerCandidate Candidate(ScoredCandidate found, CustomerDetails details)
    {
        var (held, reasons) = (found.Customer, found.Words);
        var certain = Certain(held, details);
        // What an adviser is told first: the plain reason, or else what speaks for it.
        var because = certain.Count > 0 ? certain : [.. found.Reasons.Where(r => r.Bits > 0).Take(3).Select(r => char.ToUpperInvariant(r.Words[0]) + r.Words[1..])];
        return new(held.Id, held.Profile.Kind, held.Name, held.Profile.Born, held.Address, held.Telephones, held.Emails, because)
        {
            Probability = found.Probability, Reasons = reasons, OnlyShares = found.Probability < Likely && certain.TrueForAll(c => c is SameEmail or SameTelephone),
        };
    }

    private static List<string> Certain(HeldCustomer held, CustomerDetails details)
    {
        var because = new List<string>();
        if (held.Emails.Intersect(details.Emails).Any()) because.Add(SameEmail);
        if (held.Telephones.Intersect(details.Telephones.Select(t => t.Number)).Any()) because.Add(SameTelephone);
        var (profile, family) = (held.Profile, CustomerSearchText.Name(details.FamilyName));
        if (details.Kind == CustomerKind.Organisation && profile.Kind == details.Kind && family.Length > 0)
        {
            if (profile.Names.Any(n => OrganisationName.Likeness(n.Family, details.FamilyName) == NameLikeness.Same)) because.Add(SameName);
        }
        // Nothing but the name can tell whether somebody of whom no more was typed is there.
        else if (OnlyNamed(details) && profile.Kind == details.Kind && CustomerSearchText.Name(held.Name) == family) because.Add(SameName);
        else if (details.Address?.Postcode is { } postcode && family.Length > 0 && profile.Kind == details.Kind && profile.Addresses.Any(a => a.Postcode == postcode)
            && profile.Born is not null && profile.Born == details.DateOfBirth && profile.Names.Any(n => CustomerSearchText.Name(n.Family) == family)) because.Add("Same family name, date of birth and postcode");
        return because;
    }

    private static bool OnlyNamed(CustomerDetails details) =>
        details is { GivenNames: null or "", DateOfBirth: null, Telephones.Count: 0, Emails.Count: 0, Address: null } && !string.IsNullOrWhiteSpace(details.FamilyName);
}
