namespace CustomerFirst.Domain.Common;

/// <summary>What kind of refusal an <see cref="Error"/> is; the API and the pages each map it once.</summary>
public enum ErrorKind
{
    /// <summary>Something that was typed cannot be accepted; <see cref="Error.Field"/> names it.</summary>
    Invalid,
    /// <summary>The record is not there, or the asker may not know that it is.</summary>
    NotFound,
    /// <summary>The asker may not do this.</summary>
    Forbidden,
    /// <summary>The record's present state does not allow this.</summary>
    Conflict,
    /// <summary>Somebody else changed the record since it was read.</summary>
    Stale,
    /// <summary>Too many tries in too short a time.</summary>
    TooMany,
}

/// <summary>An expected failure, as a value. <paramref name="Message"/> is shown to people and holds no personal data.</summary>
public abstract record Error(ErrorKind Kind, string Message)
{
    /// <summary>The field that the message stands beside, or null when it concerns the whole request.</summary>
    public virtual string? Field => null;

    /// <summary>A stable name for programs: the record's type name.</summary>
    public string Code => GetType().Name;
}

/// <summary>The answer of a command that has nothing to tell but that it was done.</summary>
/// <param name="Unchanged">There was nothing to do: everything stood as it was sent already.</param>
public readonly record struct Done(bool Unchanged)
{
    /// <summary>It was done.</summary>
    public static readonly Done Value;

    /// <summary>There was nothing to do.</summary>
    public static readonly Done Nothing = new(true);
}

/// <summary>Lets the pipeline make a failure of any <see cref="Result{T}"/>.</summary>
/// <typeparam name="TSelf">The result type itself.</typeparam>
public interface IResult<TSelf> where TSelf : IResult<TSelf>
{
    /// <summary>The failure, or null when it went well.</summary>
    Error? Error { get; }

    /// <summary>Makes the failed result.</summary>
    static abstract TSelf Failed(Error error);
}

/// <summary>Either a value or an <see cref="Common.Error"/>.</summary>
public sealed class Result<T> : IResult<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    /// <inheritdoc />
    public Error? Error { get; }

    /// <summary>True when there is a value.</summary>
    public bool Ok => Error is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none, because it failed.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"There is no value: {Error.Code}.");

    static Result<T> IResult<Result<T>>.Failed(Error error) => new(default, error);

    /// <summary>A value is a result that went well.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>An error is a result that failed.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}
