using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class MergeProposalTests
{
    private static readonly DateTimeOffset s_earlier = new(2020, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_later = new(2025, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly KnownNames s_names = new((word, given) => word is "john" or "ann" or "anne" or "smith" or "khan" ? true : word == "jon" ? null : word is "jhon" or "smtih" ? false : given ? null : false);

    [Theory]
    [InlineData("Ann Smith", "Ann Smtih", MergeSide.Survivor, "Smith is a known name, Smtih is not")]
    [InlineData("Jhon Smith", "John Smith", MergeSide.Other, "John is a known name, Jhon is not")]
    public void A_known_spelling_is_proposed_before_a_more_recent_slip(string ours, string theirs, MergeSide side, string why)
    {
        Assert.Equal((side, why), Name(ours, theirs));
        Assert.Equal((side == MergeSide.Survivor ? MergeSide.Other : MergeSide.Survivor, why), Name(theirs, ours));
    }

    [Theory]
    [InlineData("Ann Smith", "Anne Smith")] // both are names
    [InlineData("Jon Smith", "John Smith")] // nobody can say that Jon is none
    [InlineData("Ann Smith", "Ann Featherstonehaugh")] // another name and no slip
    [InlineData("Jhon Smith", "John Smtih")] // each has one right
    public void Where_no_spelling_is_surely_a_slip_the_more_recent_is_proposed(string ours, string theirs) =>
        Assert.Equal((MergeSide.Other, "more recent: since 1 January 2025, the other since 1 January 2020"), Name(ours, theirs));

    [Fact]
    public void What_more_of_the_records_say_is_proposed_before_a_known_spelling_and_the_more_recent()
    {
        var (one, two, three) = (Named("Ann Smtih", s_earlier), Named("Ann Smtih", s_earlier), Named("Ann Smith", s_later));
        Merge(one, two);

        Assert.Equal((MergeSide.Survivor, "so in 2 of 3 records"), Proposal(one, three, "name"));
        Assert.Equal((MergeSide.Other, "so in 2 of 3 records"), Proposal(three, one, "name"));
    }

    [Fact]
    public void What_was_verified_is_proposed_before_what_most_records_say()
    {
        var (one, two, three) = (Named("Ann Smith", s_earlier), Named("Ann Smith", s_earlier), Named("Ann Smtih", s_earlier, Verification.Documented));
        Merge(one, two);

        Assert.Equal((MergeSide.Other, "verified: documented on 1 January 2020"), Proposal(one, three, "name"));
    }

    [Fact]
    public void A_name_that_somebody_changed_or_corrected_does_not_come_back_from_the_other_record()
    {
        var (changed, corrected, old) = (Named("Ann Jones", s_earlier), Named("Ann Jones", s_earlier), Named("Ann Jones", s_earlier.AddDays(5)));
        changed.IsCalled(Guid.NewGuid(), null, "Ann", "Khan", "test", Verification.Unverified, s_earlier.AddDays(9));
        corrected.NameWasWrong(Guid.NewGuid(), null, "Ann", "Khan", "test", Verification.Unverified, s_earlier.AddDays(9));

        Assert.Equal((MergeSide.Survivor, "the other was given up on 10 January 2020"), Proposal(changed, old, "name"));
        Assert.Equal((MergeSide.Other, "the other is known to be a mistake"), Proposal(old, corrected, "name"));
    }

    [Fact]
    public void A_name_that_was_said_again_after_it_was_given_up_may_come_back()
    {
        var (changed, back) = (Named("Ann Jones", s_earlier), Named("Ann Jones", s_later));
        changed.IsCalled(Guid.NewGuid(), null, "Ann", "Khan", "test", Verification.Unverified, s_earlier.AddDays(9));

        Assert.Equal(MergeSide.Other, Proposal(changed, back, "name").Side);
    }

    [Fact]
    public void A_name_that_says_more_is_proposed_before_a_more_recent_one()
    {
        Assert.Equal((MergeSide.Survivor, "says more of the name"), Name("Ann Mary Smith", "A Smith"));
        Assert.Equal((MergeSide.Survivor, "says more of the name"), Name("Kenneth Smith", "Ken Smith"));
        Assert.Equal(MergeSide.Other, Name("Elizabeth Smith", "Betty Smith").Side);
        Assert.StartsWith("more recent", Name("Annie Smith", "Ann Smith").Why, StringComparison.Ordinal);
        var titled = Customer.Create(Guid.NewGuid(), CustomerKind.Person, s_earlier);
        titled.IsCalled(Guid.NewGuid(), "Dr", "Ann", "Smith", "test", Verification.Unverified, s_earlier);
        Assert.Equal((MergeSide.Survivor, "has the title too"), Proposal(titled, Named("Ann Smith", s_later), "name"));
    }

    [Fact]
    public void An_address_that_is_known_to_be_there_or_has_more_of_its_parts_is_proposed_before_a_more_recent_one_with_a_slip()
    {
        Assert.Equal((MergeSide.Survivor, "found among the area's addresses"), Address(new("1 Elm Row", null, "Testford", "ZZ1 1AA", 990000000001), new("1 Elm Raw", null, "Testford", "ZZ1 1AA", null)));
        Assert.Equal((MergeSide.Survivor, "says more of the address"), Address(new("1 Elm Row", null, "Testford", "ZZ1 1AA", null), new("1 Elm Row", null, null, null, null)));
        Assert.Equal(MergeSide.Other, Address(new("1 Elm Row", null, "Testford", "ZZ1 1AA", 990000000001), new("9 Oak Lane", null, "Testford", "ZZ9 9AA", null)).Side);
    }

    [Fact]
    public void A_date_of_birth_that_more_of_the_records_have_is_proposed()
    {
        var (one, two, three) = (Named("Ann Smith", s_earlier), Named("Ann Smith", s_earlier), Named("Ann Smith", s_earlier));
        one.Describe(new DateOnly(1980, 1, 2), Verification.Unverified, null, null, []);
        two.Describe(new DateOnly(1980, 2, 1), Verification.Unverified, null, null, []);
        three.Describe(new DateOnly(1980, 2, 1), Verification.Unverified, null, null, []);
        Merge(one, two);

        var proposed = MergeConflicts.Between(one, three, s_names, [one, two, three]).Single(c => c.Key == "dateOfBirth");
        Assert.Equal((MergeSide.Other, "so in 2 of 3 records"), (proposed.Proposed, proposed.Why));
    }

    private static (MergeSide Side, string Why) Name(string ours, string theirs) => Proposal(Named(ours, s_earlier), Named(theirs, s_later), "name");

    private static (MergeSide Side, string Why) Address(AddressLines ours, AddressLines theirs)
    {
        var (one, other) = (Named("Ann Smith", s_earlier), Named("Ann Smith", s_earlier));
        one.LivesAt(Guid.NewGuid(), ours, "test", Verification.Unverified, s_earlier);
        other.LivesAt(Guid.NewGuid(), theirs, "test", Verification.Unverified, s_later);
        return Proposal(one, other, "address");
    }

    private static (MergeSide Side, string Why) Proposal(Customer survivor, Customer other, string key) => MergeConflicts.Between(survivor, other, s_names).Single(c => c.Key == key) is var c ? (c.Proposed, c.Why) : default;

    private static void Merge(Customer survivor, Customer other) =>
        Assert.True(new CustomerForest([survivor, other], []).Merge(Guid.NewGuid(), survivor, other, MergeConflicts.Decide(MergeConflicts.Between(survivor, other), []), "Same", Guid.Empty, null, s_later).Ok);

    private static Customer Named(string full, DateTimeOffset at, Verification verified = Verification.Unverified)
    {
        var (customer, words) = (Customer.Create(Guid.NewGuid(), CustomerKind.Person, at), full.Split(' '));
        customer.IsCalled(Guid.NewGuid(), null, string.Join(' ', words[..^1]), words[^1], "test", verified, at);
        return customer;
    }
}
