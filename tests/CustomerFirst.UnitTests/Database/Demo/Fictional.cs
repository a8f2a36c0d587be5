namespace CustomerFirst.UnitTests.Database.Demo;

/// <summary>What Ofcom keeps for drama (the numbers) and RFC 2606 for examples (the domains).</summary>
internal static class Fictional
{
    public const string Telephone = @"^\+44(1632960\d{3}|7700900\d{3}|(113|114|115|116|117|118|121|151|161)4960\d{3})$";

    public const string Email = @"^[a-z0-9.'-]+@example\.(org|com|net)$";
}
