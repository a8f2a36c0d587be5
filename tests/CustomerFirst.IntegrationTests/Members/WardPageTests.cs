using System.Net;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Members;

public sealed class WardPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_member_lands_on_their_ward_walks_its_list_and_opens_an_enquiry()
    {
        var scene = await TicketScene.SetAsync(web.Hub);
        for (var i = 0; i < 53; i++) await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id, Subject = "Rosa Marlow's bin" });
        await using (var move = web.Hub.Database.CreateCommand("update tickets set ward_id = @w where service_id = @s"))
        {
            move.Parameters.AddWithValue("w", scene.Ward.Id);
            move.Parameters.AddWithValue("s", scene.Bins.Id);
            await move.ExecuteNonQueryAsync();
        }
        var account = A.Staff("Mary Member", Role.Member);
        await web.AccountAsync(account);
        await web.Hub.SaveAsync(new WardMember { Id = A.Key(), StaffId = account.Id, WardCode = scene.Ward.Code, From = new DateOnly(2024, 5, 2) });
        var browser = await web.SignInAsync(account);

        var page = await browser.GetAsync("/ward");
        Assert.Equal("Hillside ward", page.TextOf("h1"));
        Assert.Contains("53 open enquiries", page.Text);
        Assert.Equal(50, page.TextsOf("table[data-list] tbody tr").Count);
        Assert.NotNull(page.Document.QuerySelector("#trend svg"));
        Assert.DoesNotContain("Marlow", page.Html);
        Assert.True(page.Html.Length < 60_000, $"{page.Html.Length}");
        var next = await browser.GetAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(3, next.TextsOf("table[data-list] tbody tr").Count);
        Assert.Empty(page.TextsOf("table[data-list] tbody a").Intersect(next.TextsOf("table[data-list] tbody a")));
        Assert.Equal(page.TextsOf("table[data-list] tbody a"), (await browser.GetAsync(next.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href")!)).TextsOf("table[data-list] tbody a"));
        Assert.Contains("Nothing was finished", (await browser.FollowAsync(page, "Recently finished")).Text);

        var enquiry = await browser.GetAsync(page.Document.QuerySelector("table[data-list] tbody a")!.GetAttribute("href")!);
        Assert.Contains(scene.Bins.Name, enquiry.TextOf("h1"));
        Assert.Contains("You see who the customer is when they ask you to act", enquiry.Text);
        Assert.DoesNotContain("Marlow", enquiry.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/ward/CF-2222-2222")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/tickets")).Status);
    }

    [Fact]
    public async Task Who_is_no_member_is_refused_and_a_member_without_a_ward_is_told_why_it_is_empty()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Adviser)).GetAsync("/ward")).Status);
        var page = await (await web.SignInAsAsync(Role.Member)).GetAsync("/ward");
        Assert.Contains("You serve no ward at present", page.Text);
        Assert.StartsWith("/sign-in", (await web.Anybody().GetAsync("/ward")).Address);
    }
}
