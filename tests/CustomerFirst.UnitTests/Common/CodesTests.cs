using CustomerFirst.Domain.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class CodesTests
{
    private enum Colour { DarkRed, Green }

    [Fact]
    public void A_code_that_there_is_not_is_read_as_nothing_and_refused_where_the_hub_wrote_it_itself()
    {
        Assert.Null(Codes.Read<Colour>("blue"));
        Assert.Equal(Colour.DarkRed, Codes.Kept<Colour>("darkRed"));
        var refused = Assert.Throws<UnknownCodeException>(() => Codes.Kept<Colour>("blue"));
        Assert.Equal("A record holds \"blue\" where a Colour has to stand.", refused.Message);
        Assert.True(UnknownCodeException.IsBehind(new InvalidOperationException("reading", refused)));
        Assert.False(UnknownCodeException.IsBehind(new InvalidOperationException("reading")));
    }

    [Fact]
    public void Of_a_long_text_only_the_beginning_is_told()
    {
        Assert.Equal($"A record holds \"{new string('x', 40)}\" where a Colour has to stand.", Assert.Throws<UnknownCodeException>(() => Codes.Kept<Colour>(new string('x', 4000))).Message);
    }
}
