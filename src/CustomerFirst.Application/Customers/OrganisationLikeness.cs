using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// What an organisation is known by is its name, and often nothing else is known: where two names are as good as the same, somebody should look, whatever the rest of the two records says. A branch has the name of its house,
/// so the name alone makes nobody sure.
/// </summary>
internal static class OrganisationLikeness
{
    /// <summary>The candidate as it was scored, with the words of an organisation's name, and likely enough to be looked at where the names are alike.</summary>
    public static ScoredCandidate Of(CustomerProfile one, ScoredCandidate candidate)
    {
        // What a person calls their family name is simply an organisation's name.
        MatchReason[] reasons = [.. candidate.Reasons.Select(r => r with { Words = r.Words.Replace("family name", "name", StringComparison.Ordinal) })];
        if (candidate.Customer.Profile.Kind != CustomerKind.Organisation || Words(Nearest(one, candidate.Customer.Profile)) is not { } words) return candidate with { Reasons = reasons };
        var said = reasons.FirstOrDefault(r => r.Field == MatchField.FamilyName);
        return candidate with
        {
            Probability = Math.Max(candidate.Probability, CustomerCandidates.Likely),
            Reasons = [new(MatchField.FamilyName, Math.Max(said?.Bits ?? 0, 1), words), .. reasons.Where(r => r != said)],
        };
    }

    // Of all names that either has or had.
    private static NameLikeness Nearest(CustomerProfile one, CustomerProfile other) =>
        one.Names.SelectMany(n => other.Names.Select(o => OrganisationName.Likeness(n.Family, o.Family))).Where(l => l != NameLikeness.None).DefaultIfEmpty().Min();

    private static string? Words(NameLikeness likeness) => likeness switch
    {
        NameLikeness.None => null,
        NameLikeness.Same => "same name",
        NameLikeness.SmallWords => "same name but for \"the\", \"of\" or \"and\"",
        NameLikeness.Joined => "same name with words joined or split",
        NameLikeness.Slip => "name differs by one letter",
        _ => throw new ArgumentOutOfRangeException(nameof(likeness)),
    };
}
