using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>An account as the form has it.</summary>
public sealed class StaffForm
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? JobTitle { get; set; }
    public Guid? OfficeId { get; set; }
    public List<Role> Roles { get; set; } = [];
    public List<Guid> ServiceAreaIds { get; set; } = [];
    public List<Guid> TeamIds { get; set; } = [];

    /// <summary>What the command takes.</summary>
    public StaffEntered Entered() => new(Name ?? "", Email ?? "", JobTitle, OfficeId, Roles, ServiceAreaIds, TeamIds);

    /// <summary>The form of an account as it stands.</summary>
    public static StaffForm Of(StaffEntered staff) => new()
    {
        Name = staff.Name, Email = staff.Email, JobTitle = staff.JobTitle, OfficeId = staff.OfficeId, Roles = [.. staff.Roles], ServiceAreaIds = [.. staff.ServiceAreaIds], TeamIds = [.. staff.TeamIds],
    };
}

/// <summary>What adding and changing an account have in common.</summary>
public abstract class StaffFormPage : StaffPage
{
    [BindProperty]
    public StaffForm Staff { get; set; } = new();

    public StaffChoices Choices { get; private set; } = null!;

    public IEnumerable<Choice> Offices => Choices.Offices.Select(Choose);
    public IEnumerable<Choice> ServiceAreas => Choices.ServiceAreas.Select(Choose);
    public IEnumerable<Choice> Teams => Choices.Teams.Select(Choose);

    /// <summary>Reads what there is to choose; the error when it may not be read.</summary>
    protected async Task<Error?> LoadChoicesAsync()
    {
        var choices = await SendAsync(new ListStaffChoicesQuery());
        if (choices.Ok) Choices = choices.Value;
        return choices.Error;
    }

    /// <summary>What stands in the record beside what was typed.</summary>
    protected IReadOnlyList<ComparedField> Compare(StaffEntered saved, StaffEntered typed) =>
    [
        new("Name", saved.Name, typed.Name), new("E-mail address", saved.Email, typed.Email), new("Job", saved.JobTitle, typed.JobTitle),
        new("Office", Words(saved.OfficeId is { } was ? [was] : [], Choices.Offices), Words(typed.OfficeId is { } now ? [now] : [], Choices.Offices)),
        new("Roles", Words(saved.Roles), Words(typed.Roles)), new("Service areas", Words(saved.ServiceAreaIds, Choices.ServiceAreas), Words(typed.ServiceAreaIds, Choices.ServiceAreas)),
        new("Teams", Words(saved.TeamIds, Choices.Teams), Words(typed.TeamIds, Choices.Teams)),
    ];

    private static Choice Choose(Named named) => new(named.Id.ToString(), named.Name);

    private static string Words(IEnumerable<Role> roles) => string.Join(", ", roles.Order().Select(StaffWords.Of));

    private static string Words(IEnumerable<Guid> ids, IEnumerable<Named> names) => string.Join(", ", names.Where(n => ids.Contains(n.Id)).Select(n => n.Name));
}
