using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Two records side by side.</summary>
public sealed record TwoRecords(CustomerView One, CustomerView Other, string OneIs, string OtherIs)
{
    /// <summary>Every line of the comparison, those with nothing on either side left out.</summary>
    public IEnumerable<TwoValues> Rows => All().Where(r => r.One.Length + r.Other.Length > 0);

    private IEnumerable<TwoValues> All()
    {
        yield return Row("Name", c => $"{c.Title} {c.Name}".Trim()) with { OneHref = $"/customers/{One.Id}", OtherHref = $"/customers/{Other.Id}" };
        yield return Row("Date of birth", c => c.DateOfBirth?.Words());
        yield return Row("Address", c => c.Address?.OneLine);
        yield return Row("Telephones", c => string.Join(", ", c.Telephones.Select(p => PhoneNumber.Show(p.Value)).Order(StringComparer.Ordinal)));
        yield return Row("E-mails", c => string.Join(", ", c.Emails.Select(p => p.Value).Order(StringComparer.Ordinal)));
        yield return Row("Needs", c => string.Join(", ", c.Needs.Select(n => n.Detail is null ? CustomerWords.Of(n.Kind) : $"{CustomerWords.Of(n.Kind)} ({n.Detail})").Order(StringComparer.Ordinal)));
        yield return Row("Preferred", c => c.PreferredChannel is { } channel ? CustomerWords.Capital(channel.Words()) : null);
        yield return Row("Language", c => c.Language is null ? null : CustomerWords.Language(c.Language));
        yield return Row("Ringing", c => c.DoNotRing ? $"Do not ring{(c.DoNotRingReason is null ? "" : $": {c.DoNotRingReason}")}" : null);
        yield return Row("Consents", c => string.Join("; ", c.Consents.Where(w => w.Counts).OrderBy(w => w.Purpose).Select(w => $"{ConsentWords.Of(w.Purpose)}: {ConsentWords.Of(w.Word)} ({CouncilTime.DateOf(w.SaidAt).Words()})")));
        yield return Row("Around them", c => string.Join("; ", c.Related.Select(r => $"{MergeWords.Of(r.Kind, r.TheyAre)}: {r.Name ?? "a record that is not open"}{(r.Expired ? " (authority ended)" : "")}").Order(StringComparer.Ordinal)));
        yield return Row("Former", c => string.Join("; ", c.Former.Select(f => f.What == "Telephone" ? PhoneNumber.Show(f.Value) : f.Value)));
        yield return Row("Died", c => c.DiedOn?.Words());
        yield return Row("Tickets", c => $"{c.OpenTickets.Count} open, {c.PastTickets.Count} past") with { Differs = false };
        yield return Row("Contacts", c => c.Contacts.Count == 0 ? "None" : $"{c.Contacts.Count}, the latest {CouncilTime.DateOf(c.Contacts[0].StartedAt).Words()}") with { Differs = false };
        yield return Row("On record", c => $"since {CouncilTime.DateOf(c.CreatedAt).Words()}") with { Differs = false };
    }

    private TwoValues Row(string label, Func<CustomerView, string?> text)
    {
        var (one, other) = (text(One) ?? "", text(Other) ?? "");
        return new TwoValues(label, one, other, !string.Equals(one, other, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>One line of a comparison.</summary>
/// <param name="Differs">Worth a second look.</param>
public sealed record TwoValues(string Label, string One, string Other, bool Differs)
{
    /// <summary>Where the one leads; null for nowhere.</summary>
    public string? OneHref { get; init; }

    /// <summary>Where the other leads.</summary>
    public string? OtherHref { get; init; }
}
