using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Store;

/// <summary>How a carrier names a parcel.</summary>
/// <param name="CarrierCode">The carrier.</param>
/// <param name="TrackingNumber">However it is written: people and labels put blanks and dashes between.</param>
public readonly record struct ParcelNumber(string CarrierCode, string TrackingNumber)
{
    /// <summary>In its canonical form; empty for a parcel without a number.</summary>
    public string TrackingNumber { get; } = Canonical.TrackingNumber(TrackingNumber) ?? "";

    /// <summary>Under which its events wait, and its carrier is asked.</summary>
    public string Key => $"{CarrierCode}/{TrackingNumber}";

    /// <summary>The number of a key.</summary>
    public static ParcelNumber OfKey(string key) => new(key[..key.IndexOf('/', StringComparison.Ordinal)], key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]);
}
