using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>The page on which a merge is undone: what each record will have, and the questions.</summary>
public sealed class UndoPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_summary_says_what_each_record_will_have_by_the_answers_and_follows_them_without_undoing_anything()
    {
        var (family, steward) = (TheCustomer.Word(), TheCustomer.Someone(Role.Steward));
        var browser = await web.SignInAsAsync(Role.Steward);
        var one = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Address = TheCustomer.At("1 Elm Row", "ZZ1 1AA"), DateOfBirth = new DateOnly(1981, 5, 6) });
        var other = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Address = TheCustomer.At("2 Oak Row", "ZZ1 1AB"), DateOfBirth = new DateOnly(1981, 5, 6) });
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [new(MergeSlots.Address, MergeSide.Survivor)], "One"), steward);
        var view = await web.Hub.DoAsync(new GetCustomerQuery(one), steward);
        await web.Hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { Address = TheCustomer.At("3 Ash Row", "ZZ1 1AC"), DateOfBirth = new DateOnly(1982, 7, 8) }), steward);
        var contact = await web.Hub.DoAsync(new BeginContactCommand(Channel.Phone, CustomerId: one), TheCustomer.Adviser() with { Id = await web.Hub.DatabaseAsync(db => db.Users.OrderBy(u => u.Id).Select(u => u.Id).FirstAsync()) });

        var undo = await browser.GetAsync($"/customers/{one}/merges/{merged.MergeId}/undo");
        var heading = undo.TextOf("h1");
        Assert.Equal(["3 Ash Row, Testford, ZZ1 1AC", "2 Oak Row, Testford, ZZ1 1AB"], Row(undo, "Address"));
        Assert.Equal(["8 July 1982", "6 May 1981"], Row(undo, "Date of birth"));
        Assert.Equal("None", Row(undo, "Contacts")[1]);
        // Nothing that is asked about stands in what the two are called.
        Assert.DoesNotContain(" Row", heading, StringComparison.Ordinal);
        Assert.DoesNotContain("198", heading, StringComparison.Ordinal);
        Assert.DoesNotContain("as they were", undo.Text, StringComparison.Ordinal);

        string IdOf(string text) => undo.Document.QuerySelectorAll("input[name=OfOther]").Single(i => i.ParentElement!.TextContent.Contains(text, StringComparison.Ordinal)).GetAttribute("value")!;
        var looked = await browser.PressAsync(undo, "Show what each record will have", ("OfOther", IdOf("3 Ash Row")), ("OfOther", contact.Id.ToString()), ("Values[dateOfBirth]", "other"));
        Assert.Equal(["1 Elm Row, Testford, ZZ1 1AA", "3 Ash Row, Testford, ZZ1 1AC"], Row(looked, "Address"));
        Assert.Equal(["6 May 1981", "8 July 1982"], Row(looked, "Date of birth"));
        Assert.Equal(("None", true), (Row(looked, "Contacts")[0], Row(looked, "Contacts")[1].StartsWith("1, the latest", StringComparison.Ordinal)));
        Assert.Equal(heading, looked.TextOf("h1"));
        Assert.Equal(one, (await web.Hub.DoAsync(new GetCustomerQuery(other), steward)).Id);

        await browser.PressAsync(looked, "Undo the merge", ("Because", "Two"));
        var (left, right) = (await web.Hub.DoAsync(new GetCustomerQuery(one), steward), await web.Hub.DoAsync(new GetCustomerQuery(other), steward));
        Assert.Equal(("1 Elm Row", "3 Ash Row"), (left.Address!.Line1, right.Address!.Line1));
        Assert.Equal((new DateOnly(1981, 5, 6), new DateOnly(1982, 7, 8)), (left.DateOfBirth!.Value, right.DateOfBirth!.Value));
    }

    [Fact]
    public async Task The_page_that_undoes_asks_whose_is_what_happened_since()
    {
        var (steward, browser) = (TheCustomer.Someone(Role.Steward), await web.SignInAsAsync(Role.Steward));
        var one = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()) with { Telephones = [new("0121 496 0620")] });
        var other = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()) with { Telephones = [new("0121 496 0621")] });
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), steward);
        var view = await web.Hub.DoAsync(new GetCustomerQuery(one), steward);
        await web.Hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { Telephones = [new("0121 496 0620"), new("0121 496 0622")], Needs = [new(NeedKind.Bsl)] }), steward);

        var undo = await browser.GetAsync($"/customers/{one}/merges/{merged.MergeId}/undo");
        Assert.Equal(["Need: British Sign Language", "Telephone: 0121 496 0621", "Telephone: 0121 496 0622"], undo.TextsOf("main .govuk-checkboxes label").Order());
        var since = undo.Document.QuerySelectorAll("input[name=OfOther]").Single(i => i.ParentElement!.TextContent.Contains("0622", StringComparison.Ordinal)).GetAttribute("value")!;
        var ended = undo.Document.QuerySelector("input[name=EndedForOther]")!.GetAttribute("value")!;
        await browser.SubmitAsync(undo, "main form", ("OfOther", since), ("EndedForOther", ended), ("Because", "Two"));

        var (left, right) = (await web.Hub.DoAsync(new GetCustomerQuery(one), steward), await web.Hub.DoAsync(new GetCustomerQuery(other), steward));
        Assert.Equal(["+441214960620"], left.Telephones.Select(t => t.Value));
        Assert.Equal(["+441214960622"], right.Telephones.Select(t => t.Value));
        Assert.Equal((1, 0), (left.Needs.Count, right.Needs.Count));
    }

    [Fact]
    public async Task Namesakes_are_told_apart_by_what_differs_when_their_merge_is_undone()
    {
        var (family, steward) = (TheCustomer.Word(), TheCustomer.Someone(Role.Steward));
        var browser = await web.SignInAsAsync(Role.Steward);
        var born = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { DateOfBirth = new DateOnly(1980, 1, 1) });
        var unknown = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Address = TheCustomer.At("2 Oak Row", "ZZ1 1AB") });
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(born, 1, unknown, 1, [], "One"), steward);

        var undo = await browser.GetAsync($"/customers/{born}/merges/{merged.MergeId}/undo");

        Assert.Equal($"Undo the merge of two records of Robin {family}", undo.TextOf("h1"));
        Assert.Contains($": Robin {family}, born 1 January 1980, on record since ", undo.TextsOf("main h1 + ul li")[0], StringComparison.Ordinal);
        Assert.Contains($": Robin {family}, no date of birth, on record since ", undo.TextsOf("main h1 + ul li")[1], StringComparison.Ordinal);
        Assert.Equal(["Nothing", "2 Oak Row, Testford, ZZ1 1AB"], undo.TextsOf("tbody tr:nth-child(3) td"));
    }

    [Theory]
    [InlineData("2019-03-04T10:00Z", "2020-05-06T10:00Z", "older", "newer", "4 March 2019", "6 May 2020")]
    [InlineData("2020-05-06T10:00Z", "2019-03-04T10:00Z", "newer", "older", "6 May 2020", "4 March 2019")]
    [InlineData("2019-03-04T10:00Z", "2019-03-04T10:00Z", "that stayed", "that was merged in", "4 March 2019", "4 March 2019")]
    public async Task Of_two_of_one_name_it_is_said_once_which_is_which_and_then_they_are_called_by_their_age(string since, string others, string stays, string stands, string sinceWords, string othersWords)
    {
        var (family, steward) = (TheCustomer.Word(), TheCustomer.Someone(Role.Steward));
        var browser = await web.SignInAsAsync(Role.Steward);
        var one = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Needs = [new(NeedKind.Bsl)] });
        var other = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Needs = [new(NeedKind.LargePrint)] });
        foreach (var (id, at) in new[] { (one, since), (other, others) })
        {
            var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
            await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customers set created_at = {moment} where id = {id}"));
        }
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), steward);
        var view = await web.Hub.DoAsync(new GetCustomerQuery(one), steward);
        await web.Hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { Needs = [], DateOfBirth = new DateOnly(1975, 2, 3) }), steward);

        var undo = await browser.GetAsync($"/customers/{one}/merges/{merged.MergeId}/undo");

        string Called(string which) => which.StartsWith("that", StringComparison.Ordinal) ? $"record {which}" : $"{which} record";
        Assert.Equal([$"The {Called(stays)}: Robin {family}, on record since {sinceWords}", $"The {Called(stands)}: Robin {family}, on record since {othersWords}"], undo.TextsOf("main h1 + ul li"));
        Assert.Contains($"The {Called(stays)} stays. The {Called(stands)} stands for itself again.", undo.Text, StringComparison.Ordinal);
        Assert.Equal([$"The {Called(stays)} stays", $"The {Called(stands)} stands for itself again"], undo.TextsOf("thead th"));
        Assert.Contains($"are over for the {Called(stands)} as well?", undo.Text, StringComparison.Ordinal);
        Assert.Contains($"Then the {Called(stands)} has: ", undo.Text, StringComparison.Ordinal);
        // Once in the caption, the heading and each of the two lines, and once for each in the table.
        Assert.Equal(6, undo.Text.Split($"Robin {family}").Length - 1);
        Assert.Equal(2, undo.Text.Split("on record since").Length - 1);
    }

    [Fact]
    public async Task The_page_that_undoes_shows_which_telephones_tickets_and_contacts_go_back_to_which_record()
    {
        var (steward, browser) = (TheCustomer.Someone(Role.Steward), await web.SignInAsAsync(Role.Steward));
        var one = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()) with { Telephones = [new("0121 496 0630"), new("0121 496 0632")], Emails = ["one@example.org"] });
        var other = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()) with { Telephones = [new("0121 496 0631"), new("0121 496 0632")] });
        await web.Hub.DoAsync(new BeginContactCommand(Channel.Phone, CustomerId: other), TheCustomer.Adviser() with { Id = await web.Hub.DatabaseAsync(db => db.Users.OrderBy(u => u.Id).Select(u => u.Id).FirstAsync()) });
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), steward);

        var undo = await browser.GetAsync($"/customers/{one}/merges/{merged.MergeId}/undo");

        Assert.Equal(["0121 496 0630, 0121 496 0632", "0121 496 0631, 0121 496 0632"], Row(undo, "Telephones"));
        Assert.Equal(["one@example.org", "Nothing"], Row(undo, "E-mails"));
        Assert.Equal(["0 open, 0 past", "0 open, 0 past"], Row(undo, "Tickets"));
        Assert.Equal(("None", true), (Row(undo, "Contacts")[0], Row(undo, "Contacts")[1].StartsWith("1, the latest ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_done_by_somebody_else_before_is_no_success()
    {
        var (browser, steward) = (await web.SignInAsAsync(Role.Steward), TheCustomer.Someone(Role.Steward));
        var (one, other) = (await NewAsync(), await NewAsync());
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), steward);
        var undo = await browser.GetAsync($"/customers/{one}/merges/{merged.MergeId}/undo");
        await web.Hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], "Two"), steward);
        Assert.Equal((null, "This merge was undone already."), await browser.SubmitAsync(undo, "main form", ("Because", "Slower")) is var late ? (late.Said, late.Refused) : default);

        await web.Hub.DoAsync(new RelateCustomersCommand(one, other, RelationshipKind.Household), steward);
        var page = await browser.GetAsync($"/customers/{one}");
        var form = page.Document.QuerySelectorAll("form[action*='handler=End']").Single();
        Assert.Equal("The relationship was ended", (await browser.SubmitAsync(page, "form[action*='handler=End']")).Said);
        var again = await browser.SubmitAsync(page, "form[action*='handler=End']");
        Assert.Null(again.Said);
        Assert.NotEqual(HttpStatusCode.OK, again.Status);
        Assert.NotNull(form);
    }

    private static string[] Row(Page page, string label) =>
        [.. page.Document.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent.Contains(label, StringComparison.Ordinal)).QuerySelectorAll("td").Select(c => c.TextContent.Trim())];

    private Task<Guid> NewAsync() => TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()));
}
