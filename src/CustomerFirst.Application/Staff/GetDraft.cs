using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>What one was writing on the page of a record when one went elsewhere.</summary>
/// <param name="About">The contact, ticket or customer.</param>
[Needs(Permission.SeeOwnAccount)]
public sealed record GetDraftQuery(Guid About) : IQuery<WrittenDraft>;

/// <summary>The fields as they were typed; none where nothing was kept.</summary>
public sealed record WrittenDraft(IReadOnlyList<DraftField> Fields);

internal sealed class GetDraftHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<GetDraftQuery, Result<WrittenDraft>>
{
    public async Task<Result<WrittenDraft>> Handle(GetDraftQuery query, CancellationToken cancellationToken)
    {
        var (oldest, staff) = (time.GetUtcNow() - Draft.Kept, current.Actor.StaffId);
        var draft = await db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(d => d.About == query.About && d.StaffId == staff && d.At >= oldest, cancellationToken);
        return new WrittenDraft(draft?.Fields ?? []);
    }
}
