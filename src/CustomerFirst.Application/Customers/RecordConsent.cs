using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>Records that a customer gave consent for a purpose, refused it, or took it back. The words before it stay as history.</summary>
/// <param name="Version">As read; a change based on an older one is refused as stale.</param>
/// <param name="SaidOn">The day on which it was said, for instance a letter's; null for just now.</param>
/// <param name="Wording">What the customer was told or signed; null for the council's own words.</param>
[Needs(Permission.ChangeCustomer)]
public sealed record RecordConsentCommand(Guid CustomerId, int Version, ConsentPurpose? Purpose, ConsentWord? Word, ConsentHow? How, DateOnly? SaidOn = null, string? Wording = null) : IdempotentCommand<CustomerChanged>
{
    /// <summary>Nothing of it: who writes a command to a log writes no personal data.</summary>
    public override string ToString() => nameof(RecordConsentCommand);
}

internal sealed class RecordConsentValidator : AbstractValidator<RecordConsentCommand>
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);

    public RecordConsentValidator(TimeProvider time)
    {
        RuleFor(c => c.Purpose).NotNull().WithMessage("Select what the consent is for");
        RuleFor(c => c.Word).NotNull().WithMessage("Select what the customer said");
        RuleFor(c => c.How).NotNull().WithMessage("Select how the customer said it");
        RuleFor(c => c.SaidOn).Must(day => day is null || day <= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("The day on which it was said must be today or in the past");
        RuleFor(c => c.SaidOn).Must(day => day is null || day >= s_earliest).WithMessage("The day on which it was said must be in 2000 or later");
        RuleFor(c => c.Wording).MaximumLength(1000).WithMessage("The words used must be 1,000 characters or fewer");
    }
}

internal sealed class RecordConsentHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<RecordConsentCommand, Result<CustomerChanged>>
{
    public async Task<Result<CustomerChanged>> Handle(RecordConsentCommand request, CancellationToken cancellationToken)
    {
        var read = await db.ToChangeAsync(request.CustomerId, request.Version, current.Actor, cancellationToken);
        if (!read.Ok) return read.Error!;
        var customer = read.Value;

        var (purpose, word, now) = (request.Purpose!.Value, request.Word!.Value, time.GetUtcNow().ToMicrosecond());
        // Of an earlier day the time is not known. It counts from that day's beginning, so that what was said later that day counts before it.
        var saidAt = request.SaidOn is { } day && day < CouncilTime.DateOf(now) ? CouncilTime.StartOf(day) : now;
        if (word == ConsentWord.Withdrawn && customer.Said(purpose, saidAt) is not { Word: ConsentWord.Given })
            return new NotAccepted(nameof(request.Word), "There is no consent to withdraw at that time. Record that the customer refused instead");
        customer.Says(Ids.New(now), purpose, word, request.How!.Value, string.IsNullOrWhiteSpace(request.Wording) ? null : request.Wording.Trim(), current.Actor.Kind.Code(), current.Actor.Id, saidAt, now);
        customer.Changed();
        return new CustomerChanged(customer.Id, customer.Version);
    }
}
