using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Says that an elected member serves a ward from a day on. What they see follows within a minute.</summary>
/// <param name="Version">The account's version as it was read.</param>
/// <param name="LastDay">Null while no end is known.</param>
[Needs(Permission.ManageStaff)]
public sealed record ServeWardCommand(Guid StaffId, int Version, string? WardCode, DateOnly? From, DateOnly? LastDay) : IdempotentCommand<Done>;

internal sealed class ServeWardValidator : AbstractValidator<ServeWardCommand>
{
    public ServeWardValidator()
    {
        RuleFor(c => c.WardCode).NotEmpty().WithMessage("Select a ward");
        RuleFor(c => c.From).NotNull().WithMessage("Enter the first day");
        RuleFor(c => c.LastDay).Must((c, last) => last is null || c.From is null || last >= c.From).WithMessage("The last day must be the same as or after the first day")
            .LessThan(DateOnly.MaxValue).WithMessage("The last day must be before 31 December 9999; leave it empty for none");
    }
}

internal sealed class ServeWardHandler(CustomerFirstDb db, StaffChange change, TimeProvider time) : IRequestHandler<ServeWardCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ServeWardCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        if (read.Value.Roles.All(r => r.Role != Role.Member)) return new NotAMember();
        if (!await db.Wards.AnyAsync(w => w.Code == request.WardCode, cancellationToken)) return new NotAccepted(nameof(request.WardCode), "Select a ward that is there");
        var (from, to) = (request.From!.Value, request.LastDay?.AddDays(1));
        var meets = await db.Set<WardMember>().AnyAsync(
            m => m.StaffId == request.StaffId && m.WardCode == request.WardCode && (to == null || m.From < to) && (m.To == null || m.To > from), cancellationToken);
        if (meets) return new WardServedAlready();
        db.Add(new WardMember { Id = Ids.New(time.GetUtcNow()), StaffId = request.StaffId, WardCode = request.WardCode!, From = from, To = to });
        read.Value.Version++;
        return Done.Value;
    }
}

/// <summary>Says when a member ceases to serve a ward, or takes back what was entered by mistake.</summary>
/// <param name="Version">The account's version as it was read.</param>
/// <param name="WardServedId">Which of the wards they serve.</param>
/// <param name="LastDay">Not asked for when it was a mistake.</param>
/// <param name="Mistake">They never served it: the entry goes.</param>
[Needs(Permission.ManageStaff)]
public sealed record EndWardCommand(Guid StaffId, int Version, Guid WardServedId, DateOnly? LastDay, bool Mistake = false) : IdempotentCommand<Done>;

internal sealed class EndWardValidator : AbstractValidator<EndWardCommand>
{
    public EndWardValidator() =>
        RuleFor(c => c.LastDay).Must((c, last) => c.Mistake || last is not null).WithMessage("Enter the last day").LessThan(DateOnly.MaxValue).WithMessage("The last day must be before 31 December 9999");
}

internal sealed class EndWardHandler(CustomerFirstDb db, StaffChange change) : IRequestHandler<EndWardCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(EndWardCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        if (await db.Set<WardMember>().SingleOrDefaultAsync(m => m.Id == request.WardServedId && m.StaffId == request.StaffId, cancellationToken) is not { } served) return new NotFound("ward of theirs");
        if (request.Mistake)
        {
            db.Remove(served);
        }
        else
        {
            if (request.LastDay < served.From) return new NotAccepted(nameof(request.LastDay), $"The last day must be {served.From.Words()} or later");
            if (served.To is { } ends && request.LastDay!.Value.AddDays(1) > ends) return new NotAccepted(nameof(request.LastDay), $"The last day must be {ends.AddDays(-1).Words()} or earlier: add the ward again for a later time");
            served.To = request.LastDay!.Value.AddDays(1);
        }
        read.Value.Version++;
        return Done.Value;
    }
}
