using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>A ticket as it was read.</summary>
public sealed record TicketVersion(string Reference, int Version);

/// <summary>Resolves several tickets for one reason, which every customer sees. Each can be reopened, and then counts as reopened.</summary>
/// <param name="CustomerTold">The reason, in words for the customer.</param>
[Needs(Permission.CloseInBulk)]
public sealed record CloseInBulkCommand(IReadOnlyList<TicketVersion> Tickets, string? CustomerTold) : IdempotentCommand<ClosedInBulk>
{
    /// <summary>How many tickets at once.</summary>
    public const int Most = 200;
}

/// <summary>How many were resolved, and which were left alone and why.</summary>
public sealed record ClosedInBulk(int Closed, IReadOnlyList<LeftAlone> LeftAlone);

/// <summary>A ticket that was not resolved.</summary>
public sealed record LeftAlone(string Reference, string Why);

internal sealed class CloseInBulkValidator : AbstractValidator<CloseInBulkCommand>
{
    public CloseInBulkValidator()
    {
        RuleFor(c => c.Tickets).NotEmpty().WithMessage("Select the tickets to close")
            .Must(t => t.Count <= CloseInBulkCommand.Most).WithMessage($"Select at most {CloseInBulkCommand.Most} tickets");
        RuleFor(c => c.CustomerTold).NotEmpty().WithMessage("Enter the reason: every customer will see it").MinimumLength(15).WithMessage("Say in a full sentence why: every customer will see it")
            .MaximumLength(2_000).WithMessage("The reason must be 2,000 characters or fewer");
    }
}

internal sealed class CloseInBulkHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue, TicketsAtWork work, AuditTrail audit, TimeProvider time)
    : IRequestHandler<CloseInBulkCommand, Result<ClosedInBulk>>
{
    public async Task<Result<ClosedInBulk>> Handle(CloseInBulkCommand command, CancellationToken cancellationToken)
    {
        var versions = command.Tickets.DistinctBy(t => t.Reference).ToDictionary(t => t.Reference, t => t.Version);
        var references = versions.Keys.ToArray();
        var tickets = await db.Tickets.VisibleTo(current.Actor).Where(t => references.Contains(t.Reference)).Include(t => t.Intervals.OrderBy(i => i.Sequence)).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var by = new StepBy(current.Actor.StaffId, time.GetUtcNow(), "Closed in bulk");
        audit.Because(command.CustomerTold!.Trim());
        var left = new List<LeftAlone>();
        foreach (var ticket in tickets)
        {
            var taken = new TicketAtWork(ticket, snapshot, by, null);
            if (Refusal(taken, versions[ticket.Reference]) is { } why) left.Add(new LeftAlone(ticket.Reference, why));
            else work.Write(taken, EntryKind.Update, command.CustomerTold!);
        }
        if (left.Count == tickets.Count) return new NotAccepted(nameof(command.Tickets), "None of these tickets can be closed");
        return new ClosedInBulk(tickets.Count - left.Count, left);
    }

    private static string? Refusal(TicketAtWork taken, int version)
    {
        if (taken.Ticket.ChangedSince(version)) return "Somebody else changed it meanwhile";
        return taken.Ticket.Resolve(atFirstContact: false, taken.ObjectionDays, taken.Terms, taken.By).Error?.Message;
    }
}
