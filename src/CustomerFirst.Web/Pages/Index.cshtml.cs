using CustomerFirst.Web.Common;

namespace CustomerFirst.Web.Pages;

/// <summary>Where advisers, counter staff, officers and managers begin.</summary>
public sealed class IndexModel : StaffPage
{
    public void OnGet()
    {
    }
}
