using CustomerFirst.Web.Api.Common;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Authorization;

namespace CustomerFirst.Web.Pages;

/// <summary>Where the <c>type</c> of the API's problem details leads: what each code means.</summary>
[AllowAnonymous]
public sealed class ApiProblemsModel : PublicPage
{
    /// <summary>Every code, by status.</summary>
    public IReadOnlyList<ExplainedCode> Codes => ExplainedCode.All;

    public void OnGet()
    {
    }
}
