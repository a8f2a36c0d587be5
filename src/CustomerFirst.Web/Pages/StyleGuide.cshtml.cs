using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages;

/// <summary>Every component once, for the eye and for accessibility checks. Only in development.</summary>
public sealed class StyleGuideModel(IWebHostEnvironment environment) : HubPage
{
    /// <summary>staff or public.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Shell { get; set; }

    [BindProperty]
    public StyleGuideForm Form { get; set; } = new();

    public Chart Bars { get; } = new("First-contact resolution rose to 71 %", ["Apr", "May", "Jun", "Jul", "Aug", "Sep"], [new("Resolved at first contact", [48, 52, 57, 61, 66, 71])])
    {
        Target = 80, Top = 100, Words = v => $"{v:0} %", LabelsAre = "Month",
    };

    public Chart Grouped { get; } = new("More enquiries arrive online than a year ago", ["Telephone", "Counter", "Web", "E-mail"],
        [new("Last year", [5200, 2100, 900, 640]), new("This year", [4700, 1800, 1900, 700])]) { LabelsAre = "Channel" };

    public Chart Rows { get; } = new("Three service areas are below the target",
        ["Waste management", "Council tax and business rates", "Housing repairs", "Highways and street lighting", "Parks"],
        [new("On time", [92.5, 88, 71.2, 64, 96], ["/tickets", null, null, null, null])]) { Kind = ChartKind.Rows, Target = 85, Top = 100, Words = v => $"{v:0.#} %", LabelsAre = "Service area" };

    public Chart Lines { get; } = new("The gap between the three definitions narrows", ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"],
        [new("As marked", [61, 63, 64, 66, 69, 70, 72, 74]), new("Measured, gross", [52, 53, 55, null, 60, 62, 65, 68]), new("Measured, net", [58, 59, 60, 62, 66, 68, 70, 73])])
    {
        Kind = ChartKind.Lines, Target = 80, Top = 100, Words = v => $"{v:0} %", LabelsAre = "Month",
    };

    public IActionResult OnGet() => environment.IsDevelopment() ? Page() : NotFound();

    /// <summary>Shows what a form looks like that was refused, or whose record changed meanwhile.</summary>
    public async Task<IActionResult> OnPostAsync(string? how)
    {
        if (!environment.IsDevelopment()) return NotFound();
        if (how == "done") return Onwards("/styleguide", "The enquiry CF-7K3M-29QX was raised", ("See the enquiry", "/styleguide"));
        if (how == "stale")
        {
            return await ProblemAsync(new Stale(4), () => Task.FromResult<IReadOnlyList<ComparedField>>(
                [new("Subject", "Bin not collected on Monday", Form.Subject), new("Details", "Same", "Same")]));
        }
        return Problem(new Invalid(new Dictionary<string, string[]>
        {
            ["Subject"] = ["Enter what the enquiry is about"], ["Details"] = ["Details must be 200 characters or fewer"], ["Channel"] = ["Select how the customer reached us"],
            ["Needs"] = ["Select what the customer needs, or none"], ["Born"] = ["Date of birth must be in the past"], ["Service"] = ["Select a service"], ["Paper"] = ["Select a file"], ["Agreed"] = ["Confirm that the customer agrees"],
        }));
    }
}

/// <summary>One of each kind of field.</summary>
public sealed class StyleGuideForm
{
    public string? Subject { get; set; }
    public string? Details { get; set; }
    public string? Service { get; set; }
    public Channel? Channel { get; set; }
    public List<string> Needs { get; set; } = [];
    public string? Other { get; set; }
    public DateOnly? Born { get; set; }
    public bool Agreed { get; set; }
    public IFormFile? Paper { get; set; }
}
