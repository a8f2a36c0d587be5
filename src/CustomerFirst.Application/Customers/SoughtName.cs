using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers;

/// <summary>A search for one given name that has familiar forms: who is called so, or by such a form, is meant before who lives in a street that only begins like it.</summary>
internal sealed class SoughtName
{
    private const int Called = 0, Familiarly = 1, Otherwise = 2;
    private readonly SoughtTerm _term;

    private SoughtName(SearchTerm term) => _term = new SoughtTerm(term);

    /// <summary>The name; null where something else is searched for, or more than that.</summary>
    public static SoughtName? Of(IReadOnlyList<SearchTerm> terms) => terms is [{ Kind: SearchTermKind.Word } term] && Nicknames.GroupsOf(term.Text).Length > 0 ? new(term) : null;

    /// <summary>What was typed.</summary>
    public SearchTerm Term => _term.Term;

    /// <summary>A customer's place among those found, the lower the sooner.</summary>
    public int Place(string searchText)
    {
        var words = Name(searchText);
        return words.Contains(_term.Term.Text) ? Called : words.Any(_term.IsFamiliar) ? Familiarly : Otherwise;
    }

    /// <summary>Whether it stands as it was typed in a customer's name or is a word of an address; a part of a street's name says nothing.</summary>
    public bool IsTyped(string searchText) => $" {searchText} ".Contains($" {Term.Text} ", StringComparison.Ordinal) || Name(searchText).Any(w => w.Contains(Term.Text, StringComparison.Ordinal));

    /// <summary>Whether a customer has it in any form or spelling, other than as a part of a street's name.</summary>
    public bool IsMeant(string searchText) => IsTyped(searchText) || Name(searchText).Any(_term.Alike);

    // The present name stands first.
    private static string[] Name(string searchText) =>
        searchText.Split(CustomerSearchText.Bar, 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
