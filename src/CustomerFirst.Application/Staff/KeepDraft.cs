using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Keeps what one was writing on the page of a record, for oneself and in place of what was kept before; with no fields nothing is kept any more.</summary>
/// <param name="About">The contact, the ticket, or the customer on whose record it may belong.</param>
[Needs(Permission.SeeOwnAccount)]
public sealed record KeepDraftCommand(Guid About, IReadOnlyList<DraftField> Fields) : ICommand<Done>, ITriesAgain
{
    /// <inheritdoc />
    public override string ToString() => nameof(KeepDraftCommand);
}

internal sealed class KeepDraftValidator : AbstractValidator<KeepDraftCommand>
{
    // More than all fields of a form may hold together.
    private const int Longest = 200_000;

    public KeepDraftValidator() =>
        RuleFor(c => c.Fields).Must(fields => fields.Sum(f => f.Name.Length + f.Value.Length) <= Longest).WithMessage("What you entered is too long to be kept: shorten it");
}

internal sealed class KeepDraftHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<KeepDraftCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(KeepDraftCommand request, CancellationToken cancellationToken)
    {
        if (current.Actor.StaffId is not { } staff) return new Forbidden();
        var (now, draft) = (time.GetUtcNow(), await db.Set<Draft>().FirstOrDefaultAsync(d => d.About == request.About && d.StaffId == staff, cancellationToken));
        if (request.Fields.Count == 0)
        {
            if (draft is not null) db.Remove(draft);
        }
        else if (draft is null) db.Add(Draft.Of(request.About, staff, request.Fields, now));
        else draft.Write(request.Fields, now);
        return Done.Value;
    }
}
