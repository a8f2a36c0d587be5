using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Identity;

namespace CustomerFirst.Application.Staff;

/// <summary>A member of staff who signs in, or an elected member.</summary>
public sealed class StaffAccount : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";
    public string? JobTitle { get; set; }
    public Guid? OfficeId { get; set; }
    public bool Active { get; set; } = true;
    /// <summary>Single-letter keys on staff pages; can be switched off (WCAG 2.1.4).</summary>
    public bool KeyboardShortcuts { get; set; } = true;
    /// <summary>The password was given by somebody else: it works only for choosing another one.</summary>
    public bool MustChangePassword { get; set; }
    /// <summary>The last step of the authenticator app whose code was used: none before it, nor it, works again.</summary>
    public long? LastCodeStep { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public int Version { get; set; } = 1;
    public List<StaffRole> Roles { get; } = [];
    public List<StaffServiceArea> ServiceAreas { get; } = [];
    public List<StaffTeam> Teams { get; } = [];
}

/// <summary>A role that somebody has.</summary>
public sealed class StaffRole
{
    public Guid StaffId { get; set; }
    public Role Role { get; set; }
}

/// <summary>A service area that somebody is an officer of.</summary>
public sealed class StaffServiceArea
{
    public Guid StaffId { get; set; }
    public Guid ServiceAreaId { get; set; }
}

/// <summary>A team that somebody works in.</summary>
public sealed class StaffTeam
{
    public Guid StaffId { get; set; }
    public Guid TeamId { get; set; }
}

/// <summary>That a member serves a ward from a day on, until another day.</summary>
public sealed class WardMember
{
    public Guid Id { get; set; }
    public Guid StaffId { get; set; }
    /// <summary>By code, so that service goes on when the boundary changes.</summary>
    public string WardCode { get; set; } = "";
    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }
}

/// <summary>What an administrator demands of everybody who has a role.</summary>
public sealed class RolePolicy
{
    public Role Role { get; set; }
    public bool RequiresTwoFactor { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>A program that uses the API: its key stands only as a hash.</summary>
public sealed class ApiClient
{
    public Guid Id { get; set; }
    public string Name { get; set; } = "";
    /// <summary>The part of the key that is not secret, to find the row and to tell keys apart.</summary>
    public string KeyPrefix { get; set; } = "";
    /// <summary>SHA-256 of the whole key; the key has 256 random bits, so no slow hash is needed.</summary>
    public byte[] KeyHash { get; set; } = [];
    /// <summary>Codes of the permissions that it may use.</summary>
    public List<string> Scopes { get; set; } = [];
    /// <summary>The service areas that it is bound to; none for all unrestricted ones.</summary>
    public List<Guid> ServiceAreaIds { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
}
