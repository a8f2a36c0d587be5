using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Services;

/// <summary>How long a service's tickets are kept once they ended.</summary>
public enum RetentionClass { OneYear, TwoYears, ThreeYears, FiveYears, SixYears, SevenYears, EightYears, TwelveYears, FifteenYears, TwentyOneYears, SeventyFiveYears, Permanent }

/// <summary>The kinds of question that a service asks.</summary>
public enum QuestionKind { Text, Number, Date, Choice, YesNo, Location }

/// <summary>Which dates answer a question, seen from the council's today.</summary>
public enum AnswerDates
{
    Any,
    /// <summary>For what has happened.</summary>
    UpToToday,
    /// <summary>For what is wished for.</summary>
    FromToday,
}

/// <summary>One question that a service asks when its ticket is raised.</summary>
/// <param name="Key">Stable key of the answer.</param>
/// <param name="Choices">For <see cref="QuestionKind.Choice"/>; otherwise empty.</param>
/// <param name="Dates">For <see cref="QuestionKind.Date"/>; otherwise any.</param>
public sealed record Question(string Key, string Label, string? Hint, QuestionKind Kind, bool Required, IReadOnlyList<string> Choices, AnswerDates Dates = AnswerDates.Any)
{
    /// <summary>Whether a date may answer it.</summary>
    public bool Takes(DateOnly date, DateOnly today) => Dates switch
    {
        AnswerDates.Any => true,
        AnswerDates.UpToToday => date <= today,
        AnswerDates.FromToday => date >= today,
        _ => throw new InvalidOperationException($"{Dates} are no dates."),
    };

    /// <summary>By what is asked, choice by choice.</summary>
    public bool Equals(Question? other) =>
        other is not null && (Key, Label, Hint, Kind, Required, Dates) == (other.Key, other.Label, other.Hint, other.Kind, other.Required, other.Dates) && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Key, Label, Kind);
}

/// <summary>What an administrator decides about a service.</summary>
/// <param name="CustomerWords">The words that customers use for it, for the service search.</param>
/// <param name="ObjectionDays">Calendar days after which a resolved ticket closes.</param>
/// <param name="AtCustomersAddress">The matter is where the customer lives, so that their address is offered as its place.</param>
public sealed record ServiceTerms(
    string Name,
    string Description,
    Guid ServiceAreaId,
    ResponseTier FinishedBy,
    bool CanFinishAtFirstContact,
    bool Restricted,
    bool PubliclyTrackable,
    Guid? DefaultTeamId,
    int ObjectionDays,
    RetentionClass Retention,
    IReadOnlyList<string> CustomerWords,
    IReadOnlyList<Question> Questions,
    bool AtCustomersAddress = false)
{
    /// <summary>Whether both decide the same.</summary>
    public bool SameAs(ServiceTerms other) =>
        this with { CustomerWords = other.CustomerWords, Questions = other.Questions } == other && CustomerWords.SequenceEqual(other.CustomerWords) && Questions.SequenceEqual(other.Questions);
}

/// <summary>One thing that customers ask for ("Missed bin collection"), belonging to a service area.</summary>
public sealed class Service
{
    private Service() { }

    public Guid Id { get; private set; }
    /// <summary>Stable short key, unique.</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
    public Guid ServiceAreaId { get; private set; }
    public ResponseTier FinishedBy { get; private set; }
    public bool CanFinishAtFirstContact { get; private set; }
    /// <summary>Only the service area's own officers see its tickets.</summary>
    public bool Restricted { get; private set; }
    public bool PubliclyTrackable { get; private set; }
    /// <summary>The matter is where the customer lives ("Missed bin collection"), not somewhere in the city ("Pothole").</summary>
    public bool AtCustomersAddress { get; private set; }
    public Guid? DefaultTeamId { get; private set; }
    /// <summary>Calendar days after which a resolved ticket closes.</summary>
    public int ObjectionDays { get; private set; }
    public RetentionClass Retention { get; private set; }
    public List<string> CustomerWords { get; private set; } = [];
    public List<Question> Questions { get; private set; } = [];
    /// <summary>No longer offered; its tickets stay.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }
    /// <summary>Made by an import, not by an administrator.</summary>
    public bool Imported { get; private set; }
    /// <summary>Counts changes; a change based on an older one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Sets a service up.</summary>
    public static Service Create(Guid id, string code, ServiceTerms terms, bool imported = false)
    {
        var service = new Service { Id = id, Code = code, Imported = imported };
        service.Change(terms);
        return service;
    }

    /// <summary>What is decided about it now.</summary>
    public ServiceTerms Terms => new(Name, Description, ServiceAreaId, FinishedBy, CanFinishAtFirstContact, Restricted, PubliclyTrackable, DefaultTeamId, ObjectionDays, Retention, CustomerWords, Questions, AtCustomersAddress);

    /// <summary>Takes over an administrator's decisions.</summary>
    public void Change(ServiceTerms terms)
    {
        Name = terms.Name;
        Description = terms.Description;
        ServiceAreaId = terms.ServiceAreaId;
        FinishedBy = terms.FinishedBy;
        CanFinishAtFirstContact = terms.CanFinishAtFirstContact;
        Restricted = terms.Restricted;
        PubliclyTrackable = terms.PubliclyTrackable;
        AtCustomersAddress = terms.AtCustomersAddress;
        DefaultTeamId = terms.DefaultTeamId;
        ObjectionDays = terms.ObjectionDays;
        Retention = terms.Retention;
        CustomerWords = [.. terms.CustomerWords];
        Questions = [.. terms.Questions];
        Version++;
    }

    /// <summary>Its SLA got a new version, which counts as a change of the service.</summary>
    public void ChangeSla() => Version++;

    /// <summary>Takes it off offer, or puts it back with null.</summary>
    public void Withdraw(DateTimeOffset? at)
    {
        WithdrawnAt = at;
        Version++;
    }
}
