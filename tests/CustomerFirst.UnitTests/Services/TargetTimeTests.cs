using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.UnitTests.Places;

namespace CustomerFirst.UnitTests.Services;

public sealed class TargetTimeTests
{
    [Fact]
    public void A_working_day_is_as_long_as_the_calendar_says()
    {
        Assert.Equal(TimeSpan.FromHours(16.5), TargetTime.OfWorkingDays(2).Length(OpeningHours.Office));
        Assert.Equal(TimeSpan.FromHours(48), TargetTime.OfWorkingDays(2).Length(BusinessCalendar.RoundTheClock()));
    }

    [Fact]
    public void Hours_and_minutes_are_the_same_on_every_calendar()
    {
        Assert.Equal(TimeSpan.FromHours(4), TargetTime.OfHours(4).Length(OpeningHours.Office));
        Assert.Equal(TimeSpan.FromMinutes(90), TargetTime.OfMinutes(90).Length(BusinessCalendar.RoundTheClock()));
    }

    [Theory]
    [InlineData(1, TargetUnit.WorkingDays, "1 working day")]
    [InlineData(2, TargetUnit.WorkingDays, "2 working days")]
    [InlineData(1, TargetUnit.Hours, "1 hour")]
    [InlineData(4, TargetUnit.Hours, "4 hours")]
    [InlineData(1, TargetUnit.Minutes, "1 minute")]
    [InlineData(30, TargetUnit.Minutes, "30 minutes")]
    public void A_target_is_said_in_words(int amount, TargetUnit unit, string words) =>
        Assert.Equal(words, new TargetTime(amount, unit).ToString());

    [Theory]
    [InlineData(0, TargetUnit.Hours)]
    [InlineData(-1, TargetUnit.Minutes)]
    [InlineData(TargetTime.MaxAmount + 1, TargetUnit.WorkingDays)]
    [InlineData(1, (TargetUnit)9)]
    public void A_target_of_nothing_or_of_no_known_unit_is_refused(int amount, TargetUnit unit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetTime(amount, unit));
}
