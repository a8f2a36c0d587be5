using System.Reflection;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common.Components;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerFirst.Web.Common;

/// <summary>
/// What every page does the same way: sends commands and queries, turns an <see cref="Error"/> into what the person sees, says that
/// something was done. Derive from <see cref="StaffPage"/> or <see cref="PublicPage"/>, which choose the shell.
/// </summary>
public abstract class HubPage : PageModel
{
    /// <summary>What a page says after a form that was sent as it was.</summary>
    protected const string NothingChanged = "Nothing was changed";

    private CurrentActor? _current;

    /// <summary>The form's key against doing a thing twice; <c>&lt;cf-idempotency-key /&gt;</c> writes it.</summary>
    [BindProperty]
    public string? IdempotencyKey { get; set; }

    /// <summary>The record's version as it was when the form was made; <c>&lt;cf-version /&gt;</c> writes it.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Who looks at the page.</summary>
    public Actor Actor => (_current ??= HttpContext.RequestServices.GetRequiredService<CurrentActor>()).Actor;

    /// <summary>Whether the command that was sent had been done before, so that its first answer came back.</summary>
    protected bool SentBefore => HttpContext.RequestServices.GetRequiredService<IdempotencyKeys>().Replayed;

    /// <summary>After a stale change: what somebody else saved beside what was typed; <c>&lt;cf-stale /&gt;</c> shows it.</summary>
    public IReadOnlyList<ComparedField>? Compared { get; private set; }

    /// <summary>Whether the person has a permission: for showing a button, not for guarding what it does.</summary>
    public bool May(Permission permission) => Actor.May(permission);

    /// <summary>
    /// Sends a command or query through the pipeline. When something in the form could not even be read, such as a date that does not exist, a
    /// command is only looked over and refused, so that every problem is shown at once and nothing is done.
    /// </summary>
    protected async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request)
    {
        if (!ModelState.IsValid && request is ICommand<T>) return new Invalid(await ShapeProblemsAsync(request));
        return await HttpContext.RequestServices.GetRequiredService<IMediator>().Send(request, HttpContext.RequestAborted);
    }

    /// <summary>
    /// The answer to a request that failed. Something that was typed, a conflict or a stale version: this page again with its error summary
    /// and status 400 or 409. Not there, not allowed, too often: the error page of the shell. Load what the page shows before.
    /// </summary>
    protected IActionResult Problem(Error error)
    {
        HttpContext.Items[typeof(Error)] = error;
        switch (error.Kind)
        {
            case ErrorKind.NotFound: return StatusCode(StatusCodes.Status404NotFound);
            case ErrorKind.Forbidden: return StatusCode(StatusCodes.Status403Forbidden);
            case ErrorKind.TooMany: return StatusCode(StatusCodes.Status429TooManyRequests);
            case ErrorKind.Invalid: return Again(error, StatusCodes.Status400BadRequest);
            case ErrorKind.Conflict or ErrorKind.Stale: return Again(error, StatusCodes.Status409Conflict);
            default: throw new ArgumentOutOfRangeException(nameof(error));
        }
    }

    /// <summary>As <see cref="Problem(Error)"/>; when the change was stale, the page shows both versions and the next post overrides the other one.</summary>
    /// <param name="compare">Reads the record again and sets what was saved beside what was typed.</param>
    protected async Task<IActionResult> ProblemAsync(Error error, Func<Task<IReadOnlyList<ComparedField>>> compare)
    {
        if (error is Stale) Compared = [.. (await compare()).Where(field => field.Differs)];
        return Problem(error);
    }

    /// <summary>Says beside a field that it has to be filled in, unless something stands in it that could not be read.</summary>
    protected void Missing(string field, string message)
    {
        if (!WasUnreadable(field)) ModelState.TryAddModelError(field, message);
    }

    /// <summary>Says that a parameter of the address cannot be what it is, and what is shown instead.</summary>
    protected void NotInAddress(string name, string what, string text, string? instead = null) => AddressIsWrong |= AddressParameters.Tell(this, name, what, text, instead);

    /// <summary>Something in the address is not what it can be; the page says so, and its status is 400.</summary>
    public bool AddressIsWrong { get; private protected set; }

    /// <summary>What was typed could not even be read: this page again with status 400.</summary>
    protected PageResult Unreadable() => PageWith(StatusCodes.Status400BadRequest);

    /// <summary>Goes to another page of the hub, which says at its top what was done.</summary>
    /// <param name="said">"Enquiry CF-7K3M-29QX was raised". It is kept encrypted until the next page.</param>
    /// <param name="wayOn">The words of a link to what may come next, and where it goes.</param>
    protected IActionResult Onwards(string to, string said, (string Text, string Href)? wayOn = null)
    {
        Flash.Keep(TempData, said, wayOn);
        return LocalRedirect(to);
    }

    /// <summary>Goes to another page of the hub, which says at its top what was done, or that a form was sent as it was and nothing is done.</summary>
    /// <param name="unchanged">What was sent stands there already.</param>
    protected IActionResult Onwards(string to, bool unchanged, string said) => unchanged ? Refused(to, NothingChanged) : Onwards(to, said);

    /// <summary>Goes to another page of the hub, which says at its top what was not done: where the page that was asked for has nothing left to show.</summary>
    /// <param name="why">"This merge was undone already."</param>
    protected IActionResult Refused(string to, string why)
    {
        Flash.Keep(TempData, why, null, refused: true);
        return LocalRedirect(to);
    }

    /// <summary>Leads on once what was typed is kept. Where the way itself is a form of the bar above, it goes on there as it was sent.</summary>
    /// <param name="own">Where to stay when it leads out of the hub.</param>
    protected IActionResult Leave(string to, string own) => to switch
    {
        KeptLink.Search or KeptLink.SignOut => LocalRedirectPreserveMethod(to),
        _ => LocalRedirect(Url.IsLocalUrl(to) ? to : own),
    };

    // What could not be read is not said to be missing as well.
    private bool WasUnreadable(string field) => ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    private PageResult Again(Error error, int status)
    {
        switch (error)
        {
            case Invalid invalid:
                foreach (var (property, messages) in invalid.Problems)
                {
                    if (WasUnreadable(KeyOf(property))) continue;
                    foreach (var message in messages) ModelState.AddModelError(KeyOf(property), message);
                }
                break;
            case Stale stale:
                Version = stale.Now;
                ModelState.Remove(nameof(Version));
                ModelState.AddModelError("", stale.Message);
                break;
            case KeyUsedBefore:
                IdempotencyKey = null;
                ModelState.Remove(nameof(IdempotencyKey));
                ModelState.AddModelError("", "This form was sent before with other answers. Check what it says now and send it again.");
                break;
            default:
                ModelState.AddModelError(error.Field is { } field ? KeyOf(field) : "", error.Message);
                break;
        }
        return PageWith(status);
    }

    private PageResult PageWith(int status)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }

    private async Task<IReadOnlyDictionary<string, string[]>> ShapeProblemsAsync(object request)
    {
        var problems = new List<FluentValidation.Results.ValidationFailure>();
        foreach (var validator in HttpContext.RequestServices.GetServices(typeof(IValidator<>).MakeGenericType(request.GetType())).Cast<IValidator>())
            problems.AddRange((await validator.ValidateAsync(new ValidationContext<object>(request), HttpContext.RequestAborted)).Errors);
        return problems.GroupBy(p => p.PropertyName).ToDictionary(p => p.Key, p => p.Select(f => f.ErrorMessage).Distinct().ToArray());
    }

    /// <summary>
    /// Where the form keeps a property of a request: the page's own bound property of that name, else the one inside a bound form record
    /// (<c>Subject</c> stands in <c>Input.Subject</c>), else the name itself.
    /// </summary>
    private string KeyOf(string property)
    {
        var end = property.IndexOfAny(['.', '[']);
        var first = end < 0 ? property : property[..end];
        var bound = GetType().GetProperties().Where(p => p.IsDefined(typeof(BindPropertyAttribute)) || GetType().IsDefined(typeof(BindPropertiesAttribute))).ToList();
        if (bound.Any(p => p.Name == first)) return property;
        return bound.FirstOrDefault(p => p.PropertyType.GetProperty(first) is not null) is { } form ? $"{form.Name}.{property}" : property;
    }
}

