using System.Text;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.UnitTests.Staff;

public sealed class TimeBasedCodeTests
{
    private static readonly byte[] s_key = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B: the last six of its eight figures.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void The_code_is_that_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, TimeBasedCode.Of(s_key, TimeBasedCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public void A_clock_that_is_half_a_minute_wrong_is_forgiven_and_no_more(int seconds, bool accepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);
        var code = TimeBasedCode.Of(s_key, TimeBasedCode.StepAt(now.AddSeconds(seconds)));

        Assert.Equal(accepted, TimeBasedCode.StepOf(s_key, code, now) is not null);
    }

    [Fact]
    public void Blanks_and_a_hyphen_in_a_code_do_not_matter()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(59);

        Assert.Equal(1, TimeBasedCode.StepOf(s_key, " 287 082 ", now));
        Assert.Equal(1, TimeBasedCode.StepOf(s_key, "287-082", now));
        Assert.Null(TimeBasedCode.StepOf(s_key, "", now));
        Assert.Null(TimeBasedCode.StepOf(s_key, "28708", now));
    }

    // RFC 4648, section 10, without padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_key_is_written_in_base_32(string bytes, string text) => Assert.Equal(text, TimeBasedCode.Text(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void The_key_uri_names_issuer_and_account_and_says_nothing_else()
    {
        var uri = TimeBasedCode.KeyUri(s_key, "Hub & Co", "sam@example.org");

        Assert.Equal("otpauth://totp/Hub%20%26%20Co:sam%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hub%20%26%20Co&digits=6&period=30", uri);
    }
}
