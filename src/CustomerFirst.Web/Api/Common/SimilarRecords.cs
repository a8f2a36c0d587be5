using CustomerFirst.Domain.Common;

namespace CustomerFirst.Web.Api.Common;

/// <summary>What a warning found that may be the same already.</summary>
internal static class SimilarRecords
{
    /// <summary>For the problem's body; null for errors that found nothing.</summary>
    public static object? Of(Error error) => error switch
    {
        _ => null,
    };
}
