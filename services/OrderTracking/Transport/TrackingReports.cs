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
    private const int LongestCarrier = 32;

    /// <summary>What can be read of a report, or why it is not taken.</summary>
    public static Decision<CarrierReading> Read(TrackingReport report, CarrierCatalogue carriers, string source, DateTimeOffset now)
    {
        var carrier = report.CarrierCode.Trim().ToLowerInvariant();
        if (carrier.Length is 0 or > LongestCarrier)
        {
            return new ReportInvalid("CARRIER_UNKNOWN", "carrier_code", "A report names its carrier.");
        }

        var receipt = new Receipt(report.TrackingNumber, source, now);
        return report.ContentCase switch
        {
            TrackingReport.ContentOneofCase.Event => ReadEvent(carrier, report.Event, carriers, receipt),
            TrackingReport.ContentOneofCase.RawPayload => carriers.Read(carrier, report.RawPayload, receipt),
            _ => new ReportInvalid(ReportInvalid.NotUnderstood, "event", "A report holds an event or a document."),
        };
    }

    private static Decision<CarrierReading> ReadEvent(string carrier, NormalisedTrackingEvent e, CarrierCatalogue carriers, Receipt receipt)
    {
        var number = e.TrackingNumber.Trim();
        if (number.Length is 0 or > 128)
        {
            return new ReportInvalid("TRACKING_NUMBER_REQUIRED", "event.tracking_number", "An event names its parcel.");
        }

        if (!e.OccurredAt.IsTime() || (e.EstimatedDeliveryAt is not null && !e.EstimatedDeliveryAt.IsTime()) || !Enum.IsDefined(e.Status) || !Enum.IsDefined(e.Reason)
            || e.CarrierStatusCode.Length > LongestText || e.Description.Length > LongestText || e.Place.Length > LongestText)
        {
            return new ReportInvalid(ReportInvalid.NotUnderstood, "event", "An event has a time, a known status and reason, and texts of at most 500 characters.");
        }

        var occurredAt = e.OccurredAt.ToInstant();
        var expectedAt = e.EstimatedDeliveryAt.ToOptionalInstant();
        if (FindImpossibleTime(occurredAt, expectedAt, receipt.ReceivedAt) is { } impossible)
        {
            return impossible;
        }

        var code = e.CarrierStatusCode.Trim();
        var status = e.Status.ToDomain();
        var isScan = status is not ShipmentStatus.Unspecified || code.Length > 0;
        if (!isScan && expectedAt is null)
        {
            return new ReportInvalid(ReportInvalid.NotUnderstood, "event.status", "An event has a status, the carrier's code or a forecast.");
        }

        var read = new List<CarrierEvent>();
        if (isScan)
        {
            var meaning = status is ShipmentStatus.Unspecified ? carriers.Find(carrier, code) : null;
            read.Add(new CarrierEvent(number, new TrackingEvent
            {
                EventId = CarrierCatalogue.EventId(carrier, number, occurredAt, code.Length > 0 ? code : status.ToString(), e.Place),
                OccurredAt = occurredAt,
                ReceivedAt = receipt.ReceivedAt,
                Source = receipt.Source,
                CarrierStatusCode = code,
                Status = meaning?.Status ?? status,
                Reason = e.Reason is Orders.V1.ShipmentReason.Unspecified ? meaning?.Reason ?? Domain.ShipmentReason.Unspecified : e.Reason.ToDomain(),
                Description = e.Description,
                Place = e.Place,
            }));
        }

        if (expectedAt is { } expected)
        {
            read.Add(new CarrierEvent(number, CarrierCatalogue.Forecast(carrier, number, expected, occurredAt, receipt)));
        }

        return new CarrierReading(read);
    }

    private static ReportInvalid? FindImpossibleTime(DateTimeOffset occurredAt, DateTimeOffset? expectedAt, DateTimeOffset receivedAt) =>
        TellableTimes.IsTooEarly(occurredAt) ? new ReportInvalid("OCCURRED_TOO_EARLY", "event.occurred_at", "The event lies before 1970.")
        : !TellableTimes.CanHaveBeen(occurredAt, receivedAt) ? new ReportInvalid("OCCURRED_IN_FUTURE", "event.occurred_at", "The event lies more than a day ahead.")
        : expectedAt is not { } expected || TellableTimes.CanBeForecast(expected, receivedAt) ? null
        : TellableTimes.IsTooEarly(expected) ? new ReportInvalid("OCCURRED_TOO_EARLY", "event.estimated_delivery_at", "The forecast lies before 1970.")
        : new ReportInvalid("OCCURRED_IN_FUTURE", "event.estimated_delivery_at", "The forecast lies more than a year ahead.");
}
