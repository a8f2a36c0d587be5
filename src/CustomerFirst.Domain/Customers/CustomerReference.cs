namespace CustomerFirst.Domain.Customers;

/// <summary>
/// What another system calls a customer, and what it said last. It stays when the customer's data are erased, without what was said: so that a later file does not bring the person back.
/// </summary>
public sealed class CustomerReference
{
    private CustomerReference() { }

    /// <summary>The other system; <see cref="Identifiers"/> for numbers that several systems use, as the national insurance number.</summary>
    public string System { get; private set; } = "";
    /// <summary>Its reference of the person.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>A customer's key.</summary>
    public Guid CustomerId { get; private set; }
    /// <summary>SHA-256 of what the system said last; null for an identifier.</summary>
    public byte[]? Fingerprint { get; private set; }
    /// <summary>The date of birth that was taken from this system; while the customer has it, this system is its source.</summary>
    public DateOnly? BornTaken { get; private set; }
    public Guid ImportRunId { get; private set; }
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>The system of identifiers that several systems use.</summary>
    public const string Identifiers = "identifier";

    /// <summary>The longest of both, in characters.</summary>
    public const int LongestSystem = 80, LongestReference = 200;

    /// <summary>An identifier as it is kept, of letters and figures only; null for what has fewer than five of them, which are codes.</summary>
    public static string? Identifier(string typed)
    {
        var plain = string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain.Length is >= 5 and <= LongestReference ? plain : null;
    }

    /// <summary>Whether it has the form of a national insurance number, of which everybody has one: two letters, six figures, a letter.</summary>
    public static bool IsNationalInsurance(string identifier) => identifier.Length == 9 && char.IsAsciiLetter(identifier[0]) && char.IsAsciiLetter(identifier[1]) && identifier[2..8].All(char.IsAsciiDigit) && identifier[8] is >= 'A' and <= 'D';

    /// <summary>A reference that was not known yet.</summary>
    public static CustomerReference Of(string system, string reference, Guid customerKey, Guid runId, DateTimeOffset at) =>
        new() { System = system, Reference = reference, CustomerId = customerKey, ImportRunId = runId, SeenAt = at };

    /// <summary>Keeps what the system said.</summary>
    public void Said(byte[] fingerprint, Guid runId, DateTimeOffset at) => (Fingerprint, ImportRunId, SeenAt) = (fingerprint, runId, at);

    /// <summary>The date of birth was taken from this system.</summary>
    public void GaveBirth(DateOnly born) => BornTaken = born;
}

/// <summary>What is trusted by source: one value for each kind of fact.</summary>
public enum TrustedField { Name, DateOfBirth, Address, ContactPoints }

/// <summary>How far a source is trusted for a kind of fact, set by an administrator.</summary>
public sealed class SourceTrust
{
    private SourceTrust() { }

    /// <summary>staff, customer, apiClient, or the name of a system that files come from.</summary>
    public string Source { get; private set; } = "";
    public TrustedField Field { get; private set; }
    /// <summary>0 to 100.</summary>
    public int Rank { get; private set; }

    /// <summary>Sets it.</summary>
    public static SourceTrust Of(string source, TrustedField field, int rank) => new() { Source = source, Field = field, Rank = rank };

    /// <summary>Changes it.</summary>
    public void Set(int rank) => Rank = rank;
}

/// <summary>Which of two sources is believed.</summary>
/// <param name="set">What administrators, or the map of a file, said of sources.</param>
public sealed class Survivorship(IReadOnlyDictionary<(string Source, TrustedField Field), int> set)
{
    /// <summary>What somebody checked is trusted by so much more.</summary>
    public const int Checked = 20;

    /// <summary>The rank of a source of which nobody said anything: staff 60, other systems 50, programs 40, the customer's own word 30.</summary>
    public static int Usual(string source) => source switch
    {
        "staff" or "operator" => 60,
        "apiClient" => 40,
        "customer" or "public" => 30,
        _ => 50,
    };

    /// <summary>How far a fact is trusted.</summary>
    public int Rank(string source, TrustedField field, Common.Verification verified) =>
        set.GetValueOrDefault((source, field), Usual(source)) + (verified == Common.Verification.Unverified ? 0 : Checked);

    /// <summary>Whether what a source says now replaces what is held. The source's own earlier word always gives way; of equally trusted ones the later counts for what changes in a life.</summary>
    /// <param name="changes">It changes in a life, as names and addresses do and dates of birth do not.</param>
    public bool Replaces(string source, Common.Verification verified, string heldSource, Common.Verification held, TrustedField field, bool changes)
    {
        if (source == heldSource) return true;
        var (rank, other) = (Rank(source, field, verified), Rank(heldSource, field, held));
        return rank > other || (rank == other && changes);
    }
}
