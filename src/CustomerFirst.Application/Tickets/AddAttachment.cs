using System.Security.Cryptography;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>Attaches a file to a ticket.</summary>
/// <param name="FileName">What the sender calls it.</param>
/// <param name="CustomerMaySee">Whether the customer can open it too.</param>
[Needs(Permission.ProgressTicket)]
public sealed record AddAttachmentCommand(Guid TicketId, string? FileName, byte[] Bytes, bool CustomerMaySee = false, Guid? ContactId = null) : IdempotentCommand<AddedAttachment>, ITriesAgain;

/// <summary>The file as it is kept.</summary>
public sealed record AddedAttachment(Guid Id, string FileName, string MediaType, long Length);

internal sealed class AddAttachmentValidator : AbstractValidator<AddAttachmentCommand>
{
    public AddAttachmentValidator(AttachmentOptions options)
    {
        RuleFor(c => c.TicketId).NotEmpty().WithMessage("Say which ticket");
        RuleFor(c => c.Bytes).NotEmpty().WithMessage("Select a file that is not empty").Must(b => b is null || b.LongLength <= options.MaxBytes)
            .WithMessage(options.TooLarge);
    }
}

internal sealed class AddAttachmentHandler(TicketsAtWork work, CustomerFirstDb db, IAttachmentContents contents) : IRequestHandler<AddAttachmentCommand, Result<AddedAttachment>>
{
    private static readonly string s_refusal = $"The selected file must be one of these: {string.Join(", ", FileKind.AllExtensions.Select(e => e[1..]))}";

    public async Task<Result<AddedAttachment>> Handle(AddAttachmentCommand command, CancellationToken cancellationToken)
    {
        var taken = await work.TakeOutAsync(command.TicketId, version: null, reason: null, command.ContactId, cancellationToken);
        if (taken.Error is { } refused) return refused;
        if (FileKind.Of(command.Bytes) is not { } kind || FileName.Of(command.FileName, kind) is not { } name) return new NotAccepted(nameof(command.Bytes), s_refusal);
        var by = taken.Value.By;
        var attachment = Attachment.Add(Ids.New(by.At), command.TicketId, name, kind.MediaType, command.Bytes.LongLength, SHA256.HashData(command.Bytes), command.CustomerMaySee, by.By, by.At);
        db.Add(attachment);
        await contents.KeepAsync(attachment.Id, command.Bytes, cancellationToken);
        taken.Value.Ticket.Touch(by);
        return new AddedAttachment(attachment.Id, name, kind.MediaType, attachment.Length);
    }
}
