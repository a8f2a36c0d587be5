using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Contacts;

/// <summary>The contacts that the actor is taking now.</summary>
[Needs(Permission.TakeContact)]
public sealed record GetMyContactsQuery : IQuery<MyContacts>;

/// <summary>Contacts in progress, the latest first; at most 20.</summary>
public sealed record MyContacts(IReadOnlyList<ContactRow> Contacts);

internal sealed class GetMyContactsHandler(ContactRows contacts, CurrentActor current) : IRequestHandler<GetMyContactsQuery, Result<MyContacts>>
{
    public async Task<Result<MyContacts>> Handle(GetMyContactsQuery query, CancellationToken cancellationToken) => new MyContacts(await contacts.InProgressAsync(current.Actor, cancellationToken));
}
