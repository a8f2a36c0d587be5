using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>How many properties are known, whether one is there, and the import of a gazetteer.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class AddressesModel : ImportPage
{
    private const string Own = "/admin/places/addresses";

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? Map { get; set; }

    [BindProperty]
    public string? Holds { get; set; } = AddressFileHolds.Unsaid.Code();

    public AddressCount Count { get; private set; } = new(0, 0);
    public FoundAddresses? Found { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostFindAsync()
    {
        var found = await SendAsync(new FindAddressesQuery(Text));
        if (found.Ok) Found = found.Value;
        return await ShowAsync(found.Error);
    }

    public async Task<IActionResult> OnPostImportAsync()
    {
        if (TooLarge is { } large) return await ShowAsync(large);
        var map = await MapAsync();
        if (!map.Ok) return await ShowAsync(map.Error);
        var (name, holds) = (Path.GetFileName(File?.FileName ?? ""), Codes.Read<AddressFileHolds>(Holds) ?? AddressFileHolds.Unsaid);
        var (done, progress) = await ImportAsync(PlaceImportKind.Addresses, (file, heard) => new ImportAddressesCommand(file, name, map.Value, holds) { Progress = heard });
        if (done is not { } result) return LocalRedirect(progress);
        return result.Error is { } error ? await ShowAsync(error) : Onwards(Own, $"The addresses were imported: {result.Value}");
    }

    private async Task<Result<AddressMap>> MapAsync()
    {
        if (Map is null) return AddressMap.Known;
        using var reader = new StreamReader(Map.OpenReadStream());
        return AddressMap.Read(await reader.ReadToEndAsync());
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var count = await SendAsync(new CountAddressesQuery());
        if (count.Error is { } error) return Problem(error);
        Count = count.Value;
        return failed is null ? Page() : Problem(failed);
    }
}