/// <summary>One field of a record that two people changed.</summary>
/// <param name="Label">The field's name on the page.</param>
/// <param name="Saved">What stands in the record now, as the page would show it.</param>
/// <param name="Typed">What this person entered.</param>
public sealed record ComparedField(string Label, string? Saved, string? Typed)
{
    /// <summary>Whether the two differ in more than blanks around them.</summary>
    public bool Differs => (Saved ?? "").Trim() != (Typed ?? "").Trim();
}

/// <summary>
/// A page for people who have signed in, in the wide shell. <c>[Needs(Permission.X)]</c> on the class keeps others out of the page itself; what
/// it sends is guarded by the pipeline in any case.
/// </summary>
[Authorize(AuthenticationSchemes = StaffSession.Scheme)]
public abstract class StaffPage : HubPage
{
    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Who has to choose a password or set up a second factor first is led there from everywhere.
        if (StaffSession.FirstThing(User) is { } first && this is not IPartOfOwnAccount) context.Result = LocalRedirect(first);
        else if (GetType().GetCustomAttribute<NeedsAttribute>() is { } needs && !May(needs.Permission)) context.Result = Problem(new Forbidden());
        else
        {
            AddressIsWrong = AddressParameters.Check(this);
            var done = await next();
            await ForgetSentAsync(done);
            if (AddressIsWrong && done.Result is PageResult { StatusCode: null } page) page.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    // A form that waited for its writer has arrived; where it was refused, its page shows what was typed. Where no page could take it, it waits on.
    private async Task ForgetSentAsync(PageHandlerExecutedContext done)
    {
        if (!HttpMethods.IsPost(Request.Method) || !Request.HasFormContentType || !Request.Form.ContainsKey(KeptForm.Marker)) return;
        if (done.Exception is null && done.Result is not StatusCodeResult { StatusCode: >= StatusCodes.Status400BadRequest } && Actor.StaffId is { } writer) await KeptForm.ForgetAsync(HttpContext, writer);
    }
}

/// <summary>Marks the pages that can be used before a demanded password change or second factor.</summary>
internal interface IPartOfOwnAccount;

/// <summary>A page for everybody, in the narrow shell.</summary>
public abstract class PublicPage : HubPage;
