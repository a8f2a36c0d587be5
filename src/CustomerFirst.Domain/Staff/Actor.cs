namespace CustomerFirst.Domain.Staff;

/// <summary>Who sends a request, with all that decides what they may see: made once per request by the skin that took it.</summary>
/// <param name="Id">The member of staff, the API client, or a fixed id of the hub's own.</param>
/// <param name="From">Where from: an IP address, or "command line"; kept in the audit trail.</param>
public sealed record Actor(ActorKind Kind, Guid Id, string Name, string? From = null)
{
    /// <summary>The principal of the public's own pages.</summary>
    public static readonly Actor Public = new(ActorKind.Public, new Guid("00000000-0000-7000-8000-000000000001"), "The public") { Permissions = Staff.Permissions.Of(ActorKind.Public).ToHashSet() };

    /// <summary>The principal of timed work.</summary>
    public static readonly Actor Job = new(ActorKind.Job, new Guid("00000000-0000-7000-8000-000000000002"), "CustomerFirst") { Permissions = Staff.Permissions.Of(ActorKind.Job).ToHashSet() };

    /// <summary>The principal of the command line.</summary>
    public static readonly Actor Operator = new(ActorKind.Operator, new Guid("00000000-0000-7000-8000-000000000003"), "Operator", "command line") { Permissions = Staff.Permissions.Of(ActorKind.Operator).ToHashSet() };

    public IReadOnlySet<Role> Roles { get; init; } = new HashSet<Role>();
    public IReadOnlySet<Permission> Permissions { get; init; } = new HashSet<Permission>();
    /// <summary>The service areas of an officer or of an API client that is bound to some.</summary>
    public IReadOnlySet<Guid> ServiceAreas { get; init; } = new HashSet<Guid>();
    public IReadOnlySet<Guid> Teams { get; init; } = new HashSet<Guid>();
    /// <summary>The wards that a member serves now.</summary>
    public IReadOnlySet<Guid> Wards { get; init; } = new HashSet<Guid>();
    public Guid? OfficeId { get; init; }

    /// <summary>The member of staff who acts; null for every other principal.</summary>
    public Guid? StaffId => Kind == ActorKind.Staff ? Id : null;

    /// <summary>Whether the actor has a permission.</summary>
    public bool May(Permission permission) => Permissions.Contains(permission);
}
