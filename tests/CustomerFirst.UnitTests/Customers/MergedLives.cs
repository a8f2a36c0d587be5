using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.UnitTests.Customers;

/// <summary>
/// A few records that are edited, merged and told apart again at random, through the domain's own methods; and beside them the diary of what was done, from
/// which <see cref="Replay"/> says what there should be.
/// </summary>
internal sealed class MergedLives
{
    private const int Records = 6;
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly CustomerValue[] s_values = [CustomerValue.DateOfBirth, CustomerValue.Language, CustomerValue.ContactSafety, CustomerValue.DiedOn];
    /// <summary>How often a value that was changed since was given to the other record.</summary>
    public int Given { get; private set; }
    private readonly Random _random;
    private int _minutes;
    private int _fresh;

    public MergedLives(int seed)
    {
        _random = new Random(seed);
        for (var i = 0; i < Records; i++)
        {
            var record = Customer.Create(Key(), CustomerKind.Person, Now);
            All.Add(record);
            for (var n = 0; n < 8; n++) Edit(record, alike: true);
        }
    }

    public List<Customer> All { get; } = [];

    public List<CustomerMerge> Merges { get; } = [];

    public List<DiaryEntry> Diary { get; } = [];

    public IEnumerable<Customer> Roots => All.Where(r => r.MergedIntoId is null);

    public IEnumerable<CustomerMerge> ActiveMerges => Merges.Where(m => m.Active);

    private DateTimeOffset Now => s_start.AddMinutes(_minutes);

    /// <summary>Read anew for each step, as from a database.</summary>
    public CustomerForest Forest => new(All, Merges);

    /// <summary>One step: mostly edits, then merges, then undoing any merge whatever its age.</summary>
    /// <param name="choosing">Whether who undoes gives some of what happened since to the other record.</param>
    /// <param name="giving">Whether who undoes gives some of the values that were changed since to the other record, and nothing else.</param>
    public void Step(bool choosing = false, bool giving = false)
    {
        _minutes++;
        var (roots, active) = (Roots.ToList(), ActiveMerges.ToList());
        switch (_random.Next(10))
        {
            case < 5: Edit(roots[_random.Next(roots.Count)], alike: _random.Next(2) == 0); break;
            case < 8 when roots.Count > 1:
                var survivor = roots[_random.Next(roots.Count)];
                roots.Remove(survivor);
                Merge(survivor, roots[_random.Next(roots.Count)]);
                break;
            case >= 8 when active.Count > 0: Undo(active[_random.Next(active.Count)], choosing, giving); break;
        }
    }

    public void Undo(CustomerMerge merge, bool choosing = false, bool giving = false)
    {
        _minutes++;
        var forest = Forest;
        HashSet<Guid> Some(IEnumerable<CustomerFact> facts) => choosing ? facts.Where(_ => _random.Next(2) == 0).Select(f => f.Id).ToHashSet() : [];
        var values = choosing || giving ? forest.ValuesSince(merge).Where(_ => _random.Next(2) == 0).Select(s => s.Value).ToHashSet() : [];
        var choices = new UndoChoices(Some(forest.WrittenSince(merge)), Some(forest.EndedSince(merge))) { ValuesOfOther = values };
        Rewrite(merge, forest.StoodForBoth(merge), values);
        Assert.True(forest.Undo(merge, choices, Guid.Empty, "They are two people", Now).Ok);
    }

    // Whoever gives a value to the other record says that it was written there all the time.
    private void Rewrite(CustomerMerge merge, IReadOnlyDictionary<Guid, DateTimeOffset> stoodFor, HashSet<CustomerValue> values)
    {
        Given += values.Count;
        for (var i = 0; i < Diary.Count; i++)
            if (Diary[i] is ValueSet set && values.Contains(set.Value) && stoodFor.TryGetValue(set.On, out var since) && set.At >= since) Diary[i] = set with { On = merge.OtherId };
    }

