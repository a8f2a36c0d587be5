using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Tickets;

/// <summary>The matter may have been raised already; say <see cref="RaiseTicketCommand.DespiteDuplicates"/> to raise it all the same.</summary>
/// <param name="Tickets">The likely ones that the asker may see, those of the contact first, then the latest.</param>
public sealed record PossibleDuplicate(IReadOnlyList<LikelyDuplicate> Tickets)
    : Error(ErrorKind.Conflict, "The same matter may have been raised already. Add to that ticket, or say that this is a new matter.");

/// <summary>Somebody else takes the contact.</summary>
public sealed record NotYourContact() : Error(ErrorKind.Forbidden, "Somebody else is taking this contact.");
