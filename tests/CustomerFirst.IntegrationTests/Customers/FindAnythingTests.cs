using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>The one search box takes anything in any order, as an adviser hears and types it.</summary>
public sealed class FindAnythingTests(Hub hub, ASmithInMoseley smith) : IClassFixture<Hub>, IClassFixture<ASmithInMoseley>
{
    private async Task<FoundCustomers> FindAsync(string typed) => await hub.DoAsync(new FindCustomersQuery(typed), TheCustomer.Adviser());

    [Theory]
    [InlineData("smith b14 1962")]
    [InlineData("1962 b14 smyth")]
    [InlineData("jon smyth moseley")]
    [InlineData("johnny smith mosley")]
    [InlineData("0121 496 0991")]
    [InlineData("496 0991")]
    [InlineData("smith 960991")]
    [InlineData("smi 1962")]
    [InlineData("smiht 14/3/1962")]
    [InlineData("smith b147qh")]
    [InlineData("b14 7qh john")]
    [InlineData("27 wheelwright john")]
    [InlineData("john whelright")]
    [InlineData("j.smith62@example.org")]
    [InlineData("pemberton 1962")]
    [InlineData("smith carter lane")]
    [InlineData("ohn smith")]
    [InlineData("mr smith moseley")]
    [InlineData("j smith b14")]
    [InlineData("b14")]
    [InlineData("B147QH")]
    [InlineData("john smith 1962-03-14")]
    public async Task The_customer_is_among_the_first(string typed)
    {
        var id = await smith.IdAsync(hub);
        var found = await FindAsync(typed);
        Assert.Contains(found.Customers.Take(5), c => c.Id == id);
        Assert.NotEmpty(found.Customers.First(c => c.Id == id).Because);
    }

    [Theory]
    [InlineData("smith b15 1962")]
    [InlineData("smith 1975")]
    [InlineData("zebedee 1962")]
    public async Task Who_lacks_a_word_is_not_found(string typed)
    {
        var id = await smith.IdAsync(hub);
        Assert.DoesNotContain((await FindAsync(typed)).Customers, c => c.Id == id);
    }

    [Fact]
    public async Task What_was_typed_comes_before_what_only_sounds_like_it_and_the_page_says_which()
    {
        await smith.IdAsync(hub);
        var exact = await TheCustomer.CreateAsync(hub, new CustomerDetails { GivenNames = "John", FamilyName = "Smythe", DateOfBirth = new(1962, 8, 9) });

        var found = (await FindAsync("john smythe 1962")).Customers;

        Assert.Equal(exact, found[0].Id);
        Assert.Equal(["Name", "Date of birth"], found[0].Because);
        // Said once, though only one of the two names is.
        Assert.Equal(["Name, spelt otherwise", "Date of birth"], found.First(c => c.Name == "John Smith").Because);
    }

    [Fact]
    public async Task A_word_that_came_a_moment_ago_can_be_misspelt_at_once()
    {
        await FindAsync("somebody");
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named("Wolverhaugh", "Ida"));
        Assert.Equal(id, Assert.Single((await FindAsync("wolvrehaugh")).Customers).Id);
    }

    [Fact]
    public async Task An_organisation_is_found_by_words_of_its_name()
    {
        var id = await TheCustomer.CreateAsync(hub, new CustomerDetails { Kind = CustomerKind.Organisation, FamilyName = "Balsall Heath Gardeners' Club", Address = TheCustomer.At("3 Clifton Road", "ZZ12 8ZZ") });
        foreach (var typed in (string[])["gardeners club", "balsal gardners", "heath zz12", "garden club balsall"]) Assert.Equal(id, (await FindAsync(typed)).Customers[0].Id);
    }
}

/// <summary>One John Smith of Moseley among others.</summary>
public sealed class ASmithInMoseley
{
    private Guid? _id;

    /// <summary>The customer, made once; tests of one class come one after the other.</summary>
    public async Task<Guid> IdAsync(Hub hub)
    {
        if (_id is { } made) return made;
        var details = new CustomerDetails
        {
            GivenNames = "John", FamilyName = "Pemberton", DateOfBirth = new(1962, 3, 14), Telephones = [new("0121 496 0991")], Emails = ["j.smith62@example.org"], Address = new("5 Carter Lane", null, "Kelderby", "ZZ9 9ZZ", null),
        };
        var id = await TheCustomer.CreateAsync(hub, details);
        await hub.DoAsync(new ChangeCustomerCommand(id, 1, details with { FamilyName = "Smith", Address = new("27 Wheelwright Road", "Moseley", "Kelderby", "B14 7QH", null) }), TheCustomer.Adviser());
        foreach (var (given, family, year, postcode) in ((string, string, int, string)[])[("Mary", "Smith", 1962, "B14 7QH"), ("John", "Smith", 1980, "B15 1AA"), ("John", "Jones", 1962, "B14 1AA"), ("Peter", "Smart", 1962, "B14 2AA")])
            await TheCustomer.CreateAsync(hub, new CustomerDetails { GivenNames = given, FamilyName = family, DateOfBirth = new(year, 5, 6), Address = new("1 Other Road", "Elsewhere", "Kelderby", postcode, null) });
        _id = id;
        return id;
    }
}
