using CustomerFirst.Application.Services;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>A service area as the form has it.</summary>
public sealed class AreaForm
{
    public string? Name { get; set; }
    public int? Wave { get; set; }
    public DateOnly? GoLive { get; set; }
    public string? ChangeChampion { get; set; }

    /// <summary>What the command takes.</summary>
    public ServiceAreaEntered Entered() => new(Name ?? "", Wave, GoLive, string.IsNullOrWhiteSpace(ChangeChampion) ? null : ChangeChampion);

    /// <summary>The form of an area as it stands.</summary>
    public static AreaForm Of(ServiceAreaEntered area) => new() { Name = area.Name, Wave = area.Wave, GoLive = area.GoLive, ChangeChampion = area.ChangeChampion };
}

/// <summary>What setting up and changing a service area have in common.</summary>
public abstract class AreaFormPage : StaffPage
{
    [BindProperty]
    public AreaForm Area { get; set; } = new();
}
