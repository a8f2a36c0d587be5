using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Customers;

/// <summary>What a new name or address is, beside the one before.</summary>
public enum FactChange
{
    /// <summary>The customer moved or took another name: the one before is history.</summary>
    Changed,
    /// <summary>The one before was a mistake and never held.</summary>
    Corrected,
}

/// <summary>Brings a customer's facts to what the details say: what is no longer said ends, what is new begins, the rest stays untouched.</summary>
/// <param name="source">Where new facts come from: staff, apiClient, …</param>
internal sealed class CustomerFacts(Customer customer, string source, DateTimeOffset at)
{
    /// <summary>Applies normalised details.</summary>
    /// <param name="movedAt">Since when a new address holds; null for now.</param>
    public void Become(CustomerDetails details, FactChange name, FactChange address, DateTimeOffset? movedAt = null)
    {
        Name(details, name);
        // What was checked stays checked while it is not changed.
        customer.Describe(details.DateOfBirth, details.DateOfBirth == customer.DateOfBirth ? customer.DateOfBirthVerified : Verification.Unverified,
            details.PreferredChannel, details.Language, customer.Formats.SequenceEqual(details.Formats) ? customer.Formats : details.Formats);
        if (customer.DoNotRing != details.DoNotRing || customer.DoNotRingReason != details.DoNotRingReason) customer.SetContactSafety(details.DoNotRing, details.DoNotRingReason);
        Address(details.Address, address, movedAt ?? at);
        Points(ContactPointKind.Phone, [.. details.Telephones.Select(t => (t.Number, t.Label))]);
        Points(ContactPointKind.Email, [.. details.Emails.Select(e => (e, (string?)null))]);
        foreach (var gone in customer.Needs.Where(n => n.To is null).Select(n => n.Kind).Except(details.Needs.Select(n => n.Kind)).ToList()) customer.NoLongerNeeds(gone, at);
        foreach (var need in details.Needs) customer.HasNeed(Id(), need.Kind, need.Detail, source, at);
    }

    private void Name(CustomerDetails details, FactChange change)
    {
        if (change == FactChange.Corrected) customer.NameWasWrong(Id(), details.Title, details.GivenNames, details.FamilyName, source, Verification.Unverified, at);
        else customer.IsCalled(Id(), details.Title, details.GivenNames, details.FamilyName, source, Verification.Unverified, at);
    }

    private void Address(AddressLines? lines, FactChange change, DateTimeOffset since)
    {
        if (lines is null) customer.LeftAddress(at);
        else if (change == FactChange.Corrected) customer.AddressWasWrong(Id(), lines, source, Verification.Unverified, at);
        else customer.LivesAt(Id(), lines, source, Verification.Unverified, since);
    }

    private void Points(ContactPointKind kind, IReadOnlyList<(string Value, string? Label)> points)
    {
        // A new label is a new fact about the same number: the row with the old one ends.
        foreach (var gone in customer.ContactPoints.Where(p => p.To is null && p.Kind == kind && !points.Contains((p.Value, p.Label))).Select(p => p.Value).ToList())
            customer.CanNoLongerBeReachedAt(kind, gone, at);
        foreach (var (value, label) in points) customer.CanBeReachedAt(Id(), kind, value, label, source, Verification.Unverified, at);
    }

    private Guid Id() => Ids.New(at);
}
