using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CustomerFirst.Web.Common;

/// <summary>
/// A form that stood open in another window while its writer's session ended and somebody else signed in on the same browser. Its token is not theirs, so it is refused; it is kept for
/// its writer all the same, and the page that says so shows nothing of it.
/// </summary>
internal sealed class FormOfAnother : IAsyncAlwaysRunResultFilter
{
    /// <summary>Whether the form of a request that is refused waits for its writer.</summary>
    public static bool IsKept(HttpContext context) => context.Items.ContainsKey(typeof(FormOfAnother));

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var request = context.HttpContext;
        if (context.Result is IAntiforgeryValidationFailedResult && await KeptForm.KeepAsync(request)) request.Items[typeof(FormOfAnother)] = true;
        await next();
    }
}
