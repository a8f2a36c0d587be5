using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Web.Common;

/// <summary>Words for merging records and telling them apart again.</summary>
public static class MergeWords
{
    private const string OfNeed = "need.";

    /// <summary>What a difference is about.</summary>
    public static string About(string key) => key switch
    {
        MergeSlots.Name => "Name",
        MergeSlots.Address => "Address",
        _ when Codes.Read<CustomerValue>(key) is { } value => Of(value),
        _ when key.StartsWith(OfNeed, StringComparison.Ordinal) && Codes.Read<NeedKind>(key[OfNeed.Length..]) is { } need => CustomerWords.Of(need),
        _ => key,
    };

    /// <summary>One of a record's values.</summary>
    public static string Of(CustomerValue value) => value switch
    {
        CustomerValue.DateOfBirth => "Date of birth",
        CustomerValue.PreferredChannel => "Preferred way of contact",
        CustomerValue.Language => "Language",
        CustomerValue.Formats => "Formats of letters",
        CustomerValue.ContactSafety => "Whether ringing is safe",
        CustomerValue.LawfulBasis => "Lawful basis",
        CustomerValue.DiedOn => "Date of death",
        CustomerValue.LeftAreaOn => "Left the area",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>What a record says about it.</summary>
    public static string Says(string key, string? text)
    {
        if (text is null) return Codes.Read<CustomerValue>(key) == CustomerValue.ContactSafety ? "Ringing is safe" : "Nothing";
        if (text.Length == 0) return "No details";
        return Codes.Read<CustomerValue>(key) switch
        {
            CustomerValue.DateOfBirth => Born(text),
            CustomerValue.DiedOn or CustomerValue.LeftAreaOn => Day(text).Words(),
            CustomerValue.PreferredChannel => CustomerWords.Capital(Codes.Read<Channel>(text)!.Value.Words()),
            CustomerValue.Language => CustomerWords.Language(text),
            CustomerValue.Formats => string.Join(", ", text.Split(' ').Select(CustomerWords.Format)),
            CustomerValue.ContactSafety => text.Contains(' ', StringComparison.Ordinal) ? $"Do not ring: {text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]}" : "Do not ring",
            CustomerValue.LawfulBasis => Basis(Codes.Read<LawfulBasis>(text)!.Value),
            _ => text,
        };
    }

    /// <summary>Why a run of merges does not merge a pair: "one of them died".</summary>
    public static string Of(PairLeft why) => why switch
    {
        PairLeft.OneAlready => "by way of other pairs they are one already",
        PairLeft.CalledDifferent => "a reviewer called them, or records merged into them, different",
        PairLeft.HeldApart => "whoever made the one record said that the other is somebody else's, and no reviewer decided otherwise",
        PairLeft.NotSure => "a reviewer was not sure",
        PairLeft.OtherKind => "a person and an organisation",
        PairLeft.Related => "they are on record as related to one another",
        PairLeft.BornApart => "both dates of birth were checked, and they differ",
        PairLeft.OneDied => "one of them died",
        PairLeft.Changed => "one of them was changed, merged or told apart since the preview",
        PairLeft.NoLongerCertain => "scored again as they are now, they are no longer likely enough to be one",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    /// <summary>Why a record was made although the other was there: "Ann Adviser made the newer record on 3 March 2026 and said that it is somebody else, because: …".</summary>
    public static string Of(MadeDespite made) => made.HeldApart
        ? $"{made.By ?? "Somebody"} saw the older record on {CouncilTime.DateOf(made.At).Words()} and made the newer one all the same, because: {made.Because}"
        : $"{made.Because} ({CouncilTime.DateOf(made.At).Words()})";

    /// <summary>Something that happened since a merge.</summary>
    public static string Since(SinceMerge item)
    {
        if (item.What == "Relationship" && Codes.Read<RelationshipKind>(item.Text) is { } kind) return Of(kind, theyAre: true);
        if (item.What == "Consent" && item.Text.Split(", ") is [var purpose, var word]) return $"{ConsentWords.Of(Codes.Read<ConsentPurpose>(purpose)!.Value)}: {ConsentWords.Of(Codes.Read<ConsentWord>(word)!.Value)}";
        if (item.What != "Need") return item.Text;
        var parts = item.Text.Split(", ", 2);
        return Codes.Read<NeedKind>(parts[0]) is not { } need ? item.Text : parts.Length == 1 ? CustomerWords.Of(need) : $"{CustomerWords.Of(need)}: {parts[1]}";
    }

    /// <summary>What somebody is to a customer, or the customer to them.</summary>
    public static string Of(RelationshipKind kind, bool theyAre) => (kind, theyAre) switch
    {
        (RelationshipKind.Household, _) => "Same household",
        (RelationshipKind.Carer, true) => "Carer",
        (RelationshipKind.Carer, false) => "Cares for",
        (RelationshipKind.Parent, true) => "Parent",
        (RelationshipKind.Parent, false) => "Parent of",
        (RelationshipKind.Appointee, true) => "Appointee",
        (RelationshipKind.Appointee, false) => "Appointee for",
        (RelationshipKind.OrganisationContact, true) => "Contact of the organisation",
        (RelationshipKind.OrganisationContact, false) => "Contact for",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Born(string text)
    {
        var parts = text.Split(' ');
        return CustomerWords.Of(Codes.Read<Verification>(parts[1])!.Value) is { } verified ? $"{Day(parts[0]).Words()}, {verified}" : Day(parts[0]).Words();
    }

    private static string Basis(LawfulBasis basis) => basis switch
    {
        LawfulBasis.PublicTask => "Public task",
        LawfulBasis.LegalObligation => "Legal obligation",
        LawfulBasis.Contract => "Contract",
        LawfulBasis.Consent => "Consent",
        LawfulBasis.VitalInterests => "Vital interests",
        LawfulBasis.LegitimateInterests => "Legitimate interests",
        _ => throw new ArgumentOutOfRangeException(nameof(basis)),
    };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
