using CustomerFirst.Application.Staff;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class StaffCommandLineTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task An_operator_makes_the_first_administrator_who_gets_a_one_time_password()
    {
        var (status, password, said) = await RunAsync("create", "--name", "Alex Example", "--email", "alex@example.org", "--role", "administrator", "--role", "auditor");

        Assert.True(status == 0, said);
        Assert.Matches("^([a-z0-9]{4}-){3}[a-z0-9]{4}$", password.Trim());
        var alex = Assert.Single((await hub.DoAsync(new ListStaffQuery("alex@example.org"), Actor.Operator)).Lines);
        Assert.Equal([Role.Administrator, Role.Auditor], alex.Roles.Order());
        Assert.NotEqual(SignInStep.Refused, (await hub.DoAsync(new SignInCommand("alex@example.org", password.Trim()), Actor.Public)).Step);
        Assert.True((await hub.DoAsync(new ReadStaffQuery(alex.Id), Actor.Operator)).MustChangePassword);
    }

    [Fact]
    public async Task Somebody_who_cannot_sign_in_gets_another_password_and_the_former_one_is_void()
    {
        var (_, former, _) = await RunAsync("create", "--name", "Bo Example", "--email", "bo@example.org", "--role", "adviser");

        var (status, password, said) = await RunAsync("recover", "BO@example.org");

        Assert.True(status == 0, said);
        Assert.Equal(SignInStep.Refused, (await hub.DoAsync(new SignInCommand("bo@example.org", former.Trim()), Actor.Public)).Step);
        Assert.NotEqual(SignInStep.Refused, (await hub.DoAsync(new SignInCommand("bo@example.org", password.Trim()), Actor.Public)).Step);
    }

    [Theory]
    [InlineData("Nobody signs in with this e-mail address.", "recover", "nobody@example.org")]
    [InlineData("An officer sees the tickets of their own service areas and teams: choose at least one", "create", "--name", "A", "--email", "a@example.org", "--role", "officer")]
    [InlineData("Enter an e-mail address in the correct format, like name@example.org", "create", "--name", "A", "--email", "a", "--role", "adviser")]
    public async Task What_cannot_be_done_is_said_in_one_line(string line, params string[] arguments)
    {
        var (status, output, said) = await RunAsync(arguments);

        Assert.Equal((1, "", line), (status, output, said.Trim()));
    }

    private async Task<(int Status, string Output, string Said)> RunAsync(params string[] arguments)
    {
        var (output, said) = (new StringWriter(), new StringWriter());
        var status = await CommandLine.RunAsync(["staff", .. arguments, "--connection", hub.ConnectionString], new Terminal(output, said));
        return (status, output.ToString(), said.ToString());
    }
}
