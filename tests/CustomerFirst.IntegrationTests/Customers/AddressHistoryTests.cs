using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class AddressHistoryTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private static readonly AddressLines s_old = TheCustomer.At("5 Ash Row", "ZZ8 4AB");
    private static readonly AddressLines s_new = TheCustomer.At("9 Quarry Hill", "ZZ9 4AB");

    [Fact]
    public async Task A_new_address_ends_the_old_one_the_day_before()
    {
        var id = await LivesAsync(s_old);

        await MoveAsync(id, new DateOnly(2026, 11, 20));

        var customer = await ReadAsync(id);
        Assert.Equal((s_new, new DateOnly(2026, 11, 20)), (customer.Address!, CouncilTime.DateOf(customer.AddressSince!.Value)));
        var before = Assert.Single(customer.FormerAddresses);
        Assert.Equal((s_old.OneLine, new DateOnly(2026, 11, 19)), (before.Value, before.LastDay));
    }

    [Fact]
    public async Task A_move_on_a_day_to_come_changes_the_address_on_that_day()
    {
        var id = await LivesAsync(s_old);

        await MoveAsync(id, new DateOnly(2026, 12, 1));

        var before = await ReadAsync(id);
        Assert.Equal(s_old, before.Address);
        Assert.Equal((s_new, new DateOnly(2026, 12, 1)), (Assert.Single(before.Moves).Address, before.Moves[0].From));
        Assert.Equal(0, await WorkAsync());
        hub.Clock.Is(new DateTimeOffset(2026, 12, 1, 0, 5, 0, TimeSpan.Zero));
        Assert.Equal(1, await WorkAsync());
        var after = await ReadAsync(id);
        Assert.Equal((s_new, new DateOnly(2026, 12, 1)), (after.Address!, CouncilTime.DateOf(after.AddressSince!.Value)));
        Assert.Equal(new DateOnly(2026, 11, 30), Assert.Single(after.FormerAddresses).LastDay);
        Assert.Empty(after.Moves);
    }

    [Fact]
    public async Task The_latest_word_of_a_move_counts_and_it_can_be_cancelled()
    {
        var id = await LivesAsync(s_old);
        await MoveAsync(id, new DateOnly(2026, 12, 1));
        await MoveAsync(id, new DateOnly(2026, 12, 8));

        var move = Assert.Single((await ReadAsync(id)).Moves);
        Assert.Equal(new DateOnly(2026, 12, 8), move.From);
        await hub.DoAsync(new CancelMoveCommand(id, move.Id), TheCustomer.Adviser());

        Assert.Empty((await ReadAsync(id)).Moves);
        Assert.IsType<NotFound>((await hub.SendAsync(new CancelMoveCommand(id, move.Id), TheCustomer.Adviser())).Error);
    }

    [Fact]
    public async Task A_customer_who_was_written_down_later_moved_when_they_say()
    {
        var id = await LivesAsync(s_old);

        await MoveAsync(id, new DateOnly(2026, 6, 1));

        var customer = await ReadAsync(id);
        Assert.Equal((s_new, new DateOnly(2026, 6, 1)), (customer.Address!, CouncilTime.DateOf(customer.AddressSince!.Value)));
        Assert.Equal((s_old.OneLine, new DateOnly(2026, 5, 31)), (Assert.Single(customer.FormerAddresses).Value, customer.FormerAddresses.Single().LastDay));
        Assert.Contains("5 ash row", await hub.ScalarAsync<string>("select search_text from customers where id = @id", ("id", id)));
        // And the move after that one, which was of a day that somebody said.
        var next = customer.Details with { Address = TheCustomer.At("1 Beacon Rise", "ZZ7 4AB") };
        Assert.False((await hub.SendAsync(new ChangeCustomerCommand(id, customer.Version, next) { AddressFrom = new DateOnly(2026, 6, 1) }, TheCustomer.Adviser())).Ok);
        await hub.DoAsync(new ChangeCustomerCommand(id, customer.Version, next) { AddressFrom = new DateOnly(2026, 6, 2) }, TheCustomer.Adviser());
        Assert.Equal([new DateOnly(2026, 6, 1), new DateOnly(2026, 5, 31)], (await ReadAsync(id)).FormerAddresses.Select(a => a.LastDay).OrderDescending());
    }

    [Fact]
    public async Task Nobody_moves_before_they_moved_in()
    {
        var id = await LivesAsync(TheCustomer.At("3 Elm Row", "ZZ6 4AB"));
        await hub.DoAsync(new ChangeCustomerCommand(id, 1, (await ReadAsync(id)).Details with { Address = s_old }) { AddressFrom = new DateOnly(2026, 11, 2) }, TheCustomer.Adviser());

        var refused = await hub.SendAsync(Move(await ReadAsync(id), new DateOnly(2026, 11, 1)), TheCustomer.Adviser());

        Assert.Equal("The day of moving must be after 2 November 2026, when the present address began", Assert.IsType<NotAccepted>(refused.Error).Message);
    }

    [Fact]
    public async Task A_correction_leaves_nothing_former_and_needs_no_day()
    {
        var id = await LivesAsync(s_old);

        await hub.DoAsync(Move(await ReadAsync(id), null) with { Address = FactChange.Corrected }, TheCustomer.Adviser());

        var customer = await ReadAsync(id);
        Assert.Equal((s_new, new DateOnly(2026, 11, 2)), (customer.Address!, CouncilTime.DateOf(customer.AddressSince!.Value)));
        Assert.Empty(customer.FormerAddresses);
        Assert.Equal(2L, await hub.ScalarAsync<long>("select count(*) from customer_addresses where customer_id = @id", ("id", id)));
    }

    private async Task<Guid> LivesAsync(AddressLines address)
    {
        hub.Clock.Is(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero));
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()) with { Address = address });
        hub.Clock.Is(s_now);
        return id;
    }

    private static ChangeCustomerCommand Move(CustomerView customer, DateOnly? from) => new(customer.Id, customer.Version, customer.Details with { Address = s_new }) { AddressFrom = from };

    private async Task MoveAsync(Guid id, DateOnly from) => await hub.DoAsync(Move(await ReadAsync(id), from), TheCustomer.Adviser());

    private Task<CustomerView> ReadAsync(Guid id) => hub.DoAsync(new GetCustomerQuery(id), TheCustomer.Adviser());

    private async Task<int> WorkAsync()
    {
        var moved = 0;
        while ((await hub.DoAsync(new MoveCustomersCommand(), Actor.Job)).Count > 0) moved++;
        return moved;
    }
}
