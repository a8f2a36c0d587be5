using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Web.Api.Common;

/// <summary>What a warning found that may be the same already. A warning must not tell a program what its scopes would not.</summary>
internal static class SimilarRecords
{
    /// <summary>For the problem's body; null for errors that found nothing.</summary>
    public static object? Of(Error error, Actor actor) => error switch
    {
        MayBeThereAlready similar when actor.May(Permission.ViewCustomer) => similar.Candidates.Select(c => new SimilarCustomer(c.Id, c.Because, Math.Round(c.Probability, 4), c.Reasons, c.Name, c.DateOfBirth, c.Address)).ToList(),
        MayBeThereAlready similar => similar.Candidates.Select(c => new SimilarCustomer(c.Id, c.Because, Math.Round(c.Probability, 4))).ToList(),
        PossibleDuplicate similar => similar.Tickets.Select(t => SimilarTicket.Of(t, actor.May(Permission.ViewTicket))).ToList(),
        _ => null,
    };
}
