using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>One account: what it is, and the steps that need no form.</summary>
[Needs(Permission.ManageStaff)]
public sealed class PersonModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    public StaffDetails Person { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public Task<IActionResult> OnPostPasswordAsync() => GivePasswordAsync(new IssueOneTimePasswordCommand(Id, Version) { IdempotencyKey = IdempotencyKey }, "A one-time password was made");

    public Task<IActionResult> OnPostReactivateAsync() => GivePasswordAsync(new ReactivateStaffCommand(Id, Version) { IdempotencyKey = IdempotencyKey }, "The account is open again");

    public async Task<IActionResult> OnPostResetTwoFactorAsync()
    {
        var result = await SendAsync(new ResetTwoFactorCommand(Id, Version) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/staff/{Id}", "Two-factor sign-in was reset. They sign in with their password and set it up anew");
    }

    public async Task<IActionResult> OnPostUnlockAsync()
    {
        var result = await SendAsync(new UnlockStaffCommand(Id) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/staff/{Id}", "The account was unlocked");
    }

    /// <summary>What of the account was changed: which role, area or team came or went, and the names of other fields.</summary>
    public static string Words(StaffChangeLine change)
    {
        var told = change.Changes.Select(c => c.Field).ToHashSet();
        // A new account has every field; its roles are what was decided.
        var others = change.Action == "CreateStaff" ? [] : change.Fields.Where(f => !told.Contains(f));
        return string.Join("; ", [.. HistoryWords.Of(change.Changes), .. FieldWords.Of(others).Select(CustomerWords.Capital)]);
    }

    private async Task<IActionResult> GivePasswordAsync(IdempotentCommand<OneTimePassword> command, string said)
    {
        var result = await SendAsync(command);
        if (result.Error is { } error) return await ShowAsync(error);
        OneTimePasswordModel.Keep(TempData, result.Value);
        return Onwards($"/admin/staff/{Id}/one-time-password", said);
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var person = await SendAsync(new ReadStaffQuery(Id));
        if (person.Error is { } error) return Problem(error);
        Person = person.Value;
        return failed is null ? Page() : Problem(failed);
    }
}
