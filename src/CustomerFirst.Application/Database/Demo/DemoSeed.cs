using CustomerFirst.Application.Common;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>The database holds something already; the demonstration is for an empty one.</summary>
public sealed record NotEmpty() : Error(ErrorKind.Conflict, "The database already holds services, customers or staff. The demonstration council is only written to an empty one.");

/// <summary>What was written.</summary>
public sealed record SeededDemo(string Council, int Customers, int Contacts, int Tickets, int Staff, int Services);

/// <summary>Writes the demonstration council to an empty database: all of it or nothing.</summary>
/// <param name="Progress">Told how far it is; null for nobody.</param>
[Needs(Permission.ImportData)]
public sealed record SeedDemoCommand([property: System.Text.Json.Serialization.JsonIgnore] IProgress<Advance>? Progress = null) : ICommand<SeededDemo>, ITakesLong;

internal sealed class SeedDemoHandler(CustomerFirstDb db, TicketReferences references, Catalogue catalogue, AuditTrail audit, AfterSave after, TimeProvider time)
    : MediatR.IRequestHandler<SeedDemoCommand, Result<SeededDemo>>
{
    public async Task<Result<SeededDemo>> Handle(SeedDemoCommand request, CancellationToken token)
    {
        if (await db.Services.AnyAsync(token) || await db.Customers.AnyAsync(token) || await db.Users.AnyAsync(token)) return new NotEmpty();
        var now = time.GetUtcNow();
        void Begin(string step) => request.Progress?.Report(new Advance(step, 0));
        Begin("Inventing the council");
        var world = DemoWorld.Create(now);
        await db.Database.BeginTransactionAsync(token);

        Begin("Writing services and places");
        var rooms = new DemoRooms(world, now);
        await CopyAsync(rooms, token);

        Begin("Writing staff");
        var staff = DemoAccounts.Of(world, rooms, now);
        db.AddRange(staff.Accounts);
        db.AddRange(staff.WardMembers);

        await SaveUnauditedAsync(token);

        Begin("Writing customers");
        var customers = DemoCustomers.Of(world, [.. staff.Accounts.Where(a => a.Roles.Any(r => r.Role == Role.Adviser)).Select(a => a.Id)], now);
        await CopyAsync(customers, token);
        db.AddRange(customers.Pairs(world, now));
        await SaveUnauditedAsync(token);

        Begin("Telling the stories of the tickets");
        var stories = DemoStories.Of(world, rooms, staff, customers, await references.TakeAsync(world.Activity.Tickets.Count, token));

        await CopyAsync(stories, request.Progress, token);

        Begin("Measuring the tables");
        await db.Set<Installation>().ExecuteUpdateAsync(set => set.SetProperty(i => i.Demonstration, true), token);
        // The planner must not go by what it knew of empty tables.
        await db.Database.ExecuteSqlRawAsync("analyze", token);
        audit.Did(RecordKind.Installation, null, "demonstration");
        after.Do(catalogue.Invalidate);
        return new SeededDemo(world.Council.Name, customers.All.Count, stories.Contacts.Count, stories.Tickets.Count, staff.Accounts.Count, world.Catalogue.Services.Count);
    }

    // One audit entry tells of the whole seeding; thousands that say that a demonstration person was invented would say nothing.
    private async Task SaveUnauditedAsync(CancellationToken token)
    {
        await db.SaveChangesAsync(token);
        db.ChangeTracker.Clear();
    }

    private async Task CopyAsync(DemoRooms rooms, CancellationToken token)
    {
        db.AddRange(rooms.Calendars);
        await SaveUnauditedAsync(token);
        await db.CopyAsync(rooms.BankHolidays, token);
        await db.CopyAsync(rooms.Areas.Values, token);
        await db.CopyAsync(rooms.Teams.Values, token);
        await db.CopyAsync(rooms.Services.Values, token);
        await db.CopyAsync(rooms.Slas.Values, token);
        await db.CopyAsync(rooms.Constituencies.Values, token);
        await db.CopyAsync(rooms.Wards.Values, token);
        await db.CopyAsync(rooms.Postcodes, token);
        await db.CopyAsync(rooms.Properties, token);
        await db.CopyAsync(rooms.Offices.Values, token);
    }

    private async Task CopyAsync(DemoStories stories, IProgress<Advance>? progress, CancellationToken token)
    {
        const int RowsATime = 1_000;
        var intervals = stories.Tickets.SelectMany(t => t.Intervals).ToList();
        var (done, total) = (0L, (long)stories.Contacts.Count + stories.Tickets.Count + intervals.Count + stories.TicketCustomers.Count + stories.ContactTickets.Count + stories.Entries.Count);
        await db.CopyAsync(Told(stories.Contacts), token);
        await db.CopyAsync(Told(stories.Tickets), token);
        await db.CopyAsync(Told(intervals), token);
        await db.CopyAsync(Told(stories.TicketCustomers), token);
        await db.CopyAsync(Told(stories.ContactTickets), token);
        await db.CopyAsync(Told(stories.Entries), token);

        IEnumerable<T> Told<T>(IEnumerable<T> rows)
        {
            foreach (var row in rows)
            {
                if (done++ % RowsATime == 0) progress?.Report(new Advance("Writing contacts and tickets", done, total));
                yield return row;
            }
        }
    }

    private async Task CopyAsync(DemoCustomers customers, CancellationToken token)
    {
        await db.CopyAsync(customers.All, token);
        await db.CopyAsync(customers.All.Select(c => Domain.Customers.CustomerKey.Of(c.Id)), token);
        await db.CopyAsync(customers.All.SelectMany(c => c.Names), token);
        await db.CopyAsync(customers.All.SelectMany(c => c.ContactPoints), token);
        await db.CopyAsync(customers.All.SelectMany(c => c.Addresses), token);
        await db.CopyAsync(customers.All.SelectMany(c => c.Needs), token);
        await db.CopyAsync(customers.All.SelectMany(c => c.Consents), token);
    }
}
