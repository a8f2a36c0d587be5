using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class FullNameTests
{
    [Theory]
    [InlineData("Asha Example", null, "Asha", "Example")]
    [InlineData("  Example,   Asha Kim ", null, "Asha Kim", "Example")]
    [InlineData("Dr. Ana Maria de la Cruz", "Dr", "Ana Maria", "de la Cruz")]
    [InlineData("Example, Mrs Asha", "Mrs", "Asha", "Example")]
    [InlineData("Madonna", null, null, "Madonna")]
    [InlineData("Mr", "Mr", null, null)]
    [InlineData("\"Fenwick, Joan (Mrs)\" <joan@example.org>", null, "Joan", "Fenwick")]
    [InlineData("   ", null, null, null)]
    public void A_name_in_one_piece_is_taken_apart(string text, string? title, string? given, string? family) => Assert.Equal(new FullName(title, given, family), FullName.Read(text));
}
