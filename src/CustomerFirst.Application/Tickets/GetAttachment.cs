using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>A file of a ticket that the actor sees.</summary>
[Needs(Permission.ViewTicket)]
public sealed record GetAttachmentQuery(Guid AttachmentId) : IQuery<AttachedFile>;

/// <summary>A file with its bytes. Send it as something to save, never to be drawn by a browser.</summary>
public sealed record AttachedFile(Guid Id, string FileName, string MediaType, byte[] Bytes, Guid? RestrictedAreaId) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new(RecordKind.Attachment, Id, [], RestrictedAreaId)];
}

internal sealed class GetAttachmentValidator : AbstractValidator<GetAttachmentQuery>
{
    public GetAttachmentValidator() => RuleFor(q => q.AttachmentId).NotEmpty().WithMessage("Say which file");
}

internal sealed class GetAttachmentHandler(CustomerFirstDb db, CurrentActor current, IAttachmentContents contents) : IRequestHandler<GetAttachmentQuery, Result<AttachedFile>>
{
    public async Task<Result<AttachedFile>> Handle(GetAttachmentQuery query, CancellationToken cancellationToken)
    {
        var visible = db.Tickets.VisibleTo(current.Actor);
        var file = await db.Attachments.AsNoTracking().Where(a => a.Id == query.AttachmentId)
            .Join(visible, a => a.TicketId, t => t.Id, (a, t) => new { a.Id, a.FileName, a.MediaType, Ticket = t }).FirstOrDefaultAsync(cancellationToken);
        // A file may tell who the customer is, so part of the sight is not enough.
        if (file is null || file.Ticket.SightFor(current.Actor) != TicketSight.Full || await contents.ReadAsync(file.Id, cancellationToken) is not { } bytes) return new NotFound("file");
        return new AttachedFile(file.Id, file.FileName, file.MediaType, bytes, file.Ticket.Restricted ? file.Ticket.ServiceAreaId : null);
    }
}
