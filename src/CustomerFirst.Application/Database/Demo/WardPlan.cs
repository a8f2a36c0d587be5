namespace CustomerFirst.Application.Database.Demo;

/// <summary>Divides cells into connected regions of about equal population: a power diagram whose weights are moved until the shares agree.</summary>
internal static class WardPlan
{
    private const int Rounds = 80;

    /// <summary>The region (0 to <paramref name="count"/> - 1) of every cell; each region is in one piece.</summary>
    public static Dictionary<MeshPoint, int> Divide(IReadOnlyList<MeshPoint> cells, int count, Random random)
    {
        var centres = Spread(cells, count, random);
        var weights = new double[count];
        var regions = new int[cells.Count];
        var people = cells.Select(Population).ToArray();
        var places = cells.Select(cell => (cell.East, cell.North)).ToArray();
        var target = people.Sum() / count;
        for (var round = 0; round < Rounds; round++)
        {
            var mass = new double[count];
            var east = new double[count];
            var north = new double[count];
            for (var i = 0; i < cells.Count; i++)
            {
                var region = regions[i] = Nearest(places[i], centres, weights);
                mass[region] += people[i];
                east[region] += people[i] * places[i].East;
                north[region] += people[i] * places[i].North;
            }

            for (var region = 0; region < count; region++)
            {
                if (mass[region] > 0)
                    centres[region] = (east[region] / mass[region], north[region] / mass[region]);
                weights[region] += 0.4 * (target - mass[region]) / target;
            }
        }

        var plan = new Dictionary<MeshPoint, int>(cells.Count);
        for (var i = 0; i < cells.Count; i++)
            plan[cells[i]] = regions[i];
        Join(plan, count);
        return plan;
    }

    /// <summary>People in a cell, in no unit: dense in the middle, thin at the edge.</summary>
    public static double Population(MeshPoint cell) =>
        0.45 + Math.Exp(-(cell.East * cell.East + cell.North * cell.North) / 30.0);

    private static (double East, double North)[] Spread(IReadOnlyList<MeshPoint> cells, int count, Random random)
    {
        var first = cells[random.Next(cells.Count)];
        var centres = new List<(double East, double North)> { (first.East, first.North) };
        while (centres.Count < count)
        {
            var furthest = cells.MaxBy(cell => centres.Min(c => Squared((cell.East, cell.North), c)));
            centres.Add((furthest.East, furthest.North));
        }

        return [.. centres];
    }

    private static int Nearest((double East, double North) place, (double East, double North)[] centres, double[] weights)
    {
        var best = 0;
        var least = double.MaxValue;
        for (var i = 0; i < centres.Length; i++)
        {
            var power = Squared(place, centres[i]) - weights[i];
            if (power < least)
                (best, least) = (i, power);
        }

        return best;
    }

    private static double Squared((double East, double North) a, (double East, double North) b) =>
        (a.East - b.East) * (a.East - b.East) + (a.North - b.North) * (a.North - b.North);

    /// <summary>Gives the pieces of a region that a bay of the outline cuts off to the region that they touch most.</summary>
    private static void Join(Dictionary<MeshPoint, int> plan, int count)
    {
        for (var region = 0; region < count; region++)
        {
            var pieces = Pieces(plan, region);
            foreach (var piece in pieces.OrderByDescending(p => p.Count).Skip(1))
            {
                var to = piece.SelectMany(HexMesh.Neighbours)
                    .Where(n => plan.TryGetValue(n, out var other) && other != region)
                    .GroupBy(n => plan[n])
                    .MaxBy(g => g.Count());
                if (to is null)
                    continue;
                foreach (var cell in piece)
                    plan[cell] = to.Key;
            }
        }
    }

    private static List<List<MeshPoint>> Pieces(Dictionary<MeshPoint, int> plan, int region)
    {
        var left = plan.Where(p => p.Value == region).Select(p => p.Key).ToHashSet();
        var pieces = new List<List<MeshPoint>>();
        while (left.Count > 0)
        {
            var piece = new List<MeshPoint> { left.Min() };
            left.Remove(piece[0]);
            for (var i = 0; i < piece.Count; i++)
                piece.AddRange(HexMesh.Neighbours(piece[i]).Where(left.Remove));
            pieces.Add(piece);
        }

        return pieces;
    }
}
