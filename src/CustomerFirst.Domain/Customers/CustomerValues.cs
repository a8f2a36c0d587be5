using System.Globalization;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>What a customer's row says beside facts with dates. On merging each is one record's or the other's as a whole.</summary>
public enum CustomerValue { DateOfBirth, PreferredChannel, Language, Formats, ContactSafety, LawfulBasis, DiedOn, LeftAreaOn }

public sealed partial class Customer
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>One of the row's values as text; null where nothing is said.</summary>
    public string? Read(CustomerValue value) => value switch
    {
        CustomerValue.DateOfBirth => DateOfBirth is { } born ? $"{Text(born)} {DateOfBirthVerified.Code()}" : null,
        CustomerValue.PreferredChannel => PreferredChannel?.Code(),
        CustomerValue.Language => Language,
        CustomerValue.Formats => Formats.Count == 0 ? null : string.Join(' ', Formats.Order(StringComparer.Ordinal)),
        CustomerValue.ContactSafety => DoNotRing ? $"doNotRing {DoNotRingReason}".TrimEnd() : null,
        CustomerValue.LawfulBasis => LawfulBasis.Code(),
        CustomerValue.DiedOn => DiedOn is { } died ? Text(died) : null,
        CustomerValue.LeftAreaOn => LeftAreaOn is { } left ? Text(left) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>Sets one of the row's values to what <see cref="Read"/> gave.</summary>
    internal void Put(CustomerValue value, string? text)
    {
        switch (value)
        {
            case CustomerValue.DateOfBirth:
                DateOfBirth = text is null ? null : Date(text.Split(' ')[0]);
                DateOfBirthVerified = text is null ? Verification.Unverified : Codes.Read<Verification>(text.Split(' ')[1])!.Value;
                break;
            case CustomerValue.PreferredChannel: PreferredChannel = Codes.Read<Channel>(text); break;
            case CustomerValue.Language: Language = text; break;
            case CustomerValue.Formats: Formats = text is null ? [] : [.. text.Split(' ')]; break;
            case CustomerValue.ContactSafety: (DoNotRing, DoNotRingReason) = text is null ? (false, null) : (true, text.IndexOf(' ') is var space and > 0 ? text[(space + 1)..] : null); break;
            case CustomerValue.LawfulBasis: LawfulBasis = Codes.Read<LawfulBasis>(text)!.Value; break;
            case CustomerValue.DiedOn: DiedOn = text is null ? null : Date(text); break;
            case CustomerValue.LeftAreaOn: LeftAreaOn = text is null ? null : Date(text); break;
            default: throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    /// <summary>Every fact, of whatever kind.</summary>
    internal IEnumerable<CustomerFact> Facts => [.. Names, .. ContactPoints, .. Addresses, .. Needs, .. Consents];

    // What stands in one slot ends together: the fact that is shown, and those that a merge set aside for it.
    private void EndAll(string slot, DateTimeOffset at)
    {
        foreach (var fact in Facts.Where(f => f.Holds && f.Slot == slot)) fact.End(Id, at);
    }

    internal void TakeFrom(Customer other, CustomerFact fact)
    {
        switch (fact)
        {
            case CustomerName name: Move(other.Names, Names, name); break;
            case ContactPoint point: Move(other.ContactPoints, ContactPoints, point); break;
            case CustomerAddress address: Move(other.Addresses, Addresses, address); break;
            case CustomerNeed need: Move(other.Needs, Needs, need); break;
            case CustomerConsent consent: Move(other.Consents, Consents, consent); break;
            default: throw new ArgumentOutOfRangeException(nameof(fact));
        }
        fact.ShowOn(Id);
    }

    private static void Move<T>(List<T> from, List<T> to, T fact)
    {
        from.Remove(fact);
        to.Add(fact);
    }

    internal void MergedInto(Guid? record) => MergedIntoId = record;

    private static string Text(DateOnly date) => date.ToString(Day, CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture);
}
