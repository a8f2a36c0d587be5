using System.Net;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Services;

public sealed class ServicesPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/admin/services")]
    [InlineData("/admin/services/new")]
    [InlineData("/admin/services/019a0000-0000-7000-8000-000000000000/sla")]
    public async Task Who_is_no_administrator_is_refused(string address) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Manager)).GetAsync(address)).Status);

    [Fact]
    public async Task A_service_with_questions_is_set_up_without_JavaScript_and_found_by_customers_words()
    {
        var area = A.ServiceArea();
        await web.Hub.SaveAsync(area);
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.GetAsync("/admin/services/new");
        var word = $"wheelie{Guid.NewGuid():N}"[..14];

        var one = await browser.PressAsync(form, "Add a question", ("Terms.Name", $"Bin {word}"), ("Terms.Description", "A bin was not emptied"), ("Terms.CustomerWords", $"{word} left\nrubbish not taken"), ("Terms.ServiceAreaId", area.Id.ToString()));
        var two = await browser.PressAsync(one, "Add a question", ("Terms.Questions[0].Label", "Which bin?"), ("Terms.Questions[0].Kind", "choice"), ("Terms.Questions[0].Choices", "Green\nBrown"), ("Terms.Questions[0].Required", "true"));
        var moved = await browser.PressAsync(two, "Move question 2 up", ("Terms.Questions[1].Label", "Since when?"), ("Terms.Questions[1].Kind", "date"));
        Assert.Equal(["Since when?", "Which bin?"], moved.Document.QuerySelectorAll("input[name$='].Label']").Select(i => i.GetAttribute("value")));
        Assert.Equal($"Bin {word}", moved.Document.QuerySelector("#Terms_Name")!.GetAttribute("value"));
        var removed = await browser.PressAsync(moved, "Remove question 1");
        var dated = await browser.PressAsync(removed, "Add a question");
        var saved = await browser.PressAsync(dated, "Set up the service", ("Terms.Questions[1].Label", "Since when?"), ("Terms.Questions[1].Kind", "date"), ("Terms.Questions[1].Dates", "upToToday"));

        Assert.Equal($"Bin {word} was set up Give it an SLA", saved.Said);
        var service = await web.Hub.DatabaseAsync(db => db.Services.AsNoTracking().SingleAsync(s => s.ServiceAreaId == area.Id));
        Assert.Equal(("since-when", AnswerDates.UpToToday), (service.Questions[1].Key, service.Questions[1].Dates));
        Assert.Contains("Date, today or earlier", (await browser.GetAsync($"/admin/services/{service.Id}")).Text, StringComparison.Ordinal);
        var question = service.Questions[0];
        Assert.Equal(("which-bin", QuestionKind.Choice, true), (question.Key, question.Kind, question.Required));
        Assert.Equal(["Green", "Brown"], question.Choices);
        Assert.Contains($"Bin {word}", (await browser.GetAsync($"/admin/services?q={word}+left")).TextOf(".cf-filter-layout__results"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_stand_beside_their_fields_and_nothing_typed_is_lost()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.PressAsync(await browser.GetAsync("/admin/services/new"), "Add a question");

        var page = await browser.PressAsync(form, "Set up the service", ("Terms.Name", ""), ("Terms.ObjectionDays", "soon"), ("Terms.CustomerWords", "kept\n" + new string('x', 101)),
            ("Terms.Questions[0].Label", "Which bin?"), ("Terms.Questions[0].Kind", "choice"), ("Terms.Questions[0].Choices", "Green"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Enter the service's name", page.TextOf("#Terms_Name-error"), StringComparison.Ordinal);
        Assert.Contains("A phrase must be 100 characters or fewer", page.TextOf("#Terms_CustomerWords-error"), StringComparison.Ordinal);
        Assert.EndsWith("Objection days: enter a whole number", page.TextOf("#Terms_ObjectionDays-error"), StringComparison.Ordinal);
        Assert.Contains("Enter at least two choices", page.TextOf("#Terms_Questions_0__Choices-error"), StringComparison.Ordinal);
        Assert.Equal("soon", page.Document.QuerySelector("#Terms_ObjectionDays")!.GetAttribute("value"));
        Assert.StartsWith("kept", page.TextOf("#Terms_CustomerWords"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_changes_an_SLA_second_sees_the_targets_that_the_other_one_saved()
    {
        var (_, service) = await ServiceAsync();
        var calendar = A.OfficeHours();
        await web.Hub.SaveAsync(calendar);
        var browser = await web.SignInAsAsync(Role.Administrator);
        var address = $"/admin/services/{service.Id}/sla";
        var (mine, theirs) = (await browser.GetAsync(address), await browser.GetAsync(address));
        var normal = theirs.Document.QuerySelectorAll("input[name$='.Priority']").Index().Single(p => p.Item.GetAttribute("value") == "normal").Index;
        (string, string?)[] Targets(string reply, string resolution) =>
        [
            ($"Targets[{normal}].ReplyAmount", reply), ($"Targets[{normal}].ReplyUnit", "hours"), ($"Targets[{normal}].ResolutionAmount", resolution), ($"Targets[{normal}].ResolutionUnit", "workingDays"),
            ("CalendarId", calendar.Id.ToString()),
        ];
        Assert.StartsWith("The SLA holds from", (await browser.SubmitAsync(theirs, Targets("3", "4"))).Said, StringComparison.Ordinal);

        var refused = await browser.SubmitAsync(mine, Targets("3", "7"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Normal priority: resolved within", "4 working days", "7 working days"], refused.TextsOf("#stale tbody th, #stale tbody td"));
        Assert.StartsWith("The SLA holds from", (await browser.SubmitAsync(refused)).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_change_a_service_see_both_versions_and_the_history_tells_who_did_what()
    {
        var (_, service) = await ServiceAsync();
        var browser = await web.SignInAsAsync(Role.Administrator);
        var address = $"/admin/services/{service.Id}/change";
        var (mine, theirs) = (await browser.GetAsync(address), await browser.GetAsync(address));
        await browser.PressAsync(theirs, "Save the service", ("Terms.ObjectionDays", "14"));

        var refused = await browser.PressAsync(mine, "Save the service", ("Terms.ObjectionDays", "21"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Objection days", "14", "21"], refused.TextsOf("#stale tbody th, #stale tbody td"));
        var saved = await browser.PressAsync(refused, "Save the service");
        Assert.Equal("The service was changed", saved.Said);
        Assert.Equal("Nothing was changed", (await browser.PressAsync(await browser.GetAsync(address), "Save the service")).Refused);
        Assert.Contains("Objection days: 14 → 21", saved.Text, StringComparison.Ordinal);
        Assert.Contains(browser.Account!.DisplayName, saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_is_withdrawn_for_a_reason_and_put_back()
    {
        var (_, service) = await ServiceAsync();
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.GetAsync($"/admin/services/{service.Id}/withdraw");
        Assert.Equal(["Enter why the service is withdrawn"], (await browser.SubmitAsync(form)).Errors);

        var withdrawn = await browser.SubmitAsync(form, ("Reason", "The contractor does it"));
        Assert.Contains("Reason: The contractor does it", withdrawn.Text, StringComparison.Ordinal);
        var back = await browser.SubmitAsync(await browser.FollowAsync(withdrawn, "Put it back on offer"));

        Assert.Equal("The service is on offer again", back.Said);
        Assert.Null((await web.Hub.DatabaseAsync(db => db.Services.SingleAsync(s => s.Id == service.Id))).WithdrawnAt);
    }

    [Fact]
    public async Task A_new_version_of_an_SLA_says_which_tickets_follow_and_keeps_the_one_before()
    {
        var (_, service) = await ServiceAsync();
        var calendar = A.OfficeHours();
        await web.Hub.SaveAsync(calendar, A.Sla(service, calendar));
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.GetAsync($"/admin/services/{service.Id}/sla");
        Assert.Contains("It has no open tickets now.", form.Text, StringComparison.Ordinal);

        var wrong = await browser.SubmitAsync(form, ("Targets[0].ReplyAmount", ""), ("Targets[0].ResolutionAmount", ""), ("Targets[1].ReplyAmount", "9"), ("Targets[1].ReplyUnit", "hours"),
            ("Targets[1].ResolutionAmount", "2"), ("Targets[1].ResolutionUnit", "hours"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("Error: High: first reply target must not be longer than the resolution target", wrong.TextOf("#Targets_1__ReplyAmount-error"));
        var unread = await browser.SubmitAsync(wrong, ("EffectiveFrom.Day", "31"), ("EffectiveFrom.Month", "4"), ("Targets[1].ReplyAmount", "one"));
        Assert.Equal(["The day from which it holds must be a real date: April has 30 days", "High: first reply target must be a whole number"], unread.Errors);
        Assert.Equal("Nothing was changed", (await browser.SubmitAsync(await browser.GetAsync(form.Address))).Refused);
        var saved = await browser.SubmitAsync(wrong, ("Targets[1].ReplyAmount", "1"));

        Assert.StartsWith("The SLA holds from", saved.Said, StringComparison.Ordinal);
        Assert.Contains("Other versions (1)", saved.Text, StringComparison.Ordinal);
        var latest = (await web.Hub.DatabaseAsync(db => db.SlaVersions.AsNoTracking().Where(s => s.ServiceId == service.Id).ToListAsync())).MaxBy(s => s.CreatedAt)!;
        Assert.Equal([Priority.Low, Priority.Normal, Priority.High], latest.Targets.Select(t => t.Priority));
        Assert.Equal(TargetTime.OfHours(1), latest.Targets.Single(t => t.Priority == Priority.High).Reply);
        Assert.Equal(1, await web.Hub.DatabaseAsync(db => db.Set<SlaRecomputation>().CountAsync(r => r.ServiceId == service.Id)));
    }

    [Fact]
    public async Task How_many_tickets_a_restricted_service_has_is_not_told()
    {
        var area = A.ServiceArea();
        var service = A.Service(area, restricted: true);
        await web.Hub.SaveAsync(area, service);
        Assert.Null((await web.Hub.DoAsync(new CountOpenTicketsQuery(service.Id), A.Actor(A.Staff(Role.Administrator)))).Count);
        Assert.IsType<Forbidden>((await web.Hub.SendAsync(new CountOpenTicketsQuery(service.Id), A.Actor(A.Staff(Role.Adviser)))).Error);
    }

    private async Task<(ServiceArea Area, Service Service)> ServiceAsync()
    {
        var area = A.ServiceArea();
        var service = A.Service(area);
        await web.Hub.SaveAsync(area, service);
        return (area, service);
    }
}
