using FluentValidation;

namespace CustomerFirst.Application.Pipeline;

/// <summary>Why somebody does something, in their own words: the same rule wherever it is asked.</summary>
internal static class Reasons
{
    /// <summary>The most characters of a reason.</summary>
    public const int Longest = 500;

    /// <summary>A reason must be given, and not be too long.</summary>
    /// <param name="missing">What to say where there is none: "Enter why these are one customer".</param>
    public static IRuleBuilderOptions<T, string?> IsReason<T>(this IRuleBuilder<T, string?> reason, string missing) =>
        reason.Must(r => !string.IsNullOrWhiteSpace(r)).WithMessage(missing).CanBeReason();

    /// <summary>A reason may be given, and must not be too long.</summary>
    public static IRuleBuilderOptions<T, string?> CanBeReason<T>(this IRuleBuilder<T, string?> reason) =>
        reason.MaximumLength(Longest).WithMessage($"The reason must be {Longest} characters or fewer: you entered {{TotalLength}}");

    /// <summary>A reason without blanks around it; null where none was given.</summary>
    public static string? OrNone(this string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
}
