using System.Text;

namespace CustomerFirst.Web.Common;

/// <summary>The one table of words for the fields that the audit trail names; <see cref="AuditWords"/> has those for what was done. A test fails for a field without words.</summary>
public static class FieldWords
{
    // Parts of a record that are spoken of as a whole: which of a name's fields was filled says nothing more than that it is about the name.
    private static readonly Dictionary<string, string> s_parts = new(StringComparer.Ordinal)
    {
        ["customer_name"] = "name", ["contact_point"] = "telephone or e-mail", ["customer_address"] = "address", ["customer_need"] = "needs", ["customer_consent"] = "consents",
        ["customer_key"] = "merged records", ["customer_merge"] = "merges", ["customer_relationship"] = "relationships", ["customer_pair"] = "whether two records are one customer's",
        ["customer_reference"] = "number in another system", ["planned_move"] = "planned change of address", ["customer_search"] = "what was searched for",
        ["contact_ticket"] = "contacts about it", ["ticket_customer"] = "who reported it", ["ticket_entry"] = "timeline", ["ticket_interval"] = "state", ["attachment"] = "files",
        ["place_import"] = "import", ["ward_member"] = "wards", ["api_client"] = "key",
        ["staff_role"] = "roles", ["staff_service_area"] = "service areas", ["staff_team"] = "teams",
    };

    private static readonly Dictionary<string, string> s_fields = new(StringComparer.Ordinal)
    {
        // Settings of the council
        ["active"] = "in use", ["address"] = "address", ["at_customers_address"] = "about the customer's address", ["calendar_id"] = "calendar", ["can_finish_at_first_contact"] = "the first response can finish it",
        ["change_champion"] = "change champion", ["code"] = "short key", ["customer_words"] = "customers' words", ["default_team_id"] = "second-response team", ["description"] = "what it is for",
        ["finished_by"] = "finished by", ["go_live"] = "went live", ["imported"] = "came with an import", ["kind"] = "kind", ["latitude"] = "place on the map", ["longitude"] = "place on the map", ["name"] = "name",
        ["objection_days"] = "objection days", ["postcode"] = "postcode", ["publicly_trackable"] = "customers can track it", ["questions"] = "questions", ["restricted"] = "restricted", ["retention"] = "tickets are kept",
        ["service_area_id"] = "service area", ["tier"] = "response", ["wave"] = "rollout wave", ["withdrawn_at"] = "withdrawn",
        ["sla_version.effective_from"] = "holds from", ["sla_version.calendar_id"] = "calendar", ["sla_version.service_id"] = "service", ["sla_version.targets"] = "targets", ["sla_version.waiting_for_customer_pauses"] = "waiting for the customer pauses it",
        ["sla_version.waiting_for_others_pauses"] = "waiting for others pauses it", ["sla_version.created_at"] = "entered", ["sla_version.created_by"] = "entered",
        ["calendar_version.effective_from"] = "hold from", ["calendar_version.always_open"] = "always open", ["calendar_version.windows"] = "opening hours", ["calendar_version.open_on_bank_holidays"] = "open on bank holidays",
        ["calendar_version.working_day_minutes"] = "length of one working day", ["calendar_version.calendar_id"] = "opening hours",
        ["exceptional_day.date"] = "day", ["exceptional_day.reason"] = "because", ["exceptional_day.windows"] = "opening hours", ["exceptional_day.calendar_id"] = "day",
        ["office_id"] = "office", ["boundary"] = "boundaries", ["effective_from"] = "holds from", ["effective_to"] = "holds until", ["date"] = "days", ["title"] = "names", ["status"] = "whether it is there",
        // Accounts and keys
        ["display_name"] = "name", ["email"] = "e-mail", ["email_confirmed"] = "e-mail confirmed", ["user_name"] = "sign-in name", ["job_title"] = "job", ["password_hash"] = "password", ["lockout_end"] = "locked until", ["lockout_enabled"] = "can be locked",
        ["two_factor_enabled"] = "two-factor sign-in", ["must_change_password"] = "has to choose a password", ["keyboard_shortcuts"] = "keyboard shortcuts", ["phone_number"] = "telephone", ["phone_number_confirmed"] = "telephone confirmed",
        ["key_hash"] = "key", ["key_prefix"] = "beginning of the key", ["expires_at"] = "ends", ["last_used_at"] = "last used", ["revoked_at"] = "revoked", ["scopes"] = "what it may do", ["service_area_ids"] = "service areas",
        ["created_at"] = "set up", ["created_by"] = "set up by", ["two_factor_required"] = "two-factor sign-in is demanded", ["two_factor_not_required"] = "two-factor sign-in is not demanded",
        ["lockedOut"] = "locked out", ["refused"] = "refused", ["passwordAccepted"] = "password accepted", ["twoFactorBegun"] = "two-factor sign-in begun", ["recoveryCodes"] = "recovery codes",
        ["authenticatorCode"] = "by a code of the authenticator app", ["recoveryCode"] = "by a recovery code",
        // Customers
        ["date_of_birth"] = "date of birth", ["date_of_birth_verified"] = "date of birth checked", ["died_on"] = "died", ["left_area_on"] = "left the area", ["do_not_ring"] = "not to be rung", ["do_not_ring_reason"] = "why not to be rung",
        ["erasure"] = "erased data", ["ticket_texts_kept"] = "texts of tickets kept", ["ticket_texts_removed"] = "texts of tickets removed", ["texts_removed_at"] = "texts removed on request", ["language"] = "language", ["lawful_basis"] = "lawful basis", ["merged_into_id"] = "merged into", ["preferred_channel"] = "preferred channel", ["preferred_formats"] = "formats", ["formats"] = "formats",
        ["contact_points"] = "telephones and e-mails", ["needs"] = "needs", ["names"] = "name", ["timeline"] = "timeline", ["differences"] = "differences", ["merges"] = "merges", ["tracking"] = "where it stands",
        ["weights"] = "weights of matching", ["words"] = "how common names are", ["pairs"] = "possible pairs", ["merge_run"] = "run of merges", ["terms"] = "what was searched for", ["trust"] = "trust in sources",
        // Contacts and tickets
        ["avoidable"] = "avoidable or not", ["avoidable_reason"] = "why it was avoidable", ["channel"] = "channel", ["customer_id"] = "customer", ["ended_at"] = "ended", ["number_dialled"] = "number dialled", ["outcome"] = "outcome", ["place"] = "place",
        ["source"] = "source", ["started_at"] = "started", ["taken_by"] = "taken by", ["ticket_id"] = "ticket", ["contact_id"] = "contact",
        ["answers"] = "answers", ["assignee_id"] = "officer", ["closed_at"] = "closed", ["constituency_id"] = "constituency", ["details"] = "details", ["district"] = "district", ["due_from_source"] = "due in the other system",
        ["duplicate_of_id"] = "duplicate of", ["first_reply_at"] = "first reply", ["import_run_id"] = "import", ["marked_first_contact"] = "resolved at first contact", ["member_may_know_customer"] = "the ward's member may know the customer",
        ["objection_ends_at"] = "customer can object until", ["opened_at"] = "raised", ["parent_id"] = "belongs to", ["priority"] = "priority", ["raised_by"] = "raised by", ["reference"] = "reference", ["reopened_count"] = "times reopened",
        ["reply_due_at"] = "first reply due", ["reply_warn_at"] = "warning before the first reply is due", ["resolution_due_at"] = "due", ["resolution_warn_at"] = "warning before it is due", ["resolved_at"] = "resolved",
        ["service_id"] = "service", ["sla_version_id"] = "targets", ["state"] = "state", ["subject"] = "subject", ["team_id"] = "team", ["uprn"] = "property number", ["ward_id"] = "ward",
        // Looking and bringing in
        ["record"] = "by record", ["actor"] = "by person", ["action"] = "by what was done", ["customers"] = "customers", ["properties"] = "addresses", ["tickets"] = "tickets", ["contacts"] = "contacts", ["services"] = "services",
        ["service_areas"] = "service areas", ["demonstration"] = "demonstration council",
        // The import of places tells of itself
        ["done"] = "how far it is", ["total"] = "how far it is", ["step"] = "how far it is", ["heard_at"] = "how far it is", ["file_name"] = "file", ["problem"] = "what went wrong", ["rejected"] = "rejected rows", ["rejected_count"] = "rejected rows",
        ["started_by"] = "started by",
    };

