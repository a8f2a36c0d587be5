using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Waits for the customer or for others; with what the customer is told, if anything.</summary>
[Needs(Permission.ProgressTicket)]
public sealed record WaitTicketCommand : StepCommand
{
    /// <summary><see cref="TicketState.WaitingForCustomer"/> or <see cref="TicketState.WaitingForOthers"/>.</summary>
    public TicketState? For { get; init; }
    /// <summary>An update that the customer sees, for instance what we need from them.</summary>
    public string? CustomerTold { get; init; }
}

internal sealed class WaitTicketValidator : StepValidator<WaitTicketCommand>
{
    public WaitTicketValidator() : base("Enter what the ticket waits for")
    {
        RuleFor(c => c.For).Must(s => s is TicketState.WaitingForCustomer or TicketState.WaitingForOthers).WithMessage("Select who has to act first");
        RuleFor(c => c.CustomerTold).MaximumLength(LongestText).WithMessage("The update must be 10,000 characters or fewer");
    }
}

internal sealed class WaitTicketHandler(TicketsAtWork work) : StepHandler<WaitTicketCommand>(work)
{
    private readonly TicketsAtWork _work = work;

    protected override ValueTask<Result<Done>> StepAsync(WaitTicketCommand command, TicketAtWork taken, CancellationToken token)
    {
        // The customer is told first; where the step is refused, nothing of it is saved.
        if (!string.IsNullOrWhiteSpace(command.CustomerTold)) _work.Write(taken, EntryKind.Update, command.CustomerTold);
        return new(taken.Ticket.Wait(command.For!.Value, taken.Terms, taken.By));
    }
}
