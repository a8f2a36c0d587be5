using CustomerFirst.Application.Database.Demo;

namespace CustomerFirst.UnitTests.Database.Demo;

/// <summary>The demonstration council as it stands on an autumn afternoon; made once for all tests.</summary>
public sealed class DemoWorldFixture
{
    public DateTimeOffset Now { get; } = new(2026, 11, 19, 14, 30, 0, TimeSpan.Zero);

    public DemoWorld World { get; }

    public DemoWorldFixture() => World = DemoWorld.Create(Now);
}

/// <summary>Lets the test classes share one council.</summary>
[CollectionDefinition(Name)]
public sealed class DemoWorldTests : ICollectionFixture<DemoWorldFixture>
{
    public const string Name = "Demonstration council";
}
