using CustomerFirst.Domain.Places;

namespace CustomerFirst.UnitTests.Places;

public sealed class AreaVersionsTests
{
    private static readonly DateOnly s_2013 = new(2013, 5, 2);
    private static readonly DateOnly s_2018 = new(2018, 5, 3);
    private static readonly DateOnly s_2022 = new(2022, 5, 5);

    [Fact]
    public void A_first_set_is_added_and_holds_on()
    {
        var known = Import([], s_2018, ("A", "shape"), ("B", "shape"));

        Assert.Equal(["A 2018-", "B 2018-"], Lines(known));
    }

    [Fact]
    public void The_same_set_again_changes_nothing_whatever_the_day()
    {
        var known = Import([], s_2018, ("A", "shape"));

        var change = AreaVersions.TakeOver(known, Set(("A", "shape")), s_2022, Make);

        Assert.Equal((0, 0, 1, 0, 0, 0), (change.Added, change.Replaced, change.Unchanged, change.Ended, change.New.Count, change.Gone.Count));
        Assert.Equal(["A 2018-"], Lines(known));
    }

    [Fact]
    public void A_new_set_ends_what_it_replaces_and_what_it_leaves_out()
    {
        var known = Import([], s_2013, ("A", "old"), ("B", "old"), ("C", "same"));
        known = Import(known, s_2018, ("B", "new"), ("C", "same"), ("D", "new"));

        Assert.Equal(["A 2013-2018", "B 2013-2018", "B 2018-", "C 2013-", "D 2018-"], Lines(known));
    }

    [Fact]
    public void An_older_set_that_comes_later_ends_where_the_newer_one_begins()
    {
        var known = Import([], s_2018, ("B", "new"), ("D", "new"));
        known = Import(known, s_2013, ("A", "old"), ("B", "old"));

        Assert.Equal(["A 2013-2018", "B 2013-2018", "B 2018-", "D 2018-"], Lines(known));
    }

    [Fact]
    public void A_set_put_between_two_leaves_the_later_one_as_it_was()
    {
        var known = Import([], s_2013, ("A", "one"), ("B", "one"));
        known = Import(known, s_2022, ("A", "one"), ("B", "two"));
        known = Import(known, s_2018, ("A", "between"), ("B", "one"));

        Assert.Equal(["A 2013-2018", "A 2018-2022", "A 2022-", "B 2013-2022", "B 2022-"], Lines(known));
        Assert.Equal("one", known.Single(a => a.Code == "A" && a.EffectiveFrom == s_2022).Boundary);
    }

    [Fact]
    public void A_corrected_file_for_the_same_day_corrects_the_version_in_place()
    {
        var known = Import([], s_2018, ("A", "wrong"), ("B", "shape"));
        var id = known.Single(a => a.Code == "A").Id;

        var change = AreaVersions.TakeOver(known, Set(("A", "right")), s_2018, Make);

        Assert.Equal((0, 1, 0, 1), (change.Added, change.Replaced, change.Unchanged, change.Ended));
        Assert.Equal("right", known.Single(a => a.Id == id).Boundary);
        Assert.Equal("B", Assert.Single(change.Gone).Code);
    }

    [Fact]
    public void At_any_time_exactly_the_set_of_that_time_is_in_force()
    {
        var known = Import([], s_2018, ("B", "new"), ("C", "same"), ("D", "new"));
        known = Import(known, s_2013, ("A", "old"), ("B", "old"), ("C", "same"));
        known = Import(known, s_2022, ("C", "same"), ("D", "newer"));

        Assert.Equal(["A old", "B old", "C same"], InForce(known, s_2013));
        Assert.Equal(["B new", "C same", "D new"], InForce(known, s_2018.AddDays(100)));
        Assert.Equal(["C same", "D newer"], InForce(known, s_2022));
    }

    private static List<Ward> Import(List<Ward> known, DateOnly from, params (string Code, string Boundary)[] set)
    {
        var change = AreaVersions.TakeOver(known, Set(set), from, Make);
        return [.. known.Except(change.Gone), .. change.New];
    }

    private static List<AreaDrawing> Set(params (string Code, string Boundary)[] set) => [.. set.Select(a => new AreaDrawing(a.Code, $"Ward {a.Code}", a.Boundary))];

    private static Ward Make(string code, string name, DateOnly from, string boundary) => Ward.Create(Guid.NewGuid(), code, name, from, boundary);

    private static IEnumerable<string> Lines(IEnumerable<Ward> known) =>
        known.OrderBy(a => a.Code).ThenBy(a => a.EffectiveFrom).Select(a => $"{a.Code} {a.EffectiveFrom.Year}-{a.EffectiveTo?.Year}");

    private static IEnumerable<string> InForce(IEnumerable<Ward> known, DateOnly day) => known.Where(a => AreaVersions.IsInForce(a, day)).OrderBy(a => a.Code).Select(a => $"{a.Code} {a.Boundary}");
}
