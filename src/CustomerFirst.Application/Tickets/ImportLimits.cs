namespace CustomerFirst.Application.Tickets;

/// <summary>
/// The longest texts, in characters, that another system may send where a text is a key. They keep their letters, so that nothing is cut; a
/// longer one is refused. Every other text may have any length.
/// </summary>
internal static class ImportLimits
{
    /// <summary>The name of the other system.</summary>
    public const int System = 80;

    /// <summary>Its reference of a request.</summary>
    public const int Reference = 500;

    /// <summary>The name of a service or a service area.</summary>
    public const int Name = 500;
}
