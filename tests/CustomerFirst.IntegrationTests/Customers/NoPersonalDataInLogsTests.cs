using System.Net;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>The web program with every log line kept, down to the level that developers switch on.</summary>
public sealed class WebWithLogs : WebFixture
{
    /// <summary>What was logged.</summary>
    public LoggedLines Logs { get; } = new();

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string Value)> Settings => [("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Debug"), ("Logging:LogLevel:Microsoft.AspNetCore", "Debug"), ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Debug"), ("Logging:LogLevel:Npgsql", "Debug")];

    /// <inheritdoc />
    protected override void Configure(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(Logs);
}

public sealed class NoPersonalDataInLogsTests(WebWithLogs web) : IClassFixture<WebWithLogs>
{
    [Fact]
    public async Task A_customer_who_is_created_found_shown_and_changed_stands_in_no_log_line_no_address_and_no_audit_entry()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        var before = web.Logs.Lines.Count;
        var (given, family, street, email, reason) = ("Xanthippe", "Quillfeather", "Wobblethorpe Gardens", "xanthippe.q@example.org", "Husband must not know");
        var secrets = new[] { given, family, "obblethorpe", email, "xanthippe", "07700 900 765", "7700900765", "ZZ19 9QQ", "zz199qq", "1957-03-14", "14/3/1957", "14 March 1957", reason, "must not know" };

        var created = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.GivenNames", given), ("Details.FamilyName", family), ("Details.Emails[0]", email),
            ("Details.Telephones[0].Number", "07700 900 765"), ("Details.Address.Line1", $"8 {street}"), ("Details.Address.Postcode", "zz19 9qq"), ("Details.DateOfBirth.Day", "14"), ("Details.DateOfBirth.Month", "3"),
            ("Details.DateOfBirth.Year", "1957"), ("Details.DoNotRing", "true"), ("Details.DoNotRingReason", reason));
        Assert.Equal("The customer was created", created.Said);
        foreach (var typed in (string[])[$"{family} {given}", "07700 900 765", email, "zz199qq", "14/3/1957", $"8 {street}"])
        {
            var found = await browser.SubmitAsync(await browser.GetAsync("/customers"), ("Text", typed));
            Assert.Contains($"{given} {family}", found.Text, StringComparison.Ordinal);
            await browser.FollowAsync(found, $"{given} {family}");
        }
        // Refusals, a warning, a stale change: what goes wrong is logged most.
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.Telephones[0].Number", "07700 900 765 0"), ("Details.Emails[0]", $"{email}@"))).Status);
        var warned = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Create the customer", ("Details.FamilyName", family), ("Details.Emails[0]", email));
        Assert.Equal(HttpStatusCode.Conflict, warned.Status);
        var form = await browser.PressAsync(warned, $"Use this record of {given} {family}");
        await browser.PressAsync(form, "Save the changes", ("Details.FamilyName", family + "-Smith"));
        Assert.Equal(HttpStatusCode.Conflict, (await browser.PressAsync(form, "Save the changes", ("Details.FamilyName", family + "-Stone"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/customers/{Guid.NewGuid()}")).Status);

        var lines = web.Logs.Lines.Skip(before).ToList();
        Assert.Contains(lines, l => l.Contains("/customers/found/", StringComparison.Ordinal));
        foreach (var secret in secrets)
            Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.OrdinalIgnoreCase) || l.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase));
        var trail = await web.Hub.DatabaseAsync(db => db.Set<AuditEntry>().ToListAsync());
        foreach (var secret in secrets)
            Assert.DoesNotContain(trail, e => string.Join(' ', [e.Action, .. e.Fields, e.From, e.CorrelationId]).Contains(secret, StringComparison.OrdinalIgnoreCase));
    }
}
