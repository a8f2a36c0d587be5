using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class AskersTests(Hub hub) : IClassFixture<Hub>
{
    [Theory]
    [InlineData(ErasureState.Active, null)]
    [InlineData(ErasureState.Blocked, null)]
    [InlineData(ErasureState.Anonymised, typeof(RecordErased))]
    [InlineData(ErasureState.Deleted, typeof(NotFound))]
    public async Task The_condition_of_the_write_and_the_refusal_say_the_same_of_every_state(ErasureState state, Type? error)
    {
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, state)));

        Assert.Equal((error is null, error), (await HoldsAsync(id), (await RefusalAsync(id))?.GetType()));
    }

    [Fact]
    public async Task Nobody_asks_with_a_key_that_leads_nowhere()
    {
        var key = Guid.NewGuid();

        Assert.Equal((false, typeof(NotFound)), (await HoldsAsync(key), (await RefusalAsync(key))?.GetType()));
    }

    [Fact]
    public void Of_several_the_one_who_is_not_there_is_told_first()
    {
        Assert.IsType<NotFound>(Askers.Refusal([ErasureState.Anonymised, ErasureState.Deleted], 2));
        Assert.IsType<NotFound>(Askers.Refusal([ErasureState.Anonymised], 2));
        Assert.IsType<RecordErased>(Askers.Refusal([ErasureState.Active, ErasureState.Anonymised], 2));
    }

    private Task<bool> HoldsAsync(Guid key) => hub.ScalarAsync<bool>($"select {Askers.CanAsk}", ("asking", key));

    private Task<Error?> RefusalAsync(Guid key) => hub.DatabaseAsync(db => db.CannotAskAsync(key, default));
}
