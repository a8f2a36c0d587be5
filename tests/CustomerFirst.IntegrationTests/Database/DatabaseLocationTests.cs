using CustomerFirst.Application.Database;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Database;

public sealed class DatabaseLocationTests
{
    private static IConfiguration Configured(string? connection, string? folder) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:CustomerFirst"] = connection, ["Database:DataFolder"] = folder })
        .Build();

    [Theory]
    [InlineData("Host=given", "Host=configured", "Host=given")]
    [InlineData(null, "Host=configured", "Host=configured")]
    [InlineData(" ", "Host=configured", "Host=configured")]
    [InlineData(null, "", null)]
    public void A_connection_string_given_by_hand_wins_over_the_configured_one(string? given, string? configured, string? expected) =>
        Assert.Equal(expected, DatabaseLocation.Decide(Configured(configured, null), given).Connection);

    [Theory]
    [InlineData("/given", "/configured", "/given")]
    [InlineData(null, "/configured", "/configured")]
    [InlineData(null, null, null)]
    public void A_data_folder_given_by_hand_wins_over_the_configured_one(string? given, string? configured, string? expected) =>
        Assert.Equal(expected, DatabaseLocation.Decide(Configured(null, configured), dataFolder: given).DataFolder);

    [Fact]
    public async Task A_server_that_does_not_answer_is_reported_in_one_line_without_the_password()
    {
        var location = new DatabaseLocation("Host=127.0.0.1;Port=1;Database=hub;Username=me;Password=a-secret", null);

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => location.OpenAsync());

        Assert.StartsWith("PostgreSQL at 127.0.0.1:1 (database hub) cannot be used: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("Server at the town hall; Password=a-secret")]
    [InlineData("Host=h;Port=a-secret")]
    [InlineData("Database=hub;Password=a-secret")]
    public async Task A_connection_string_that_cannot_be_read_is_reported_without_repeating_it(string connection)
    {
        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => new DatabaseLocation(connection, null).OpenAsync());

        Assert.DoesNotContain("a-secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task The_embedded_server_has_the_product_s_database_and_a_wrong_password_is_refused_in_one_line()
    {
        using var folder = new EmbeddedServerFolder();
        await using var database = await new DatabaseLocation(null, folder.Data).OpenAsync();
        await using (var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false"))
            await connection.OpenAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "a-secret" }.ConnectionString;

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => new DatabaseLocation(wrong, null).OpenAsync());

        Assert.Contains("password authentication failed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("assword=", database.Description, StringComparison.Ordinal);
    }
}
