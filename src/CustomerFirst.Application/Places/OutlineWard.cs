using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Places;

/// <summary>The shape of a ward for a small map beside a ticket. It comes out of memory.</summary>
/// <param name="WardId">A version of a ward, in force or not.</param>
[Needs(Permission.ViewTicket)]
public sealed record OutlineWardQuery(Guid WardId) : IQuery<AreaShape>;

internal sealed class OutlineWardHandler(PlaceFinder places) : IRequestHandler<OutlineWardQuery, Result<AreaShape>>
{
    public async Task<Result<AreaShape>> Handle(OutlineWardQuery query, CancellationToken cancellationToken) =>
        (await places.MapAsync(cancellationToken)).OutlineOfWard(query.WardId) is { } shape ? shape : new NotFound("ward");
}
