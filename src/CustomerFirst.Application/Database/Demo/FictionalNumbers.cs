namespace CustomerFirst.Application.Database.Demo;

/// <summary>Hands out telephone numbers of Ofcom's drama ranges, each once, in E.164.</summary>
internal sealed class FictionalNumbers
{
    // 01632 960000 to 960199 and 07700 900100 belong to the council.
    private const int FirstHome = 200;
    private const int CouncilText = 100;
    private static readonly string[] OtherCities = ["113", "114", "115", "116", "117", "118", "121", "151", "161"];

    private readonly Queue<string> _mobiles;
    private readonly Queue<string> _landlines;

    public FictionalNumbers(Random random)
    {
        var mobiles = Enumerable.Range(0, 1000).Where(n => n != CouncilText).Select(n => $"+447700900{n:000}").ToArray();
        var local = Enumerable.Range(FirstHome, 1000 - FirstHome).Select(n => $"+441632960{n:000}").ToArray();
        var other = OtherCities.SelectMany(city => Enumerable.Range(0, 1000).Select(n => $"+44{city}4960{n:000}")).ToArray();
        random.Shuffle(mobiles);
        random.Shuffle(local);
        random.Shuffle(other);
        _mobiles = new Queue<string>(mobiles);
        _landlines = new Queue<string>([.. local, .. other]);
    }

    /// <summary>A mobile number, while there are any: the range has a thousand.</summary>
    public string? Mobile() => _mobiles.TryDequeue(out var number) ? number : null;

    /// <summary>A landline: numbers of the city first, then numbers kept from other cities.</summary>
    public string Landline() => _landlines.Dequeue();
}
