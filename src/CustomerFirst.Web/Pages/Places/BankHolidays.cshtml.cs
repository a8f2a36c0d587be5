using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>A year's bank holidays, and the import of the file of GOV.UK.</summary>
[Needs(Permission.ManageCalendars)]
public sealed class BankHolidaysModel(TimeProvider time) : ImportPage
{
    [BindProperty(SupportsGet = true)]
    [InAddress("Year", Instead = "this year is shown")]
    public int? Year { get; set; }

    /// <summary>The year that is shown.</summary>
    public int Shown => Year ?? CouncilTime.DateOf(time.GetUtcNow()).Year;

    public IReadOnlyList<BankHolidayLine> Holidays { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        var (done, progress) = await ImportAsync(PlaceImportKind.BankHolidays, (file, _) => new ImportBankHolidaysCommand(file));
        if (done is not { } result) return LocalRedirect(progress);
        return result.Error is { } error ? await ShowAsync(error) : Onwards("/admin/bank-holidays", $"The bank holidays were imported: {result.Value}");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var holidays = await SendAsync(new ListBankHolidaysQuery(Shown));
        if (holidays.Ok) Holidays = holidays.Value;
        return (failed ?? holidays.Error) is { } error ? Problem(error) : Page();
    }
}
