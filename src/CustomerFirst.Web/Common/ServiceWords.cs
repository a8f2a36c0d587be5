using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Web.Common;

/// <summary>Words for what administrators decide about services and places.</summary>
public static class ServiceWords
{
    /// <summary>How long tickets are kept: "6 years".</summary>
    public static string Of(RetentionClass retention) => retention switch
    {
        RetentionClass.OneYear => "1 year",
        RetentionClass.TwoYears => "2 years",
        RetentionClass.ThreeYears => "3 years",
        RetentionClass.FiveYears => "5 years",
        RetentionClass.SixYears => "6 years",
        RetentionClass.SevenYears => "7 years",
        RetentionClass.EightYears => "8 years",
        RetentionClass.TwelveYears => "12 years",
        RetentionClass.FifteenYears => "15 years",
        RetentionClass.TwentyOneYears => "21 years",
        RetentionClass.SeventyFiveYears => "75 years",
        RetentionClass.Permanent => "For ever",
        _ => "",
    };

    /// <summary>Who finishes a service, or what a team does.</summary>
    public static string Of(ResponseTier tier) => tier switch
    {
        ResponseTier.First => "First response",
        ResponseTier.Second => "Second response",
        _ => "",
    };

    /// <summary>A kind of question.</summary>
    public static string Of(QuestionKind kind) => kind switch
    {
        QuestionKind.Text => "Text",
        QuestionKind.Number => "Number",
        QuestionKind.Date => "Date",
        QuestionKind.Choice => "One of several answers",
        QuestionKind.YesNo => "Yes or no",
        QuestionKind.Location => "Location",
        _ => "",
    };

    /// <summary>Which dates answer a question.</summary>
    public static string Of(AnswerDates dates) => dates switch
    {
        AnswerDates.Any => "Any date",
        AnswerDates.UpToToday => "Today or earlier",
        AnswerDates.FromToday => "Today or later",
        _ => "",
    };

    /// <summary>What kind of answer a question has, and whether there must be one: "Date, today or earlier, must be answered".</summary>
    public static string Of(Question question) =>
        $"{Of(question.Kind)}{(question.Dates == AnswerDates.Any ? "" : $", {Of(question.Dates).ToLowerInvariant()}")}{(question.Required ? ", must be answered" : "")}{(question.Choices.Count > 0 ? ": " + string.Join(", ", question.Choices) : "")}";

    /// <summary>What a target is counted in.</summary>
    public static string Of(TargetUnit unit) => unit switch
    {
        TargetUnit.Minutes => "minutes",
        TargetUnit.Hours => "hours",
        TargetUnit.WorkingDays => "working days",
        _ => "",
    };

    /// <summary>A priority.</summary>
    public static string Of(Priority priority) => priority switch
    {
        Priority.Low => "Low",
        Priority.Normal => "Normal",
        Priority.High => "High",
        Priority.Urgent => "Urgent",
        _ => "",
    };

    /// <summary>A kind of place with a counter.</summary>
    public static string Of(OfficeKind kind) => kind switch
    {
        OfficeKind.NeighbourhoodOffice => "Neighbourhood office",
        OfficeKind.CustomerServiceCentre => "Customer service centre",
        OfficeKind.CommunityHub => "Community hub",
        OfficeKind.CivicCentre => "Civic centre",
        _ => "",
    };
}
