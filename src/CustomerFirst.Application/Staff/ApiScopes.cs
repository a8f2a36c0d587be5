using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Application.Staff;

/// <summary>What an administrator can allow an API client to do.</summary>
/// <param name="Code">As it stands in the client's list.</param>
/// <param name="Words">On the page where it is chosen.</param>
public sealed record ApiScope(string Code, string Words)
{
    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<ApiScope> All { get; } =
        [.. Permissions.Of(ActorKind.ApiClient).Where(p => p != Permission.Anyone).Select(p => new ApiScope(p.Code(), WordsOf(p)))];

    /// <summary>The permissions that a client with these scopes has: never one that API clients may not have.</summary>
    public static IReadOnlySet<Permission> PermissionsOf(IEnumerable<string> codes) =>
        codes.Select(Codes.Read<Permission>).OfType<Permission>().Intersect(Permissions.Of(ActorKind.ApiClient)).Append(Permission.Anyone).ToHashSet();

    private static string WordsOf(Permission permission) => permission switch
    {
        Permission.FindCustomers => "Find customers",
        Permission.ViewCustomer => "Read a customer's record",
        Permission.ChangeCustomer => "Change a customer's record",
        Permission.CreateCustomer => "Create customers",
        Permission.FindAddresses => "Find addresses of the gazetteer",
        Permission.TakeContact => "Begin and end contacts",
        Permission.RaiseTicket => "Raise tickets",
        Permission.ViewTicket => "Read tickets and their files",
        Permission.ProgressTicket => "Move tickets on, write notes and updates, add files",
        Permission.ResolveTicket => "Resolve tickets",
        Permission.ReopenTicket => "Reopen tickets",
        Permission.AssignTicket => "Assign tickets to staff",
        Permission.SeeQueues => "List tickets",
        Permission.SeeServices => "Read services and teams",
        Permission.SeePerformance => "Read performance figures",
        Permission.MergeCustomers => "Review pairs of records, merge them and undo merges",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), $"{permission} has no words for administrators."),
    };
}
