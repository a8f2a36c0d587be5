using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Places;

/// <summary>What a column of a gazetteer's file holds.</summary>
internal enum AddressField
{
    Uprn, Organisation, PoBox, SubBuilding, BuildingName, Number, DependentStreet, Street, DependentLocality, Locality, Town, Postcode, Latitude, Longitude, Easting, Northing,
    /// <summary>current, provisional, historic; or a BS 7666 logical status: 1 approved, 3 alternative, 6 provisional, 8 historic.</summary>
    Status,
    /// <summary>A BS 7666 state of the building: 1 under construction, 2 in use, 3 unoccupied, 4 gone, 5 and 6 planned.</summary>
    State,
    StatusDate,
    /// <summary>The day on which the address ended.</summary>
    EndDate,
    /// <summary>I, U or D of a file that holds changes only.</summary>
    Change,
    /// <summary>The language in which the row has the address, where a property has a row in each.</summary>
    Language,
    // The parts of a land and property identifier: the primary addressable object is the building, the secondary the flat in it.
    PaoStart, PaoStartSuffix, PaoEnd, PaoEndSuffix, PaoText, SaoStart, SaoStartSuffix, SaoEnd, SaoEndSuffix, SaoText,
}

/// <summary>Which column of a gazetteer's file is what. The headings of the usual publishers are known without a map.</summary>
public sealed class AddressMap
{
    private static readonly string[] s_keys = ["source", "columns"];

    // AddressBase Plus (Ordnance Survey) and DTF 7.3 (GeoPlace), the first heading that has something in a row counts.
    private static readonly (AddressField Field, string[] Headings)[] s_known =
    [
        (AddressField.Uprn, ["UPRN"]),
        (AddressField.Organisation, ["ORGANISATION_NAME", "RM_ORGANISATION_NAME", "LA_ORGANISATION", "ORGANISATION"]),
        (AddressField.SubBuilding, ["SUB_BUILDING_NAME", "SUB_BUILDING"]), (AddressField.BuildingName, ["BUILDING_NAME"]), (AddressField.Number, ["BUILDING_NUMBER", "HOUSE_NUMBER"]),
        (AddressField.DependentStreet, ["DEPENDENT_THOROUGHFARE", "DEPENDENT_THOROUGHFARE_NAME"]),
        (AddressField.Street, ["THOROUGHFARE", "THOROUGHFARE_NAME", "STREET_DESCRIPTION", "STREET_DESCRIPTOR", "STREET_NAME", "STREET"]),
        (AddressField.DependentLocality, ["DOUBLE_DEPENDENT_LOCALITY"]), (AddressField.Locality, ["DEPENDENT_LOCALITY", "LOCALITY", "LOCALITY_NAME"]), (AddressField.Town, ["POST_TOWN", "TOWN_NAME", "TOWN"]), (AddressField.Postcode, ["POSTCODE", "POSTCODE_LOCATOR"]),
        (AddressField.Latitude, ["LATITUDE", "LAT"]), (AddressField.Longitude, ["LONGITUDE", "LONG", "LON", "LNG"]),
        (AddressField.Easting, ["X_COORDINATE", "EASTING", "EASTINGS"]), (AddressField.Northing, ["Y_COORDINATE", "NORTHING", "NORTHINGS"]),
        (AddressField.Status, ["LOGICAL_STATUS", "STATUS", "LPI_LOGICAL_STATUS"]), (AddressField.State, ["STATE", "BLPU_STATE"]), (AddressField.StatusDate, ["STATE_DATE", "BLPU_STATE_DATE", "STATUS_DATE"]),
        (AddressField.EndDate, ["LA_END_DATE", "END_DATE"]), (AddressField.Change, ["CHANGE_TYPE"]), (AddressField.Language, ["LANGUAGE"]), (AddressField.PoBox, ["PO_BOX_NUMBER", "PO_BOX"]),
        (AddressField.PaoStart, ["PAO_START_NUMBER"]), (AddressField.PaoStartSuffix, ["PAO_START_SUFFIX"]), (AddressField.PaoEnd, ["PAO_END_NUMBER"]), (AddressField.PaoEndSuffix, ["PAO_END_SUFFIX"]),
        (AddressField.PaoText, ["PAO_TEXT"]), (AddressField.SaoStart, ["SAO_START_NUMBER"]), (AddressField.SaoStartSuffix, ["SAO_START_SUFFIX"]), (AddressField.SaoEnd, ["SAO_END_NUMBER"]),
        (AddressField.SaoEndSuffix, ["SAO_END_SUFFIX"]), (AddressField.SaoText, ["SAO_TEXT"]),
    ];

