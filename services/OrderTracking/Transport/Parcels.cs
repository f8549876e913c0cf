using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Parcels that somebody announces.</summary>
internal static class Parcels
{
    /// <summary>What names a parcel.</summary>
    public static RequestCheck Parcel(this RequestCheck check, string carrierCode, string trackingNumber, string trackingUri) => check
        .OptionalText("carrier_code", carrierCode, 32).OptionalText("tracking_number", trackingNumber, 128).OptionalText("tracking_uri", trackingUri, 500)
        .That(trackingUri.Length == 0 || Uri.IsWellFormedUriString(trackingUri, UriKind.Absolute), "tracking_uri", "must be an absolute URI");

    /// <summary>A parcel of a carrier that was named, or that its number tells.</summary>
    /// <exception cref="RefusedException">The number tells no carrier, or several.</exception>
    public static Shipment NewParcel(
        this CarrierCatalogue carriers, string carrierCode, string trackingNumber, string trackingUri, IReadOnlyList<LineUnits> lines, DateTimeOffset? pickedUpAt, DateTimeOffset now)
    {
        var carrier = carrierCode.Length > 0 ? carrierCode.ToLowerInvariant()
            : carriers.Detect(trackingNumber) is var candidates && candidates.Count == 1 ? candidates[0]
            : throw new RefusedException(new CarrierNotRecognised(candidates));
        var number = trackingNumber.Trim();
        return new Shipment
        {
            ShipmentId = "",
            CarrierCode = carrier,
            TrackingNumber = number,
            TrackingUri = trackingUri.Length > 0 ? trackingUri : carriers.TrackingUri(carrier, number),
            Lines = lines,
            CreatedAt = now,
            IsTracked = number.Length > 0 && carriers.Reads(carrier),
            Events = pickedUpAt is not { } at
                ? []
                :
                [
                    new TrackingEvent
                    {
                        EventId = CarrierCatalogue.EventId(carrier, number, at, nameof(ShipmentStatus.PickedUp), ""),
                        OccurredAt = at,
                        ReceivedAt = now,
                        Source = TrackingEvent.ByOperations,
                        Status = ShipmentStatus.PickedUp,
                    },
                ],
        };
    }
}
