using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Changes a customer's details, all on one form. What somebody else saved meanwhile is shown beside it, and so is what was typed for a new customer before this record was chosen.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class ChangeModel : CustomerFormPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The field into which what was typed before is put.</summary>
    [BindProperty]
    public string? TakeTyped { get; set; }

    /// <summary>The name on the record.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What was typed for a new customer before this record was chosen; null otherwise.</summary>
    public TypedCustomer? Typed { get; private set; }

    /// <summary>Where the form says something else than what was typed.</summary>
    public IReadOnlyList<TypedOtherwise> Otherwise => Typed?.Against(Details) ?? [];

    /// <inheritdoc />
    public override bool Changing => true;

    public async Task<IActionResult> OnGetAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        (Name, Version, Details) = (customer.Value.Name, customer.Value.Version, CustomerForm.Of(customer.Value.Details));
        await ReadTypedAsync();
        if (Typed is not null) Details.FillFrom(Typed.Form);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // The name above the form is read anew: it is no part of what was typed.
        if (TakeTyped is not null) return await ReadAsync() ?? WithTyped(TakeTyped);
        if (More is not null || Finder.Asked) return await ReadAsync() ?? await WithMoreAsync();
        await TakeFoundAsync();
        var changed = await SendAsync(new ChangeCustomerCommand(Id, Version, Details.Details, Read(NameIs), Read(AddressIs)) { AddressFrom = AddressFrom, IdempotencyKey = IdempotencyKey });
        if (changed.Ok)
        {
            await KeepAsync(Id, []);
            return await OnwardsWithAsync(changed.Value.CustomerId, "The details were saved");
        }
        if (await ReadAsync() is { } gone) return gone;
        return await ProblemAsync(Details.AtRows(changed.Error!), CompareAsync);
    }

    /// <summary>The record is the customer's, and stays as it is; what was typed for it is not needed.</summary>
    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await KeepAsync(Id, []);
        return await OnwardsWithAsync(Id, "The record was left as it is");
    }

    private PageResult WithTyped(string key)
    {
        if (Otherwise.Any(o => o.CanBeTaken && o.Key == key)) Details.Take(Typed!.Form, key);
        // The fields show what they are now, not what was posted.
        ModelState.Remove(nameof(TakeTyped));
        ModelState.ClearOf(nameof(Details));
        return Page();
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        (Name, _saved) = (customer.Value.Name, CustomerForm.Of(customer.Value.Details));
        await ReadTypedAsync();
        return null;
    }

    private async Task ReadTypedAsync() => Typed = await SendAsync(new GetDraftQuery(Id)) is { Ok: true, Value: var kept } ? TypedCustomer.Read(kept.Fields) : null;

    private CustomerForm? _saved;

    private Task<IReadOnlyList<ComparedField>> CompareAsync() =>
        Task.FromResult<IReadOnlyList<ComparedField>>([.. _saved!.InWords().Zip(Details.InWords(), (saved, typed) => new ComparedField(saved.Label, saved.Text, typed.Text))]);
}
