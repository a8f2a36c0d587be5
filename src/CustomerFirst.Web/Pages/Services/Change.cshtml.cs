using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>Changes what an administrator decides about a service.</summary>
[Needs(Permission.ManageServices)]
public sealed class ChangeModel : ServiceFormPage
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>Why; may be left out.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public ServiceDetails Service { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        Terms = ServiceForm.Of(Service.Terms);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var typed = Terms.Terms();
        var result = await SendAsync(new ChangeServiceCommand(Id, Version, typed, Reason) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return await ProblemAsync(AsTyped(error), () => Task.FromResult<IReadOnlyList<ComparedField>>(Compare(Service.Terms, typed)));
        return Onwards($"/admin/services/{Id}", result.Value.Unchanged, "The service was changed");
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        if (await base.LoadAsync() is { } refused) return refused;
        var service = await SendAsync(new ReadServiceQuery(Id));
        if (service.Error is { } error) return Problem(error);
        Service = service.Value;
        return null;
    }

    private List<ComparedField> Compare(ServiceTerms saved, ServiceTerms typed)
    {
        (string Label, Func<ServiceTerms, string?> Words)[] fields =
        [
            ("Name", t => t.Name), ("What it is for", t => t.Description), ("Customers' words", t => string.Join(", ", t.CustomerWords)), ("Service area", t => NameOf(Areas, t.ServiceAreaId)),
            ("Who finishes it", t => ServiceWords.Of(t.FinishedBy)), ("Team", t => NameOf(Teams, t.DefaultTeamId)), ("The first response is able to finish it", t => YesOrNo(t.CanFinishAtFirstContact)),
            ("Restricted", t => YesOrNo(t.Restricted)), ("Customers can track it", t => YesOrNo(t.PubliclyTrackable)), ("About the customer's address", t => YesOrNo(t.AtCustomersAddress)), ("Objection days", t => t.ObjectionDays < 0 ? "" : $"{t.ObjectionDays}"),
            ("Kept for", t => ServiceWords.Of(t.Retention)), ("Questions", t => string.Join("; ", t.Questions.Select(Words))),
        ];
        return [.. fields.Select(f => new ComparedField(f.Label, f.Words(saved), f.Words(typed)))];
    }

    private static string? NameOf(IReadOnlyList<Choice> choices, Guid? id) => choices.FirstOrDefault(c => c.Value == id?.ToString())?.Text;

    private static string YesOrNo(bool yes) => yes ? "Yes" : "No";

    private static string Words(Question question) =>
        $"{question.Label} ({ServiceWords.Of(question)}{(question.Hint is null ? "" : $", hint: {question.Hint}")})";
}
