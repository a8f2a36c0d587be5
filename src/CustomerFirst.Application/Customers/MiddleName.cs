using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>People who are called by their middle name: "Robert Smith" whose record says "James Robert Smith".</summary>
internal static class MiddleName
{
    // Of ten people about one goes by a middle name; the others of that name are somebody else.
    private const double Share = 0.1;

    /// <summary>Both as they would be if one is called by what is a middle name of the other; null where nothing speaks for it.</summary>
    public static (CustomerProfile Typed, CustomerProfile Held)? Promoted(CustomerProfile typed, CustomerProfile held)
    {
        if (typed.Kind != CustomerKind.Person || held.Kind != CustomerKind.Person || Called(typed) is not { } one || Called(held) is not { } other || Nearness.Slips(one, other, 1) <= 1) return null;
        if (Promote(held, one) is { } asTyped) return (typed, asTyped);
        return Promote(typed, other) is { } asHeld ? (asHeld, held) : null;
    }

    /// <summary>The likelier of the two readings.</summary>
    /// <param name="called">The score of the two as <see cref="Promoted"/> gives them.</param>
    public static ScoredCandidate Best(ScoredCandidate candidate, MatchResult called)
    {
        var bits = called.Bits + Math.Log2(Share);
        var probability = MatchModel.Probability(bits);
        return probability <= candidate.Probability ? candidate
            : candidate with { Probability = probability, Reasons = [.. called.Reasons.Select(r => r.Field == MatchField.GivenName ? r with { Words = "called by a middle name of the other" } : r)] };
    }

    private static string? Called(CustomerProfile profile) => profile.Names is [{ Given: { } given }, ..] && NameText.Words(given) is [var first, ..] ? first : null;

    // The middle name goes first, in whichever of the names has it.
    private static CustomerProfile? Promote(CustomerProfile profile, string middle)
    {
        for (var i = 0; i < profile.Names.Count; i++)
        {
            var words = NameText.Words(profile.Names[i].Given ?? "");
            var at = words.FindIndex(1, Math.Max(0, words.Count - 1), w => w == middle);
            if (at < 1) continue;
            words.RemoveAt(at);
            return profile with { Names = [profile.Names[i] with { Given = string.Join(' ', words.Prepend(middle)) }, .. profile.Names.Where((_, j) => j != i)] };
        }
        return null;
    }
}
