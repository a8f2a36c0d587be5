namespace CustomerFirst.Web.Api.Common;

/// <summary>Limits of the API: the configuration section <c>Api</c>. Each holds per node.</summary>
public sealed class ApiOptions
{
    /// <summary>Requests a second that a client may send on and on.</summary>
    public double RequestsPerSecond { get; set; } = 50;
    /// <summary>Requests that a client may send at once after a rest.</summary>
    public int Burst { get; set; } = 200;
    /// <summary>Requests a second from one address without a valid key.</summary>
    public double AnonymousRequestsPerSecond { get; set; } = 1;
    /// <summary>Requests at once from one address without a valid key.</summary>
    public int AnonymousBurst { get; set; } = 60;
}
