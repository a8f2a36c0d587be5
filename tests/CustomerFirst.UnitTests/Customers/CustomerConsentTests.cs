using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

public sealed class CustomerConsentTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
    private readonly Customer _customer = Customer.Create(Ids.New(s_now), CustomerKind.Person, s_now);

    [Fact]
    public void The_latest_word_counts_for_its_purpose_only()
    {
        Says(ConsentWord.Given, s_now);
        Says(ConsentWord.Withdrawn, s_now.AddDays(1));

        Assert.Equal(ConsentWord.Withdrawn, _customer.Said(ConsentPurpose.NewsByEmail)!.Word);
        Assert.Null(_customer.Said(ConsentPurpose.NewsByPost));
        Assert.Equal(2, _customer.Consents.Count);
    }

    [Fact]
    public void A_word_that_is_told_late_is_history_where_a_later_one_was_said()
    {
        Says(ConsentWord.Refused, s_now);
        Says(ConsentWord.Given, s_now.AddDays(-3), recordedAt: s_now.AddDays(1));

        Assert.Equal(ConsentWord.Refused, _customer.Said(ConsentPurpose.NewsByEmail)!.Word);
        Assert.Equal(ConsentWord.Given, _customer.Said(ConsentPurpose.NewsByEmail, s_now.AddDays(-1))!.Word);
    }

    [Theory]
    [InlineData(ConsentWord.Refused)]
    [InlineData(ConsentWord.Withdrawn)]
    public void At_one_moment_a_no_counts_before_a_yes_whichever_was_recorded_last(ConsentWord no)
    {
        Says(no, s_now);
        Says(ConsentWord.Given, s_now, recordedAt: s_now.AddDays(1));
        Assert.Equal(no, _customer.Said(ConsentPurpose.NewsByEmail)!.Word);
    }

    [Fact]
    public void The_words_that_were_used_are_kept_and_the_councils_own_where_none_are_named()
    {
        Says(ConsentWord.Given, s_now);
        _customer.Says(Ids.New(s_now), ConsentPurpose.NewsByPost, ConsentWord.Given, ConsentHow.InWriting, "I agree to letters.", "staff", Guid.NewGuid(), s_now, s_now);

        Assert.Equal([ConsentWording.Of(ConsentPurpose.NewsByEmail), "I agree to letters."], _customer.Consents.Select(c => c.Wording));
    }

    [Fact]
    public void A_word_that_was_recorded_by_mistake_stays_struck_out_and_the_one_before_it_counts_again()
    {
        Says(ConsentWord.Refused, s_now);
        Says(ConsentWord.Given, s_now.AddDays(1));
        var (mistake, by) = (_customer.Said(ConsentPurpose.NewsByEmail)!, Guid.NewGuid());

        Assert.True(_customer.WasNotSaid(mistake.Id, by, "Misheard", s_now.AddDays(2)).Ok);

        Assert.Equal(ConsentWord.Refused, _customer.Said(ConsentPurpose.NewsByEmail)!.Word);
        Assert.Equal(ConsentWord.Refused, _customer.Said(ConsentPurpose.NewsByEmail, s_now.AddDays(1))!.Word);
        Assert.Equal((ConsentWord.Given, s_now.AddDays(2), by, "Misheard"), (mistake.Word, mistake.StruckAt, mistake.StruckBy, mistake.StruckBecause));
        Assert.Equal(2, _customer.Consents.Count);
        Assert.IsType<StruckBefore>(_customer.WasNotSaid(mistake.Id, by, "Again", s_now.AddDays(3)).Error);
        Assert.IsType<NotFound>(_customer.WasNotSaid(Guid.NewGuid(), by, "Nobody's", s_now.AddDays(3)).Error);
        Assert.Equal("Misheard", mistake.StruckBecause);
    }

    private void Says(ConsentWord word, DateTimeOffset at, DateTimeOffset? recordedAt = null) =>
        _customer.Says(Ids.New(recordedAt ?? at), ConsentPurpose.NewsByEmail, word, ConsentHow.ByTelephone, null, "staff", Guid.NewGuid(), at, recordedAt ?? at);
}