    private void Merge(Customer survivor, Customer other)
    {
        var said = MergeConflicts.Between(survivor, other).Where(_ => _random.Next(3) > 0).Select(c => new MergeDecision(c.Key, (MergeSide)_random.Next(2))).ToList();
        var decisions = MergeConflicts.Decide(MergeConflicts.Between(survivor, other), said);
        var merge = Forest.Merge(Key(), survivor, other, decisions, "The same person", Guid.Empty, null, Now);
        Assert.True(merge.Ok);
        Merges.Add(merge.Value);
        Diary.Add(new Merged(merge.Value));
    }

    // Values are few at first, so that records agree now and then; later ones are new, so that each edit is one.
    private void Edit(Customer r, bool alike)
    {
        var (id, word) = (Key(), alike ? $"v{_random.Next(3)}" : $"n{_fresh++}");
        switch (_random.Next(10))
        {
            case 0:
                Write(r, MergeSlots.Name, id, word, () => r.IsCalled(id, null, null, word, "test", Verification.Unverified, Now));
                break;
            case 1:
                Write(r, MergeSlots.Address, id, word, () => r.LivesAt(id, new AddressLines(word, null, null, null, null), "test", Verification.Unverified, Now));
                break;
            case 2:
                End(r, MergeSlots.Address, () => r.LeftAddress(Now));
                break;
            case 3:
                Write(r, MergeSlots.Point(ContactPointKind.Phone, word), id, word, () => r.CanBeReachedAt(id, ContactPointKind.Phone, word, null, "test", Verification.Unverified, Now));
                break;
            case 4 when r.ContactPoints.Find(p => p.To is null) is { } point:
                End(r, point.Slot, () => r.CanNoLongerBeReachedAt(point.Kind, point.Value, Now));
                break;
            case 5:
                var kind = (NeedKind)_random.Next(3);
                Write(r, MergeSlots.Need(kind), id, word, () => r.HasNeed(id, kind, word, "test", Now));
                break;
            case 6 when r.Needs.Find(n => n.To is null) is { } need:
                End(r, need.Slot, () => r.NoLongerNeeds(need.Kind, Now));
                break;
            case 7 or 8:
                Set(r, alike);
                break;
            case 9 when _random.Next(5) == 0 && r.Consents.Find(c => c.StruckAt is null) is { } mistake:
                Assert.True(r.WasNotSaid(mistake.Id, Guid.Empty, "Misheard", Now).Ok);
                Diary.Add(new ConsentStruck(mistake.Id));
                break;
            case 9:
                Consent(r, id);
                break;
        }
        r.Changed();
    }

    // Often of one moment, and often told later than it was said.
    private void Consent(Customer r, Guid id)
    {
        var (purpose, word, at) = ((ConsentPurpose)_random.Next(2), (ConsentWord)_random.Next(3), Now.AddMinutes(-_random.Next(3)));
        Write(r, MergeSlots.Consent(id), id, $"{purpose} {word}", () => r.Says(id, purpose, word, ConsentHow.ByTelephone, null, "test", Guid.Empty, at, Now));
        Diary.Add(new ConsentSaid(r.Id, id, purpose, at, word));
    }

    private void Set(Customer r, bool alike)
    {
        var (value, number) = (s_values[_random.Next(s_values.Length)], alike ? _random.Next(3) : 10 + _fresh++);
        var day = new DateOnly(1950, 1, 1).AddDays(number);
        var text = value switch
        {
            CustomerValue.DateOfBirth => $"{day:yyyy-MM-dd} unverified",
            CustomerValue.DiedOn => $"{day:yyyy-MM-dd}",
            CustomerValue.Language => $"l{number}",
            _ => $"doNotRing because {number}",
        };
        // What is said twice with something else in between cannot be told from what was never changed: people's word counts for as long as it stands there.
        if (alike && Merges.Count > 0) text = null;
        if (r.Read(value) == text) return;
        r.Put(value, text);
        Diary.Add(new ValueSet(r.Id, value, text, Now));
    }

