using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Changes an office.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class OfficeModel : OfficeFormPage
{
    [FromRoute]
    public Guid Id { get; set; }

    public OfficeLine There { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var office = There.Office;
        Office = new OfficeForm { Name = office.Name, Kind = office.Kind, Address = office.Address, Postcode = office.Postcode, CalendarId = office.CalendarId, Active = office.Active };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var result = await SendAsync(new ChangeOfficeCommand(Id, Version, Entered()) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ProblemAsync(error, () => Task.FromResult(Compare(There.Office))) : Onwards("/admin/offices", $"{Office.Name?.Trim()} was changed");
    }

    private IReadOnlyList<ComparedField> Compare(OfficeEntered saved)
    {
        string? Hours(Guid? calendar) => Calendars.FirstOrDefault(c => c.Value == calendar?.ToString())?.Text;
        static string Open(bool active) => active ? "Yes" : "No";
        return
        [
            new("Name", saved.Name, Office.Name), new("Kind", ServiceWords.Of(saved.Kind), Office.Kind is { } kind ? ServiceWords.Of(kind) : null), new("Address", saved.Address, Office.Address),
            new("Postcode", saved.Postcode, Domain.Places.Postcode.Normalise(Office.Postcode) ?? Office.Postcode), new("Opening hours", Hours(saved.CalendarId), Hours(Office.CalendarId)), new("Open to customers", Open(saved.Active), Open(Office.Active)),
        ];
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        if (await base.LoadAsync() is { } refused) return refused;
        var offices = await SendAsync(new ListOfficesQuery());
        if (offices.Error is { } error) return Problem(error);
        if (offices.Value.Lines.FirstOrDefault(o => o.Id == Id) is not { } there) return Problem(new NotFound("office"));
        There = there;
        return null;
    }
}
