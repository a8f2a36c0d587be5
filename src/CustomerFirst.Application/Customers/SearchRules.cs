using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Customers;

/// <summary>What can be searched for, wherever it is typed.</summary>
internal static class SearchRules
{
    /// <summary>Enough to look for, and no reference with a slip, which would find nobody and say nothing of itself.</summary>
    public static IRuleBuilderOptions<T, string?> CanBeSearchedFor<T>(this IRuleBuilder<T, string?> terms, TimeProvider time) => terms
        .Must(typed => SearchWords.CanSearch(typed, CouncilTime.DateOf(time.GetUtcNow()))).WithMessage(SearchWords.TooLittle)
        .Must(typed => !TicketReference.IsSlip(typed)).WithMessage(TicketReference.Slip)
        // Of what is longer only the beginning would be looked for, and nobody would know.
        .MaximumLength(SearchWords.LongestText).WithMessage($"Enter {SearchWords.LongestText} characters or fewer to look for: you entered {{TotalLength}}");
}
