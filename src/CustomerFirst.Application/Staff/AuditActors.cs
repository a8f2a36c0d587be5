using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Whose entries the trail may have: finds members of staff and API clients by a part of their name, for choosing one.</summary>
[Needs(Permission.SearchAudit)]
public sealed record FindAuditActorsQuery(string? Name) : IQuery<IReadOnlyList<AuditActor>>
{
    /// <summary>How many are given at most.</summary>
    public const int Most = 20;

    /// <inheritdoc />
    public override string ToString() => nameof(FindAuditActorsQuery);
}

/// <summary>Somebody whose entries can be asked for.</summary>
/// <param name="What">Their job, or that it is an API client.</param>
public sealed record AuditActor(Guid Id, string Name, string? What);

internal sealed class FindAuditActorsValidator : AbstractValidator<FindAuditActorsQuery>
{
    public FindAuditActorsValidator() => RuleFor(q => q.Name).Must(n => n?.Trim().Length is >= 2 and <= 100).WithMessage("Enter 2 letters or more of the name");
}

internal sealed class FindAuditActorsHandler(CustomerFirstDb db) : IRequestHandler<FindAuditActorsQuery, Result<IReadOnlyList<AuditActor>>>
{
    public async Task<Result<IReadOnlyList<AuditActor>>> Handle(FindAuditActorsQuery request, CancellationToken cancellationToken)
    {
        var part = $"%{request.Name!.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        var staff = await db.Users.AsNoTracking().Where(u => EF.Functions.ILike(u.DisplayName, part)).OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(FindAuditActorsQuery.Most)
            .Select(u => new AuditActor(u.Id, u.DisplayName, u.JobTitle)).ToListAsync(cancellationToken);
        var clients = await db.Set<ApiClient>().AsNoTracking().Where(c => EF.Functions.ILike(c.Name, part)).OrderBy(c => c.Name).ThenBy(c => c.Id).Take(FindAuditActorsQuery.Most)
            .Select(c => new AuditActor(c.Id, c.Name, "API client")).ToListAsync(cancellationToken);
        return staff.Concat(clients).Take(FindAuditActorsQuery.Most).ToList();
    }
}

/// <summary>Names of those who act.</summary>
internal static class AuditActors
{
    private const string Unknown = "Somebody who is not known";

    /// <summary>The name behind an id; what it is when it has none.</summary>
    public static async Task<string> NameAsync(CustomerFirstDb db, Guid id, CancellationToken token) =>
        await db.Users.Where(u => u.Id == id).Select(u => u.DisplayName).FirstOrDefaultAsync(token)
        ?? await db.Set<ApiClient>().Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(token)
        ?? new[] { Actor.Job, Actor.Operator, Actor.Public }.FirstOrDefault(a => a.Id == id)?.Name
        ?? Unknown;

    /// <summary>Whoever asked for something that the hub does for them, as entries name them; null for nobody who is known.</summary>
    public static async Task<(ActorKind Kind, Guid Id)?> OfAsync(CustomerFirstDb db, Guid id, CancellationToken token) =>
        await db.Users.AnyAsync(u => u.Id == id, token) ? (ActorKind.Staff, id)
        : await db.Set<ApiClient>().AnyAsync(c => c.Id == id, token) ? (ActorKind.ApiClient, id)
        : id == Actor.Operator.Id ? (ActorKind.Operator, id) : null;

    /// <summary>A principal without a name of its own, or whose account is gone.</summary>
    public static string Principal(ActorKind? kind) => kind switch
    {
        ActorKind.Operator => Actor.Operator.Name,
        ActorKind.Job => Actor.Job.Name,
        ActorKind.Public => Actor.Public.Name,
        ActorKind.ApiClient => "A former API client",
        ActorKind.Staff => "A former member of staff",
        null => Unknown,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
