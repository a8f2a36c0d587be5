using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>The shape of what an administrator decides about a service.</summary>
internal sealed class ServiceTermsValidator : AbstractValidator<ServiceTerms>
{
    public ServiceTermsValidator()
    {
        RuleFor(t => t.Name).NotEmpty().WithMessage("Enter the service's name").MaximumLength(200).WithMessage("The service's name must be 200 characters or fewer");
        RuleFor(t => t.Description).NotNull().WithMessage("Enter what the service is for").MaximumLength(2000).WithMessage("The description must be 2,000 characters or fewer");
        RuleFor(t => t.ServiceAreaId).NotEmpty().WithMessage("Select a service area");
        RuleFor(t => t.FinishedBy).IsInEnum().WithMessage("Select who finishes the service");
        RuleFor(t => t.Retention).IsInEnum().WithMessage("Select how long its tickets are kept");
        RuleFor(t => t.ObjectionDays).InclusiveBetween(0, 365).WithMessage("Enter a number of objection days between 0 and 365");
        RuleFor(t => t.CustomerWords).NotNull().WithMessage("Enter the words of customers, or none")
            .Must(words => words is null || words.Count <= 100).WithMessage("Enter no more than 100 phrases");
        RuleForEach(t => t.CustomerWords).NotEmpty().WithMessage("Remove the empty phrase").MaximumLength(100).WithMessage("A phrase must be 100 characters or fewer");
        RuleFor(t => t.Questions).NotNull().WithMessage("Enter the questions, or none")
            .Must(questions => questions is null || questions.Select(q => q.Key).Distinct(StringComparer.Ordinal).Count() == questions.Count).WithMessage("Give each question a key of its own")
            .Must(questions => questions is null || questions.Count <= 50).WithMessage("Enter no more than 50 questions");
        RuleForEach(t => t.Questions).SetValidator(new QuestionValidator());
    }

    private sealed class QuestionValidator : AbstractValidator<Question>
    {
        public QuestionValidator()
        {
            RuleFor(q => q.Key).NotEmpty().WithMessage("Enter the question's key").Matches("^[a-z][A-Za-z0-9-]{0,59}$")
                .WithMessage("The question's key must begin with a small letter and have only letters, digits and hyphens");
            RuleFor(q => q.Label).NotEmpty().WithMessage("Enter the question").MaximumLength(300).WithMessage("The question must be 300 characters or fewer");
            RuleFor(q => q.Hint).MaximumLength(500).WithMessage("The hint must be 500 characters or fewer");
            RuleFor(q => q.Kind).IsInEnum().WithMessage("Select what kind of answer the question has");
            RuleFor(q => q.Dates).IsInEnum().WithMessage("Select which dates answer the question");
            RuleFor(q => q.Dates).Equal(AnswerDates.Any).When(q => q.Kind != QuestionKind.Date).WithMessage("Only a question about a date can be asked for some dates");
            RuleFor(q => q.Choices).Must(choices => choices is { Count: >= 2 }).When(q => q.Kind == QuestionKind.Choice).WithMessage("Enter at least two choices");
            RuleFor(q => q.Choices).Must(choices => choices is null or { Count: 0 }).When(q => q.Kind != QuestionKind.Choice).WithMessage("Only a question with choices can have choices");
            RuleFor(q => q.Choices).Must(choices => choices is null || choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() == choices.Count).WithMessage("Enter each choice once");
            RuleForEach(q => q.Choices).NotEmpty().WithMessage("Remove the empty choice").MaximumLength(200).WithMessage("A choice must be 200 characters or fewer");
        }
    }
}

/// <summary>The facts that a service's terms must agree with.</summary>
internal sealed class ServiceTermsFacts(CustomerFirstDb db)
{
    /// <summary>The terms without blanks around texts, or what is wrong with them.</summary>
    /// <param name="serviceId">The service that is changed; null for a new one.</param>
    public async Task<Result<ServiceTerms>> CheckAsync(ServiceTerms terms, Guid? serviceId, CancellationToken token)
    {
        var area = await db.ServiceAreas.AsNoTracking().SingleOrDefaultAsync(a => a.Id == terms.ServiceAreaId, token);
        if (area is null) return new NotAccepted("Terms.ServiceAreaId", "Select a service area that is there");
        if (terms.DefaultTeamId is { } teamId)
        {
            var team = await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == teamId, token);
            if (team is not { Active: true }) return new NotAccepted("Terms.DefaultTeamId", "Select a team that is there");
            if (team.ServiceAreaId is { } other && other != area.Id) return new NotAccepted("Terms.DefaultTeamId", $"Select a team of {area.Name}");
        }
        var name = terms.Name.Trim();
        if (await db.Services.AnyAsync(s => s.ServiceAreaId == area.Id && s.Name == name && s.Id != serviceId, token))
            return new NotAccepted("Terms.Name", $"{area.Name} has a service of this name already");
        // A browser sends the lines of a text with its own line ends.
        return terms with { Name = name, Description = terms.Description.ReplaceLineEndings("\n").Trim(), CustomerWords = [.. terms.CustomerWords.Select(words => words.Trim())] };
    }
}
