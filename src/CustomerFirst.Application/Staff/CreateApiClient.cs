using System.Text.Json.Serialization;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Staff;

/// <summary>Lets a program use the API, with a key of its own.</summary>
/// <param name="Scopes">Codes of <see cref="ApiScope.All"/>.</param>
/// <param name="ServiceAreaIds">The areas whose tickets it sees, restricted ones too; none for all unrestricted tickets.</param>
/// <param name="ExpiresAt">From this moment the key opens nothing.</param>
[Needs(Permission.ManageApiClients)]
public sealed record CreateApiClientCommand(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<Guid> ServiceAreaIds, DateTimeOffset ExpiresAt) : IdempotentCommand<NewApiClient>;

/// <summary>The new client.</summary>
public sealed record NewApiClient(Guid Id, string KeyPrefix)
{
    /// <summary>The key, this once: it is kept nowhere. Null when the command had been done before.</summary>
    [JsonIgnore]
    public string? Key { get; init; }
}

internal sealed class CreateApiClientValidator : AbstractValidator<CreateApiClientCommand>
{
    // Whoever looks after a program has to look again now and then.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(731);

    public CreateApiClientValidator(TimeProvider time)
    {
        RuleFor(c => c.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage("Enter the name of the program");
        RuleFor(c => c.Name).MaximumLength(120).WithMessage("Name must be 120 characters or fewer");
        RuleFor(c => c.Scopes).NotEmpty().WithMessage("Select what the program may do");
        RuleForEach(c => c.Scopes).Must(s => ApiScope.All.Any(known => known.Code == s)).WithMessage("Select what the program may do from the list");
        RuleFor(c => c.ExpiresAt).Must(at => at > time.GetUtcNow()).WithMessage("The day on which the key ends must be in the future");
        RuleFor(c => c.ExpiresAt).Must(at => at <= time.GetUtcNow() + s_longest).WithMessage("The key can last two years at most");
    }
}

internal sealed class CreateApiClientHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue, ApiKeys keys, AfterSave after, TimeProvider time)
    : IRequestHandler<CreateApiClientCommand, Result<NewApiClient>>
{
    public async Task<Result<NewApiClient>> Handle(CreateApiClientCommand request, CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken);
        if (!request.ServiceAreaIds.All(snapshot.AreasById.ContainsKey)) return new NotAccepted(nameof(request.ServiceAreaIds), "Select service areas from the list");
        var now = time.GetUtcNow();
        var (key, prefix, hash) = ApiKey.Make();
        var client = new ApiClient
        {
            Id = Ids.New(now), Name = request.Name.Trim(), KeyPrefix = prefix, KeyHash = hash, Scopes = [.. request.Scopes.Distinct()],
            ServiceAreaIds = [.. request.ServiceAreaIds.Distinct()], CreatedAt = now, CreatedBy = current.Actor.StaffId, ExpiresAt = request.ExpiresAt.ToUniversalTime(),
        };
        db.Add(client);
        after.Do(keys.Forget);
        return new NewApiClient(client.Id, prefix) { Key = key };
    }
}
