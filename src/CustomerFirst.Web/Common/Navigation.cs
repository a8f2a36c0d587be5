using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Web.Common;

/// <summary>One place of the primary navigation.</summary>
/// <param name="Text">The link's words.</param>
/// <param name="Href">Where it goes; everything below it belongs to it.</param>
/// <param name="Needs">Who lacks the permission does not see it.</param>
/// <param name="Key">The letter, or the two letters after one another, that lead there.</param>
public sealed record NavigationItem(string Text, string Href, Permission Needs, string? Key = null)
{
    private static readonly NavigationItem[] s_all =
    [
        new("Home", "/", Permission.SeeOwnWork, "g h"),
        new("Start a contact", "/contacts/new", Permission.TakeContact, "n"),
        new("Customers", "/customers", Permission.FindCustomers, "g c"),
        new("Tickets", "/tickets", Permission.SeeQueues, "g q"),
        new("My ward", "/ward", Permission.SeeWard),
        new("Performance", "/performance", Permission.SeePerformance, "g p"),
        new("Administration", "/admin", Permission.ManageServices),
        new("Audit", "/audit", Permission.SearchAudit),
    ];

    /// <summary>What somebody sees of it, in its order.</summary>
    public static IEnumerable<NavigationItem> For(Actor actor) => s_all.Where(item => actor.May(item.Needs));

    /// <summary>Whether a page stands here or below.</summary>
    public bool Holds(PathString path) => Href == "/" ? path == "/" : path.StartsWithSegments(Href);
}
