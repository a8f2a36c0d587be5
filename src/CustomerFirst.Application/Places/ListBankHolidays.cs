using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>A bank holiday.</summary>
public sealed record BankHolidayLine(DateOnly Date, string Title);

/// <summary>A year's bank holidays of a division, by date; at most 366.</summary>
/// <param name="Division">england-and-wales, scotland or northern-ireland; null for the one that the calendars go by.</param>
[Needs(Permission.ManageCalendars)]
public sealed record ListBankHolidaysQuery(int Year, string? Division = null) : IQuery<IReadOnlyList<BankHolidayLine>>;

internal sealed class ListBankHolidaysHandler(CustomerFirstDb db) : IRequestHandler<ListBankHolidaysQuery, Result<IReadOnlyList<BankHolidayLine>>>
{
    public async Task<Result<IReadOnlyList<BankHolidayLine>>> Handle(ListBankHolidaysQuery query, CancellationToken token)
    {
        if (query.Year is < 1 or > 9998) return new NotAccepted(nameof(query.Year), "Enter a year");
        var (division, first, next) = (query.Division ?? CatalogueSnapshot.Division, new DateOnly(query.Year, 1, 1), new DateOnly(query.Year + 1, 1, 1));
        return await db.BankHolidays.AsNoTracking().Where(h => h.Division == division && h.Date >= first && h.Date < next)
            .OrderBy(h => h.Date).Select(h => new BankHolidayLine(h.Date, h.Title)).ToListAsync(token);
    }
}
