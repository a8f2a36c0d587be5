using CustomerFirst.Application.Tickets;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerFirst.Web.Common;

/// <summary>How pages tell what in their address is no filter.</summary>
internal static class FiltersInAddresses
{
    /// <summary>Says beside its field what could not be read, and keeps there what was typed.</summary>
    /// <returns>What could be read.</returns>
    public static TicketFilter ReadFilter(this PageModel page, TicketFilterReading reading)
    {
        foreach (var problem in reading.Problems)
        {
            page.ModelState.SetModelValue(problem.Name, problem.Text, problem.Text);
            page.ModelState.AddModelError(problem.Name, problem.Message);
        }
        return reading.Filter;
    }
}
