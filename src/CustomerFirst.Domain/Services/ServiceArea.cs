using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Services;

/// <summary>A department's group of services. It joins the hub in a rollout wave and has a change champion.</summary>
public sealed class ServiceArea
{
    private ServiceArea() { }

    public Guid Id { get; private set; }
    /// <summary>Stable short key, unique.</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    /// <summary>1 to 5; null for an area that came in with another system's requests.</summary>
    public int? Wave { get; private set; }
    /// <summary>From this day its enquiries are taken in the hub.</summary>
    public DateOnly? GoLive { get; private set; }
    public string? ChangeChampion { get; private set; }
    /// <summary>Made by an import, not by an administrator.</summary>
    public bool Imported { get; private set; }
    /// <summary>Counts changes; a change based on an older one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Sets an area up.</summary>
    public static ServiceArea Create(Guid id, string code, string name, int? wave = null, DateOnly? goLive = null, string? changeChampion = null, bool imported = false) =>
        new() { Id = id, Code = code, Name = name, Wave = wave, GoLive = goLive, ChangeChampion = changeChampion, Imported = imported, Version = 1 };

    /// <summary>Changes what an administrator may change.</summary>
    public void Change(string name, int? wave, DateOnly? goLive, string? changeChampion)
    {
        (Name, Wave, GoLive, ChangeChampion) = (name, wave, goLive, changeChampion);
        Version++;
    }
}

/// <summary>A group of staff that tickets are handed to.</summary>
public sealed class Team
{
    private Team() { }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The area that the team works for; null for a first-response team.</summary>
    public Guid? ServiceAreaId { get; private set; }
    public ResponseTier Tier { get; private set; }
    public bool Active { get; private set; }
    /// <summary>Counts changes; a change based on an older one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Sets a team up.</summary>
    public static Team Create(Guid id, string name, ResponseTier tier, Guid? serviceAreaId) =>
        new() { Id = id, Name = name, Tier = tier, ServiceAreaId = serviceAreaId, Active = true, Version = 1 };

    /// <summary>Changes what an administrator may change.</summary>
    public void Change(string name, bool active) => (Name, Active, Version) = (name, active, Version + 1);
}

/// <summary>Who finishes a service: the adviser who takes the contact, or a specialist team.</summary>
public enum ResponseTier { First, Second }
