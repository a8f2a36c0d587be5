using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerFirst.Application.Pipeline;

/// <summary>
/// Collects what the audit trail has to say of a request. Changes are found by comparing every tracked entity with what was loaded, so a
/// handler cannot forget one; looks are taken from the answer. A handler adds only what neither shows: a reason, a bulk change.
/// </summary>
public sealed class AuditTrail(CustomerFirstDb db, NewRows rows, CurrentActor current, AuditSigner signer, TimeProvider time)
{
    private readonly List<(RecordKind Kind, Guid? Id, string[] Fields, Guid? Restricted)> _said = [];
    private readonly Dictionary<object, object?> _insteadOf = new(ReferenceEqualityComparer.Instance);
    private string? _reason;
    private (ActorKind Kind, Guid Id)? _instead;
    private string? _action;

    /// <summary>Why it was done, as the person said; kept with the erasable values.</summary>
    public void Because(string? reason) => _reason = reason;

    /// <summary>Says that whoever sent the request proved by it to be a member of staff: what it did is theirs, not the public's.</summary>
    public void ProvedToBe(Guid staffId) => _instead = (ActorKind.Staff, staffId);

    /// <summary>Says what timed work did that can do several things, and who had asked for it: the entries name them, not the hub that did it for them.</summary>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="by">Null where nobody is known who asked.</param>
    public void DidFor(string action, (ActorKind Kind, Guid Id)? by) => (_action, _instead) = (action, by);

    /// <summary>Says that something was done which no tracked entity shows, for instance by bulk SQL.</summary>
    public void Did(RecordKind kind, Guid? id, params string[] fields) => _said.Add((kind, id, fields, null));

    /// <summary>The same of a ticket that may be of a restricted service.</summary>
    /// <param name="restrictedAreaId">The service's area, whose officers alone see the entry; null for a ticket that is not restricted.</param>
    public void Did(RecordKind kind, Guid? id, string[] fields, Guid? restrictedAreaId) => _said.Add((kind, id, fields, restrictedAreaId));

    /// <summary>
    /// Says which version a new one takes the place of, null for the first: the trail then tells in what they differ. For what the council decides about
    /// itself; what is new of a customer stands in its own row only.
    /// </summary>
    public void InsteadOf<T>(T version, T? before) where T : class => _insteadOf[version] = before;

    /// <summary>Adds the entries of a command to its new rows, to be saved with its changes.</summary>
    internal void RecordChanges(string action)
    {
        action = _action ?? action;
        // One entry per record: an aggregate's parts speak for their root.
        var records = new Dictionary<(RecordKind, Guid), (List<string> Fields, Dictionary<string, object?[]> Changes, Guid? Restricted)>();
        foreach (var row in rows.Waiting)
        {
            if (RootOf(row) is not { } root) continue;
            var (fields, isRoot) = (RecordOf(row, root).Fields, IsRoot(row, root.Id));
            foreach (var field in NewFields(row.GetType()))
                if (field.HasValue(row)) fields.Add(field.Names.Of(isRoot));
        }
        var tracked = db.ChangeTracker.Entries().ToList();
        foreach (var entry in tracked)
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (RootOf(entry.Entity) is not { } root) continue;
            var record = RecordOf(entry.Entity, root);
            Describe(entry, root.Id, record.Fields, record.Changes);
        }
        // What a handler says of a record that it changed too belongs to the same entry: one act, one line.
        foreach (var (kind, id, fields, restricted) in _said)
        {
            if (id is { } known && records.TryGetValue((kind, known), out var record)) record.Fields.AddRange(fields);
            else Add(action, kind, id, fields, restricted, []);
        }
        _said.Clear();
        foreach (var (root, record) in records)
            Add(action, root.Item1, root.Item2, [.. record.Fields.Distinct()], record.Restricted ?? RestrictedAreaOf(tracked, root), record.Changes);

