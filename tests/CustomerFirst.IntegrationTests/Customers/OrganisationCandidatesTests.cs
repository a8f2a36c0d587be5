using System.Text;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Organisations that are there already under a name that is as good as the same; and people who are called by their middle name.</summary>
public sealed class OrganisationCandidatesTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // Two words of one council's names: nobody else's in this database.
    private readonly string _one = TheCustomer.Word(), _other = TheCustomer.Word();

    private Hub Hub => api.Hub;

    [Fact]
    public async Task An_organisation_whose_name_differs_by_little_is_likely_there_whatever_else_is_typed()
    {
        var there = await CreateAsync($"{_one} Community {_other} Trust");
        (string Typed, string Because)[] names =
        [
            ($"The {_one} Community {_other} Trust", "Same name"), ($"{_one} Community {_other} Trust Ltd", "Same name"), ($"{_one} Community & {_other} Trust plc", "same name but for"),
            ($"{_one} Comunity {_other} Trust", "name differs by one letter"), ($"{_one}Community {_other} Trust", "same name with words joined or split"), ($"{_one} Com-munity {_other} Trust Limited", "same name with words joined or split"),
        ];
        foreach (var (typed, because) in names)
        {
            var refused = Assert.IsType<MayBeThereAlready>((await Hub.SendAsync(new CreateCustomerCommand(Named(typed) with { Address = TheCustomer.At("9 Elsewhere", "ZZ9 9ZZ"), Telephones = [new(TheCustomer.Phone())] }), TheCustomer.Adviser())).Error);
            var found = Assert.Single(refused.Candidates, c => c.Id == there);
            Assert.False(found.OnlyShares, typed);
            Assert.Contains(found.Because, b => b.StartsWith(because, StringComparison.OrdinalIgnoreCase));
            Assert.Contains(found.Reasons, r => r.StartsWith(because, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Organisations_that_only_sound_alike_are_two()
    {
        await CreateAsync($"{_one} North School");
        Assert.True((await Hub.SendAsync(new CreateCustomerCommand(Named($"{_one} South School")), TheCustomer.Adviser())).Ok);
        Assert.True((await Hub.SendAsync(new CreateCustomerCommand(Named($"{_one} Care")), TheCustomer.Adviser())).Ok);
        Assert.True((await Hub.SendAsync(new CreateCustomerCommand(Named($"{_one} Cars")), TheCustomer.Adviser())).Ok);
    }

    [Fact]
    public async Task A_program_is_told_of_the_organisation_that_is_there_with_the_reason()
    {
        var there = await CreateAsync($"{_one} Green Space");
        var program = await api.CallerOfAllAsync();
        var problem = await program.CallAsync(HttpMethod.Post, "/api/v1/customers", new { kind = "organisation", familyName = $"The {_one} Greenspace Ltd" }).ProblemAsync(409, "mayBeThereAlready");
        var similar = Assert.Single(problem["similar"]!.AsArray())!;
        Assert.Equal((there.ToString(), "Same name with words joined or split"), ((string?)similar["id"], (string?)similar["because"]![0]));
    }

    [Fact]
    public async Task The_page_for_a_new_customer_shows_the_organisation_with_the_reason()
    {
        await CreateAsync($"{_one} Community {_other}");
        var browser = await api.SignInAsAsync(Role.Adviser);
        var page = await browser.SubmitAsync(await browser.GetAsync("/customers/new?kind=organisation"), "main form", ("Details.FamilyName", $"{_one} Comunity {_other}"));
        Assert.Contains("name differs by one letter", page.TextOf(".cf-candidates"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_import_puts_an_organisation_that_may_be_there_before_a_reviewer()
    {
        var there = await CreateAsync($"{_one} Community {_other} Trust");
        var map = CustomerMap.Read("""{"source": "charities", "id": "id", "columns": {"name": "organisation"}}""", "map.json").Value;
        var file = new MemoryStream(Encoding.UTF8.GetBytes($"id,name\n1,The {_one} Comunity {_other} Trust\n2,{_one} Kitchen\n"));
        var summary = await Hub.DoAsync(new ImportCustomersCommand(file, "charities.csv", map, () => TextWriter.Null, false), Actor.Operator);
        Assert.Equal((1L, 1L), (summary.Of(RowFate.ToReview), summary.Of(RowFate.Created)));
        Assert.True(await Hub.DatabaseAsync(db => db.Set<CustomerPair>().AnyAsync(p => p.LowId == there || p.HighId == there)));
    }

    [Theory]
    [InlineData("James Robert", "Robert")]
    [InlineData("Robert", "James Robert")]
    [InlineData("James Robert", "Robert James")]
    public async Task Who_is_called_by_a_middle_name_is_likely_there(string held, string typed)
    {
        var born = new DateOnly(1961, 5, 12).AddDays(Random.Shared.Next(3000));
        var there = await TheCustomer.CreateAsync(Hub, TheCustomer.Named("Smith", held) with { DateOfBirth = born });
        var refused = Assert.IsType<MayBeThereAlready>((await Hub.SendAsync(new CreateCustomerCommand(TheCustomer.Named("Smith", typed) with { DateOfBirth = born }), TheCustomer.Adviser())).Error);
        var found = Assert.Single(refused.Candidates, c => c.Id == there);
        Assert.Contains("called by a middle name of the other", found.Reasons);
        // With one name more on one of the two a person looks; both names the other way round say more.
        Assert.InRange(found.Probability, CustomerCandidates.Likely, held.Contains(' ', StringComparison.Ordinal) && typed.Contains(' ', StringComparison.Ordinal) ? 1 : ScoredCandidate.Sure);
    }

    [Fact]
    public async Task A_middle_name_makes_nobody_one_person_who_was_born_on_another_day()
    {
        await TheCustomer.CreateAsync(Hub, TheCustomer.Named(_one, "James Robert") with { DateOfBirth = new DateOnly(1961, 5, 12) });
        Assert.True((await Hub.SendAsync(new CreateCustomerCommand(TheCustomer.Named(_one, "Robert") with { DateOfBirth = new DateOnly(1988, 10, 3) }), TheCustomer.Adviser())).Ok);
    }

    private static CustomerDetails Named(string name) => new() { Kind = CustomerKind.Organisation, FamilyName = name };

    private Task<Guid> CreateAsync(string name) => TheCustomer.CreateAsync(Hub, Named(name));
}
