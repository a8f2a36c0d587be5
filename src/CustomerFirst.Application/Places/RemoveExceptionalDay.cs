using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;

namespace CustomerFirst.Application.Places;

/// <summary>Lets the ordinary hours hold again on a day.</summary>
/// <param name="Version">The calendar's version as it was read.</param>
[Needs(Permission.ManageCalendars)]
public sealed record RemoveExceptionalDayCommand(Guid CalendarId, int Version, DateOnly Date) : IdempotentCommand<Done>;

internal sealed class RemoveExceptionalDayHandler(CalendarChange change) : IRequestHandler<RemoveExceptionalDayCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(RemoveExceptionalDayCommand command, CancellationToken token)
    {
        var read = await change.ReadAsync(command.CalendarId, command.Version, token);
        if (!read.Ok) return read.Error!;
        if (read.Value.ExceptionalDays.All(day => day.Date != command.Date)) return new NotFound("exceptional day");
        read.Value.Unexcept(command.Date);
        await change.FollowAsync(command.CalendarId, TargetsCause.ExceptionalDay, null, token);
        return Done.Value;
    }
}
