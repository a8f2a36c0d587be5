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
    public async Task A_nickname_alone_finds_who_has_the_full_name_after_those_who_have_it_as_typed()
    {
        var full = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Margaret"));
        var short_ = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Maggie"));
        await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Maggi"));

        var found = await FindAsync("maggie");

        Assert.Equal((short_, full), (found.Customers[0].Id, found.Customers[1].Id));
        Assert.Equal(("Name", "Name, in another form"), (Assert.Single(found.Customers[0].Because), Assert.Single(found.Customers[1].Because)));
        Assert.Empty(found.Otherwise);
        Assert.Equal("maggy", Assert.Single((await FindAsync("maggy")).Otherwise));
    }

    [Fact]
    public async Task Who_has_the_name_or_a_form_of_it_comes_before_a_street_that_only_begins_like_it()
    {
        await using var own = new Hub();
        await own.InitializeAsync();
        for (var i = 0; i < 3; i++) await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word(), "Xanthe") with { Address = TheCustomer.At($"{i} Bobbin Road", "ZZ1 1AA") });
        var street = await own.DoAsync(new FindCustomersQuery("bob"), TheCustomer.Adviser());
        Assert.Equal((3, "bob"), (street.Customers.Count, street.NobodyCalled));

        var full = await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word(), "Robert"));
        var form = await own.DoAsync(new FindCustomersQuery("bob"), TheCustomer.Adviser());
        Assert.Equal((full, 4, null, "bob"), (form.Customers[0].Id, form.Customers.Count, form.NobodyCalled, Assert.Single(form.Otherwise)));

        var called = await TheCustomer.CreateAsync(own, TheCustomer.Named(TheCustomer.Word(), "Bob"));
        var typed = await own.DoAsync(new FindCustomersQuery("bob"), TheCustomer.Adviser());
        Assert.Equal([called, full], typed.Customers.Take(2).Select(c => c.Id));
        Assert.Empty(typed.Otherwise);
    }

    [Theory]
    [InlineData("02/29/1990", "02/29/1990")]
    [InlineData("qwxz 30/2/1990", "30/2/1990")]
    [InlineData("28/2/1990", null)]
    public async Task What_is_written_like_a_date_and_is_none_is_named(string typed, string? noDate)
    {
        var found = await FindAsync(typed);
        Assert.Equal((0, noDate), (found.Customers.Count, found.NoDate));
    }

    [Theory]
    [InlineData("Müller", "muller", false)]
    [InlineData("Muller", "müller", false)]
    [InlineData("Mueller", "müller", true)]
    [InlineData("O’Hanlon", "o'hanlon", false)]
    [InlineData("Łukaszewicz", "lukaszewicz", false)]
    [InlineData("Hillyerson", "hilyerson", true)]
    public async Task Where_nobody_has_the_word_as_typed_it_is_said(string family, string typed, bool otherwise)
    {
        await using var own = new Hub();
        await own.InitializeAsync();
        var id = await TheCustomer.CreateAsync(own, TheCustomer.Named(family, "Kim"));

        var found = await own.DoAsync(new FindCustomersQuery(typed), TheCustomer.Adviser());

        Assert.Equal(id, Assert.Single(found.Customers).Id);
        Assert.Equal(otherwise ? new[] { typed } : [], found.Otherwise);
        // Somebody who has it comes first, and then nothing is said.
        var exact = await TheCustomer.CreateAsync(own, TheCustomer.Named(typed, "Zed"));
        found = await own.DoAsync(new FindCustomersQuery(typed), TheCustomer.Adviser());
        Assert.Equal(2, found.Customers.Count);
        Assert.Empty(found.Otherwise);
        if (otherwise) Assert.Equal(exact, found.Customers[0].Id);
    }

    [Fact]
    public async Task A_month_of_birth_is_found_after_those_whose_name_it_is()
    {
        var june = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "June") with { DateOfBirth = new(1985, 2, 3) });
        var born = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Kim") with { DateOfBirth = new(1985, 6, 30) });
        var family = (await hub.DoAsync(new GetCustomerQuery(born), TheCustomer.Adviser())).FamilyName;

        Assert.Equal([june, born], (await FindAsync("june 1985")).Customers.Select(c => c.Id));
        foreach (var typed in (string[])["6/1985", "1985-06", $"{family} june 1985", $"jun 1985 {family}"]) Assert.Equal(born, Assert.Single((await FindAsync(typed)).Customers).Id);
        Assert.Empty((await FindAsync($"{family} july 1985")).Customers);
    }

    [Theory]
    [InlineData("road")]
    [InlineData("12")]
    public async Task What_half_the_council_has_is_not_said_to_be_nobodys(string typed)
    {
        var found = await FindAsync(typed);
        Assert.Equal((true, 0), (found.Limited, found.Total));
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
