using CustomerFirst.Application.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Pipeline;

public sealed class RetriesInLogsTests(WebWithLogs web) : IClassFixture<WebWithLogs>
{
    [Fact]
    public async Task A_command_that_comes_again_with_its_key_gets_its_first_answer_and_writes_no_error()
    {
        var scene = await TicketScene.SetAsync(web.Hub);
        var raised = await scene.RaiseAsync();
        var command = new AddToTicketCommand(raised.Id!.Value, "Rang back") { IdempotencyKey = $"again-{A.Key()}" };
        var first = await web.Hub.DoAsync(command, scene.Adviser);
        var before = web.Logs.Lines.Count;

        Assert.Equal(first, await web.Hub.DoAsync(command, scene.Adviser));

        Assert.Contains(web.Logs.Lines.Skip(before), line => line.Contains("23505", StringComparison.Ordinal));
        Assert.DoesNotContain(web.Logs.Lines.Skip(before), line => line.Split(' ', 3)[1] is "Warning" or "Error" or "Critical");
    }
}
