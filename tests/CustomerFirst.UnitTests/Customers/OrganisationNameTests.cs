using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class OrganisationNameTests
{
    [Theory]
    [InlineData("Eastquay Taxis Ltd", "eastquay taxis")]
    [InlineData("EASTQUAY TAXIS LIMITED", "eastquay taxis")]
    [InlineData("Fox & Sons Co. Ltd.", "fox and sons")]
    [InlineData("Limited", "limited")]
    [InlineData("The Company Shed", "the company shed")]
    public void The_legal_form_is_no_part_of_a_name(string name, string core) => Assert.Equal(core, OrganisationName.Core(name));

    [Theory]
    [InlineData("no-reply@example.org", true)]
    [InlineData("donotreply+12@example.org", true)]
    [InlineData("noreen@example.org", false)]
    public void A_machine_is_known_by_its_address(string email, bool machine) => Assert.Equal(machine, EmailAddress.IsMachine(email));

    [Fact]
    public void A_generation_apart_are_dates_that_no_slip_explains()
    {
        Assert.True(BirthDates.AGenerationApart(new DateOnly(1979, 2, 14), new DateOnly(1997, 2, 14)));
        Assert.False(BirthDates.AGenerationApart(new DateOnly(1979, 2, 14), new DateOnly(1989, 2, 14)));
        Assert.False(BirthDates.AGenerationApart(null, new DateOnly(1989, 2, 14)));
    }
}
