using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Delivers a ticket, with what the customer is told.</summary>
[Needs(Permission.ResolveTicket)]
public sealed record ResolveTicketCommand : StepCommand
{
    /// <summary>An update that the customer sees.</summary>
    public string? CustomerTold { get; init; }
    /// <summary>The adviser marks it resolved at first contact.</summary>
    public bool AtFirstContact { get; init; }
}

internal sealed class ResolveTicketValidator : StepValidator<ResolveTicketCommand>
{
    public ResolveTicketValidator()
    {
        RuleFor(c => c.CustomerTold).NotEmpty().WithMessage("Enter what you tell the customer");
        RuleFor(c => c.CustomerTold).MaximumLength(LongestText).WithMessage("What you tell the customer must be 10,000 characters or fewer");
    }
}

internal sealed class ResolveTicketHandler(TicketsAtWork work) : StepHandler<ResolveTicketCommand>(work)
{
    private readonly TicketsAtWork _work = work;

    protected override ValueTask<Result<Done>> StepAsync(ResolveTicketCommand command, TicketAtWork taken, CancellationToken token)
    {
        if (command.AtFirstContact && !taken.Catalogue.ServicesById[taken.Ticket.ServiceId].CanFinishAtFirstContact)
            return new(new NotAccepted(nameof(command.AtFirstContact), "This service cannot be finished at first contact"));
        // The customer is told first; where the step is refused, nothing of it is saved.
        _work.Write(taken, EntryKind.Update, command.CustomerTold!);
        return new(taken.Ticket.Resolve(command.AtFirstContact, taken.ObjectionDays, taken.Terms, taken.By));
    }
}
