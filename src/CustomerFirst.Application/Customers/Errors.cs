using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Customers;

/// <summary>The same person seems to be there already. Sending the command again with <c>DespiteCandidates</c> creates the customer all the same.</summary>
public sealed record MayBeThereAlready(IReadOnlyList<CustomerCandidate> Candidates)
    : Error(ErrorKind.Conflict, "This customer may have a record already. Use that one, or confirm that this is somebody else."), IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => Candidates.Select(c => new SeenRecord(RecordKind.Customer, c.Id, ["name", "date_of_birth", "address", "contact_points"]));
}

/// <summary>A customer who may be the one that is being created.</summary>
/// <param name="Because">Why, for people: "Same e-mail".</param>
public sealed record CustomerCandidate(Guid Id, CustomerKind Kind, string Name, DateOnly? DateOfBirth, string? Address, IReadOnlyList<string> Telephones, IReadOnlyList<string> Emails, IReadOnlyList<string> Because)
{
    /// <summary>That it is the same customer, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>Field by field in words, what says most first: "family name differs by one letter".</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Hardly the same customer: shares a telephone or an e-mail, as a family does, and little else.</summary>
    public bool OnlyShares { get; init; }
}

/// <summary>The record's data may not be used, but for those who look after records.</summary>
public sealed record RecordBlocked() : Error(ErrorKind.Forbidden, "This customer's record is blocked: its data may not be used. Ask a steward of customer records.");

/// <summary>The record's personal data were erased; nothing can be changed or begun with it any more.</summary>
public sealed record RecordErased(string Said = "This customer's personal data were erased, so the record cannot be changed.") : Error(ErrorKind.Conflict, Said);

/// <summary>Somebody asks on behalf of a customer for whom they may not act, or may no more.</summary>
/// <param name="FieldName">What names the one who acts.</param>
/// <param name="Until">The last day on which they could; null where nothing on record ever let them.</param>
public sealed record MayNotActFor(string FieldName, DateOnly? Until)
    : Error(ErrorKind.Invalid, Until is { } day ? $"They could act for this customer until {day.DayWords()}. Select whose enquiry this is." : "Nothing on record lets them act for this customer. Select whose enquiry this is.")
{
    /// <inheritdoc />
    public override string? Field => FieldName;
}

/// <summary>A reviewer said once that the two are different people. Sending the command again with <c>DespiteVerdict</c> merges them all the same.</summary>
public sealed record CalledDifferent() : Error(ErrorKind.Conflict, "A reviewer said that these are two different customers. Confirm that this was wrong, or leave them apart.");

/// <summary>One attempt to learn the weights at a time.</summary>
public sealed record WeightsBeingLearnt() : Error(ErrorKind.Conflict, "Weights are being learnt already. Wait until that is done, then ask again.");

/// <summary>There is no pair that could be merged without another look.</summary>
public sealed record NothingToMerge() : Error(ErrorKind.Conflict, "No pair waits to be merged. Review pairs first.");