        (List<string> Fields, Dictionary<string, object?[]> Changes, Guid? Restricted) RecordOf(object entity, (RecordKind, Guid) root)
        {
            var record = records.TryGetValue(root, out var known) ? known : ([], [], null);
            if (entity is Ticket { Restricted: true } restricted) record.Restricted = restricted.ServiceAreaId;
            return records[root] = record;
        }
    }

    /// <summary>Writes that records were looked at. A list of its own statement, at once.</summary>
    internal async Task RecordLooksAsync(IEnumerable<SeenRecord> seen, CancellationToken token)
    {
        foreach (var record in seen) Add("viewed", record.Kind, record.Id, [.. record.Fields], record.RestrictedAreaId, []);
        await rows.SaveAsync(token);
    }

    private void Add(string action, RecordKind kind, Guid? id, string[] fields, Guid? restrictedAreaId, Dictionary<string, object?[]> changes)
    {
        var actor = current.Actor;
        var now = time.GetUtcNow();
        AuditValue? value = null;
        byte[]? digest = null;
        var entryId = Ids.New(now);
        if (changes.Count > 0 || _reason is not null)
        {
            var salt = RandomNumberGenerator.GetBytes(16);
            var values = JsonSerializer.Serialize(new { reason = _reason, changes }, Json.Options);
            digest = Digest(salt, values);
            value = new AuditValue { EntryId = entryId, Salt = salt, Values = values };
        }
        var entry = new AuditEntry
        {
            Id = entryId, At = now, ActorKind = (_instead?.Kind ?? actor.Kind).Code(), ActorId = _instead?.Id ?? actor.Id, Action = action, RecordKind = kind, RecordId = id, Fields = fields,
            From = actor.From, CorrelationId = current.CorrelationId, RestrictedAreaId = restrictedAreaId, ValuesDigest = digest,
        };
        entry.Signature = signer.Sign(entry);
        rows.Add(entry);
        if (value is not null) rows.Add(value);
    }

    /// <summary>SHA-256 over salt and values.</summary>
    internal static byte[] Digest(byte[] salt, string values) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(values)]);

    /// <summary>The record that a row belongs to; null for one that the trail does not tell of.</summary>
    internal static (RecordKind, Guid Id)? RootOf(object entity) => entity switch
    {
        Customer c => (RecordKind.Customer, c.Id),
        CustomerKey k => (RecordKind.Customer, k.CustomerId),
        CustomerName n => (RecordKind.Customer, n.CustomerId),
        ContactPoint p => (RecordKind.Customer, p.CustomerId),
        CustomerAddress a => (RecordKind.Customer, a.CustomerId),
        CustomerNeed n => (RecordKind.Customer, n.CustomerId),
        CustomerConsent c => (RecordKind.Customer, c.CustomerId),
        CustomerMerge m => (RecordKind.Customer, m.SurvivorId),
        CustomerRelationship r => (RecordKind.Customer, r.SubjectId),
        CustomerPair p => (RecordKind.Customer, p.LowId),
        PlannedMove m => (RecordKind.Customer, m.CustomerId),
        CustomerReference r => (RecordKind.Customer, r.CustomerId),
        CustomerSearch s => (RecordKind.Search, s.Id),
        Contact c => (RecordKind.Contact, c.Id),
        Ticket t => (RecordKind.Ticket, t.Id),
        PlaceImport i => (RecordKind.Import, i.Id),
        TicketInterval i => (RecordKind.Ticket, i.TicketId),
        TicketCustomer c => (RecordKind.Ticket, c.TicketId),
        TicketEntry e => (RecordKind.Ticket, e.TicketId),
        ContactTicket c => (RecordKind.Ticket, c.TicketId),
        Attachment a => (RecordKind.Ticket, a.TicketId),
        Service s => (RecordKind.Service, s.Id),
        ServiceArea a => (RecordKind.ServiceArea, a.Id),
        Team t => (RecordKind.Team, t.Id),
        SlaVersion s => (RecordKind.Service, s.ServiceId),
        Calendar c => (RecordKind.Calendar, c.Id),
        CalendarVersion v => (RecordKind.Calendar, v.CalendarId),
        ExceptionalDay d => (RecordKind.Calendar, d.CalendarId),
        Office o => (RecordKind.Office, o.Id),
        StaffAccount s => (RecordKind.Staff, s.Id),
        StaffRole r => (RecordKind.Staff, r.StaffId),
        StaffServiceArea a => (RecordKind.Staff, a.StaffId),
        StaffTeam t => (RecordKind.Staff, t.StaffId),
        WardMember m => (RecordKind.Staff, m.StaffId),
        ApiClient c => (RecordKind.ApiClient, c.Id),
        _ => null,
    };

    private static Guid? RestrictedAreaOf(List<EntityEntry> tracked, (RecordKind Kind, Guid Id) root) =>
        root.Kind == RecordKind.Ticket && tracked.Select(e => e.Entity).OfType<Ticket>().FirstOrDefault(t => t.Id == root.Id) is { Restricted: true } ticket ? ticket.ServiceAreaId : null;

    // What would tell nothing: counters, texts made from other fields.
    private static readonly HashSet<string> s_untold = ["Version", "ChangedVersion", "SearchText", "MatchKeys", "IndexVersion", "PairedVersion", "UpdatedAt", "ConcurrencyStamp", "DueOrder", "Boundary", "AccessFailedCount", "LastCodeStep"];
    // What must not stand even in the erasable store.
    private static readonly HashSet<string> s_secret = ["PasswordHash", "SecurityStamp", "KeyHash"];

    /// <summary>How entries name a property of a record, and of a part of one.</summary>
    private readonly record struct FieldNames(string OfRoot, string OfPart)
    {
        private static readonly ConcurrentDictionary<(Type Part, string Property), FieldNames> s_made = new();

        public static FieldNames For(Type part, string property) => s_made.GetOrAdd((part, property), static of => new(SnakeCase.Of(of.Property), $"{SnakeCase.Of(of.Part.Name)}.{SnakeCase.Of(of.Property)}"));

        public string Of(bool isRoot) => isRoot ? OfRoot : OfPart;
    }

    /// <summary>How entries name a property of a record, or of a part of one.</summary>
    internal static string FieldName(object entity, string property, bool isRoot) => FieldNames.For(entity.GetType(), property).Of(isRoot);

    private readonly record struct NewField(Func<object, bool> HasValue, FieldNames Names);

    private static readonly ConcurrentDictionary<InsertPlan, NewField[]> s_newFields = new();

    // What entries name of a new row. Every raised ticket comes by here, so that what is told of a kind of row is looked up once.
    private NewField[] NewFields(Type type) => s_newFields.GetOrAdd(InsertPlan.Of(db.Model, type), static (plan, type) =>
        [.. plan.Properties.Where(p => !s_untold.Contains(p.Name)).Select(p => new NewField(p.HasValue, FieldNames.For(type, p.Name)))], type);

    // A part of an aggregate has a key of its own.
    private bool IsRoot(object entity, Guid rootId) => db.Model.FindEntityType(entity.GetType())!.FindPrimaryKey()!.Properties is [{ Name: "Id" } key] && key.GetGetter().GetClrValue(entity) is Guid id && id == rootId;

    // Where parts of a record are nothing but keys, the key is what was decided: which role, which team, which day.
    private static bool TellsKey(object entity, string property) =>
        (entity, property) is (StaffRole, nameof(StaffRole.Role)) or (StaffServiceArea, nameof(StaffServiceArea.ServiceAreaId)) or (StaffTeam, nameof(StaffTeam.TeamId)) or (ExceptionalDay, nameof(ExceptionalDay.Date));

    /// <summary>Whether entries name a property of an entity.</summary>
    internal static bool Tells(object entity, IReadOnlyProperty property) => (!property.IsPrimaryKey() || TellsKey(entity, property.Name)) && !s_untold.Contains(property.Name);

    private void Describe(EntityEntry entry, Guid rootId, List<string> fields, Dictionary<string, object?[]> changes)
    {
        if (_insteadOf.TryGetValue(entry.Entity, out var before))
        {
            DescribeVersion(entry, before, rootId, fields, changes);
            return;
        }
        // Told with the version that stands in its place.
        if (entry.State == EntityState.Deleted && _insteadOf.ContainsValue(entry.Entity)) return;
        var isRoot = IsRoot(entry.Entity, rootId);
        foreach (var property in entry.Properties)
        {
            var name = property.Metadata.Name;
            if (!Tells(entry.Entity, property.Metadata)) continue;
            if (entry.State == EntityState.Modified ? !property.IsModified : property.CurrentValue is null) continue;
            var field = FieldName(entry.Entity, name, isRoot);
            fields.Add(field);
            if (entry.Entity is StaffRole or StaffServiceArea or StaffTeam)
            {
                // Several of a kind can come and go at once: what went, what came.
                if (!changes.TryGetValue(field, out var pair)) changes[field] = pair = [new List<object?>(), new List<object?>()];
                ((List<object?>)pair[entry.State == EntityState.Deleted ? 0 : 1]!).Add(property.CurrentValue);
                continue;
            }
            // The values of something new stand in its own row; intervals and entries of a ticket are a history themselves.
            if (entry.State == EntityState.Added || s_secret.Contains(name) || entry.Entity is Ticket) continue;
            changes[field] = entry.State == EntityState.Deleted ? [property.OriginalValue, null] : [property.OriginalValue, property.CurrentValue];
        }
    }

    // The day from which it holds is told even where it is that of the version before.
    private void DescribeVersion(EntityEntry entry, object? before, Guid rootId, List<string> fields, Dictionary<string, object?[]> changes)
    {
        var isRoot = IsRoot(entry.Entity, rootId);
        foreach (var property in entry.Properties)
        {
            var name = property.Metadata.Name;
            if (!Tells(entry.Entity, property.Metadata) || (property.CurrentValue is Guid owner && owner == rootId) || name is "CreatedAt" or "CreatedBy") continue;
            var was = before is null ? null : property.Metadata.GetGetter().GetClrValue(before);
            if (before is not null && property.Metadata.ClrType != typeof(DateOnly) && JsonSerializer.Serialize(was, Json.Options) == JsonSerializer.Serialize(property.CurrentValue, Json.Options)) continue;
            var field = FieldName(entry.Entity, name, isRoot);
            fields.Add(field);
            changes[field] = [was, property.CurrentValue];
        }
    }
}
