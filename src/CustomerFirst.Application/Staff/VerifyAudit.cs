using System.Text.Json.Serialization;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Reads the whole audit trail, as it stands at one moment, and says whether any row was altered, removed or inserted since it was written.
/// Writers and the sealing go on meanwhile. Memory does not grow with the trail.
/// </summary>
/// <param name="Expect">A head hash that was noted elsewhere: it must still be in the chain. Finds a chain that was cut short or made anew.</param>
[Needs(Permission.VerifyAudit)]
public sealed record VerifyAuditQuery(string? Expect = null) : IQuery<AuditVerification>
{
    /// <summary>Hears how far it has come, in entries.</summary>
    [JsonIgnore]
    public IProgress<Advance>? Progress { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Entries">Sealed entries that were read.</param>
/// <param name="Pending">Entries too new to be sealed.</param>
/// <param name="Head">The last seal's hash in hexadecimal digits, to be noted elsewhere; null for an empty chain.</param>
/// <param name="Problems">The first of what is wrong, at most <see cref="MostProblems"/>.</param>
/// <param name="ProblemCount">How much is wrong in all.</param>
public sealed record AuditVerification(long Entries, long Seals, long Pending, string? Head, DateTimeOffset? HeadAt, IReadOnlyList<AuditProblem> Problems, long ProblemCount)
{
    /// <summary>How many problems are told in full.</summary>
    public const int MostProblems = 100;

    /// <summary>Entries without a signature that were sealed unusually late after the time that they carry; no damage, but a row put in with an earlier time looks so too.</summary>
    public long Late { get; init; }

    /// <summary>The first of them, at most <see cref="MostProblems"/>.</summary>
    public IReadOnlyList<Guid> LateEntries { get; init; } = [];

    /// <summary>Nothing is wrong.</summary>
    public bool Whole => ProblemCount == 0;
}

/// <summary>The kinds of damage.</summary>
public enum AuditProblemKind
{
    /// <summary>An entry is not what it was when it was sealed.</summary>
    EntryAltered,
    /// <summary>An entry that was sealed is gone.</summary>
    EntryRemoved,
    /// <summary>An entry was put in that the hub did not write.</summary>
    EntryInserted,
    /// <summary>The values of an entry are not those that were written with it. Values that were erased are no damage.</summary>
    ValueAltered,
    /// <summary>A seal, or the order of its entries, is not what it was.</summary>
    SealAltered,
    /// <summary>A seal is gone.</summary>
    SealRemoved,
    /// <summary>The expected head is not in the chain: it was cut short or made anew.</summary>
    HeadMissing,
}

/// <summary>One piece of damage.</summary>
/// <param name="Seal">The seal's number, where it concerns one.</param>
/// <param name="EntryId">The entry, where it concerns one.</param>
public sealed record AuditProblem(AuditProblemKind Kind, string Message, long? Seal = null, Guid? EntryId = null);

internal sealed class VerifyAuditValidator : AbstractValidator<VerifyAuditQuery>
{
    public VerifyAuditValidator() =>
        RuleFor(q => q.Expect).Matches("^[0-9a-fA-F]{64}$").When(q => q.Expect is not null).WithMessage("The expected hash has 64 hexadecimal digits");
}

internal sealed class VerifyAuditHandler(CustomerFirstDb db, AuditChain chain, AuditSigner signer) : IRequestHandler<VerifyAuditQuery, Result<AuditVerification>>
{
    public async Task<Result<AuditVerification>> Handle(VerifyAuditQuery request, CancellationToken cancellationToken)
    {
        await using var reading = new AuditReading(db, chain, signer, request.Progress);
        return await reading.VerifyAsync(request.Expect, cancellationToken);
    }
}
