using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Where a postcode lies by the boundaries of today, to check an import.</summary>
/// <param name="Postcode">Typed in any way.</param>
[Needs(Permission.ManagePlaces)]
public sealed record LookUpPostcodeQuery(string? Postcode) : IQuery<FoundPostcode>;

internal sealed class LookUpPostcodeValidator : AbstractValidator<LookUpPostcodeQuery>
{
    public LookUpPostcodeValidator() =>
        RuleFor(q => q.Postcode).Cascade(CascadeMode.Stop).NotEmpty().WithMessage("Enter a postcode").Must(p => Domain.Places.Postcode.Normalise(p) is not null).WithMessage("Enter a full UK postcode, like B14 7QH");
}

internal sealed class LookUpPostcodeHandler(PlaceFinder finder) : IRequestHandler<LookUpPostcodeQuery, Result<FoundPostcode>>
{
    public async Task<Result<FoundPostcode>> Handle(LookUpPostcodeQuery query, CancellationToken token) =>
        await finder.FindPostcodeAsync(query.Postcode, null, token) is { } found ? found : new NotAccepted(nameof(query.Postcode), "This postcode is not known. Import a newer file if it should be");
}

/// <summary>How many postcodes are known.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record CountPostcodesQuery : IQuery<PostcodeCount>;

/// <summary>Known postcodes.</summary>
public sealed record PostcodeCount(int Postcodes);

internal sealed class CountPostcodesHandler(CustomerFirstDb db) : IRequestHandler<CountPostcodesQuery, Result<PostcodeCount>>
{
    public async Task<Result<PostcodeCount>> Handle(CountPostcodesQuery query, CancellationToken token) => new PostcodeCount(await db.Postcodes.CountAsync(token));
}
