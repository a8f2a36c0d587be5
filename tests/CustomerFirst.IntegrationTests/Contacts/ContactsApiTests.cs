using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Contacts;

public sealed class ContactsApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Contacts = "/api/v1/contacts";

    [Fact]
    public async Task A_contact_begins_names_its_customer_raises_a_ticket_and_ends()
    {
        var scene = await TicketScene.SetAsync(api.Hub);
        var caller = await api.CallerOfAllAsync();
        var begun = await caller.CallAsync(HttpMethod.Post, Contacts, new { channel = "sms", numberDialled = "07700 900100" });
        var id = (await Task.FromResult(begun).BodyAsync(201))["id"]!.GetValue<Guid>();
        Assert.Equal($"{Contacts}/{id}", begun.Header("Location"));

        await caller.CallAsync(HttpMethod.Put, $"{Contacts}/{id}/customer", new { customerId = scene.Customer.Id }).ProblemAsync(428, "versionNeeded");
        await caller.CallAsync(HttpMethod.Put, $"{Contacts}/{id}/customer", new { customerId = Guid.NewGuid() }, ("If-Match", "\"1\"")).ProblemAsync(404, "notFound");
        await caller.CallAsync(HttpMethod.Put, $"{Contacts}/{id}/customer", new { customerId = scene.Customer.Id }, ("If-Match", "\"1\"")).BodyAsync(200);
        var raised = await caller.CallAsync(HttpMethod.Post, "/api/v1/tickets", new { serviceId = scene.Bins.Id, contactId = id }).BodyAsync(201);

        var read = await caller.GetAsync($"{Contacts}/{id}");
        var contact = await Task.FromResult(read).BodyAsync(200);
        Assert.Equal(("sms", "+447700900100", scene.Customer.Id.ToString()), ((string?)contact["channel"], (string?)contact["numberDialled"], (string?)contact["customerId"]));
        Assert.Equal(((string?)raised["reference"], "raised"), ((string?)contact["tickets"]![0]!["reference"], (string?)contact["tickets"]![0]!["act"]));
        Assert.Equal("sms", (string?)(await caller.GetAsync($"/api/v1/tickets/{raised["reference"]}").BodyAsync(200))["channel"]);

        var version = ("If-Match", read.Header("ETag")!);
        await caller.CallAsync(HttpMethod.Post, $"{Contacts}/{id}/end", new { outcome = "ticketRaised", avoidable = true }, version).ProblemAsync(400, "invalid");
        var contradiction = await caller.CallAsync(HttpMethod.Post, $"{Contacts}/{id}/end", new { outcome = "ticketProgressed" }, version).ProblemAsync(400, "notAccepted");
        Assert.NotNull(contradiction["errors"]!["outcome"]);
        var ended = await caller.CallAsync(HttpMethod.Post, $"{Contacts}/{id}/end", new { outcome = "ticketRaised", avoidable = true, why = "notFoundOnline" }, version).BodyAsync(200);
        await caller.CallAsync(HttpMethod.Post, $"{Contacts}/{id}/end", new { outcome = "answered" }, ("If-Match", $"\"{ended["version"]}\"")).ProblemAsync(409, "contactEnded");
        await caller.CallAsync(HttpMethod.Post, "/api/v1/tickets", new { serviceId = scene.Bins.Id, contactId = id, despiteSimilar = true }).ProblemAsync(409, "contactEnded");
    }

    [Fact]
    public async Task A_contact_needs_a_channel_and_a_number_that_can_be_rung()
    {
        var caller = await api.CallerOfAllAsync();
        var problem = await caller.CallAsync(HttpMethod.Post, Contacts, new { numberDialled = "12" }).ProblemAsync(400, "invalid");
        Assert.Equal(["channel", "numberDialled"], problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        await caller.GetAsync($"{Contacts}/{Guid.NewGuid()}").ProblemAsync(404, "notFound");
        await caller.GetAsync($"{Contacts}/nobody").ProblemAsync(404, "notFound");
    }
}
