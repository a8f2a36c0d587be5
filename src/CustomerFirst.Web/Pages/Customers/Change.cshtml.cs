using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Changes a customer's details, all on one form. What somebody else saved meanwhile is shown beside it.</summary>
[Needs(Permission.ChangeCustomer)]
public sealed class ChangeModel : CustomerFormPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The name on the record.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What was typed for a new customer before this record was chosen; null otherwise.</summary>
    public CustomerForm? Typed { get; private set; }

    /// <summary>Where the record says something else than what was typed.</summary>
    public IReadOnlyList<(string Label, string? Saved, string? Typed)> TypedOtherwise { get; private set; } = [];

    /// <inheritdoc />
    public override bool Changing => true;

    public async Task<IActionResult> OnGetAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        (Name, Version, Details) = (customer.Value.Name, customer.Value.Version, CustomerForm.Of(customer.Value.Details));
        if (TypedCustomer.Take(TempData, Id) is { } typed)
        {
            Typed = typed;
            Details.FillFrom(typed);
            TypedOtherwise = [.. Details.InWords().Zip(typed.InWords(), (saved, other) => (saved.Label, saved.Text, other.Text)).Where(f => !string.IsNullOrWhiteSpace(f.Item3) && f.Item2 != f.Item3 && f.Label is "Title" or "Given names" or "Family name" or "Name" or "Date of birth" or "Address")];
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // The name above the form is read anew: it is no part of what was typed.
        if (More is not null || Finder.Asked) return await ReadNameAsync() ?? await WithMoreAsync();
        await TakeFoundAsync();
        var changed = await SendAsync(new ChangeCustomerCommand(Id, Version, Details.Details, Read(NameIs), Read(AddressIs)) { AddressFrom = AddressFrom, IdempotencyKey = IdempotencyKey });
        if (changed.Ok) return await OnwardsWithAsync(changed.Value.CustomerId, "The details were saved");
        if (await ReadNameAsync() is { } gone) return gone;
        return await ProblemAsync(Details.AtRows(changed.Error!), CompareAsync);
    }

    private async Task<IActionResult?> ReadNameAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        (Name, _saved) = (customer.Value.Name, CustomerForm.Of(customer.Value.Details));
        return null;
    }

    private CustomerForm? _saved;

    private Task<IReadOnlyList<ComparedField>> CompareAsync() =>
        Task.FromResult<IReadOnlyList<ComparedField>>([.. _saved!.InWords().Zip(Details.InWords(), (saved, typed) => new ComparedField(saved.Label, saved.Text, typed.Text))]);
}
