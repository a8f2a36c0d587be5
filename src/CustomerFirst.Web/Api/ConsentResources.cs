using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Web.Api;

/// <summary>What a customer said of a consent.</summary>
internal sealed record ConsentBody
{
    public ConsentPurpose? Purpose { get; init; }
    /// <summary><c>withdrawn</c> needs consent that was given before.</summary>
    public ConsentWord? Word { get; init; }
    public ConsentHow? How { get; init; }
    /// <summary>The day on which it was said, today or past; null for just now.</summary>
    public DateOnly? SaidOn { get; init; }
    /// <summary>What the customer was told or ticked, at most 1,000 characters; null for the council's own words.</summary>
    public string? Wording { get; init; }
}

/// <summary>Why a word on a consent was recorded by mistake.</summary>
internal sealed record ConsentMistakeBody
{
    /// <summary>At most 500 characters.</summary>
    public string? Because { get; init; }
}

/// <summary>One word of a customer on a consent.</summary>
/// <param name="Wording">What the customer was told or ticked.</param>
/// <param name="RecordedBy">The name of the member of staff or the API client.</param>
/// <param name="WithdrawnAt">When consent that was given was taken back.</param>
/// <param name="Counts">It is the latest on its purpose.</param>
/// <param name="Mistake">It was recorded by mistake and counts no more; null for every other.</param>
internal sealed record ConsentResource(Guid Id, ConsentPurpose Purpose, ConsentWord Word, ConsentHow How, string Wording, DateTimeOffset SaidAt, DateTimeOffset RecordedAt, string? RecordedBy, DateTimeOffset? WithdrawnAt, bool Counts,
    ConsentMistakeResource? Mistake = null)
{
    public static ConsentResource Of(ConsentView c) => new(c.Id, c.Purpose, c.Word, c.How, c.Wording, c.SaidAt, c.RecordedAt, c.RecordedBy, c.WithdrawnAt, c.Counts, c.Struck is { } s ? new(s.At, s.By, s.Because) : null);
}

/// <summary>That a word was recorded by mistake.</summary>
/// <param name="By">The name of the member of staff or the API client.</param>
internal sealed record ConsentMistakeResource(DateTimeOffset At, string? By, string Because);
