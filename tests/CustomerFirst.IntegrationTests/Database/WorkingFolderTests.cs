using CustomerFirst.Application.Database;

namespace CustomerFirst.IntegrationTests.Database;

/// <summary>The working folder is the whole process's: while it is another one, no other test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WorkingFolder
{
    public const string Name = "Working folder";
}

[Collection(WorkingFolder.Name)]
public sealed class WorkingFolderTests : IDisposable
{
    private readonly EmbeddedServerFolder folder = new();

    [Fact]
    public async Task The_working_folder_changes_neither_the_data_nor_the_programs_that_are_found()
    {
        var before = Directory.GetCurrentDirectory();
        var data = RepositoryFolders.DefaultData;
        try
        {
            Directory.SetCurrentDirectory(Path.GetTempPath());
            await using var server = await folder.StartAsync();

            Assert.Equal(folder.Data, server.DataFolder);
            Assert.Equal(data, RepositoryFolders.DefaultData);
            Assert.True(File.Exists(Path.Combine(RepositoryFolders.Root, "CustomerFirst.sln")));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    public void Dispose() => folder.Dispose();
}
