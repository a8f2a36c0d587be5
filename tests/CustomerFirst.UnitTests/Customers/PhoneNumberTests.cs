using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

// Numbers are from the ranges that Ofcom keeps free for drama, and from those of other regulators.
public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("0121 496 0001", "+441214960001")]
    [InlineData("(0121) 496-0001", "+441214960001")]
    [InlineData("01632 960 123", "+441632960123")]
    [InlineData("020 7946 0958", "+442079460958")]
    [InlineData("02920180123", "+442920180123")]
    [InlineData("07700 900123", "+447700900123")]
    [InlineData(" 07700\u00a0900\u2013123 ", "+447700900123")]
    [InlineData("03069 990 555", "+443069990555")]
    [InlineData("0808 157 0123", "+448081570123")]
    [InlineData("0909 879 0123", "+449098790123")]
    [InlineData("0800 123 456", "+44800123456")]
    [InlineData("016977 2345", "+44169772345")]
    [InlineData("+44 121 496 0001", "+441214960001")]
    [InlineData("+44 (0)121 496 0001", "+441214960001")]
    [InlineData("+44 0121 496 0001", "+441214960001")]
    [InlineData("0044 7700 900123", "+447700900123")]
    [InlineData("0044(0)7700900123", "+447700900123")]
    [InlineData("+353 20 915 1234", "+353209151234")]
    [InlineData("00353209151234", "+353209151234")]
    [InlineData("+1 (202) 555-0123", "+12025550123")]
    [InlineData("+61 1900 654 321", "+611900654321")]
    [InlineData("+290 2055", "+2902055")]
    public void Numbers_are_brought_into_one_form_however_they_are_typed(string typed, string expected) =>
        Assert.Equal((expected, (PhoneProblem?)null), PhoneNumber.Read(typed));

    [Theory]
    [InlineData(null, PhoneProblem.Missing)]
    [InlineData("   ", PhoneProblem.Missing)]
    [InlineData("0121 496 0001 ext 12", PhoneProblem.Extension)]
    [InlineData("0121 496 0001 x12", PhoneProblem.Extension)]
    [InlineData("0121 496 0001 #12", PhoneProblem.Extension)]
    [InlineData("496 0001", PhoneProblem.NoAreaCode)]
    [InlineData("7700 900123", PhoneProblem.NoAreaCode)]
    [InlineData("0121 496 00", PhoneProblem.TooShort)]
    [InlineData("0", PhoneProblem.TooShort)]
    [InlineData("07700 90012", PhoneProblem.TooShort)]
    [InlineData("020 7946 095", PhoneProblem.TooShort)]
    [InlineData("0121 496 00011", PhoneProblem.TooLong)]
    [InlineData("07700 9001233", PhoneProblem.TooLong)]
    [InlineData("+1234567890123456", PhoneProblem.TooLong)]
    [InlineData("+35312", PhoneProblem.TooShort)]
    [InlineData("0421 496 0001", PhoneProblem.NotBritish)]
    [InlineData("+44 621 496 0001", PhoneProblem.NotBritish)]
    [InlineData("+0 121 496 0001", PhoneProblem.OtherSigns)]
    [InlineData("Mum's number", PhoneProblem.OtherSigns)]
    [InlineData("0121+496", PhoneProblem.OtherSigns)]
    [InlineData("--", PhoneProblem.OtherSigns)]
    public void What_is_no_number_is_refused_with_its_reason(string? typed, PhoneProblem expected) =>
        Assert.Equal(((string?)null, (PhoneProblem?)expected), PhoneNumber.Read(typed));

    [Theory]
    [InlineData("+441214960001", "0121 496 0001")]
    [InlineData("+441914980123", "0191 498 0123")]
    [InlineData("+441632960123", "01632 960 123")]
    [InlineData("+442079460958", "020 7946 0958")]
    [InlineData("+447700900123", "07700 900 123")]
    [InlineData("+443069990555", "0306 999 0555")]
    [InlineData("+44800123456", "0800 123 456")]
    [InlineData("+353209151234", "+353209151234")]
    public void A_number_is_shown_as_people_read_it_out(string e164, string expected)
    {
        Assert.Equal(expected, PhoneNumber.Show(e164));
        Assert.Equal(e164, PhoneNumber.Normalise(expected));
    }

    [Fact]
    public void Every_problem_has_words()
    {
        var words = Enum.GetValues<PhoneProblem>().Select(PhoneNumber.Words).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.All(words, w => Assert.False(string.IsNullOrWhiteSpace(w)));
    }
}
