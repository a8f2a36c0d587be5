using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Pipeline;

/// <summary>The permission that a request needs. Every request type has one; a test fails for one that does not.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Permission permission) : Attribute
{
    /// <summary>The permission.</summary>
    public Permission Permission { get; } = permission;
}

/// <summary>Marks commands and queries, for the tests that list them.</summary>
public interface IStatesPermission;

/// <summary>Asks for something and changes nothing but the audit trail.</summary>
public interface IQuery<T> : IRequest<Result<T>>, IStatesPermission;

/// <summary>Changes something. Saved by the pipeline, in one transaction with its audit entries and its idempotency key.</summary>
public interface ICommand<T> : IRequest<Result<T>>, IStatesPermission;

/// <summary>A command that a form or a program may post twice: the second time gets the first one's answer.</summary>
public abstract record IdempotentCommand<T> : ICommand<T>
{
    /// <summary>Chosen by the sender, the same for every retry; at most 100 characters. Null gives no protection.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>A command that works on so much at once that one statement may take minutes, the more so on a machine that is busy besides.</summary>
public interface ITakesLong
{
    /// <summary>How long a statement of one is waited for.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
}

/// <summary>
/// A command that is tried again when somebody else saved the same record first: its handler finds out for itself whether what it rests on
/// still holds, and has no effect but what it changes in the database.
/// </summary>
public interface ITriesAgain;

/// <summary>
/// An answer that shows customers or tickets to somebody. Every record that it names is written to the audit trail as looked at.
/// </summary>
public interface IShowsRecords
{
    /// <summary>The records shown.</summary>
    IEnumerable<SeenRecord> Seen { get; }
}

/// <summary>A record that was looked at.</summary>
/// <param name="Fields">The fields shown, or empty for the record as a whole.</param>
/// <param name="RestrictedAreaId">For a restricted ticket its service area, so that its audit entries are as restricted.</param>
public readonly record struct SeenRecord(RecordKind Kind, Guid Id, IReadOnlyList<string> Fields, Guid? RestrictedAreaId = null);
