using System.Reflection;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Pipeline;

/// <summary>First: nobody gets further without the permission that the request's type states.</summary>
internal sealed class AuthoriseBehaviour<TRequest, TResponse>(CurrentActor current) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IStatesPermission
    where TResponse : IResult<TResponse>
{
    private static readonly Permission s_needed = typeof(TRequest).GetCustomAttribute<NeedsAttribute>()?.Permission
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} states no permission.");

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        current.Actor.May(s_needed) ? next() : Task.FromResult(TResponse.Failed(new Forbidden()));
}

/// <summary>Second: shape and wording. Every problem at once, each with the property it belongs to.</summary>
internal sealed class ValidateBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IStatesPermission
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<FluentValidation.Results.ValidationFailure>? failures = null;
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellationToken);
            if (!result.IsValid) (failures ??= []).AddRange(result.Errors);
        }
        return failures is null
            ? await next()
            : TResponse.Failed(new Invalid(failures.GroupBy(f => f.PropertyName).ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).Distinct().ToArray())));
    }
}

/// <summary>Queries, last: what the answer shows of people is written to the audit trail before it is given.</summary>
internal sealed class RecordLooksBehaviour<TRequest, TResponse>(AuditTrail audit) : IPipelineBehavior<TRequest, Result<TResponse>>
    where TRequest : IQuery<TResponse>
{
    public async Task<Result<TResponse>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Result<TResponse>> next)
    {
        var result = await next();
        if (result.Ok && result.Value is IShowsRecords shows) await audit.RecordLooksAsync(shows.Seen, cancellationToken);
        return result;
    }
}

/// <summary>
/// Commands, last: what the handler changed, its audit entries and its idempotency key are saved together or not at all. A command that
/// lost a race is tried again where it can be, and else answered as a value: stale, a clash, or the answer that its twin got.
/// </summary>
internal sealed class SaveBehaviour<TRequest, TResponse>(CustomerFirstDb db, NewRows rows, AuditTrail audit, IdempotencyKeys keys, AfterSave after) : IPipelineBehavior<TRequest, Result<TResponse>>
    where TRequest : ICommand<TResponse>
{
    private static readonly string s_action = typeof(TRequest).Name.EndsWith("Command", StringComparison.Ordinal) ? typeof(TRequest).Name[..^7] : typeof(TRequest).Name;

    // Of people who write on one record at the same moment one is saved in each round; more than this many do not come together.
    private const int MostTries = 20;

    public async Task<Result<TResponse>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Result<TResponse>> next)
    {
        if (request is ITakesLong) db.Database.SetCommandTimeout(ITakesLong.Patience);
        for (var tries = 1; ; tries++)
        {
            var result = await next();
            var lost = result.Ok ? await SaveAsync(request, result.Value, cancellationToken) : result.Error;
            if (lost is null) return result;
            await UndoAsync();
            // Nobody asks first whether the key is known, which would cost every command a trip for the sake of the few that come twice: the second
            // one is refused by its handler, or runs into the first one's key when it is saved, and gets the first one's answer then.
            if (KeyOf(request) is { } key && await keys.FindAsync<TRequest, TResponse>(request, key, cancellationToken) is { } earlier) return earlier;
            if (result.Ok && request is ITriesAgain && tries < MostTries) continue;
            // A refusal may show records too: the customer who seems to be there already.
            if (lost is IShowsRecords shows) await audit.RecordLooksAsync(shows.Seen, cancellationToken);
            return lost;
        }
    }

    private static string? KeyOf(TRequest request) => (request as IdempotentCommand<TResponse>)?.IdempotencyKey;

    // Null when it was saved; else why not.
    private async Task<Error?> SaveAsync(TRequest request, TResponse answer, CancellationToken cancellationToken)
    {
        audit.RecordChanges(s_action);
        if (KeyOf(request) is { } key) keys.Remember(request, key, answer);
        try
        {
            await rows.SaveAsync(cancellationToken);
            // A handler that works with bulk SQL began the transaction itself; it ends here, with the audit entries in it.
            if (db.Database.CurrentTransaction is { } transaction) await transaction.CommitAsync(cancellationToken);
            after.Run();
            return null;
        }
        catch (ConditionFailedException failed)
        {
            return await failed.Condition.WhyAsync(cancellationToken) ?? new Clash(WriteCondition.Failed);
        }
        catch (DbUpdateConcurrencyException lost)
        {
            return new Stale(await VersionNowAsync(lost, cancellationToken));
        }
        catch (DbUpdateException failed) when (failed.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.ForeignKeyViolation } broken)
        {
            return await MovedVersionAsync(cancellationToken) is { } now ? new Stale(now) : new Clash(broken.ConstraintName ?? broken.SqlState);
        }
    }

    // Whatever a refused handler touched must not slip out with a later save of the same scope.
    private async Task UndoAsync()
    {
        db.ChangeTracker.Clear();
        rows.Forget();
        after.Forget();
        if (db.Database.CurrentTransaction is { } transaction) await transaction.RollbackAsync(CancellationToken.None);
    }

    // Of two who give one record the same part at the same moment, the second one's part is refused before its version is looked at: what is wrong
    // is that the record was changed meanwhile. Null where none that the command changes was.
    private async Task<int?> MovedVersionAsync(CancellationToken token)
    {
        // After a refusal PostgreSQL answers nothing more in the same transaction.
        if (db.Database.CurrentTransaction is { } transaction) await transaction.RollbackAsync(CancellationToken.None);
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Modified or EntityState.Deleted && e.Metadata.FindProperty("Version") is { IsConcurrencyToken: true }).ToList();
        foreach (var record in changed)
            if (await record.GetDatabaseValuesAsync(token) is { } values && values.GetValue<int>("Version") is var now && now != record.OriginalValues.GetValue<int>("Version")) return now;
        return null;
    }

    private static async Task<int> VersionNowAsync(DbUpdateConcurrencyException lost, CancellationToken token)
    {
        var values = lost.Entries.Count > 0 ? await lost.Entries[0].GetDatabaseValuesAsync(token) : null;
        return values is not null && values.Properties.Any(p => p.Name == "Version") ? values.GetValue<int>("Version") : 0;
    }
}
