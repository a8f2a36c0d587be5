namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>What records are compared by. Named others follow <see cref="Other1"/>; <see cref="PersonFacts"/> takes a full name apart.</summary>
public enum MatchField
{
    GivenName, FamilyName,
    /// <summary>Middle names and whatever else stands in a full name.</summary>
    OtherNames,
    BirthDate, Identifier, Telephone, Email,
    Postcode, HouseNumber, Street, Locality, Town, Region,
    Sex,
    /// <summary>Fields that only some files have, like an occupation or a place of birth; which is which, the map says.</summary>
    Other1, Other2, Other3, Other4, Other5, Other6,
}

/// <summary>How near two values of a field are. Each kind of field uses some of them; see <see cref="FieldComparison"/>.</summary>
public enum MatchLevel : byte
{
    /// <summary>The same.</summary>
    Exact = 0,
    /// <summary>Names: one is a familiar form of the other. Dates: one of them only gives the year, which is the same.</summary>
    Familiar = 1,
    /// <summary>One slip of the keyboard: a letter or digit more, less, other or out of place. Dates: day and month changed about.</summary>
    Close = 2,
    /// <summary>Names: one is a part of the other. Dates: one digit is another. Codes: the same beginning or end. E-mails: the same before the @.</summary>
    Part = 3,
    /// <summary>Sounds alike, or two slips. Dates: two of year, month and day are the same.</summary>
    Near = 4,
    /// <summary>Names: an initial that fits. Dates: only the year is the same, or all parts are a step away. E-mails: the same after the @.</summary>
    Slight = 5,
    /// <summary>Nothing in common.</summary>
    Different = 6,
}

/// <summary>What the fields are.</summary>
public static class MatchFields
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)MatchField.Other6 + 1;

    /// <summary>How many levels there are.</summary>
    public const int Levels = (int)MatchLevel.Different + 1;

    /// <summary>How many named others a comparison can have.</summary>
    public const int Others = MatchFields.Count - (int)MatchField.Other1;

    /// <summary>Parts of an address, which move together.</summary>
    public static bool OfAddress(MatchField field) => field is >= MatchField.Postcode and <= MatchField.Region;

    /// <summary>Whether the field is a name of a person.</summary>
    public static bool OfName(MatchField field) => field <= MatchField.OtherNames;

    /// <summary>The group of fields that is judged as one.</summary>
    public static int GroupOf(MatchField field) => OfAddress(field) ? (int)MatchField.Postcode : (int)field;
}
