using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Web.Common;

/// <summary>Words for consents, for staff.</summary>
public static class ConsentWords
{
    /// <summary>What it is for.</summary>
    public static string Of(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.NewsByEmail => "News and surveys by e-mail",
        ConsentPurpose.NewsByText => "News and surveys by text message",
        ConsentPurpose.NewsByPost => "News and surveys by post",
        ConsentPurpose.NewsByTelephone => "News and surveys by telephone",
        ConsentPurpose.SharingWithPartners => "Sharing with partner organisations",
        ConsentPurpose.CallKeptForTraining => "Keeping a call for training",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    /// <summary>What the customer said.</summary>
    public static string Of(ConsentWord word) => word switch
    {
        ConsentWord.Given => "Yes, consent given",
        ConsentWord.Refused => "No, refused",
        ConsentWord.Withdrawn => "No more, consent withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(word)),
    };

    /// <summary>How they said it.</summary>
    public static string Of(ConsentHow how) => how switch
    {
        ConsentHow.ByTelephone => "On the telephone",
        ConsentHow.InPerson => "In person",
        ConsentHow.InWriting => "In writing",
        ConsentHow.Online => "Online",
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    /// <summary>"on 3 March 2026, in writing, recorded by Sam Adviser".</summary>
    public static string Said(ConsentView consent)
    {
        var how = Of(consent.How);
        return $"{CouncilTime.DateOf(consent.SaidAt).Words()}, {char.ToLowerInvariant(how[0])}{how[1..]}{(consent.RecordedBy is { } by ? $", recorded by {by}" : "")}";
    }
}
