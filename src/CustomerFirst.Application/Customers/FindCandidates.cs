using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>Who may be the customer that somebody is typing: what was typed so far may be incomplete or wrong; what cannot be read is passed over.</summary>
[Needs(Permission.CreateCustomer)]
public sealed record FindCandidatesQuery(CustomerDetails Details) : IQuery<CustomerCandidatesFound>;

/// <summary>At most ten, the likeliest first.</summary>
public sealed record CustomerCandidatesFound(IReadOnlyList<CustomerCandidate> Candidates) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => new MayBeThereAlready(Candidates).Seen;
}

internal sealed class FindCandidatesHandler(CustomerCandidates candidates, CurrentActor current, TimeProvider time) : IRequestHandler<FindCandidatesQuery, Result<CustomerCandidatesFound>>
{
    public async Task<Result<CustomerCandidatesFound>> Handle(FindCandidatesQuery request, CancellationToken cancellationToken) =>
        new CustomerCandidatesFound(await candidates.FindAsync(Readable(request.Details), current.Actor, cancellationToken));

    private CustomerDetails Readable(CustomerDetails typed) => typed with
    {
        DateOfBirth = typed.DateOfBirth is { Year: >= 1900 } born && born <= CouncilTime.DateOf(time.GetUtcNow()) ? typed.DateOfBirth : null,
        Telephones = [.. typed.Telephones.Take(10).Select(t => PhoneNumber.Normalise(t.Number)).OfType<string>().Select(n => new Telephone(n))],
        Emails = [.. typed.Emails.Take(10).Select(EmailAddress.Normalise).OfType<string>()],
        Address = typed.Address is null ? null : typed.Address with { Postcode = Postcode.Normalise(typed.Address.Postcode) },
        Needs = [], Formats = [],
    };
}
