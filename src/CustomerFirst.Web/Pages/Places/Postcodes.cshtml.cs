using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>How many postcodes are known, where one lies, and the import of a file.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class PostcodesModel : ImportPage
{
    [BindProperty]
    public string? Postcode { get; set; }

    public int Count { get; private set; }
    public FoundPostcode? Found { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostLookUpAsync()
    {
        var found = await SendAsync(new LookUpPostcodeQuery(Postcode));
        if (found.Ok) Found = found.Value;
        return await ShowAsync(found.Error);
    }

    public async Task<IActionResult> OnPostImportAsync()
    {
        var (done, progress) = await ImportAsync(PlaceImportKind.Postcodes, (file, heard) => new ImportPostcodesCommand(file) { Progress = heard });
        if (done is not { } result) return LocalRedirect(progress);
        return result.Error is { } error ? await ShowAsync(error) : Onwards("/admin/places/postcodes", $"The postcodes were imported: {result.Value}");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var count = await SendAsync(new CountPostcodesQuery());
        if (count.Error is { } error) return Problem(error);
        Count = count.Value.Postcodes;
        return failed is null ? Page() : Problem(failed);
    }
}
