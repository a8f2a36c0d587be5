namespace CustomerFirst.Domain.Staff;

/// <summary>What a request may need. Every command and query names one.</summary>
public enum Permission
{
    /// <summary>Needs nothing: signing in, the council's name.</summary>
    Anyone,
    SeeOwnWork, FindCustomers, ViewCustomer, ChangeCustomer, CreateCustomer, FindAddresses,
    TakeContact, RaiseTicket, ViewTicket, ProgressTicket, ResolveTicket, ReopenTicket, AssignTicket, CloseInBulk, SeeQueues, ExportRows,
    SeeServices, ManageServices, ManageCalendars, ManagePlaces, ManageStaff, ManageApiClients, ManageSettings,
    SeePerformance, SeeWard, TrackEnquiry, SearchAudit, VerifyAudit, ImportData, RunJobs, StewardCustomers,
    /// <summary>Deciding of pairs, merging and undoing, one at a time: what a program may do as well. Everything else of a steward's is for people.</summary>
    MergeCustomers,
    SeeOwnAccount,
}

/// <summary>The roles that staff have.</summary>
public enum Role { Adviser, CounterStaff, Officer, Manager, Steward, Member, Administrator, Auditor }

/// <summary>Who or what sends a request.</summary>
public enum ActorKind { Staff, Public, ApiClient, Job, Operator }

/// <summary>Which permissions each role and each other principal has.</summary>
public static class Permissions
{
    private static readonly Permission[] s_everyone = [Permission.Anyone, Permission.TrackEnquiry];
    private static readonly Permission[] s_staff = [.. s_everyone, Permission.SeeOwnAccount];

    private static readonly Permission[] s_frontLine =
    [
        .. s_staff, Permission.SeeOwnWork, Permission.FindCustomers, Permission.ViewCustomer, Permission.ChangeCustomer, Permission.CreateCustomer, Permission.FindAddresses,
        Permission.TakeContact, Permission.RaiseTicket, Permission.ViewTicket, Permission.ProgressTicket, Permission.ResolveTicket,
        Permission.ReopenTicket, Permission.AssignTicket, Permission.SeeQueues, Permission.SeeServices,
    ];

    /// <summary>The permissions of a role.</summary>
    public static IReadOnlyList<Permission> Of(Role role) => role switch
    {
        Role.Adviser or Role.CounterStaff or Role.Officer => s_frontLine,
        Role.Manager => [.. s_frontLine, Permission.CloseInBulk, Permission.ExportRows, Permission.SeePerformance],
        Role.Steward =>
        [
            .. s_staff, Permission.SeeOwnWork, Permission.FindCustomers, Permission.ViewCustomer, Permission.ChangeCustomer,
            Permission.CreateCustomer, Permission.FindAddresses, Permission.ViewTicket, Permission.SeeServices, Permission.StewardCustomers, Permission.MergeCustomers,
        ],
        Role.Member => [.. s_staff, Permission.SeeWard, Permission.SeeServices],
        Role.Administrator =>
        [
            .. s_staff, Permission.SeeServices, Permission.ManageServices, Permission.ManageCalendars, Permission.ManagePlaces, Permission.FindAddresses,
            Permission.ManageStaff, Permission.ManageApiClients, Permission.ManageSettings,
        ],
        Role.Auditor => [.. s_staff, Permission.SearchAudit, Permission.VerifyAudit],
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The permissions of a principal that is no member of staff. An API client's are narrowed further by its scopes.</summary>
    public static IReadOnlyList<Permission> Of(ActorKind kind) => kind switch
    {
        ActorKind.Public => s_everyone,
        ActorKind.Job => [Permission.Anyone, Permission.RunJobs, Permission.VerifyAudit],
        ActorKind.Operator =>
        [
            Permission.Anyone, Permission.RunJobs, Permission.ImportData, Permission.ManagePlaces, Permission.FindAddresses, Permission.ManageCalendars, Permission.ManageServices,
            Permission.ManageStaff, Permission.SeePerformance, Permission.VerifyAudit, Permission.SearchAudit,
        ],
        ActorKind.ApiClient =>
        [
            Permission.Anyone, Permission.FindCustomers, Permission.ViewCustomer, Permission.ChangeCustomer, Permission.CreateCustomer, Permission.FindAddresses, Permission.TakeContact,
            Permission.RaiseTicket, Permission.ViewTicket, Permission.ProgressTicket, Permission.ResolveTicket, Permission.ReopenTicket, Permission.AssignTicket,
            Permission.SeeQueues, Permission.SeeServices, Permission.SeePerformance, Permission.MergeCustomers,
        ],
        ActorKind.Staff => throw new ArgumentOutOfRangeException(nameof(kind), "Staff have the permissions of their roles."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
