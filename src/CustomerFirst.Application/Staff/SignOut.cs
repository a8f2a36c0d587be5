using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Staff;

/// <summary>Records that somebody ended their session.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record SignOutCommand : ICommand<Done>;

internal sealed class SignOutHandler(CurrentActor current, AuditTrail audit) : IRequestHandler<SignOutCommand, Result<Done>>
{
    public Task<Result<Done>> Handle(SignOutCommand request, CancellationToken cancellationToken)
    {
        audit.Did(RecordKind.Staff, current.Actor.StaffId, "signedOut");
        return Task.FromResult<Result<Done>>(Done.Value);
    }
}
