using System.CommandLine;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using CustomerFirst.Cli.Common;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>What a command of the operator's says before it has a database.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_slip_is_told_without_a_database_though_the_validator_needs_to_know_what_day_it_is()
    {
        var (status, said) = await CheckedAsync(new CreateApiClientCommand("Website", ["tickets.read"], [], DateTimeOffset.UnixEpoch));

        Assert.Equal((ExitStatus.Failed, "Select what the program may do from the list The day on which the key ends must be in the future"), (status, said));
    }

    [Fact]
    public async Task A_request_that_needs_no_looking_at_goes_on()
    {
        Assert.Equal((ExitStatus.Done, ""), await CheckedAsync(new ListStaffQuery(null)));
    }

    [Fact]
    public async Task Every_validator_is_made_without_a_database()
    {
        var services = new ServiceCollection().AddLogging().AddCustomerFirst("Host=database.invalid");
        var validators = services.Where(s => s.ServiceType.IsGenericType && s.ServiceType.GetGenericTypeDefinition() == typeof(IValidator<>)).Select(s => s.ServiceType).ToList();
        await using var made = services.BuildServiceProvider(validateScopes: true);

        Assert.NotEmpty(validators);
        Assert.All(validators, type => Assert.NotNull(made.GetService(type)));
    }

    private static async Task<(int Status, string Said)> CheckedAsync<T>(T request)
    {
        var said = new StringWriter();
        var runner = new Runner(new GlobalOptions(), new Terminal(TextWriter.Null, said));
        var command = runner.Checked((start, _) =>
        {
            start.Check(request);
            return Task.FromResult(ExitStatus.Done);
        });
        return (await command(new RootCommand().Parse([]), default), said.ToString().Trim());
    }
}
