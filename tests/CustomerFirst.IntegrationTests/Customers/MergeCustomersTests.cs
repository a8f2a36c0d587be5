using System.Text.Json;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class MergeCustomersTests(Hub hub) : IClassFixture<Hub>
{
    private static Actor Steward => TheCustomer.Someone(Role.Steward);

    [Fact]
    public async Task Two_records_become_one_that_answers_to_both_keys_and_shows_what_both_held()
    {
        var (family, steward) = (TheCustomer.Word(), Steward);
        var kept = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family, "Robin") with { Telephones = [new("0121 496 0601")], Needs = [new(NeedKind.Bsl)] });
        var other = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family, "Robyn") with { Telephones = [new("0121 496 0601"), new("0121 496 0602")], DateOfBirth = new DateOnly(1970, 2, 3), Needs = [new(NeedKind.Hearing)], DoNotRing = true });

        var preview = await hub.DoAsync(new PreviewMergeQuery(kept, other), steward);
        Assert.Equal(["name", "dateOfBirth", "contactSafety"], preview.Conflicts.Select(c => c.Key));
        Assert.Equal([MergeSide.Other, MergeSide.Other, MergeSide.Other], preview.Conflicts.Select(c => c.Proposed));
        var merged = await hub.DoAsync(new MergeCustomersCommand(kept, 1, other, 1, [new("name", MergeSide.Survivor)], "Same birthday and telephone"), steward);

        var view = await hub.DoAsync(new GetCustomerQuery(other), steward);
        Assert.Equal((kept, merged.Version, $"Robin {family}", new DateOnly(1970, 2, 3), true), (view.Id, view.Version, view.Name, view.DateOfBirth, view.DoNotRing));
        Assert.Equal(["+441214960601", "+441214960602"], view.Telephones.Select(t => t.Value));
        Assert.Equal([NeedKind.Bsl, NeedKind.Hearing], view.Needs.Select(n => n.Kind).Order());
        var found = await hub.DoAsync(new FindCustomersQuery($"robyn {family}"), steward);
        Assert.Equal([kept], found.Customers.Select(c => c.Id));
        Assert.DoesNotContain((await hub.DoAsync(new FindCustomersQuery($"{family} 3/2/1970"), steward)).Customers, c => c.Id == other);
    }

    [Fact]
    public async Task Undoing_gives_both_records_back_as_they_were_and_asks_about_what_happened_since()
    {
        var (family, steward) = (TheCustomer.Word(), Steward);
        var kept = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family, "Ann") with { DateOfBirth = new DateOnly(1980, 1, 1), Telephones = [new("0121 496 0603")], Address = TheCustomer.At("1 Elm Row", "ZZ1 1AA") });
        var other = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family, "Anne") with { DateOfBirth = new DateOnly(1981, 1, 1), Telephones = [new("0121 496 0604")], Address = TheCustomer.At("2 Oak Row", "ZZ1 1AB") });
        var before = (Kept: await DetailsAsync(kept), Other: await DetailsAsync(other));
        var merged = await hub.DoAsync(new MergeCustomersCommand(kept, 1, other, 1, [new("dateOfBirth", MergeSide.Other)], "Thought to be one"), steward);
        var both = await hub.DoAsync(new GetCustomerQuery(kept), steward);
        await hub.DoAsync(new ChangeCustomerCommand(kept, both.Version, both.Details with { Telephones = [.. both.Details.Telephones.Where(t => t.Number != "+441214960604"), new("0121 496 0605"), new("0121 496 0606")] }), steward);

        var preview = await hub.DoAsync(new PreviewUndoQuery(merged.MergeId), steward);
        Assert.Equal(["0121 496 0605", "0121 496 0606"], preview.Since.Select(s => s.Text).Order());
        Assert.Equal(["0121 496 0604"], preview.Ended.Select(s => s.Text));
        Assert.Equal(($"Ann {family}", $"Anne {family}", "Thought to be one"), (preview.Survivor.Name, preview.Other.Name, preview.Because));
        Assert.Equal(("1980-01-01 unverified", "1981-01-01 unverified"), (preview.Survivor.Born, preview.Other.Born));
        Assert.Equal(("1 Elm Row, Testford, ZZ1 1AA", "2 Oak Row, Testford, ZZ1 1AB"), (preview.Survivor.Address, preview.Other.Address));
        var ofOther = preview.Since.Single(s => s.Text.EndsWith("0606", StringComparison.Ordinal)).Id;
        await hub.DoAsync(new UndoMergeCommand(merged.MergeId, preview.Version, [ofOther], [], "They are sisters"), steward);

        var after = (Kept: await hub.DoAsync(new GetCustomerQuery(kept), steward), Other: await hub.DoAsync(new GetCustomerQuery(other), steward));
        Assert.Equal((kept, other), (after.Kept.Id, after.Other.Id));
        Assert.Equal(["+441214960603", "+441214960605"], after.Kept.Details.Telephones.Select(t => t.Number));
        Assert.Equal(["+441214960604", "+441214960606"], after.Other.Details.Telephones.Select(t => t.Number));
        Assert.Equal(before.Kept, Json(after.Kept.Details with { Telephones = [new("+441214960603")] }));
        Assert.Equal(before.Other, Json(after.Other.Details with { Telephones = [new("+441214960604")] }));
        Assert.Equal(other, (await hub.DoAsync(new FindCustomersQuery($"anne {family}"), steward)).Customers[0].Id);

        var again = await hub.SendAsync(new MergeCustomersCommand(kept, after.Kept.Version, other, after.Other.Version, [], "Once more"), steward);
        Assert.IsType<CalledDifferent>(again.Error);
    }

    [Fact]
    public async Task Tickets_and_contacts_of_both_are_seen_on_one_record_and_go_back_to_theirs()
    {
        var steward = Steward;
        var scene = await TicketsOfTwoAsync();
        var merged = await hub.DoAsync(new MergeCustomersCommand(scene.Kept, 1, scene.Other, 1, [], "One"), steward);
        var view = await hub.DoAsync(new GetCustomerQuery(scene.Other), steward);
        Assert.Equal(2, view.OpenTickets.Count);
        var since = ATicket.For(scene.Service, scene.Kept, scene.Raiser, hub.Clock.GetUtcNow().AddMinutes(1));
        await hub.SaveAsync(since);

        var preview = await hub.DoAsync(new PreviewUndoQuery(merged.MergeId), steward);
        Assert.Equal([since.Id], preview.Since.Where(s => s.What == "Ticket").Select(s => s.Id));
        await hub.DoAsync(new UndoMergeCommand(merged.MergeId, preview.Version, [since.Id], [], "Two after all"), steward);

        Assert.Single((await hub.DoAsync(new GetCustomerQuery(scene.Kept), steward)).OpenTickets);
        Assert.Equal(2, (await hub.DoAsync(new GetCustomerQuery(scene.Other), steward)).OpenTickets.Count);
    }

    [Fact]
    public async Task Two_people_merging_two_records_into_one_another_at_once_make_no_loop()
    {
        for (var round = 0; round < 10; round++)
        {
            var (one, other) = (await NewAsync(), await NewAsync());
            var results = await Task.WhenAll(
                hub.SendAsync(new MergeCustomersCommand(one, 1, other, 1, [], "Same"), Steward),
                hub.SendAsync(new MergeCustomersCommand(other, 1, one, 1, [], "Same"), Steward));

            var won = Assert.Single(results, r => r.Ok);
            Assert.Equal(won.Value.CustomerId, Assert.IsType<MergedElsewhere>(results.Single(r => !r.Ok).Error).Into);
        }
    }

    [Fact]
    public async Task A_ring_of_merges_at_once_leaves_one_record_that_stands_for_all_or_says_where_the_others_went()
    {
        for (var round = 0; round < 5; round++)
        {
            Guid[] ring = [await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync()];
            await Task.WhenAll(ring.Select((id, i) => hub.SendAsync(new MergeCustomersCommand(id, 1, ring[(i + 1) % ring.Length], 1, [], "Same"), Steward)));

            foreach (var id in ring)
            {
                var root = (await hub.DoAsync(new GetCustomerQuery(id), Steward)).Id;
                Assert.Null(await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == root).Select(c => c.MergedIntoId).SingleAsync()));
            }
        }
    }

    [Fact]
    public async Task PostgreSQL_itself_refuses_a_loop_a_second_parent_and_a_key_that_leads_to_a_merged_record()
    {
        var (one, other, third) = (await NewAsync(), await NewAsync(), await NewAsync());
        await hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "Same"), Steward);

        await RefusedAsync("update customers set merged_into_id = @a where id = @b", other, one, "customers_forest");
        await RefusedAsync("update customers set merged_into_id = @a where id = @b", third, other, "customers_forest");
        await RefusedAsync("update customers set merged_into_id = @a where id = @b", third, third, "customers_forest");
        await RefusedAsync("update customer_keys set customer_id = @a where key = @b", other, third, "customer_keys_roots");
        await RefusedAsync("update customers set merged_into_id = @a where id = @b", one, third, "customer_keys_roots");
    }

    [Fact]
    public async Task A_merge_on_old_versions_of_either_record_or_of_what_is_no_root_any_more_is_refused()
    {
        var (one, other, third) = (await NewAsync(), await NewAsync(), await NewAsync());
        Assert.IsType<Stale>((await hub.SendAsync(new MergeCustomersCommand(one, 2, other, 1, [], "Same"), Steward)).Error);
        Assert.IsType<Stale>((await hub.SendAsync(new MergeCustomersCommand(one, 1, other, 7, [], "Same"), Steward)).Error);
        await hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "Same"), Steward);
        Assert.Equal(one, Assert.IsType<MergedElsewhere>((await hub.SendAsync(new MergeCustomersCommand(third, 1, other, 2, [], "Same"), Steward)).Error).Into);
        Assert.IsType<MergedElsewhere>((await hub.SendAsync(new PreviewMergeQuery(other, third), Steward)).Error);
        Assert.IsType<CannotMerge>((await hub.SendAsync(new MergeCustomersCommand(third, 1, third, 1, [], "Same"), Steward)).Error);
    }

    [Fact]
    public async Task The_same_merge_sent_twice_is_made_once()
    {
        var (one, other) = (await NewAsync(), await NewAsync());
        var (command, steward) = (new MergeCustomersCommand(one, 1, other, 1, [], "Same") { IdempotencyKey = Guid.NewGuid().ToString("N") }, Steward);

        var (first, second) = (await hub.DoAsync(command, steward), await hub.DoAsync(command, steward));

        Assert.Equal(first, second);
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Set<CustomerMerge>().CountAsync(m => m.OtherId == other)));
    }

    [Fact]
    public async Task Merging_and_undoing_are_in_the_audit_trail_of_both_records_with_their_reason()
    {
        var (one, other, steward) = (await NewAsync(), await NewAsync(), Steward);
        var merged = await hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "The same passport"), steward);
        await hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], "Two passports"), steward);

        foreach (var id in (Guid[])[one, other])
        {
            var actions = await hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == id && e.ActorId == steward.Id).Select(e => e.Action).Distinct().ToListAsync());
            Assert.Equal(["MergeCustomers", "UndoMerge"], actions.Where(a => a != "viewed").Order());
        }
        var reasons = await hub.DatabaseAsync(db => db.Set<AuditValue>().Where(v => db.Set<AuditEntry>().Any(e => e.Id == v.EntryId && e.RecordId == one && e.ActorId == steward.Id)).Select(v => v.Values).ToListAsync());
        Assert.Contains(reasons, r => r.Contains("The same passport", StringComparison.Ordinal));
        Assert.Contains(reasons, r => r.Contains("Two passports", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_sequence_of_merges_edits_and_un_merges_loses_and_doubles_nothing(int seed)
    {
        for (var sequence = 0; sequence < 8; sequence++) await SequenceAsync(new Random((seed * 1000) + sequence));
    }

    private async Task SequenceAsync(Random random)
    {
        var (steward, records, written) = (Steward, new List<Guid>(), new HashSet<Guid>());
        for (var i = 0; i < 5; i++) records.Add(await TheCustomer.CreateAsync(hub, Details(random)));
        var merges = new List<(Guid Id, Guid Other, string? Leaf)>();
        async Task UndoAsync((Guid Id, Guid Other, string? Leaf) merge)
        {
            var preview = await hub.DoAsync(new PreviewUndoQuery(merge.Id), steward);
            await hub.DoAsync(new UndoMergeCommand(merge.Id, preview.Version, [], [], "Two") { Values = [.. preview.Changed.Select(c => new MergeDecision(c.Key, MergeSide.Survivor))] }, steward);
            merges.Remove(merge);
            if (merge.Leaf is not null) Assert.Equal(merge.Leaf, await DetailsAsync(merge.Other));
        }
        for (var step = 0; step < 14; step++)
        {
            var roots = await hub.DatabaseAsync(db => db.Customers.Where(c => records.Contains(c.Id) && c.MergedIntoId == null).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
            var one = roots[random.Next(roots.Count)];
            var view = await hub.DoAsync(new GetCustomerQuery(one), steward);
            switch (random.Next(7))
            {
                case < 2: await hub.DoAsync(new ChangeCustomerCommand(one, view.Version, Details(random)), steward); break;
                case < 4 when roots.Count > 1:
                    var other = roots.Where(r => r != one).ElementAt(random.Next(roots.Count - 1));
                    var leaf = await hub.DatabaseAsync(db => db.Customers.AnyAsync(c => c.MergedIntoId == other)) ? null : await DetailsAsync(other);
                    var preview = await hub.DoAsync(new PreviewMergeQuery(one, other), steward);
                    var merged = await hub.DoAsync(new MergeCustomersCommand(one, preview.SurvivorVersion, other, preview.OtherVersion,
                        [.. preview.Conflicts.Select(c => new MergeDecision(c.Key, (MergeSide)random.Next(2)))], "One", DespiteVerdict: true), steward);
                    merges.Add((merged.MergeId, other, leaf));
                    break;
                case 6:
                    await hub.DoAsync(new RecordConsentCommand(one, view.Version, (ConsentPurpose)random.Next(2), (ConsentWord)random.Next(2), ConsentHow.Online, random.Next(2) == 0 ? null : new DateOnly(2026, 1, 5)), steward);
                    break;
                case >= 4 when merges.Count > 0: await UndoAsync(merges[random.Next(merges.Count)]); break;
            }
            await SoundAsync(records, written);
        }
        while (merges.Count > 0) await UndoAsync(merges[random.Next(merges.Count)]);
        await SoundAsync(records, written);
        Assert.Equal(5, await hub.DatabaseAsync(db => db.CustomerKeys.CountAsync(k => records.Contains(k.Key) && k.CustomerId == k.Key)));
    }

    // Every fact once and where its origin's key leads, nothing of one slot shown twice, no fact gone that was there before.
    private async Task SoundAsync(List<Guid> records, HashSet<Guid> written)
    {
        await using var command = hub.Database.CreateCommand("""
            select f.id, f.customer_id = k.customer_id, f.slot, f."to" is null, f.customer_id from (
              select id, customer_id, origin_id, "to", 'name' as slot from customer_names union all select id, customer_id, origin_id, "to", 'address' from customer_addresses
              union all select id, customer_id, origin_id, "to", kind || value from contact_points union all select id, customer_id, origin_id, "to", kind from customer_needs
              union all select id, customer_id, origin_id, "to", id::text from customer_consents) f
            join customer_keys k on k.key = f.origin_id where f.origin_id = any(@records)
            """);
        command.Parameters.AddWithValue("records", records.ToArray());
        var (ids, shown) = (new List<Guid>(), new List<(Guid, string)>());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
            Assert.True(reader.GetBoolean(1), "A fact stands where its record's key does not lead.");
            if (reader.GetBoolean(3)) shown.Add((reader.GetGuid(4), reader.GetString(2)));
        }
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(shown.Count, shown.Distinct().Count());
        Assert.Subset(ids.ToHashSet(), written);
        written.UnionWith(ids);
    }

    private static CustomerDetails Details(Random random) => new()
    {
        GivenNames = $"Kim{random.Next(3)}", FamilyName = "Example", DateOfBirth = random.Next(2) == 0 ? null : new DateOnly(1960, 1, 1).AddDays(random.Next(20_000)),
        Telephones = [.. Enumerable.Range(0, 3).Where(_ => random.Next(2) == 0).Select(i => new Telephone($"0121 496 070{i}"))],
        Address = random.Next(3) == 0 ? null : TheCustomer.At($"{random.Next(3)} Elm Row", "ZZ1 1AA"), Language = random.Next(2) == 0 ? null : "cy",
        Needs = random.Next(2) == 0 ? [] : [new(NeedKind.Interpreter, $"Dialect {random.Next(3)}")], Formats = random.Next(2) == 0 ? [] : ["largePrint"],
    };

    private async Task<(Guid Kept, Guid Other, Domain.Services.Service Service, Application.Staff.StaffAccount Raiser)> TicketsOfTwoAsync()
    {
        var (area, raiser, kept, other) = (A.ServiceArea(), A.Staff(Role.Adviser), await NewAsync(), await NewAsync());
        var service = A.Service(area);
        await hub.SaveAsync(area, service, raiser);
        await hub.SaveAsync(ATicket.For(service, kept, raiser), ATicket.For(service, other, raiser));
        return (kept, other, service, raiser);
    }

    private Task<Guid> NewAsync() => TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));

    private async Task<string> DetailsAsync(Guid id) => Json((await hub.DoAsync(new GetCustomerQuery(id), Steward)).Details);

    private static string Json(CustomerDetails details) => JsonSerializer.Serialize(details with { Needs = [.. details.Needs.OrderBy(n => n.Kind)], Telephones = [.. details.Telephones.OrderBy(t => t.Number)] });

    private async Task RefusedAsync(string sql, Guid a, Guid b, string constraint)
    {
        await using var command = hub.Database.CreateCommand(sql);
        command.Parameters.AddWithValue("a", a);
        command.Parameters.AddWithValue("b", b);
        Assert.Equal(constraint, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).ConstraintName);
    }
}
