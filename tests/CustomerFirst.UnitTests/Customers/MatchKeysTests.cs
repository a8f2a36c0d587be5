using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.UnitTests.Customers;

public sealed class MatchKeysTests
{
    private static readonly DateOnly s_born = new(1962, 3, 14);

    private static CustomerProfile Person(string? given, string family, DateOnly? born = null, string? line = null, string? postcode = null, string? phone = null, string? email = null) =>
        new(CustomerKind.Person, born, [new ProfileName(given, family)],
            [.. phone is null ? [] : (ProfilePoint[])[new(ContactPointKind.Phone, phone)], .. email is null ? [] : (ProfilePoint[])[new(ContactPointKind.Email, email)]],
            line is null && postcode is null ? [] : [new AddressLines(line ?? "", null, "Testford", postcode, null)]);

    private static IEnumerable<long> Met(CustomerProfile typed, CustomerProfile held) => MatchKeys.ToMeet(typed, Nicknames.FormsOf).Select(k => k.Key).Intersect(MatchKeys.Of(held));

    [Fact]
    public void The_same_customer_spelt_otherwise_meets_by_some_key()
    {
        var held = Person("Robert", "Smyth", s_born, "14 Mill Lane", "ZZ1 4AB", "+447700900123", "bob.smyth@example.org");
        CustomerProfile[] typed =
        [
            Person("Bob", "Smith"), Person("Rob", "Smithe", s_born), Person(null, "Smith", new(1962, 1, 1)), Person("Robert", "Jones", s_born), Person("Smyth", "Robert"), Person("Roberta", "Smith", null, null, "ZZ1 9ZZ"),
            Person("X", "Y", new(1962, 3, 14)), Person("X", "Y", phone: "+441214900123"), Person("X", "Y", email: "bob.smyth@example.net"), Person("X", "Y", line: "14 Mill Lane"), Person("X", "Y", line: "Elsewhere", postcode: "ZZ1 4AB"),
        ];
        Assert.All(typed, t => Assert.NotEmpty(Met(t, held)));
    }

    [Fact]
    public void Day_and_month_changed_about_meet() => Assert.NotEmpty(Met(Person("A", "B", new(1962, 4, 5)), Person("C", "D", new(1962, 5, 4))));

    [Fact]
    public void Strangers_share_no_key() => Assert.Empty(Met(Person("Ann", "Clark", new(1980, 1, 2), "3 High Street", "ZZ3 3AA", "+447700900001", "ann@example.org").WithoutTown(), Person("Tariq", "Featherstone", new(1955, 6, 7), "9 Low Road", "ZZ8 8BB", "+447700911111", "tariq@example.org").WithoutTown()));

    [Theory]
    [InlineData("Kelderby Community Trust", "Kelderby Comunity Trust")]
    [InlineData("Green Space Trust", "Greenspace Trust")]
    [InlineData("Greenspace", "Green Space Ltd")]
    [InlineData("Eastquay", "Eastqaay")]
    [InlineData("Eastquay", "Eastquayy")]
    [InlineData("Eastquay", "astquay")]
    [InlineData("Kelderby Gym", "Kelderby Gwm")]
    [InlineData("The Kelderby Play Group", "Kelderby Playgroup")]
    public void Organisations_whose_names_are_as_good_as_the_same_meet_by_keys_that_few_share(string one, string other)
    {
        static CustomerProfile Organisation(string name) => new(CustomerKind.Organisation, null, [new ProfileName(null, name)], [], []);
        foreach (var (typed, held) in new[] { (one, other), (other, one) })
            Assert.Contains(MatchKeys.ToMeet(Organisation(typed), Nicknames.FormsOf), k => k.Weight >= 5 && MatchKeys.Of(Organisation(held)).Contains(k.Key));
    }

    [Fact]
    public void Keys_do_not_change_between_versions_and_machines()
    {
        // They are kept in databases: where this fails, MatchKeys.Version must be raised.
        Assert.Equal(3, MatchKeys.Version);
        Assert.Equal(MatchKeys.Word("smith"), MatchKeys.Word("smith"));
        Assert.Equal(-7764213296411245519, MatchKeys.Of(Person("Ann", "Lee", s_born))[0]);
    }

    [Theory]
    [InlineData("14 Mill Lane", "14", "mill lane")]
    [InlineData("Flat 2, 14A Mill Lane", "14a", "mill lane")]
    [InlineData("Rose Cottage, Mill Lane", null, "rose cottage mill lane")]
    [InlineData("14", "14", null)]
    [InlineData("", null, null)]
    public void A_line_of_an_address_is_a_house_and_a_street(string line, string? number, string? street) => Assert.Equal((number, street), CustomerProfile.HouseAndStreet(line));

    [Fact]
    public void Keys_are_few_enough_to_be_kept() => Assert.InRange(MatchKeys.Of(Person("Mary Jane", "Smith-Jones", s_born, "Flat 2, 14 Mill Lane", "ZZ1 4AB", "+447700900123", "mary.jane@example.org")).Length, 20, 60);
}

internal static class ProfileWords
{
    public static CustomerProfile WithoutTown(this CustomerProfile profile) => profile with { Addresses = [.. profile.Addresses.Select(a => a with { Town = null })] };
}
