using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Switches the single-letter keys on or off for oneself.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record SwitchKeyboardShortcutsCommand(bool On) : IdempotentCommand<Done>;

internal sealed class SwitchKeyboardShortcutsHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<SwitchKeyboardShortcutsCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(SwitchKeyboardShortcutsCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken) is not { } account) return new NotFound("account");
        account.KeyboardShortcuts = request.On;
        return Done.Value;
    }
}
