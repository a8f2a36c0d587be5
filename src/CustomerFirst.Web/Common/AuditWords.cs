using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;

namespace CustomerFirst.Web.Common;

/// <summary>What the audit trail says was done, as a sentence begins that says who did it. A test fails for a command that has no words.</summary>
public static class AuditWords
{
    private static readonly Dictionary<string, string> s_done = new(StringComparer.Ordinal)
    {
        ["viewed"] = "Looked at a record",
        // Customers
        ["AnonymiseCustomer"] = "Erased who a customer is",
        ["CancelMove"] = "Took back a customer's planned change of address",
        ["ChangeCustomer"] = "Changed a customer's record",
        ["CreateCustomer"] = "Created a customer's record",
        ["DecidePair"] = "Said whether two records are one customer's",
        ["EndRelationship"] = "Ended what one customer is to another",
        ["EraseSearches"] = "Erased old searches",
        ["ImportCustomers"] = "Brought in another system's customers",
        ["KeepSearch"] = "Searched for customers and tickets",
        ["LearnNames"] = "Counted how common names are",
        ["LearnWeights"] = "Learnt the weights of matching",
        ["TellWeightLearning"] = "Noted that learning the weights of matching failed",
        ["AskForWeights"] = "Asked for the weights of matching to be learnt anew",
        ["TakeShippedWeights"] = "Went back to the shipped weights of matching",
        ["LookForPairs"] = "Looked for records of one customer",
        ["SweepPairs"] = "Looked for records of one customer among all of them",
        ["MergeCustomers"] = "Merged two records of one customer",
        ["UndoMerge"] = "Took a merge of two records back",
        ["PrepareMergeRun"] = "Looked at what merging many pairs would do",
        ["StartMergeRun"] = "Began to merge many pairs of records",
        ["StepMergeRun"] = "Stopped, continued or took back the merging of many pairs",
        ["WorkMergeRun"] = "Went on with a run of many pairs",
        [AuditActions.MergedInRun] = "Merged two records of one customer, in a run of many pairs",
        [AuditActions.TakenBackInRun] = "Took a merge of two records back, with the whole run",
        ["MoveCustomers"] = "Made planned changes of address",
        ["RecogniseSender"] = "Looked for the sender of a message",
        ["RecordConsent"] = "Recorded what a customer consents to",
        ["StrikeConsent"] = "Struck out a customer's word on a consent, recorded by mistake",
        ["RecordLife"] = "Recorded that a customer died or left the area",
        ["ReindexCustomers"] = "Made the search keys of customers anew",
        ["RenewAuthority"] = "Renewed the authority by which somebody acts for a customer",
        ["RelateCustomers"] = "Recorded what one customer is to another",
        ["TrustSource"] = "Changed how far a source of customers is trusted",
        // Contacts
        ["BeginContact"] = "Started a contact",
        ["EndContact"] = "Ended a contact",
        ["IdentifyCustomer"] = "Said who the customer of a contact is",
        // Tickets
        ["AddAttachment"] = "Added a file to a ticket",
        ["AddNote"] = "Wrote an internal note on a ticket",
        ["AddToTicket"] = "Added another report to a ticket",
        ["AddUpdate"] = "Wrote an update to the customer on a ticket",
        ["AssignTicket"] = "Gave a ticket to an officer, or to nobody",
        ["CancelTicket"] = "Cancelled a ticket",
        ["CloseInBulk"] = "Closed several tickets at once",
        ["CloseResolved"] = "Closed resolved tickets after the objection time",
        ["ExportTickets"] = "Downloaded rows of tickets",
        ["HandBackTicket"] = "Gave a ticket back to the first response",
        ["HandOverTicket"] = "Handed a ticket over",
        ["ImportRequests"] = "Brought in another system's requests",
        ["LetMemberKnowCustomer"] = "Said whether the ward's member may know the customer of a ticket",
        ["MarkDuplicate"] = "Marked a ticket as a duplicate",
        ["MarkSlas"] = "Marked tickets that are due soon or overdue",
        ["PrioritiseTicket"] = "Changed the priority of a ticket",
        ["RaiseTicket"] = "Raised a ticket",
        ["RecomputeDueTimes"] = "Worked out due times anew",
        ["RemoveFilter"] = "Removed a kept filter",
        ["ReopenTicket"] = "Reopened a ticket",
        ["ResolveTicket"] = "Resolved a ticket",
        ["ResumeTicket"] = "Resumed a ticket",
        ["SaveFilter"] = "Kept a filter",
        ["TakeTicket"] = "Took a ticket in hand",
        ["WaitTicket"] = "Let a ticket wait for the customer or others",
        // Services
        ["ChangeService"] = "Changed a service",
        ["ChangeServiceArea"] = "Changed a service area",
        ["ChangeTeam"] = "Changed a team",
        ["CreateService"] = "Set up a service",
        ["CreateServiceArea"] = "Set up a service area",
        ["CreateTeam"] = "Set up a team",
        ["SetSla"] = "Gave a service other targets",
        ["WithdrawService"] = "Withdrew a service or put it back on offer",
        // Places
        ["AddExceptionalDay"] = "Gave a calendar other hours on one day",
        ["BeginPlaceImport"] = "Began an import of places",
        ["ChangeOffice"] = "Changed an office",
        ["CreateCalendar"] = "Set up a calendar",
        ["CreateOffice"] = "Set up an office",
        ["ImportAddresses"] = "Brought in addresses",
        ["ImportBankHolidays"] = "Brought in bank holidays",
        ["ImportConstituencies"] = "Brought in the boundaries of constituencies",
        ["ImportPostcodes"] = "Brought in postcodes",
        ["ImportWards"] = "Brought in the boundaries of wards",
        ["RemoveExceptionalDay"] = "Took other hours on one day of a calendar back",
        ["RenameCalendar"] = "Renamed a calendar",
        ["SetCalendarHours"] = "Gave a calendar other hours",
        ["TellPlaceImport"] = "Noted how far an import of places is",
        // Staff
        ["BeginTwoFactor"] = "Began to set up two-factor sign-in",
        ["ChangePassword"] = "Changed their password",
        ["ChangeStaff"] = "Changed an account",
        ["CreateApiClient"] = "Gave a program a key",
        ["CreateStaff"] = "Added somebody's account",
        ["DeactivateStaff"] = "Closed an account",
        ["EndWard"] = "Ended or removed a member's ward",
        ["ExportAudit"] = "Downloaded entries of the audit trail",
        ["IssueOneTimePassword"] = "Gave an account a one-time password",
        ["ReactivateStaff"] = "Opened a closed account again",
        ["RecordKeyUse"] = "Noted when programs last used their keys",
        ["RenewRecoveryCodes"] = "Made new recovery codes",
        ["ResetTwoFactor"] = "Took two-factor sign-in off an account",
        ["RevokeApiClient"] = "Revoked a program's key",
        ["SealAudit"] = "Sealed entries of the audit trail",
        ["ServeWard"] = "Gave a member a ward",
        ["SetRolePolicy"] = "Changed what signing in to a role demands",
        ["SignIn"] = "Signed in, or tried to",
        ["SignOut"] = "Signed out",
        ["KeepDraft"] = "Kept what they were writing for themselves",
        ["EraseDrafts"] = "Erased what was begun a day ago and not gone on with",
        ["SwitchKeyboardShortcuts"] = "Switched their keyboard shortcuts",
        ["TurnOffTwoFactor"] = "Turned their two-factor sign-in off",
        ["TurnOnTwoFactor"] = "Turned their two-factor sign-in on",
        ["UnlockStaff"] = "Unlocked an account",
        ["VerifySecondFactor"] = "Signed in with the second factor, or tried to",
        // The installation
        ["SeedDemo"] = "Filled the hub with the demonstration council",
    };

