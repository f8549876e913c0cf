using System.Text;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>When a carrier is asked about a parcel again.</summary>
public static class PollingRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(60);

    /// <summary>
    /// The next question; null when nothing more is to come: the parcel has ended, or nobody told of it for two months. A parcel that is silent is asked about less and less.
    /// </summary>
    /// <param name="parcel">The parcel.</param>
    /// <param name="every">How long one that moves waits.</param>
    /// <param name="now">When it was asked about.</param>
    public static DateTimeOffset? Next(Shipment parcel, TimeSpan every, DateTimeOffset now)
    {
        var silent = now - parcel.LastNewsAt;
        if (ParcelState.IsTerminal(parcel.Reported.Status) || silent > Forgotten)
        {
            return null;
        }

        var pause = silent / 12 > every ? silent / 12 : every;
        return now + Spread(pause < Longest ? pause : Longest, parcel.ShipmentId);
    }

    // Parcels that were announced together are not asked about together for ever: each waits up to a tenth longer or shorter, as its id says.
    private static TimeSpan Spread(TimeSpan pause, string id)
    {
        var share = Encoding.UTF8.GetBytes(id).Aggregate(17u, (hash, letter) => (hash * 31) + letter) % 201;
        return pause * (0.9 + (share / 1000d));
    }
}
