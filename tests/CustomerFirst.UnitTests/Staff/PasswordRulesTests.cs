using CustomerFirst.Application.Staff;
using Microsoft.Extensions.Options;

namespace CustomerFirst.UnitTests.Staff;

public sealed class PasswordRulesTests
{
    private static readonly PasswordRules s_rules = Rules();

    [Theory]
    [InlineData("lantern gravel otter")]
    [InlineData("correct horse battery staple")]
    [InlineData("åäö ßçñ 日本語 tåg vän")]
    [InlineData("xK9#mP2$vL5@")]
    public void A_long_password_that_nobody_guesses_is_good_whatever_characters_it_has(string password) => Assert.Null(Problem(password));

    [Fact]
    public void At_least_128_characters_may_be_used()
    {
        var password = string.Concat(Enumerable.Range(0, 16).Select(i => $"w{i * 7919 % 1000:000}rd z"))[..128];

        Assert.Null(Problem(password));
    }

    [Theory]
    [InlineData("lantern grav", null)]
    [InlineData("lanterngrav", "Password must be 12 characters or more")]
    [InlineData("", "Enter a new password")]
    public void Twelve_characters_are_the_least(string password, string? problem) => Assert.Equal(problem, Problem(password));

    [Fact]
    public void A_password_that_is_absurdly_long_is_refused_before_anything_is_computed() =>
        Assert.Equal("Password must be 256 characters or fewer", Problem(new string('x', 257)));

    [Theory]
    [InlineData("password1234")]
    [InlineData("passwordpassword")]
    [InlineData("qwertyuiop123")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("123456789012")]
    [InlineData("letmeinletmein")]
    [InlineData("Monday12345!")]
    public void What_is_easily_guessed_is_refused(string password) =>
        Assert.Equal("Password is too easy to guess: three words that have nothing to do with each other make a good one", Problem(password));

    [Theory]
    [InlineData("Cartwright77!!")]
    [InlineData("wanda.cartwright")]
    [InlineData("CARTWRIGHT-xyz")]
    public void A_password_built_on_ones_own_name_is_refused(string password) => Assert.Equal("Password must not be built on your name or e-mail address", Problem(password));

    [Theory]
    [InlineData("Kelderby2026!")]
    [InlineData("customerfirst99")]
    [InlineData("KelderbyCityCouncil")]
    public void A_password_built_on_the_council_or_the_product_is_refused(string password) =>
        Assert.Equal("Password must not be built on the name of the council or of this system", Problem(password));

    [Fact]
    public void A_name_inside_a_password_that_is_long_enough_without_it_does_no_harm() => Assert.Null(Problem("Kelderby lantern gravel otter"));

    [Fact]
    public void A_very_long_password_is_judged_in_good_time()
    {
        var started = System.Diagnostics.Stopwatch.StartNew();

        Problem(string.Concat(Enumerable.Range(0, 64).Select(i => "p4ssw0rd"[..4])));

        Assert.True(started.Elapsed < TimeSpan.FromSeconds(5), $"It took {started.Elapsed}.");
    }

    private static string? Problem(string password) => s_rules.Problem(password, "Wanda Cartwright", "wanda.cartwright@example.org");

    private static PasswordRules Rules()
    {
        var options = new PasswordRuleOptions();
        options.Words.Add("Kelderby City Council");
        return new PasswordRules(Options.Create(options));
    }
}