    /// <summary>What was done: "Created a customer's record". An action of an earlier version that has no words any more is its name taken apart.</summary>
    public static string Of(string action) => s_done.GetValueOrDefault(action) ?? CustomerWords.Capital(FieldWords.Apart(action));

    /// <summary>What an entry says was done: of a look, at what.</summary>
    public static string Of(AuditLine line) => (line.Action, line.RecordKind) switch
    {
        ("viewed", RecordKind.AuditTrail) => "Searched the audit trail",
        ("viewed", _) => $"Looked at {Something(line.RecordKind)}",
        // A name that no version gave.
        _ when !line.Genuine && !Knows(line.Action) => $"Unknown: “{line.Action}”",
        _ when line.Fields.Contains("lockedOut") => "Tried to sign in, and was locked out",
        _ when line.Fields.Contains("refused") => "Tried to sign in, and was refused",
        ("SignIn", _) when line.Fields.Contains("passwordAccepted") => "Gave the right password; the second factor was still asked for",
        ("SignIn" or "VerifySecondFactor", _) when line.Fields.Contains("signedIn") => "Signed in",
        // Only opening it again begins an interval.
        ("AddToTicket", _) when line.Fields.Any(f => f.StartsWith("ticket_interval.", StringComparison.Ordinal)) => "Added another report to a ticket that was resolved, and opened it again",
        _ => Of(line.Action, line.Told.Changes),
    };

