using CustomerFirst.Application.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class RejectsFileTests
{
    [Fact]
    public async Task A_zero_byte_is_written_so_that_spreadsheets_can_open_the_file_and_the_reason_says_so()
    {
        var text = new StringWriter();

        await using (var rejects = new RejectsFile(() => text))
        {
            await rejects.AddAsync(2, "column name: a character that cannot be stored", "1,A\0nn,\"B\"");
            await rejects.AddAsync(3, "the row has no name", "2,,");
        }

        Assert.Equal("line,reason,row\n2,\"column name: a character that cannot be stored. A zero byte stands in the row as \uFFFD.\",\"1,A\uFFFDnn,\"\"B\"\"\"\n3,\"the row has no name\",\"2,,\"\n", text.ToString());
    }
}
