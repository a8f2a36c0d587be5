namespace CustomerFirst.Application.Database.Demo;

/// <summary>Draws the city's outline, divides it and fills it with postcodes, streets and offices.</summary>
internal static class DrawCity
{
    private const int Seed = 5309;
    private const int Constituencies = 10;
    private const int WardsEach = 4;
    private const double RadiusKm = 13;
    private const string InwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

    /// <summary>The whole city.</summary>
    public static DemoPlaces Draw(DemoCouncil council)
    {
        var names = DemoData.Read<PlaceNames>("places.json");
        var random = new Random(Seed);
        var mesh = HexMesh.Cover(RadiusKm, Inside);
        var groups = Regions(WardPlan.Divide(mesh.Cells, Constituencies, random), Constituencies);
        var wards = new List<(string Name, int Constituency, HashSet<MeshPoint> Cells)>();
        var ordered = ClockwiseFromEast(groups);
        for (var i = 0; i < ordered.Count; i++)
        {
            var parts = Regions(WardPlan.Divide([.. ordered[i].Order()], WardsEach, random), WardsEach).OrderBy(FromMiddle).ToList();
            wards.AddRange(parts.Select((cells, n) => (names.Constituencies[i].Wards[n], i, cells)));
        }

        wards = [.. wards.OrderBy(w => w.Name, StringComparer.Ordinal)];
        var lines = BoundaryLines.Draw(wards.SelectMany((w, i) => w.Cells.Select(c => (c, i))).ToDictionary(x => x.c, x => x.i));
        var codes = names.Constituencies.Select(c => c.Name).Order(StringComparer.Ordinal).Select((name, i) => (name, $"E14999{i + 1:000}")).ToDictionary(x => x.name, x => x.Item2);
        var boundaries = wards.Select((w, i) => new DemoBoundary($"E05999{i + 1:000}", w.Name, codes[names.Constituencies[w.Constituency].Name], lines.Ring(w.Cells))).ToList();
        var postcodes = Postcodes(council.PostcodeArea, wards.Select((w, i) => (boundaries[i].Code, w.Cells)), names, random);
        return new DemoPlaces(
            [.. names.Constituencies.Select((c, i) => new DemoBoundary(codes[c.Name], c.Name, null, lines.Ring(ordered[i]))).OrderBy(c => c.Code, StringComparer.Ordinal)],
            boundaries,
            new DemoBoundary("E08999001", council.City, null, lines.Ring(mesh.Cells.ToHashSet())),
            postcodes,
            [.. council.Offices.Select((o, i) => Place(o, boundaries, postcodes, i, council))]);
    }

    /// <summary>An irregular round shape, with a straighter coast in the east and the mouth of a river in it.</summary>
    private static bool Inside(double east, double north)
    {
        var angle = Math.Atan2(north, east);
        var reach = 9.4 * (1 + 0.10 * Math.Cos(2 * angle + 0.7) + 0.06 * Math.Cos(3 * angle + 2.1) + 0.04 * Math.Cos(5 * angle + 0.4) + 0.025 * Math.Cos(9 * angle + 1.3));
        var coast = 7.3 + 0.5 * Math.Sin(north * 0.9) + 0.25 * Math.Sin(north * 2.3 + 1);
        var estuary = east > 5.0 && Math.Abs(north + 1.6 + 0.15 * east) < 0.16 * (east - 5.0);
        return east * east + north * north <= reach * reach && east <= coast && !estuary;
    }

    private static List<HashSet<MeshPoint>> Regions(Dictionary<MeshPoint, int> plan, int count) =>
        [.. Enumerable.Range(0, count).Select(region => plan.Where(p => p.Value == region).Select(p => p.Key).ToHashSet())];

    /// <summary>The region in the middle, then the others clockwise, beginning in the east.</summary>
    private static List<HashSet<MeshPoint>> ClockwiseFromEast(List<HashSet<MeshPoint>> regions)
    {
        var middle = regions.MinBy(FromMiddle)!;
        return [middle, .. regions.Where(r => r != middle).OrderBy(r => (-Math.Atan2(r.Average(c => c.North), r.Average(c => c.East)) + 2 * Math.PI + 0.3) % (2 * Math.PI))];
    }

    private static double FromMiddle(HashSet<MeshPoint> cells)
    {
        var east = cells.Average(c => c.East);
        var north = cells.Average(c => c.North);
        return east * east + north * north;
    }

    private static List<DemoPostcode> Postcodes(string area, IEnumerable<(string Code, HashSet<MeshPoint> Cells)> wards, PlaceNames names, Random random)
    {
        var streets = new Queue<string>(StreetNames(names, random));
        var postcodes = new List<DemoPostcode>();
        var number = 0;
        foreach (var (code, cells) in wards)
        {
            number++;
            var inner = cells.Where(c => HexMesh.Neighbours(c).All(cells.Contains)).Order().ToArray();
            var points = Enumerable.Range(0, 37 + number % 2)
                .Select(_ => inner[random.Next(inner.Length)])
                .Select(c => (East: c.East + (random.NextDouble() - 0.5) * 0.2, North: c.North + (random.NextDouble() - 0.5) * 0.2))
                .OrderBy(p => p.East + p.North * 0.4)
                .Select(BoundaryLines.ToDegrees)
                .ToList();
            var own = Enumerable.Range(0, 7 + number % 2).Select(_ => streets.Dequeue()).ToArray();
            postcodes.AddRange(points.Select((point, i) => new DemoPostcode(
                $"{area}{number} {1 + i / 10}{InwardLetters[(i * 7 + number) % 20]}{InwardLetters[(i * 3 + number * 2) % 20]}", point, code, own[i * own.Length / points.Count])));
        }

        return postcodes;
    }

    private static string[] StreetNames(PlaceNames names, Random random)
    {
        // Each stem goes with neighbouring kinds of street, three at most, as in an estate that was named in one go.
        var all = names.StreetStems.SelectMany((stem, i) => Enumerable.Range(0, 3).Select(n => $"{stem} {names.StreetTypes[(i * 2 + n * 4) % names.StreetTypes.Count]}"))
            .Distinct().ToArray();
        random.Shuffle(all);
        return all;
    }

    private static DemoOffice Place(DemoOfficeEntry office, List<DemoBoundary> wards, List<DemoPostcode> postcodes, int number, DemoCouncil council)
    {
        var ward = wards.Single(w => w.Name == office.Ward);
        var postcode = postcodes.Where(p => p.WardCode == ward.Code).ElementAt(12 + number);
        var hours = council.Calendars.Single(c => c.Key == "offices").Windows
            .Where(day => day.Key != office.Closed)
            .ToDictionary(day => day.Key, IReadOnlyList<string> (day) => day.Key == office.Late ? ["09:00-19:00"] : day.Value);
        return new DemoOffice(office.Code, office.Name, office.Kind, office.Building, postcode.Street, postcode.Postcode, postcode.Point, ward.Code, office.Telephone, hours);
    }

    private sealed record PlaceNames(IReadOnlyList<ConstituencyNames> Constituencies, IReadOnlyList<string> StreetStems, IReadOnlyList<string> StreetTypes);

    private sealed record ConstituencyNames(string Name, IReadOnlyList<string> Wards);
}
