using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers.Matching;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("Dr Ann Mary Clark", "ann", "clark", "mary")]
    [InlineData("CLARK, Ann", "ann", "clark", "")]
    [InlineData("García López, María", "maria", "lopez", "garcia")]
    [InlineData("van der Berg, Jan", "jan", "vanderberg", "")]
    [InlineData("DE SOUZA, Rui", "rui", "desouza", "")]
    [InlineData("Smith Jones, Ann Mary", "ann", "jones", "mary smith")]
    [InlineData("Smith, Mr John", "john", "smith", "")]
    [InlineData("Thomas Clark, 2nd Baron Clark of Alvechurch", "thomas", "clark", "alvechurch")]
    [InlineData("Ann Clark, MBE", "ann", "clark", "")]
    [InlineData("Jan van der Berg", "jan", "vanderberg", "")]
    public void A_name_in_one_piece_is_taken_apart(string text, string given, string family, string others)
    {
        var split = NameText.Split(text);
        Assert.Equal((given, family, others), (split.Given, split.Family, string.Join(' ', split.Others)));
    }
}
