using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class TicketReferenceTests
{
    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + 3))];

    [Fact]
    public void Every_number_gets_a_reference_of_its_own()
    {
        var references = Enumerable.Range(0, 200_000).Select(n => TicketReference.Make(n, s_key)).ToHashSet();

        Assert.Equal(200_000, references.Count);
        Assert.All(references.Take(1_000), r => Assert.Matches("^CF-[2-9CDFHJKMPQRTVWXY]{4}-[2-9CDFHJKMPQRTVWXY]{4}$", r));
    }

    [Fact]
    public void The_largest_number_has_a_reference_and_the_next_has_none()
    {
        Assert.NotNull(TicketReference.Read(TicketReference.Make(TicketReference.Count - 1, s_key)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TicketReference.Make(TicketReference.Count, s_key));
    }

    [Fact]
    public void The_next_reference_cannot_be_told_from_the_last()
    {
        // Were neighbours alike, they would share most of their seven characters; strangers share 7/23 of one on average.
        var shared = Enumerable.Range(0, 5_000).Average(n => TicketReference.Make(n, s_key).Zip(TicketReference.Make(n + 1, s_key)).Count(p => p.First == p.Second) - 4);

        Assert.InRange(shared, 0.2, 0.5);
    }

    [Fact]
    public void Another_key_gives_other_references() =>
        Assert.NotEqual(TicketReference.Make(1, s_key), TicketReference.Make(1, new byte[32]));

    [Fact]
    public void Every_wrong_character_is_found()
    {
        foreach (var number in new long[] { 0, 1, 77, 123_456, 3_000_000_000 })
        {
            var reference = TicketReference.Make(number, s_key);
            foreach (var place in Places)
                foreach (var other in TicketReference.Alphabet.Where(c => c != reference[place]))
                    Assert.Null(TicketReference.Read(reference[..place] + other + reference[(place + 1)..]));
        }
    }

    [Fact]
    public void Every_swap_of_two_neighbours_is_found()
    {
        for (var number = 0; number < 500; number++)
        {
            var text = TicketReference.Make(number, s_key).Replace("-", "", StringComparison.Ordinal)[2..];
            for (var i = 0; i < 7; i++)
            {
                if (text[i] == text[i + 1]) continue;
                Assert.Null(TicketReference.Read(text[..i] + text[i + 1] + text[i] + text[(i + 2)..]));
            }
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0} ")]
    [InlineData("cf {1} {2}")]
    [InlineData("{1}{2}")]
    [InlineData("{1}\u2013{2}")]
    public void It_is_read_however_it_is_typed(string pattern)
    {
        var reference = TicketReference.Make(42, s_key);
        var typed = string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, reference, reference[3..7].ToLowerInvariant(), reference[8..]);

        Assert.Equal(reference, TicketReference.Read(typed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CF-")]
    [InlineData("Smith")]
    [InlineData("0121 555 0199")]
    [InlineData("CF-OOOO-OOOO")]
    public void What_is_no_reference_is_read_as_none(string? typed) => Assert.Null(TicketReference.Read(typed));

    [Theory]
    [InlineData("CF-7K3M-29QZ")]
    [InlineData("cf 7k3m 29qz")]
    [InlineData("CF7K3M29QZ")]
    [InlineData("cf7k3m-29qz")]
    [InlineData("7K3M 29QC")]
    [InlineData("CF-7K3M-29Q")]
    [InlineData("CF-7K3M-29QXX")]
    [InlineData("CF-OOOO-OOOO")]
    public void A_slip_in_a_reference_is_told_from_other_words(string typed)
    {
        Assert.Null(TicketReference.Read(typed));
        Assert.True(TicketReference.IsSlip(typed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CF-")]
    [InlineData("cf10 3at")]
    [InlineData("CF103AT")]
    [InlineData("cf 10 3at")]
    [InlineData("CF10 3AT 27A")]
    [InlineData("24 CT7 9HP")]
    [InlineData("7946 2345")]
    [InlineData("John Kent")]
    [InlineData("smith b14 1962")]
    [InlineData("robin@example.org")]
    public void Other_words_are_no_slip(string? typed) => Assert.False(TicketReference.IsSlip(typed));

    [Fact]
    public void What_can_be_read_is_no_slip() => Assert.False(TicketReference.IsSlip(TicketReference.Make(42, s_key)));

    // Where the eight characters stand in CF-7K3M-29QX.
    private static readonly int[] Places = [3, 4, 5, 6, 8, 9, 10, 11];
}
