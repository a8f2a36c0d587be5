using CustomerFirst.Application.Database;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>What an administrator decides about a service area.</summary>
/// <param name="Wave">Rollout wave, 1 to 5; null for an area that takes no part in the rollout.</param>
/// <param name="GoLive">From this day its enquiries are taken in the hub.</param>
public sealed record ServiceAreaEntered(string Name, int? Wave, DateOnly? GoLive, string? ChangeChampion);

internal sealed class ServiceAreaEnteredValidator : AbstractValidator<ServiceAreaEntered>
{
    public ServiceAreaEnteredValidator()
    {
        RuleFor(a => a.Name).NotEmpty().WithMessage("Enter the service area's name").MaximumLength(200).WithMessage("The service area's name must be 200 characters or fewer");
        RuleFor(a => a.Wave).InclusiveBetween(1, 5).WithMessage("Select a wave from 1 to 5");
        RuleFor(a => a.ChangeChampion).MaximumLength(120).WithMessage("The change champion's name must be 120 characters or fewer");
    }
}

internal static class ServiceAreaFacts
{
    /// <summary>Whether another area has the name.</summary>
    public static Task<bool> NameTakenAsync(this CustomerFirstDb db, string name, Guid? otherThan, CancellationToken token) =>
        db.ServiceAreas.AnyAsync(a => a.Name == name && a.Id != otherThan, token);
}