    private void Write(Customer r, string slot, Guid id, string word, Action write)
    {
        var before = r.Facts.Count();
        write();
        if (r.Facts.Count() > before) Diary.Add(new FactWritten(r.Id, slot, id, word));
    }

    private void End(Customer r, string slot, Action end)
    {
        if (!r.Facts.Any(f => f.Slot == slot && f.To is null)) return;
        end();
        Diary.Add(new SlotEnded(r.Id, slot));
    }

    private Guid Key() => Ids.New(Now.AddMilliseconds(_random.Next(1000)));
}

/// <summary>Something that was done, on the record that stood for itself then.</summary>
internal abstract record DiaryEntry;

internal sealed record FactWritten(Guid On, string Slot, Guid Fact, string Word) : DiaryEntry;

internal sealed record ConsentSaid(Guid On, Guid Id, ConsentPurpose Purpose, DateTimeOffset At, ConsentWord Word) : DiaryEntry;

/// <summary>It was never said, on whichever record it stands now.</summary>
internal sealed record ConsentStruck(Guid Id) : DiaryEntry;

internal sealed record SlotEnded(Guid On, string Slot) : DiaryEntry;

internal sealed record ValueSet(Guid On, CustomerValue Value, string? Text, DateTimeOffset At) : DiaryEntry;

internal sealed record Merged(CustomerMerge Merge) : DiaryEntry;

/// <summary>
/// The slow and obvious model: a merge that was undone was never made. Everything else in the diary is done again from the beginning, on plain dictionaries.
/// </summary>
internal sealed class Replay
{
    private readonly Dictionary<Guid, PlainRecord> _records;

    public Replay(IEnumerable<Guid> records, IReadOnlyCollection<DiaryEntry> diary)
    {
        var struck = diary.OfType<ConsentStruck>().Select(s => s.Id).ToHashSet();
        _records = records.ToDictionary(r => r, _ => new PlainRecord());
        foreach (var entry in diary)
        {
            switch (entry)
            {
                case FactWritten written:
                    _records[written.On].Facts.Add(written.Fact);
                    _records[written.On].Shown[written.Slot] = written.Word;
                    break;
                case ConsentSaid said when !struck.Contains(said.Id): _records[said.On].Consents.Add(said); break;
                case SlotEnded ended: _records[ended.On].Shown.Remove(ended.Slot); break;
                case ValueSet set: _records[set.On].Values[set.Value] = set.Text; break;
                case Merged { Merge.Active: true } merged: Merge(merged.Merge); break;
            }
        }
    }

    public PlainRecord this[Guid record] => _records[record];

    private void Merge(CustomerMerge merge)
    {
        var (survivor, other) = (_records[merge.SurvivorId], _records[merge.OtherId]);
        bool Theirs(string key) => merge.Decisions.Any(d => d.Key == key && d.Side == MergeSide.Other);
        foreach (var (slot, word) in other.Shown)
            if (!survivor.Shown.ContainsKey(slot) || Theirs(slot)) survivor.Shown[slot] = word;
        foreach (var (value, text) in other.Values)
            if (text is not null && Theirs(value.Code())) survivor.Values[value] = text;
        survivor.Facts.UnionWith(other.Facts);
        survivor.Consents.AddRange(other.Consents);
        other.Consents.Clear();
        other.Shown.Clear();
        other.Facts.Clear();
    }
}

internal sealed class PlainRecord
{
    public Dictionary<string, string> Shown { get; } = [];

    public Dictionary<CustomerValue, string?> Values { get; } = [];

    public HashSet<Guid> Facts { get; } = [];

    public List<ConsentSaid> Consents { get; } = [];

    /// <summary>When the word that counts was said and whether it is a yes; null where nothing was said.</summary>
    public (DateTimeOffset At, bool Yes)? Consent(ConsentPurpose purpose)
    {
        var said = Consents.Where(c => c.Purpose == purpose).ToList();
        if (said.Count == 0) return null;
        var last = said.Max(c => c.At);
        return (last, said.TrueForAll(c => c.At != last || c.Word == ConsentWord.Given));
    }
}