    // Written with every change, and nothing that anybody decided; or what the sentence about the act says already.
    private static readonly HashSet<string> s_machines = new(StringComparer.Ordinal)
    {
        "id", "version", "security_stamp", "concurrency_stamp", "match_keys", "index_version", "paired_version", "changed_version", "search_words", "search_text", "updated_at", "origin_id", "normalized_email", "normalized_user_name", "access_failed_count",
        "last_code_step", "due_order", "actor_id", "at", "signedIn", "signedOut",
    };

    /// <summary>Whether a field has words, or needs none.</summary>
    public static bool Knows(string field) => s_machines.Contains(field) || s_fields.ContainsKey(field) || s_parts.ContainsKey(PartOf(field) ?? "");

    /// <summary>A field's name for people: <c>go_live</c> is "went live", <c>customer_name.family_name</c> is "name". One of an earlier version that has no words any more is taken apart.</summary>
    public static string Of(string field) =>
        s_fields.GetValueOrDefault(field) ?? s_parts.GetValueOrDefault(PartOf(field) ?? "") ?? (field.Split('=', 2) is [var name, var value] ? OfFilter(name, value) : Apart(field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..]));

    /// <summary>The names of fields, each once, without those that only the machine needs.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> fields) => [.. fields.Where(f => !s_machines.Contains(f)).Select(Of).Distinct()];

    /// <summary>A name of the program taken apart: <c>CloseInBulk</c> and <c>close_in_bulk</c> are "close in bulk".</summary>
    public static string Apart(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(letter == '_' ? ' ' : char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    private static string? PartOf(string field) => field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? field[..dot] : null;

    // What rows were downloaded by: an id says nothing to people.
    private static string OfFilter(string name, string value) => Guid.TryParse(value, out _) ? $"by {Apart(name)}" : $"{Apart(name)} {HistoryWords.OfValue(name, value)}";
}
