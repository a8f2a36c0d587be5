using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// What was said of a customer outside of their own record, and goes with it: reasons may name whom they are about. Of the audit trail only values go, which stand apart from its chain.
/// What is said of others in their own records, such as who cares for them, is theirs and stays.
/// </summary>
/// <param name="members">The record and all that were merged into it.</param>
internal sealed class ErasedTraces(CustomerFirstDb db, Guid[] members)
{
    /// <summary>Erases them, in the transaction of the context. The customer's merges and audit values must still be there.</summary>
    public async Task EraseAsync(CancellationToken token)
    {
        await EraseRunsAsync(token);
        await EraseMergesAsync(token);
        await EraseReasonsAsync(token);
        await db.Database.ExecuteSqlAsync($"delete from audit_values v using audit_entries e where e.id = v.entry_id and e.record_kind = 'customer' and e.record_id = any({members})", token);
    }

    // Why a run was begun and undone: on the run, its merges and its audit entries. Earlier versions named no run in its entries, and copied the reason to the entry of each pair.
    private Task<int> EraseRunsAsync(CancellationToken token) => db.Database.ExecuteSqlAsync($"""
        with own as (select m.run_id from customer_merges m where m.run_id is not null and (m.survivor_id = any({members}) or m.other_id = any({members}))
            union select p.run_id from merge_run_pairs p where p.low_id = any({members}) or p.high_id = any({members}) or p.survivor_id = any({members}) or p.other_id = any({members})),
          said as (select r.because as words from merge_runs r where r.id in (select run_id from own) union select r.undone_because from merge_runs r where r.id in (select run_id from own)),
          copies as (update customer_merge_values v set because = '', undone_because = case when v.undone_because in (select words from said) then null else v.undone_because end
            from customer_merges m where m.id = v.merge_id and m.run_id in (select run_id from own)),
          named as (delete from audit_values v using audit_entries e where e.id = v.entry_id and e.record_kind = 'mergeRun' and e.record_id in (select run_id from own)),
          entries as (delete from audit_values v using audit_entries e where e.id = v.entry_id and e.record_kind = 'customer' and e.record_id is null and e.action in ('StartMergeRun', 'StepMergeRun')
            and v."values"::jsonb ->> 'reason' in (select words from said)),
          pairs as (delete from audit_values v using audit_entries e where e.id = v.entry_id and e.record_kind = 'customer' and e.action in ('WorkMergeRun', 'MergedInRun', 'TakenBackInRun')
            and e.record_id in (select unnest(array[p.low_id, p.high_id, p.survivor_id, p.other_id]) from merge_run_pairs p where p.run_id in (select run_id from own))
            and v."values"::jsonb ->> 'reason' in (select words from said))
          update merge_runs set because = null, undone_because = null where id in (select run_id from own)
        """, token);

    // What a merge with somebody else, undone since, made of theirs: it holds what the two differed by.
    private Task<int> EraseMergesAsync(CancellationToken token) => db.Database.ExecuteSqlAsync($"""
        with acts as (select r.id, t.at from customer_merges m cross join lateral unnest(array[m.survivor_id, m.other_id]) r(id) cross join lateral unnest(array[m.at, m.undone_at]) t(at)
            where (m.survivor_id = any({members}) or m.other_id = any({members})) and t.at is not null)
        delete from audit_values v using audit_entries e, acts a where e.id = v.entry_id and e.record_kind = 'customer' and e.record_id = a.id
          and e.action in ('MergeCustomers', 'UndoMerge', 'WorkMergeRun', 'MergedInRun', 'TakenBackInRun') and e.at between a.at - interval '10 seconds' and a.at + interval '10 seconds'
        """, token);

    // One act leaves an entry with every record that it touched, each with the reason: somebody said why two are one, or why a new customer is not somebody else.
    private Task<int> EraseReasonsAsync(CancellationToken token) => db.Database.ExecuteSqlAsync($"""
        with acts as materialized (select e.id, e.at, e.action, e.actor_id, e.correlation_id, v."values"::jsonb ->> 'reason' as reason
            from audit_entries e join audit_values v on v.entry_id = e.id where e.record_kind = 'customer' and e.record_id = any({members}) and v."values"::jsonb ->> 'reason' is not null)
        delete from audit_values v using acts a, audit_entries e where e.id = v.entry_id and e.actor_id = a.actor_id and e.action = a.action and e.correlation_id is not distinct from a.correlation_id
          and e.id between (lpad(to_hex((extract(epoch from a.at) * 1000)::bigint - 10000), 12, '0') || repeat('0', 20))::uuid
                       and (lpad(to_hex((extract(epoch from a.at) * 1000)::bigint + 10000), 12, '0') || repeat('f', 20))::uuid
          and v."values"::jsonb ->> 'reason' = a.reason
        """, token);
}
