using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerFirst.Application.Places;

/// <summary>Where a point lies.</summary>
/// <param name="Ward">Null outside the council's wards.</param>
/// <param name="Constituency">Null outside the known constituencies.</param>
public readonly record struct FoundPlace(FoundArea? Ward, FoundArea? Constituency);

/// <summary>A known postcode with the point of its middle, WGS84 degrees, and where that lies.</summary>
public sealed record FoundPostcode(string Code, double Latitude, double Longitude, FoundPlace Place);

/// <summary>
/// Finds the ward and the constituency of a point or a postcode in memory. Boundaries and postcodes are read when they are first asked for and
/// kept until <see cref="Invalidate"/>, which the imports call on this node and the notification <c>catalogue_changed</c> on the others.
/// </summary>
public sealed class PlaceFinder : IDisposable
{
    // Published sets are generalised differently: along the edge of one real set, postcodes lie up to 104 metres outside every constituency. Wards come
    // from one set, whose seams fit; a point just outside the outermost ward may well belong to the neighbouring council.
    private const double ConstituencyGapMetres = 150;
    private const double WardGapMetres = 25;

    private readonly NpgsqlDataSource _database;
    private readonly Kept<PlaceMap> _map;
    private readonly Kept<PostcodeTable> _postcodes;
    private readonly TimeProvider _time;

    public PlaceFinder(IServiceScopeFactory scopes, NpgsqlDataSource database, TimeProvider time)
    {
        _time = time;
        _database = database;
        _map = new Kept<PlaceMap>(token => ReadMapAsync(scopes, token), time);
        _postcodes = new Kept<PostcodeTable>(token => ReadPostcodesAsync(database, token), time);
    }

    /// <summary>The boundaries as they are known now, for many questions in a row without waiting.</summary>
    public ValueTask<PlaceMap> MapAsync(CancellationToken token) => _map.GetAsync(token);

    /// <summary>The ward and the constituency of a WGS84 point, degrees.</summary>
    /// <param name="on">By the boundaries in force on this day; null for today, council time.</param>
    public async ValueTask<FoundPlace> FindAsync(double latitude, double longitude, DateOnly? on, CancellationToken token) =>
        (await _map.GetAsync(token)).Find(latitude, longitude, on ?? Today());

    /// <summary>Whether postcodes were brought in at all.</summary>
    public async ValueTask<bool> KnowsPostcodesAsync(CancellationToken token) => (await _postcodes.GetAsync(token)).Count > 0;

    /// <summary>The point, the ward and the constituency of a postcode, typed in any way; null when it is not known or is none.</summary>
    /// <param name="on">By the boundaries in force on this day; null for today, council time.</param>
    public async ValueTask<FoundPostcode?> FindPostcodeAsync(string? typed, DateOnly? on, CancellationToken token)
    {
        if (Postcode.Normalise(typed) is not { } code || (await _postcodes.GetAsync(token)).Find(code) is not { } point) return null;
        return new FoundPostcode(code, point.Latitude, point.Longitude, await FindAsync(point.Latitude, point.Longitude, on, token));
    }

    /// <summary>The point of a property of the gazetteer, WGS84 degrees, and where that lies; null when the gazetteer has no such property or no point of it.</summary>
    public async ValueTask<(double Latitude, double Longitude, FoundPlace Place)?> FindPropertyAsync(long uprn, CancellationToken token)
    {
        await using var command = _database.CreateCommand("select latitude, longitude from properties where uprn = $1 and latitude is not null and longitude is not null");
        command.Parameters.Add(new NpgsqlParameter { Value = uprn });
        double latitude, longitude;
        await using (var row = await command.ExecuteReaderAsync(token))
        {
            if (!await row.ReadAsync(token)) return null;
            (latitude, longitude) = (row.GetDouble(0), row.GetDouble(1));
        }
        return (latitude, longitude, await FindAsync(latitude, longitude, null, token));
    }

    /// <summary>Where an address lies: its property's point decides, or else its postcode's middle.</summary>
    public async ValueTask<FoundPlace> FindAddressAsync(long? uprn, string? postcode, CancellationToken token) =>
        uprn is { } number && await FindPropertyAsync(number, token) is { } property ? property.Place : (await FindPostcodeAsync(postcode, null, token))?.Place ?? default;

    /// <summary>Forgets what was read.</summary>
    public void Invalidate()
    {
        _map.Forget();
        _postcodes.Forget();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _map.Dispose();
        _postcodes.Dispose();
    }

    internal DateOnly Today() => CouncilTime.DateOf(_time.GetUtcNow());

    private static async Task<PlaceMap> ReadMapAsync(IServiceScopeFactory scopes, CancellationToken token)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        var wards = await db.Wards.AsNoTracking().ToListAsync(token);
        var constituencies = await db.Constituencies.AsNoTracking().ToListAsync(token);
        return await Task.Run(
            () => new PlaceMap(
                new AreaHistory([.. wards.Select(ward => new LocatedArea(ward))], WardGapMetres),
                new AreaHistory([.. constituencies.Select(constituency => new LocatedArea(constituency))], ConstituencyGapMetres)),
            token);
    }

    private static async Task<PostcodeTable> ReadPostcodesAsync(NpgsqlDataSource database, CancellationToken token)
    {
        // Counted first, because arrays that grow would take three times the memory.
        await using var count = database.CreateCommand("select count(*) from postcodes");
        var expected = (long)(await count.ExecuteScalarAsync(token))!;
        var (keys, points, read) = (new ulong[expected], new ulong[expected], 0);
        await using var command = database.CreateCommand("select code, latitude, longitude from postcodes");
        await using var rows = await command.ExecuteReaderAsync(token);
        while (await rows.ReadAsync(token))
        {
            if (read == keys.Length) Fit(read + 1000);
            keys[read] = PostcodeTable.Key(rows.GetString(0));
            points[read++] = PostcodeTable.Point(rows.GetDouble(1), rows.GetDouble(2));
        }
        Fit(read);
        return new PostcodeTable(keys, points);

        void Fit(int length)
        {
            Array.Resize(ref keys, length);
            Array.Resize(ref points, length);
        }
    }
}

/// <summary>The boundaries of wards and constituencies at all times. Immutable; shared by all threads.</summary>
public sealed class PlaceMap
{
    private readonly AreaHistory _wards;
    private readonly AreaHistory _constituencies;

    internal PlaceMap(AreaHistory wards, AreaHistory constituencies) => (_wards, _constituencies) = (wards, constituencies);

    /// <summary>
    /// The ward and the constituency of a WGS84 point (degrees) by the boundaries in force on a day. Where areas overlap the lowest code counts,
    /// in a hairline gap between them the nearest; before the first known set that one counts.
    /// </summary>
    public FoundPlace Find(double latitude, double longitude, DateOnly on) => new(_wards.Find(latitude, longitude, on), _constituencies.Find(latitude, longitude, on));

    /// <summary>The shape of a ward, of any time, for a small map; null when it is not known.</summary>
    public AreaShape? OutlineOfWard(Guid wardId) => _wards.Outline(wardId);
}
