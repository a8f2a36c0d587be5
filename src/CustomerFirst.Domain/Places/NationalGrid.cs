namespace CustomerFirst.Domain.Places;

/// <summary>
/// Turns references of the British National Grid (OSGB36) into WGS84 degrees, good to about 5 metres. Formulae: Ordnance Survey, "A guide to
/// coordinate systems in Great Britain", annexes B and C (transverse Mercator, cartesian coordinates) and section 6.6 (Helmert transformation).
/// </summary>
public static class NationalGrid
{
    // Airy 1830 and the national grid's projection.
    private const double AiryA = 6_377_563.396;
    private const double AiryB = 6_356_256.909;
    private const double Scale = 0.999_601_271_7;
    private const double OriginEasting = 400_000;
    private const double OriginNorthing = -100_000;
    private static readonly double OriginLatitude = Radians(49);
    private static readonly double OriginLongitude = Radians(-2);

    // WGS84.
    private const double Wgs84A = 6_378_137;
    private const double Wgs84B = 6_356_752.314_245;

    // OSGB36 to WGS84: metres, parts, radians.
    private const double ShiftX = 446.448;
    private const double ShiftY = -125.157;
    private const double ShiftZ = 542.060;
    private const double ShiftScale = -20.4894e-6;
    private static readonly double TurnX = Radians(0.1502 / 3600);
    private static readonly double TurnY = Radians(0.2470 / 3600);
    private static readonly double TurnZ = Radians(0.8421 / 3600);

    /// <summary>Whether an easting and a northing in metres lie on the grid.</summary>
    public static bool Covers(double easting, double northing) => easting is >= 0 and <= 700_000 && northing is >= 0 and <= 1_300_000;

    /// <summary>The WGS84 latitude and longitude, degrees, of an easting and a northing in metres.</summary>
    public static (double Latitude, double Longitude) ToWgs84(double easting, double northing)
    {
        var (latitude, longitude) = Unproject(easting, northing);
        var (x, y, z) = ToCartesian(latitude, longitude);
        const double scale = 1 + ShiftScale;
        return ToDegrees(
            ShiftX + scale * x - TurnZ * y + TurnY * z,
            ShiftY + TurnZ * x + scale * y - TurnX * z,
            ShiftZ - TurnY * x + TurnX * y + scale * z);
    }

    // Annex C.2.
    private static (double Latitude, double Longitude) Unproject(double easting, double northing)
    {
        const double n = (AiryA - AiryB) / (AiryA + AiryB);
        const double squared = 1 - AiryB * AiryB / (AiryA * AiryA);
        var latitude = OriginLatitude;
        double arc = 0;
        do
        {
            latitude += (northing - OriginNorthing - arc) / (AiryA * Scale);
            arc = MeridianArc(latitude, n);
        }
        while (Math.Abs(northing - OriginNorthing - arc) >= 0.000_01);

        var sine = Math.Sin(latitude);
        var nu = AiryA * Scale / Math.Sqrt(1 - squared * sine * sine);
        var rho = AiryA * Scale * (1 - squared) * Math.Pow(1 - squared * sine * sine, -1.5);
        var eta2 = nu / rho - 1;
        var (tan, sec) = (Math.Tan(latitude), 1 / Math.Cos(latitude));
        var (tan2, tan4) = (tan * tan, tan * tan * tan * tan);
        var vii = tan / (2 * rho * nu);
        var viii = tan / (24 * rho * Math.Pow(nu, 3)) * (5 + 3 * tan2 + eta2 - 9 * tan2 * eta2);
        var ix = tan / (720 * rho * Math.Pow(nu, 5)) * (61 + 90 * tan2 + 45 * tan4);
        var x = sec / nu;
        var xi = sec / (6 * Math.Pow(nu, 3)) * (nu / rho + 2 * tan2);
        var xii = sec / (120 * Math.Pow(nu, 5)) * (5 + 28 * tan2 + 24 * tan4);
        var xiia = sec / (5040 * Math.Pow(nu, 7)) * (61 + 662 * tan2 + 1320 * tan4 + 720 * tan4 * tan2);
        var east = easting - OriginEasting;
        return (
            latitude - vii * Math.Pow(east, 2) + viii * Math.Pow(east, 4) - ix * Math.Pow(east, 6),
            OriginLongitude + x * east - xi * Math.Pow(east, 3) + xii * Math.Pow(east, 5) - xiia * Math.Pow(east, 7));
    }

    private static double MeridianArc(double latitude, double n)
    {
        var (n2, n3) = (n * n, n * n * n);
        var (minus, plus) = (latitude - OriginLatitude, latitude + OriginLatitude);
        return AiryB * Scale * (
            (1 + n + 5.0 / 4 * n2 + 5.0 / 4 * n3) * minus
            - (3 * n + 3 * n2 + 21.0 / 8 * n3) * Math.Sin(minus) * Math.Cos(plus)
            + (15.0 / 8 * n2 + 15.0 / 8 * n3) * Math.Sin(2 * minus) * Math.Cos(2 * plus)
            - 35.0 / 24 * n3 * Math.Sin(3 * minus) * Math.Cos(3 * plus));
    }

    // Annex B.1, at height zero.
    private static (double X, double Y, double Z) ToCartesian(double latitude, double longitude)
    {
        const double squared = 1 - AiryB * AiryB / (AiryA * AiryA);
        var nu = AiryA / Math.Sqrt(1 - squared * Math.Sin(latitude) * Math.Sin(latitude));
        return (nu * Math.Cos(latitude) * Math.Cos(longitude), nu * Math.Cos(latitude) * Math.Sin(longitude), (1 - squared) * nu * Math.Sin(latitude));
    }

    // Annex B.2.
    private static (double Latitude, double Longitude) ToDegrees(double x, double y, double z)
    {
        const double squared = 1 - Wgs84B * Wgs84B / (Wgs84A * Wgs84A);
        var p = Math.Sqrt(x * x + y * y);
        var latitude = Math.Atan2(z, p * (1 - squared));
        double before;
        do
        {
            before = latitude;
            var nu = Wgs84A / Math.Sqrt(1 - squared * Math.Sin(latitude) * Math.Sin(latitude));
            latitude = Math.Atan2(z + squared * nu * Math.Sin(latitude), p);
        }
        while (Math.Abs(latitude - before) > 1e-12);
        return (latitude * 180 / Math.PI, Math.Atan2(y, x) * 180 / Math.PI);
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
