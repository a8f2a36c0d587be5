using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>Scores customers by the matching engine, as files are scored; how rare names and towns are comes from the council's own records.</summary>
internal sealed class CandidateScoring(Vocabulary vocabulary, MatchWeights weights)
{
    // A council that never counted its customers: half of them live in one town. One that counted few: the share of a town is known from a few already, other than that of a street.
    private const double OfOneTown = 0.5;

    private static readonly MatchField[] s_given = [MatchField.GivenName, MatchField.OtherNames];

    /// <summary>Each of them held against the one, in the order given.</summary>
    /// <param name="id">The one's record; null for somebody who has none yet.</param>
    public IEnumerable<ScoredCandidate> Score(CustomerProfile one, IReadOnlyList<HeldCustomer> others, Guid? id = null)
    {
        var lexicon = new MatchLexicon();
        var typed = lexicon.Read(one.Facts());
        var identified = one.Identifiers.Count == 0 ? typed : lexicon.Read(one.Facts(one.Identifiers));
        var held = new List<(MatchRecord One, MatchRecord Other)>(others.Count);
        foreach (var profile in others.Select(o => o.Profile))
            held.Add(Comparable(one.Identifiers, profile.Identifiers) is { Count: > 0 } same ? (identified, lexicon.Read(profile.Facts(same))) : (typed, lexicon.Read(profile.Facts())));
        var called = others.Select(o => MiddleName.Promoted(one, o.Profile)).Select(both => both is var (ofTyped, ofHeld) ? ((MatchRecord Typed, MatchRecord Held)?)(lexicon.Read(ofTyped.Facts()), lexicon.Read(ofHeld.Facts())) : null).ToList();
        foreach (var profile in others.Select(o => o.Profile).Prepend(one)) Know(lexicon, profile);
        var population = vocabulary.Population;
        lexicon.Settle(weights, 1, population);
        var model = new MatchModel(weights, PairShares.Expected(weights.Pairs, population, population * (population - 1.0) / 2), lexicon.Fields);
        for (var i = 0; i < held.Count; i++)
        {
            // The older record first: who moved did so from there. Ids go by time.
            var older = id is { } own && own.CompareTo(others[i].Id) < 0;
            var score = older ? MatchScore.Of(held[i].One, held[i].Other, model) : MatchScore.Of(held[i].Other, held[i].One, model);
            var candidate = new ScoredCandidate(others[i], score.Probability, score.Reasons);
            if (one.Kind == CustomerKind.Organisation) candidate = OrganisationLikeness.Of(one, candidate);
            if (called[i] is var (typedSo, heldSo)) candidate = MiddleName.Best(candidate, older ? MatchScore.Of(typedSo, heldSo, model) : MatchScore.Of(heldSo, typedSo, model));
            yield return candidate;
        }
    }

    // A tenancy says nothing of a national insurance number, nor of an earlier tenancy: only what both have, nearly so, or what everybody has one of.
    private static List<string> Comparable(IReadOnlyList<string> some, IReadOnlyList<string> others) =>
        [.. others.Where(other => some.Any(one => Nearness.Slips(one, other, 1) <= 1 || CustomerReference.IsNationalInsurance(one) && CustomerReference.IsNationalInsurance(other)))];

    private void Know(MatchLexicon lexicon, CustomerProfile profile)
    {
        foreach (var (field, text) in profile.Facts().Facts)
        {
            var whole = string.Concat(NameText.Words(text));
            // A middle name may be what somebody is called by.
            if (field is MatchField.GivenName or MatchField.OtherNames) foreach (var given in s_given) lexicon.Know(given, text, vocabulary.Given(whole));
            else if (field == MatchField.FamilyName) lexicon.Know(field, text, vocabulary.Family(whole));
            else if (field == MatchField.Town) lexicon.Know(field, text, vocabulary.Customers == 0 ? (int)(vocabulary.Population * OfOneTown) : Math.Max(1, (int)((double)Place(text) * vocabulary.Population / vocabulary.Customers)));
            else if (field is MatchField.Locality or MatchField.Street) lexicon.Know(field, text, Math.Max(1, Place(text)));
        }
    }

    private int Place(string text) => vocabulary.Place(string.Concat(Folding.Fold(text).Split(' ')));
}
