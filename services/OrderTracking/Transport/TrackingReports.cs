using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;
using TrackingEvent = Omnichannel.OrderTracking.Domain.TrackingEvent;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Reads reports of carriers: events in our terms, or the carrier's own documents.</summary>
public static class TrackingReports
{
    private const int LongestText = 500;
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);

    /// <summary>The events of a report, or why it is not taken.</summary>
    public static Decision<IReadOnlyList<CarrierEvent>> Read(TrackingReport report, CarrierCatalogue carriers, string source, DateTimeOffset now)
    {
        var carrier = report.CarrierCode.Trim().ToLowerInvariant();
        if (!carriers.Knows(carrier))
        {
            return new ReportInvalid("CARRIER_UNKNOWN", "carrier_code", "No data file understands this carrier.");
        }

        var read = report.ContentCase switch
        {
            TrackingReport.ContentOneofCase.Event => ReadEvent(carrier, report.Event, carriers, source, now),
            TrackingReport.ContentOneofCase.RawPayload => carriers.Read(carrier, report.RawPayload, now),
            _ => new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "event", "A report holds an event or a document."),
        };
        return read.IsAccepted && read.Value.Any(e => e.Event.OccurredAt > now + FurthestAhead)
            ? new ReportInvalid("OCCURRED_IN_FUTURE", "occurred_at", "An event lies more than a day ahead.")
            : read;
    }

    private static Decision<IReadOnlyList<CarrierEvent>> ReadEvent(
        string carrier, NormalisedTrackingEvent e, CarrierCatalogue carriers, string source, DateTimeOffset now)
    {
        var number = e.TrackingNumber.Trim();
        if (number.Length is 0 or > 128)
        {
            return new ReportInvalid("TRACKING_NUMBER_REQUIRED", "event.tracking_number", "An event names its parcel.");
        }

        if (!e.OccurredAt.IsTime() || (e.EstimatedDeliveryAt is not null && !e.EstimatedDeliveryAt.IsTime()) || !Enum.IsDefined(e.Status)
            || e.CarrierStatusCode.Length > LongestText || e.Description.Length > LongestText || e.Place.Length > LongestText || e.Reason.Length > 64)
        {
            return new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "event", "An event has a time, a known status, and texts of at most 500 characters.");
        }

        var code = e.CarrierStatusCode.Trim();
        var status = e.Status.ToDomain();
        if (status is ShipmentStatus.Unspecified && code.Length == 0)
        {
            return new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "event.status", "An event has a status or the carrier's code.");
        }

        var meaning = status is ShipmentStatus.Unspecified ? carriers.Find(carrier, code) : null;
        var occurredAt = e.OccurredAt.ToInstant();
        var what = code.Length > 0 ? code : status.ToString();
        return new CarrierEvent[]
        {
            new(number, new TrackingEvent
            {
                EventId = CarrierCatalogue.EventId(carrier, number, occurredAt, what, e.Place),
                OccurredAt = occurredAt,
                ReceivedAt = now,
                Source = source,
                CarrierStatusCode = code,
                Status = meaning?.Status ?? status,
                Reason = e.Reason.Length > 0 ? e.Reason : meaning?.Reason ?? "",
                Description = e.Description,
                Place = e.Place,
                EstimatedDeliveryAt = e.EstimatedDeliveryAt.ToOptionalInstant(),
            }),
        };
    }
}
