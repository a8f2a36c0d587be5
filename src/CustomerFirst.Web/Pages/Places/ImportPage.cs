using CustomerFirst.Application.Common;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Places;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>A page that takes a file. What is done in a moment is answered at once; longer work goes on by itself and is shown under <c>/admin/imports</c>.</summary>
[TakesFile(Uploads.LargestBytes)]
public abstract class ImportPage : StaffPage
{
    [BindProperty]
    public new IFormFile? File { get; set; }

    /// <summary>What is wrong with the size of what was sent; of much too large files nothing is here but their length.</summary>
    protected NotAccepted? TooLarge => Request.Form.Files.Sum(f => f.Length) > Uploads.LargestBytes ? new NotAccepted(nameof(File), Uploads.TooLarge) : null;

    /// <summary>Imports the file.</summary>
    /// <returns>What it did or why not; null when it goes on or left rows out, and where that is shown.</returns>
    protected async Task<(Result<ImportSummary>? Done, string Progress)> ImportAsync(PlaceImportKind kind, Func<Stream, IProgress<Advance>?, IRequest<Result<ImportSummary>>> command)
    {
        if (TooLarge is { } large) return (large, "");
        // Without a file the command itself says what is missing.
        if (File is null) return (await SendAsync(command(null!, null)), "");
        var begun = await SendAsync(new BeginPlaceImportCommand(kind, File.FileName));
        if (begun.Error is { } refused) return (refused, "");
        var runner = HttpContext.RequestServices.GetRequiredService<PlaceImportRunner>();
        var work = await runner.BeginAsync(begun.Value.Id, Actor, File, command, HttpContext.RequestAborted);
        var progress = $"/admin/imports/{begun.Value.Id}";
        if (await Task.WhenAny(work, Task.Delay(runner.Patience, HttpContext.RequestAborted)) != work) return (null, progress);
        var result = await work;
        // The rows that were left out are listed there.
        return result is { Ok: true, Value.RejectedCount: > 0 } ? (null, progress) : (result, "");
    }
}
