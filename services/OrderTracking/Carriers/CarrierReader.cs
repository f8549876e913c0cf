using System.Text.Json;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Places;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>Reads the parcels of a carrier's document as its data file says.</summary>
internal sealed class CarrierReader(CarrierFile file, DateTimeOffset receivedAt)
{
    private const int LongestText = 500;

    /// <summary>The events of all parcels.</summary>
    public Decision<IReadOnlyList<CarrierEvent>> Read(IReadOnlyList<JsonElement> parcels)
    {
        var read = new List<CarrierEvent>();
        foreach (var parcel in parcels)
        {
            if (First(file.TrackingNumber, parcel) is not { } number)
            {
                return new ReportInvalid("TRACKING_NUMBER_REQUIRED", "raw_payload", "A parcel of the document has no tracking number.");
            }

            var estimate = CarrierTimes.Read(file.Estimates, parcel, PlaceOf(file.Destination, parcel), file, endOfDay: true);
            foreach (var element in file.Events.SelectMany(path => path.Select(parcel)))
            {
                if (ReadEvent(number, element) is not { } next)
                {
                    return new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "raw_payload", "An event of the document has no time, or neither code nor text.");
                }

                read.Add(new CarrierEvent(number, next));
            }

            // The forecast is the document's: it belongs to its newest event.
            if (estimate is not null && read.FindLastIndex(e => e.TrackingNumber == number && e.Event.OccurredAt == read.Where(o => o.TrackingNumber == number).Max(o => o.Event.OccurredAt)) is >= 0 and var newest)
            {
                read[newest] = read[newest] with { Event = read[newest].Event with { EstimatedDeliveryAt = estimate.Value.At } };
            }
        }

        return read;
    }

    private TrackingEvent? ReadEvent(string number, JsonElement element)
    {
        var codes = file.Event.Codes.Select(path => path.Text(element)).OfType<string>().ToList();
        var description = First(file.Event.Description, element) ?? "";
        if (CarrierTimes.Read(file.Event.Times, element, PlaceOf(file.Event.Place, element), file) is not { } time || (codes.Count == 0 && description.Length == 0))
        {
            return null;
        }

        var meaning = codes.Select(file.Find).FirstOrDefault(found => found is not null);
        var code = codes.FirstOrDefault() ?? "";
        var place = Shown(file.Event.Place, element);
        return new TrackingEvent
        {
            EventId = CarrierCatalogue.EventId(file.Carrier, number, time.At, code.Length > 0 ? code : description, place),
            OccurredAt = time.At,
            TimeBasis = time.Basis,
            UncertainBy = time.UncertainBy,
            ReceivedAt = receivedAt,
            Source = "webhook",
            CarrierStatusCode = Shorten(code),
            Status = meaning?.Status ?? ShipmentStatus.Unspecified,
            Reason = meaning?.Reason ?? "",
            Description = Shorten(description),
            Place = Shorten(place),
        };
    }

    private ScanPlace PlaceOf(PlaceFields fields, JsonElement element)
    {
        var city = First(fields.City, element) ?? "";
        var state = First(fields.State, element) ?? "";
        var country = First(fields.Country, element) ?? file.HomeCountry;
        if (fields.CountryLast && Shown(fields, element).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts)
        {
            return new ScanPlace(parts[0], parts.Length > 2 ? parts[^2] : "", parts[^1]);
        }

        return new ScanPlace(city, state, country);
    }

    private static string Shown(PlaceFields fields, JsonElement element) => string.Join(", ", fields.Shown.Select(path => path.Text(element)).OfType<string>());

    private static string? First(IEnumerable<JsonPath> paths, JsonElement element) => paths.Select(path => path.Text(element)).FirstOrDefault(text => text is not null);

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
