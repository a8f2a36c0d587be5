using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>
/// Brings in bank holidays. For each division in the file, days between its first and its last that the file does not have any more are
/// removed; days outside are left alone. Due times of open tickets follow.
/// </summary>
/// <param name="File">JSON of GOV.UK; read from start to end, not disposed.</param>
[Needs(Permission.ManageCalendars)]
public sealed record ImportBankHolidaysCommand(Stream File) : ICommand<ImportSummary>, ITakesLong;

internal sealed class ImportBankHolidaysValidator : AbstractValidator<ImportBankHolidaysCommand>
{
    public ImportBankHolidaysValidator() => RuleFor(c => c.File).NotNull().WithMessage("Select a file.");
}

internal sealed class ImportBankHolidaysHandler(CustomerFirstDb db, AuditTrail audit, AfterSave after, Catalogue catalogue, TimeProvider time)
    : IRequestHandler<ImportBankHolidaysCommand, Result<ImportSummary>>
{
    public async Task<Result<ImportSummary>> Handle(ImportBankHolidaysCommand command, CancellationToken token)
    {
        var read = await BankHolidayFile.ReadAsync(command.File, token);
        if (!read.Ok) return read.Error!;

        var known = (await db.BankHolidays.ToListAsync(token)).ToDictionary(h => (h.Division, h.Date));
        int added = 0, replaced = 0, unchanged = 0, ended = 0;
        foreach (var entry in read.Value)
        {
            if (!known.Remove((entry.Division, entry.Date), out var present))
            {
                added++;
                db.Add(BankHoliday.Create(entry.Division, entry.Date, entry.Title));
            }
            else if (present.Title == entry.Title)
            {
                unchanged++;
            }
            else
            {
                replaced++;
                present.Rename(entry.Title);
            }
        }
        foreach (var division in read.Value.GroupBy(entry => entry.Division))
        {
            var (first, last) = (division.Min(entry => entry.Date), division.Max(entry => entry.Date));
            foreach (var gone in known.Values.Where(h => h.Division == division.Key && h.Date >= first && h.Date <= last))
            {
                ended++;
                db.Remove(gone);
            }
        }

        // A new title moves nothing.
        if (added + ended > 0) db.Add(SlaRecomputation.Create(null, null, TargetsCause.BankHolidays, time.GetUtcNow()));
        if (added + replaced + ended > 0)
        {
            audit.Did(RecordKind.BankHolidays, null, "date", "title");
            after.Do(catalogue.Invalidate);
        }
        return new ImportSummary(added, replaced, unchanged, ended);
    }
}
