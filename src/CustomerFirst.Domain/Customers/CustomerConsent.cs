using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>What the council asks a customer's consent for, each by itself. Work on a customer's own enquiries needs none: it is a public task.</summary>
public enum ConsentPurpose { NewsByEmail, NewsByText, NewsByPost, NewsByTelephone, SharingWithPartners, CallKeptForTraining }

/// <summary>What a customer said when asked, or by themselves later.</summary>
public enum ConsentWord { Given, Refused, Withdrawn }

/// <summary>How a customer said it.</summary>
public enum ConsentHow { ByTelephone, InPerson, InWriting, Online }

/// <summary>
/// One word of a customer on one purpose, kept with how, when and to what words it was said, as article 7 of the UK GDPR wants it shown. Words never
/// end and never exclude one another: the latest counts, whichever of merged records it was said on, and those before it are its history. One that was
/// recorded by mistake is struck out: it stays to be seen, and counts no more.
/// </summary>
public sealed class CustomerConsent : CustomerFact
{
    private CustomerConsent() { }

    public ConsentPurpose Purpose { get; private set; }
    public ConsentWord Word { get; private set; }
    public ConsentHow How { get; private set; }
    /// <summary>What the customer was told or signed.</summary>
    public string Wording { get; private set; } = "";
    /// <summary>staff, apiClient …</summary>
    public string Source { get; private set; } = "";
    /// <summary>The member of staff or the API client that recorded it.</summary>
    public Guid RecordedBy { get; private set; }
    /// <summary>When it was recorded; it was said at <see cref="CustomerFact.From"/>.</summary>
    public DateTimeOffset RecordedAt { get; private set; }
    /// <summary>When it was found to be recorded by mistake; null for every other.</summary>
    public DateTimeOffset? StruckAt { get; private set; }
    /// <summary>The member of staff or the API client that struck it out.</summary>
    public Guid? StruckBy { get; private set; }
    /// <summary>Why it was a mistake.</summary>
    public string? StruckBecause { get; private set; }

    internal override string Slot => MergeSlots.Consent(Id);

    /// <inheritdoc />
    public override bool SaysTheSame(CustomerFact other) => other is CustomerConsent consent && (consent.Purpose, consent.Word) == (Purpose, Word);

    // What was recorded by mistake was never said, on whichever record it stands: undoing a merge takes it along as it is.
    internal void Strike(Guid by, string because, DateTimeOffset at) => (StruckAt, StruckBy, StruckBecause) = (at, by, because);

    /// <summary>Words in the order in which they count, the latest first. Of those said at one moment a no counts before a yes, then what was recorded last.</summary>
    public static IEnumerable<CustomerConsent> LatestFirst(IEnumerable<CustomerConsent> words) =>
        words.OrderByDescending(w => w.From).ThenByDescending(w => w.Word != ConsentWord.Given).ThenByDescending(w => w.RecordedAt).ThenByDescending(w => w.Id);

    internal static CustomerConsent Create(Guid id, Guid customerId, ConsentPurpose purpose, ConsentWord word, ConsentHow how, string wording, string source, Guid recordedBy, DateTimeOffset saidAt, DateTimeOffset recordedAt) =>
        new()
        {
            Id = id, CustomerId = customerId, OriginId = customerId, Purpose = purpose, Word = word, How = how, Wording = wording, Source = source, RecordedBy = recordedBy,
            From = saidAt, RecordedAt = recordedAt,
        };
}

/// <summary>The council's own words when it asks, one sentence for each purpose. They are kept with every answer, so that changing them changes no past consent.</summary>
public static class ConsentWording
{
    /// <summary>What is read out, or stands beside the box that a customer ticks.</summary>
    public static string Of(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.NewsByEmail => News("write to you by e-mail"),
        ConsentPurpose.NewsByText => News("send you text messages"),
        ConsentPurpose.NewsByPost => News("write to you by post"),
        ConsentPurpose.NewsByTelephone => News("ring you"),
        ConsentPurpose.SharingWithPartners => "May the council share your name and how to reach you with the partner organisations that it names, so that they can offer you help? You can change your mind at any time, and it makes no difference to the services that you get.",
        ConsentPurpose.CallKeptForTraining => "May the council keep the recording of this call to train its staff? You can change your mind at any time, and it makes no difference to the services that you get.",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    private static string News(string how) => $"May the council {how} with news and surveys, about more than your own enquiries? You can change your mind at any time, and it makes no difference to the services that you get.";
}

public sealed partial class Customer
{
    /// <summary>Every word on every purpose.</summary>
    public List<CustomerConsent> Consents { get; private set; } = [];

    /// <summary>The word that counts on a purpose, or counted at an earlier moment; null where nothing was said.</summary>
    public CustomerConsent? Said(ConsentPurpose purpose, DateTimeOffset? at = null) =>
        CustomerConsent.LatestFirst(Consents.Where(c => c.StruckAt is null && c.Purpose == purpose && (at is null || c.From <= at))).FirstOrDefault();

    /// <summary>Records what the customer said of a purpose, now or earlier.</summary>
    /// <param name="wording">The words that were used; null for the council's own.</param>
    public void Says(Guid id, ConsentPurpose purpose, ConsentWord word, ConsentHow how, string? wording, string source, Guid recordedBy, DateTimeOffset saidAt, DateTimeOffset recordedAt) =>
        Consents.Add(CustomerConsent.Create(id, Id, purpose, word, how, wording ?? ConsentWording.Of(purpose), source, recordedBy, saidAt, recordedAt));

    /// <summary>Strikes out a word that was recorded by mistake. It stays in the history; what was said before it counts again.</summary>
    public Result<Done> WasNotSaid(Guid consentId, Guid by, string because, DateTimeOffset at)
    {
        if (Consents.Find(c => c.Id == consentId) is not { } word) return new NotFound("consent");
        if (word.StruckAt is not null) return new StruckBefore();
        word.Strike(by, because, at);
        return Done.Value;
    }
}

/// <summary>The word was struck out before.</summary>
public sealed record StruckBefore() : Error(ErrorKind.Conflict, "This was marked as recorded by mistake before.");
