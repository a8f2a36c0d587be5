using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Application.Pipeline;

/// <summary>Who sends the requests of this scope. Set once by the skin: the web's middleware, the API's key check, the command line, a job.</summary>
public sealed class CurrentActor
{
    private Actor? _actor;

    /// <summary>The actor.</summary>
    /// <exception cref="InvalidOperationException">The skin has not said.</exception>
    public Actor Actor
    {
        get => _actor ?? throw new InvalidOperationException("Nobody said who acts.");
        set => _actor = value;
    }

    /// <summary>The actor where the skin has said, else null: for log lines.</summary>
    public Actor? Known => _actor;

    /// <summary>Ties log lines and audit entries of one request together.</summary>
    public string? CorrelationId { get; set; }
}
