using Omnichannel.Platform.Time;

namespace Omnichannel.CartSync.Domain;

/// <summary>A store, as far as carts and the way to it need it.</summary>
public sealed record StorePlace
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Its id.</summary>
    public required string StoreId { get; init; }

    /// <summary>As people know it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Orders can be collected.</summary>
    public bool OffersPickup { get; init; }

    /// <summary>Null when nobody told.</summary>
    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>When it is open.</summary>
    public OpeningTimes Hours { get; init; } = new();

    /// <summary>Along the great circle (haversine, which is exact across the date line and at the poles).</summary>
    public static double DistanceKm((double Latitude, double Longitude) one, (double Latitude, double Longitude) other)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var latitude = Math.Sin(Radians(other.Latitude - one.Latitude) / 2);
        var longitude = Math.Sin(Radians(other.Longitude - one.Longitude) / 2);
        var a = (latitude * latitude) + (Math.Cos(Radians(one.Latitude)) * Math.Cos(Radians(other.Latitude)) * longitude * longitude);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
