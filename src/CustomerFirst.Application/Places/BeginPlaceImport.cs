using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Places;

/// <summary>Begins the import of a file that a page took: from here on its progress is kept.</summary>
/// <param name="FileName">As the browser says; its folder is left away.</param>
[Needs(Permission.ManagePlaces)]
public sealed record BeginPlaceImportCommand(PlaceImportKind Kind, string? FileName) : ICommand<PlaceImportBegun>;

/// <summary>The import.</summary>
public sealed record PlaceImportBegun(Guid Id);

internal sealed class BeginPlaceImportValidator : AbstractValidator<BeginPlaceImportCommand>
{
    public BeginPlaceImportValidator() => RuleFor(c => c.Kind).IsInEnum().WithMessage("Select what the file holds");
}

internal sealed class BeginPlaceImportHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<BeginPlaceImportCommand, Result<PlaceImportBegun>>
{
    private const int LongestName = 200;

    public Task<Result<PlaceImportBegun>> Handle(BeginPlaceImportCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = Path.GetFileName(command.FileName ?? "");
        var begun = PlaceImport.Begin(Ids.New(now), command.Kind, name.Length > LongestName ? name[^LongestName..] : name, current.Actor.Id, now);
        db.Add(begun);
        return Task.FromResult<Result<PlaceImportBegun>>(new PlaceImportBegun(begun.Id));
    }
}
