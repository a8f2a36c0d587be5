using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class MergeConflictsTests
{
    private static readonly DateTimeOffset s_earlier = new(2020, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_later = new(2025, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_verified_comes_before_what_is_more_recent()
    {
        var (one, other) = (Named("Old", s_earlier, Verification.Documented), Named("New", s_later, Verification.Unverified));

        Assert.Equal((MergeSide.Survivor, "verified: documented on 1 January 2020"), Proposal(one, other, "name"));
        Assert.Equal((MergeSide.Other, "verified: documented on 1 January 2020"), Proposal(other, one, "name"));
    }

    [Fact]
    public void Of_two_that_are_verified_alike_the_more_recent_is_proposed()
    {
        var (one, other) = (Named("Old", s_earlier, Verification.Unverified), Named("New", s_later, Verification.Unverified));

        const string Why = "more recent: since 1 January 2025, the other since 1 January 2020";
        Assert.Equal((MergeSide.Other, Why), Proposal(one, other, "name"));
        Assert.Equal((MergeSide.Survivor, Why), Proposal(other, one, "name"));
    }

    [Fact]
    public void A_warning_is_proposed_whichever_record_has_it_and_asked_about_only_where_the_survivor_lacks_it()
    {
        var (one, other) = (Named("A", s_earlier, Verification.Unverified), Named("A", s_earlier, Verification.Unverified));
        other.SetContactSafety(true, "Not safe");

        Assert.Equal((MergeSide.Other, "a warning is not lost"), Proposal(one, other, "contactSafety"));
        Assert.DoesNotContain(MergeConflicts.Between(other, one), c => c.Key == "contactSafety");
    }

    [Fact]
    public void A_date_of_birth_that_was_seen_comes_before_one_that_was_said()
    {
        var (one, other) = (Named("A", s_earlier, Verification.Unverified), Named("A", s_earlier, Verification.Unverified));
        one.Describe(new DateOnly(1980, 1, 1), Verification.Unverified, null, null, []);
        other.Describe(new DateOnly(1980, 1, 2), Verification.SeenByStaff, null, null, []);

        Assert.Equal((MergeSide.Other, "verified: seen by staff"), Proposal(one, other, "dateOfBirth"));
        Assert.Equal((MergeSide.Survivor, "verified: seen by staff"), Proposal(other, one, "dateOfBirth"));
    }

    [Fact]
    public void Of_one_date_of_birth_on_both_the_better_verified_is_kept_whatever_is_said_and_nobody_is_asked()
    {
        var (one, other) = (Named("A", s_earlier, Verification.Unverified), Named("A", s_earlier, Verification.Unverified));
        one.Describe(new DateOnly(1974, 1, 25), Verification.Unverified, null, null, []);
        other.Describe(new DateOnly(1974, 1, 25), Verification.SeenByStaff, null, null, []);

        Assert.Empty(MergeConflicts.Between(other, one));
        var conflicts = MergeConflicts.Between(one, other);
        Assert.True(Assert.Single(conflicts).Quiet);
        Assert.Equal([new MergeDecision("dateOfBirth", MergeSide.Other)], MergeConflicts.Decide(conflicts, [new("dateOfBirth", MergeSide.Survivor)]));
    }

    [Fact]
    public void Where_they_say_the_same_or_only_one_says_something_nobody_is_asked()
    {
        var (one, other) = (Named("A", s_earlier, Verification.Unverified), Named("A", s_later, Verification.Documented));
        one.HasNeed(Guid.NewGuid(), NeedKind.Bsl, null, "test", s_earlier);
        one.LivesAt(Guid.NewGuid(), new AddressLines("1 Elm Row", null, null, null, null), "test", Verification.Unverified, s_earlier);

        Assert.Empty(MergeConflicts.Between(one, other));
        Assert.Empty(MergeConflicts.Between(other, one));
    }

    [Fact]
    public void Decisions_that_nobody_made_are_the_proposals_and_those_about_nothing_fall_away()
    {
        var (one, other) = (Named("Old", s_earlier, Verification.Unverified), Named("New", s_later, Verification.Unverified));
        var conflicts = MergeConflicts.Between(one, other);

        Assert.Equal([new MergeDecision("name", MergeSide.Other)], MergeConflicts.Decide(conflicts, [new("address", MergeSide.Other)]));
        Assert.Equal([new MergeDecision("name", MergeSide.Survivor)], MergeConflicts.Decide(conflicts, [new("name", MergeSide.Survivor)]));
    }

    [Fact]
    public void A_record_and_itself_or_a_person_and_an_organisation_are_refused()
    {
        var (one, other) = (Named("A", s_earlier, Verification.Unverified), Customer.Create(Guid.NewGuid(), CustomerKind.Organisation, s_earlier));
        var forest = new CustomerForest([one, other], []);

        Assert.IsType<CannotMerge>(forest.Merge(Guid.NewGuid(), one, one, [], "Same", Guid.Empty, null, s_later).Error);
        Assert.IsType<CannotMerge>(forest.Merge(Guid.NewGuid(), one, other, [], "Same", Guid.Empty, null, s_later).Error);
        Assert.Null(other.MergedIntoId);
    }

    private static (MergeSide, string) Proposal(Customer survivor, Customer other, string key) => MergeConflicts.Between(survivor, other).Single(c => c.Key == key) is var c ? (c.Proposed, c.Why) : default;

    private static Customer Named(string family, DateTimeOffset at, Verification verified)
    {
        var customer = Customer.Create(Guid.NewGuid(), CustomerKind.Person, at);
        customer.IsCalled(Guid.NewGuid(), null, null, family, "test", verified, at);
        return customer;
    }
}
