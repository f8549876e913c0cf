using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Json;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>One event of a carrier's answer, with its parcel's number.</summary>
public sealed record CarrierEvent(string TrackingNumber, TrackingEvent Event);

/// <summary>All carriers that this system understands, from their data files.</summary>
public sealed class CarrierCatalogue
{
    private const int LongestText = 500;
    private readonly Dictionary<string, CarrierFile> files;

    /// <summary>Takes data files; an operator may add some to the embedded ones.</summary>
    public CarrierCatalogue(IEnumerable<CarrierFile> files) => this.files = files.ToDictionary(file => file.Carrier, StringComparer.OrdinalIgnoreCase);

    /// <summary>The data files embedded in this assembly.</summary>
    public static CarrierCatalogue Embedded()
    {
        var type = typeof(CarrierCatalogue);
        return new(type.Assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{type.Namespace}.", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return CarrierFile.Parse(reader.ReadToEnd());
        }));
    }

    /// <summary>The carriers that are known.</summary>
    public IReadOnlyCollection<string> Carriers => files.Keys;

    /// <summary>Whether a carrier is known.</summary>
    public bool Knows(string carrierCode) => files.ContainsKey(carrierCode);

    /// <summary>What a carrier's code means; null when the carrier or the code is unknown.</summary>
    public CarrierMeaning? Find(string carrierCode, string code) => files.TryGetValue(carrierCode, out var file) ? file.Find(code) : null;

    /// <summary>Where a carrier shows a parcel; empty when unknown.</summary>
    public string TrackingUri(string carrierCode, string trackingNumber) =>
        trackingNumber.Length > 0 && files.TryGetValue(carrierCode, out var file)
            ? file.TrackingUri.Replace("{number}", Uri.EscapeDataString(trackingNumber), StringComparison.Ordinal)
            : "";

    /// <summary>Reads a carrier's own document: all parcels and events in it.</summary>
    public Decision<IReadOnlyList<CarrierEvent>> Read(string carrierCode, string payload, DateTimeOffset receivedAt)
    {
        if (!files.TryGetValue(carrierCode, out var file))
        {
            return new ReportInvalid("CARRIER_UNKNOWN", "carrier_code", "No data file understands this carrier.");
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            var parcels = file.Parcels.SelectMany(path => path.Select(document.RootElement)).Where(parcel => parcel.ValueKind is JsonValueKind.Object).ToList();
            if (parcels.Count == 0)
            {
                return new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "raw_payload", "The document holds no parcel where this carrier's answers do.");
            }

            return ReadParcels(file, parcels, receivedAt);
        }
        catch (JsonException)
        {
            return new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "raw_payload", "The document is not JSON.");
        }
    }

    /// <summary>The id of an event: the same event is the same however it comes.</summary>
    public static string EventId(string carrierCode, string trackingNumber, DateTimeOffset occurredAt, string what, string place)
    {
        var text = string.Join('\n', carrierCode.ToLowerInvariant(), Canonical.TrackingNumber(trackingNumber), occurredAt.ToMicros().ToString(CultureInfo.InvariantCulture), what, place);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private static Decision<IReadOnlyList<CarrierEvent>> ReadParcels(CarrierFile file, List<JsonElement> parcels, DateTimeOffset receivedAt)
    {
        var read = new List<CarrierEvent>();
        foreach (var parcel in parcels)
        {
            if (First(file.TrackingNumber, parcel) is not { } number)
            {
                return new ReportInvalid("TRACKING_NUMBER_REQUIRED", "raw_payload", "A parcel of the document has no tracking number.");
            }

            var estimate = First(file.EstimatedDelivery, parcel) is { } text ? Time(text, []) : null;
            var events = file.Events.SelectMany(path => path.Select(parcel)).ToList();
            foreach (var element in events)
            {
                if (ReadEvent(file, number, element, receivedAt) is not { } next)
                {
                    return new ReportInvalid("PAYLOAD_NOT_UNDERSTOOD", "raw_payload", "An event of the document has no time, or neither code nor text.");
                }

                read.Add(new CarrierEvent(number, next));
            }

            // The forecast is the document's: it belongs to its newest event.
            if (estimate is not null && read.FindLastIndex(e => e.TrackingNumber == number && e.Event.OccurredAt == read.Where(o => o.TrackingNumber == number).Max(o => o.Event.OccurredAt)) is >= 0 and var newest)
            {
                read[newest] = read[newest] with { Event = read[newest].Event with { EstimatedDeliveryAt = estimate } };
            }
        }

        return read;
    }

    private static TrackingEvent? ReadEvent(CarrierFile file, string number, JsonElement element, DateTimeOffset receivedAt)
    {
        var codes = file.Codes.Select(path => path.Text(element)).OfType<string>().ToList();
        var description = First(file.Description, element) ?? "";
        if (Time(file, element) is not { } occurredAt || (codes.Count == 0 && description.Length == 0))
        {
            return null;
        }

        var meaning = codes.Select(file.Find).FirstOrDefault(found => found is not null);
        var code = codes.FirstOrDefault() ?? "";
        var place = string.Join(", ", file.Place.Select(path => path.Text(element)).OfType<string>());
        return new TrackingEvent
        {
            EventId = EventId(file.Carrier, number, occurredAt, code.Length > 0 ? code : description, place),
            OccurredAt = occurredAt,
            ReceivedAt = receivedAt,
            Source = "webhook",
            CarrierStatusCode = Shorten(code),
            Status = meaning?.Status ?? ShipmentStatus.Unspecified,
            Reason = meaning?.Reason ?? "",
            Description = Shorten(description),
            Place = Shorten(place),
        };
    }

    private static DateTimeOffset? Time(CarrierFile file, JsonElement element)
    {
        foreach (var alternative in file.Times)
        {
            var texts = alternative.Select(path => path.Text(element)).ToList();
            if (texts.All(text => text is not null) && Time(string.Concat(texts), file.Formats) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    // Without an offset of its own a time is taken as UTC: the places of carriers' scans are too coarse to know better.
    private static DateTimeOffset? Time(string text, string[] formats)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Styles, out var time)
            || (text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out time)))
        {
            return Instants.FromMicros(time.ToMicros());
        }

        return null;
    }

    private static string? First(IEnumerable<JsonPath> paths, JsonElement element) => paths.Select(path => path.Text(element)).FirstOrDefault(text => text is not null);

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
