using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class CreateCustomerTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task Everything_that_was_said_is_kept_in_one_form()
    {
        var family = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, new CustomerDetails
        {
            Title = " Ms ", GivenNames = "Zoë  Ann", FamilyName = $" {family} ", DateOfBirth = new DateOnly(1980, 2, 3),
            Telephones = [new("(0121) 496 0123", "home"), new("+44 7700 900 123", " "), new("0121 496-0123", "again")], Emails = ["Zoe@Example.ORG", "zoe@example.org"],
            Address = new AddressLines("4 The Rise", " ", "Testford", "zz14ab", 100012345678), PreferredChannel = Channel.Email, Language = "cy", Formats = ["largePrint"],
            Needs = [new(NeedKind.Bsl), new(NeedKind.CarerActing, "Jo Carer, 0121 496 0124")], DoNotRing = true, DoNotRingReason = "Not safe before 6pm",
        });

        var customer = await hub.DatabaseAsync(db => db.Customers.Include(c => c.Names).Include(c => c.ContactPoints).Include(c => c.Addresses).Include(c => c.Needs).SingleAsync(c => c.Id == id));
        Assert.Equal(("Ms", "Zoë Ann", family), (customer.CurrentName!.Title, customer.CurrentName.GivenNames, customer.CurrentName.FamilyName));
        Assert.Equal(["+441214960123", "+447700900123", "zoe@example.org"], customer.ContactPoints.Select(p => p.Value).Order(StringComparer.Ordinal));
        Assert.Equal(new AddressLines("4 The Rise", null, "Testford", "ZZ1 4AB", 100012345678), customer.CurrentAddress!.Lines);
        Assert.Equal([NeedKind.Bsl, NeedKind.CarerActing], customer.Needs.Select(n => n.Kind).Order());
        Assert.True(customer.DoNotRing);
        Assert.Equal("staff", customer.CurrentName.Source);
        Assert.Equal(id, await hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == id).Select(k => k.CustomerId).SingleAsync()));
    }

    [Fact]
    public async Task Who_created_whom_stands_in_the_audit_trail_without_personal_data()
    {
        var adviser = TheCustomer.Adviser();
        var family = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family), adviser);

        var entry = await hub.DatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(e => e.RecordId == id));
        Assert.Equal(("CreateCustomer", adviser.Id, RecordKind.Customer), (entry.Action, entry.ActorId, entry.RecordKind));
        Assert.Contains("customer_name.family_name", entry.Fields);
        Assert.DoesNotContain(entry.Fields, f => f.Contains(family, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false, "Same e-mail")]
    [InlineData(false, true, "Same telephone")]
    public async Task The_same_e_mail_or_telephone_gives_a_warning_and_creates_nothing(bool email, bool phone, string because)
    {
        var (address, number) = ($"{TheCustomer.Word()}@example.org", TheCustomer.Phone());
        var there = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()) with { Emails = [address], Telephones = [new(number)] });
        var family = TheCustomer.Word();
        var adviser = TheCustomer.Adviser();

        var result = await hub.SendAsync(new CreateCustomerCommand(TheCustomer.Named(family) with { Emails = email ? [address.ToUpperInvariant()] : [], Telephones = phone ? [new("+44" + number[1..])] : [] }), adviser);

        var warning = Assert.IsType<MayBeThereAlready>(result.Error);
        var candidate = Assert.Single(warning.Candidates);
        Assert.Equal((there, because), (candidate.Id, Assert.Single(candidate.Because)));
        Assert.Equal(0, await hub.DatabaseAsync(db => db.Set<CustomerName>().CountAsync(n => n.FamilyName == family)));
        Assert.Equal("viewed", await hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == there && e.ActorId == adviser.Id).Select(e => e.Action).SingleAsync()));
    }

    [Fact]
    public async Task The_same_family_name_date_of_birth_and_postcode_give_a_warning_which_can_be_overruled()
    {
        var family = TheCustomer.Word();
        var person = TheCustomer.Named($"O'{family}", "Ann") with { DateOfBirth = new DateOnly(1970, 5, 6), Address = TheCustomer.At("1 High Street", "ZZ2 2ZZ") };
        var there = await TheCustomer.CreateAsync(hub, person);
        var command = new CreateCustomerCommand(person with { GivenNames = "Anna", FamilyName = $"o’{family.ToUpperInvariant()}", Address = TheCustomer.At("99 Other Road", "zz22zz") });

        var warning = Assert.IsType<MayBeThereAlready>((await hub.SendAsync(command, TheCustomer.Adviser())).Error);
        Assert.Equal((there, "Same family name, date of birth and postcode"), (Assert.Single(warning.Candidates).Id, Assert.Single(warning.Candidates[0].Because)));
        Assert.NotEqual(there, (await hub.DoAsync(command with { DespiteCandidates = true, DespiteReason = "Her mother" }, TheCustomer.Adviser())).CustomerId);
    }

    [Fact]
    public async Task Why_somebody_is_none_of_the_candidates_must_be_said_and_is_kept_with_each_who_is_likely()
    {
        var (family, phone) = (TheCustomer.Word(), TheCustomer.Phone());
        var person = TheCustomer.Named(family, "Ann") with { DateOfBirth = new DateOnly(1970, 5, 6), Telephones = [new(phone)] };
        var likely = await TheCustomer.CreateAsync(hub, person);
        var shares = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Kwame") with { DateOfBirth = new DateOnly(1994, 1, 2), Telephones = [new(phone)] });
        var adviser = TheCustomer.Adviser();
        var command = new CreateCustomerCommand(person with { GivenNames = "Anne" }, DespiteCandidates: true);

        foreach (var nothing in new[] { null, "  " })
            Assert.Equal(("DespiteReason", "Say why it is none of them"), Assert.IsType<NotAccepted>((await hub.SendAsync(command with { DespiteReason = nothing }, adviser)).Error) is var refused ? (refused.Field, refused.Message) : default);
        Assert.IsType<Invalid>((await hub.SendAsync(command with { DespiteReason = new string('x', 501) }, adviser)).Error);
        var made = await hub.DoAsync(command with { DespiteReason = " Twin sister " }, adviser);

        var pairs = await hub.DatabaseAsync(db => db.Set<CustomerPair>().Where(p => p.LowId == made.CustomerId || p.HighId == made.CustomerId).ToListAsync());
        var pair = Assert.Single(pairs);
        Assert.Equal(CustomerPair.Ordered(likely, made.CustomerId), (pair.LowId, pair.HighId));
        Assert.Equal(("Twin sister", adviser.Id, true, (PairVerdict?)null), (pair.MadeBecause, pair.MadeBy!.Value, pair.HeldApart, pair.Verdict));
        Assert.InRange(pair.Probability!.Value, CustomerCandidates.Likely, 1);
        Assert.NotEmpty(pair.Reasons);
        Assert.NotEqual(shares, made.CustomerId);
        // Looking for pairs anew keeps it.
        var steward = TheCustomer.Someone(Role.Steward);
        while ((await hub.DoAsync(new LookForPairsCommand(), steward)).More) Assert.NotNull(hub);
        var listed = await hub.DoAsync(new GetPairQuery(likely, made.CustomerId), steward);
        Assert.Equal(("Twin sister", true), (listed.Made!.Because, listed.Made.HeldApart));
        Assert.Equal("Twin sister", (await hub.DoAsync(new ReviewPairsQuery(pair.LowId, pair.HighId), steward)).Next!.Made!.Because);
        Assert.Equal("Twin sister", (await hub.DoAsync(new PreviewMergeQuery(likely, made.CustomerId), steward)).Made!.Because);
    }

    [Fact]
    public async Task Who_only_shares_a_telephone_needs_no_reason_and_makes_no_pair()
    {
        var phone = TheCustomer.Phone();
        await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Philippa") with { DateOfBirth = new DateOnly(1961, 4, 2), Telephones = [new(phone)] });

        var made = await hub.DoAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word(), "Kwame") with { DateOfBirth = new DateOnly(1994, 1, 2), Telephones = [new(phone)] }, DespiteCandidates: true), TheCustomer.Adviser());

        Assert.False(await hub.DatabaseAsync(db => db.Set<CustomerPair>().AnyAsync(p => p.LowId == made.CustomerId || p.HighId == made.CustomerId)));
    }

    [Fact]
    public async Task A_relative_at_the_same_address_is_somebody_else()
    {
        var family = TheCustomer.Word();
        await TheCustomer.CreateAsync(hub, TheCustomer.Named(family) with { DateOfBirth = new DateOnly(1970, 5, 6), Address = TheCustomer.At("1 High Street", "ZZ3 3ZZ") });

        Assert.True((await hub.SendAsync(new CreateCustomerCommand(TheCustomer.Named(family, "Kit") with { DateOfBirth = new DateOnly(2001, 5, 6), Address = TheCustomer.At("1 High Street", "ZZ3 3ZZ") }), TheCustomer.Adviser())).Ok);
    }

    [Fact]
    public async Task An_organisation_is_known_by_its_name_whatever_its_legal_form()
    {
        var details = new CustomerDetails { Kind = CustomerKind.Organisation, FamilyName = $"{TheCustomer.Word()} Ltd.", Address = TheCustomer.At("1 Works", "ZZ4 4ZZ") };
        var there = await TheCustomer.CreateAsync(hub, details);

        var warning = Assert.IsType<MayBeThereAlready>((await hub.SendAsync(new CreateCustomerCommand(details with { FamilyName = details.FamilyName.ToUpperInvariant().Replace("LTD.", "Limited", StringComparison.Ordinal), Address = null, Telephones = [new(TheCustomer.Phone())] }), TheCustomer.Adviser())).Error);
        Assert.Equal((there, "Same name"), (Assert.Single(warning.Candidates).Id, Assert.Single(warning.Candidates[0].Because)));
    }

    [Fact]
    public async Task A_blocked_record_is_shown_as_candidate_to_a_steward_only()
    {
        var email = $"{TheCustomer.Word()}@example.org";
        var there = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()) with { Emails = [email] });
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == there).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, ErasureState.Blocked)));
        var command = new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word()) with { Emails = [email] });

        Assert.IsType<MayBeThereAlready>((await hub.SendAsync(command, TheCustomer.Someone(Role.Steward))).Error);
        Assert.True((await hub.SendAsync(command, TheCustomer.Adviser())).Ok);
    }

    [Fact]
    public async Task The_same_key_sent_many_times_at_once_creates_one_customer()
    {
        var adviser = TheCustomer.Adviser();
        var family = TheCustomer.Word();
        var command = new CreateCustomerCommand(TheCustomer.Named(family)) { IdempotencyKey = Guid.NewGuid().ToString() };

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.SendAsync(command, adviser)));

        Assert.All(results, r => Assert.True(r.Ok, r.Error?.Message));
        Assert.Single(results.Select(r => r.Value.CustomerId).Distinct());
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Set<CustomerName>().CountAsync(n => n.FamilyName == family)));
        Assert.IsType<KeyUsedBefore>((await hub.SendAsync(command with { Details = TheCustomer.Named(TheCustomer.Word()) }, adviser)).Error);
    }

    [Fact]
    public async Task Every_mistake_is_named_beside_its_field()
    {
        hub.Clock.Runs();
        var result = await hub.SendAsync(new CreateCustomerCommand(new CustomerDetails
        {
            FamilyName = " ", DateOfBirth = new DateOnly(1899, 12, 31), Telephones = [new("0121 496 0001"), new("12")], Emails = ["nobody"], Address = new AddressLines("", null, null, "nowhere", null),
            Language = "Welsh!", Formats = ["morse"], Needs = [new(NeedKind.CarerActing), new(NeedKind.Other)], DoNotRing = true, PreferredChannel = Channel.Phone,
        }), TheCustomer.Adviser());

        var problems = Assert.IsType<Invalid>(result.Error).Problems;
        Assert.Equal(["Details.Address.Postcode", "Details.DateOfBirth", "Details.Emails[0]", "Details.FamilyName", "Details.Formats[0]", "Details.Language", "Details.Needs[0].Detail", "Details.Needs[1].Detail", "Details.PreferredChannel", "Details.Telephones[1].Number"],
            problems.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Enter the family name", Assert.Single(problems["Details.FamilyName"]));
        Assert.Equal("Date of birth must be in 1900 or later", Assert.Single(problems["Details.DateOfBirth"]));
        Assert.StartsWith("Enter the telephone number with its area code", Assert.Single(problems["Details.Telephones[1].Number"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_born_tomorrow()
    {
        var tomorrow = CouncilTime.DateOf(hub.Clock.GetUtcNow()).AddDays(1);
        var born = TheCustomer.Named(TheCustomer.Word()) with { DateOfBirth = tomorrow };

        Assert.Equal("Date of birth must be today or in the past", Assert.Single(Assert.IsType<Invalid>((await hub.SendAsync(new CreateCustomerCommand(born), TheCustomer.Adviser())).Error).Problems["Details.DateOfBirth"]));
        Assert.True((await hub.SendAsync(new CreateCustomerCommand(born with { DateOfBirth = tomorrow.AddDays(-1) }), TheCustomer.Adviser())).Ok);
    }

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public async Task Who_does_not_look_after_customers_creates_none(Role role) =>
        Assert.IsType<Forbidden>((await hub.SendAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word())), TheCustomer.Someone(role))).Error);
}
