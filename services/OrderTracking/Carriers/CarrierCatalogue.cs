using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>One event of a carrier's answer, with its parcel's number.</summary>
public sealed record CarrierEvent(string TrackingNumber, TrackingEvent Event);

/// <summary>All carriers that this system understands, from their data files.</summary>
public sealed class CarrierCatalogue
{
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

            return new CarrierReader(file, receivedAt).Read(parcels);
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
}