    /// <summary>What was done, more closely where it can be told from what changed.</summary>
    public static string Of(string action, IReadOnlyList<HistoryChange> changes) => (action, changes.FirstOrDefault(c => c.Field == "withdrawn_at")) switch
    {
        ("WithdrawService", { After: null }) => "Put a service back on offer",
        ("WithdrawService", { }) => "Withdrew a service",
        _ => Of(action),
    };

    /// <summary>Which fields an entry is about. Of something new all were filled in, and a sign-in that went well changed nothing.</summary>
    public static string FieldsOf(AuditLine line)
    {
        if (line.Fields.Count == 0) return line is { Action: "viewed", RecordKind: not RecordKind.AuditTrail } ? "the whole record" : "";
        // Signing in may store the password's hash anew, by a later method: the password stays as it is.
        return string.Join(", ", FieldWords.Of(line.Action == "SignIn" ? line.Fields.Where(f => f != "password_hash") : line.Fields));
    }

    /// <summary>What changed and why, a line each, where the trail may tell it; nothing for records of customers and accounts.</summary>
    public static IReadOnlyList<string> ChangesOf(AuditTold told) => [.. HistoryWords.Of(told.Changes), .. told.Reason is null ? Array.Empty<string>() : [$"Reason: {told.Reason}"]];

    /// <summary>The words of a file of entries.</summary>
    public static AuditFileWords ForFile { get; } = new(Of, FieldsOf, line => string.Join("; ", ChangesOf(line.Told)));

    /// <summary>What the entries of one request say was done, in one sentence: "Looked at a contact and a customer's record".</summary>
    public static string Of(IReadOnlyList<AuditLine> entries)
    {
        if (entries is [var only]) return Of(only);
        var inOrder = entries.Reverse().ToList();
        static bool IsLook(AuditLine line) => line is { Action: "viewed", RecordKind: not RecordKind.AuditTrail };
        var looks = inOrder.Where(IsLook).GroupBy(l => l.RecordKind).Select(kind => Several(kind.Key, kind.DistinctBy(l => l.RecordId).Count())).ToList();
        var looked = looks.Count == 0 ? null : $"Looked at {(looks.Count == 1 ? looks[0] : $"{string.Join(", ", looks[..^1])} and {looks[^1]}")}";
        return string.Join("; ", inOrder.Where(l => !IsLook(l)).Select(Of).Append(looked).OfType<string>().Distinct());
    }

    /// <summary>Whether an action has words of its own.</summary>
    public static bool Knows(string action) => s_done.ContainsKey(action);

    /// <summary>The actions that have words.</summary>
    public static IEnumerable<string> Actions => s_done.Keys;

    /// <summary>What a record is, where it has no name that may be shown: "Customer's record".</summary>
    public static string Of(RecordKind? kind) => CustomerWords.Capital(kind switch
    {
        null => "unknown kind of record",
        RecordKind.Customer => "customer's record",
        _ => Something(kind) is var words && words.IndexOf(' ', StringComparison.Ordinal) is var blank && words[..blank] is "a" or "an" or "the" ? words[(blank + 1)..] : words,
    });

    /// <summary>What an act was about that names no single record: "Customers' records", which weights of matching concern as a whole.</summary>
    public static string OfAll(RecordKind? kind) => kind is RecordKind.Customer ? "Customers' records" : Of(kind);

    private static string Several(RecordKind? kind, int count) => count == 1 ? Something(kind) : kind switch
    {
        RecordKind.Customer => $"{count} customers' records",
        RecordKind.Contact => $"{count} contacts",
        RecordKind.Ticket => $"{count} tickets",
        RecordKind.Attachment => $"{count} files of tickets",
        _ => Something(kind),
    };

    private static string Something(RecordKind? kind) => kind switch
    {
        RecordKind.Customer => "a customer's record",
        RecordKind.Contact => "a contact",
        RecordKind.Ticket => "a ticket",
        RecordKind.Attachment => "a file of a ticket",
        RecordKind.Service => "a service",
        RecordKind.ServiceArea => "a service area",
        RecordKind.Team => "a team",
        RecordKind.Sla => "a service's targets",
        RecordKind.Calendar => "a calendar",
        RecordKind.BankHolidays => "the bank holidays",
        RecordKind.Wards => "the wards",
        RecordKind.Constituencies => "the constituencies",
        RecordKind.Postcodes => "the postcodes",
        RecordKind.Properties => "the addresses",
        RecordKind.Office => "an office",
        RecordKind.Staff => "an account",
        RecordKind.RolePolicy => "a role's rules",
        RecordKind.ApiClient => "a program's key",
        RecordKind.AuditTrail => "the audit trail",
        RecordKind.Import => "an import",
        RecordKind.Search => "a search",
        RecordKind.Report => "a report",
        RecordKind.MergeRun => "a run of merges",
        RecordKind.Installation => "the installation",
        null => "an unknown kind of record",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