    private AddressMap(string source, IReadOnlyList<(string Column, AddressField Field)>? columns) => (Source, Columns) = (source, columns);

    /// <summary>Names the gazetteer. A full file of it ends what it does not have any more of the same source.</summary>
    public string Source { get; }

    /// <summary>Every field that a map can name.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Codes.All<AddressField>()];

    /// <summary>Null for the headings that are known by name.</summary>
    internal IReadOnlyList<(string Column, AddressField Field)>? Columns { get; }

    /// <summary>A file whose headings are known by name.</summary>
    public static AddressMap Known { get; } = new("gazetteer", null);

    /// <summary>Reads <c>{"source": "NAME", "columns": {"COLUMN": "FIELD", …}}</c>. What is wrong with it is one sentence.</summary>
    public static Result<AddressMap> Read(string json) => ColumnMap.Read(json, s_keys, root =>
    {
        var source = ColumnMap.Source(root, "source", Known.Source, AddressFile.LongestSource);
        var columns = ColumnMap.Pairs(root, "columns");
        if (columns.Count == 0) return new AddressMap(source, null);
        var read = columns.Select(c => (c.Key, Codes.Read<AddressField>(c.Value) ?? throw new MapProblem($"\"columns\" gives {c.Key} the field \"{c.Value}\", which there is not. The file's heading stands first, then one of {string.Join(", ", Fields)}."))).ToList();
        if (read.TrueForAll(c => c.Item2 != AddressField.Uprn)) throw new MapProblem("\"columns\" must say which column is the uprn.");
        return new AddressMap(source, read);
    });

    /// <summary>The places of each field's columns in a file with this header, in the order in which they count; or what is missing, as a sentence.</summary>
    internal Result<int[][]> PlacesIn(string[] header)
    {
        var places = new int[Enum.GetValues<AddressField>().Length][];
        Array.Fill(places, []);
        if (Columns is null)
        {
            var names = header.Select(h => h.Trim().Replace(' ', '_').ToUpperInvariant()).ToArray();
            if (CsvHeader.Twice(names, name => s_known.Any(k => k.Headings.Contains(name))) is { } twice) return new FileNotAccepted(twice);
            foreach (var (field, headings) in s_known) places[(int)field] = [.. headings.Select(h => Array.IndexOf(names, h)).Where(p => p >= 0)];
            if (places[(int)AddressField.Uprn].Length == 0) return new FileNotAccepted("Row 1: no column is called UPRN. Where columns have names of their own, give a map.");
        }
        else
        {
            var found = CsvHeader.PlacesOf(header, [.. Columns.Select(c => c.Column)]);
            if (!found.Ok) return new FileNotAccepted(found.Error!.Message);
            for (var i = 0; i < Columns.Count; i++) places[(int)Columns[i].Field] = [.. places[(int)Columns[i].Field], found.Value[i]];
        }
        bool Has(AddressField field) => places[(int)field].Length > 0;
        if (Has(AddressField.Latitude) != Has(AddressField.Longitude)) return new FileNotAccepted("Latitude and longitude must both be there, or neither.");
        if (Has(AddressField.Easting) != Has(AddressField.Northing)) return new FileNotAccepted("Easting and northing must both be there, or neither.");
        return places;
    }
}
