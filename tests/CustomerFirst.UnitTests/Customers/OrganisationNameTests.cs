using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class OrganisationNameTests
{
    [Theory]
    [InlineData("Eastquay Taxis Ltd", "eastquay taxis")]
    [InlineData("EASTQUAY TAXIS LIMITED", "eastquay taxis")]
    [InlineData("Fox & Sons Co. Ltd.", "fox and sons")]
    [InlineData("Limited", "limited")]
    [InlineData("The Company Shed", "company shed")]
    [InlineData("The", "the")]
    [InlineData("Fox & Co", "fox")]
    [InlineData("Fox and Company Limited", "fox")]
    [InlineData("Kelderby Buses Public Limited Company", "kelderby buses")]
    [InlineData("Kelderby Repairs Community Interest Company", "kelderby repairs")]
    [InlineData("Kelderby Housing + Care plc", "kelderby housing and care")]
    public void The_legal_form_is_no_part_of_a_name(string name, string core) => Assert.Equal(core, OrganisationName.Core(name));

    [Theory]
    [InlineData("The Kelderby Trust", "Kelderby Trust", NameLikeness.Same)]
    [InlineData("Kelderby Trust Ltd", "KELDERBY TRUST PLC", NameLikeness.Same)]
    [InlineData("Fox & Sons", "Fox and Sons Limited", NameLikeness.Same)]
    [InlineData("Friends of the Kelderby Museum", "Friends of Kelderby Museum", NameLikeness.SmallWords)]
    [InlineData("Fox & Sons", "Fox Sons", NameLikeness.SmallWords)]
    [InlineData("Green Space", "Greenspace", NameLikeness.Joined)]
    [InlineData("Kelderby Play-Group", "Kelderby Playgroup Ltd", NameLikeness.Joined)]
    [InlineData("St Mary's Hall", "St Marys Hall", NameLikeness.Same)]
    [InlineData("Kelderby Community Trust", "Kelderby Comunity Trust", NameLikeness.Slip)]
    [InlineData("Kelderby Community Trust", "The Kelderby Communtiy Trust Ltd", NameLikeness.Slip)]
    [InlineData("Kelderby Green Space", "Kelderby Grean Space", NameLikeness.Slip)]
    [InlineData("Kelderby Green Space Trust", "Kelderby Grenspace Trust", NameLikeness.Slip)]
    public void Names_that_are_as_good_as_the_same_say_how(string one, string other, NameLikeness likeness)
    {
        Assert.Equal(likeness, OrganisationName.Likeness(one, other));
        Assert.Equal(likeness, OrganisationName.Likeness(other, one));
    }

    [Theory]
    [InlineData("Kelderby North School", "Kelderby South School")]
    [InlineData("Kelderby East School", "Kelderby West School")]
    [InlineData("Kelderby Care", "Kelderby Cars")]
    [InlineData("Kelderby Car Club", "Kelderby Care Club")]
    [InlineData("Kelderby House Trust", "Kelderby Horse Trust")]
    [InlineData("1st Kelderby Scouts", "2nd Kelderby Scouts")]
    [InlineData("Kelderby Units 12", "Kelderby Units 13")]
    [InlineData("Kelderby Boys' Club", "Kelderby Girls' Club")]
    [InlineData("Kelderby Community Trust", "Kelderby Community Kitchen")]
    [InlineData("Kelderby Trust", "Kelderby Community Trust")]
    [InlineData("Fox and Sons", "Fix and Sons")]
    [InlineData("", "Kelderby Trust")]
    public void Names_of_two_organisations_are_told_apart(string one, string other)
    {
        Assert.Equal(NameLikeness.None, OrganisationName.Likeness(one, other));
        Assert.Equal(NameLikeness.None, OrganisationName.Likeness(other, one));
    }

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
