namespace CustomerFirst.Web.Api.Common;

/// <summary>A problem's code and what a program, or who writes it, should do about it.</summary>
public sealed record ExplainedCode(string Code, int Status, string Meaning)
{
    /// <summary>Every code that the API can answer with, by status.</summary>
    public static IReadOnlyList<ExplainedCode> All { get; } =
    [
        new("malformed", 400, "The request cannot be read: `detail` names the place. Correct the program; the same request will never do."),
        new("invalid", 400, "Values cannot be accepted: `errors` has the messages by field. They can be shown to whoever typed them."),
        new("notAccepted", 400, "A value does not fit what the hub knows: `errors` says which and why."),
        new("mayNotActFor", 400, "Somebody is said to act for a customer for whom they may not act today: nothing on record lets them, or it ended or expired; the detail says when. Say whose enquiry it is, or renew the authority."),
        new("keyNeeded", 401, "Send a key."),
        new("keyNotValid", 401, "The key is unknown, has expired or was revoked. Ask the council for another."),
        new("scopeMissing", 403, "The key does not allow this: `missingScope` names what it lacks."),
        new("forbidden", 403, "This is not for programs, or not for this client."),
        new("notYourContact", 403, "Somebody else is taking the contact."),
        new("recordBlocked", 403, "The customer's data may not be used. Ask the council's steward of customer records."),
        new("notFound", 404, "It is not there, or not for this key."),
        new("methodNotAllowed", 405, "The header Allow names the methods of the address."),
        new("calledDifferent", 409, "A reviewer said that the two are different customers. Leave them apart, or send the body again with `despiteVerdict`."),
        new("cannotMerge", 409, "The two cannot be one customer: one and the same record, a person and an organisation, or a record that is blocked or erased."),
        new("cannotUndoMerge", 409, "The merge was undone already, or personal data were erased so that nothing can be told apart."),
        new("clash", 409, "Another record was saved at the same moment. Read again and decide anew."),
        new("contactEnded", 409, "The contact has ended: begin another."),
        new("keyUsedBefore", 409, "The idempotency key was used for another request. Choose one for each request, and keep it for its retries."),
        new("mayBeThereAlready", 409, "The customer seems to have a record: `similar` says which, how likely and why. Use it, or send the body again with `despiteSimilar` and a `despiteReason`."),
        new("mergedElsewhere", 409, "The record was merged into another one: `mergedInto` is the record that stands for it now."),
        new("objectionTimeRuns", 409, "The customer may still object."),
        new("possibleDuplicate", 409, "The matter seems to have been raised: `similar` has the tickets. Add a report to one, or send the body again with `despiteSimilar`."),
        new("recordErased", 409, "The customer's data were erased. Nothing can be changed or asked for in their name."),
        new("relatedToOneself", 409, "Both ids are of one customer, perhaps since a merge. Nobody is related to themselves."),
        new("stepNotAllowed", 409, "The ticket's state does not allow the step. Read it again: `steps` has those that are possible."),
        new("struckBefore", 409, "The word on a consent was marked as recorded by mistake before."),
        new("stale", 412, "The record changed since it was read: `currentVersion` is its version now. Read it, look at what changed, and decide anew."),
        new("tooLarge", 413, "The body is larger than the address takes."),
        new("mediaTypeNotSupported", 415, "Send application/json, and files as multipart/form-data."),
        new("versionNeeded", 428, "Send If-Match with the ETag of the record."),
        new("tooMany", 429, "Wait for as many seconds as Retry-After says."),
        new("failed", 500, "A fault of the hub. Try again; if it goes on, report it with the `correlationId`."),
    ];
}
