using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>One event of a carrier's answer, with its parcel's number.</summary>
public sealed record CarrierEvent(string TrackingNumber, TrackingEvent Event);

/// <summary>What was read of a report.</summary>
/// <param name="Events">What could be read.</param>
/// <param name="Unreadable">How many events, and parcels without a number, could not.</param>
public sealed record CarrierReading(IReadOnlyList<CarrierEvent> Events, int Unreadable = 0)
{
    /// <summary>Who took which parcel.</summary>
    public IReadOnlyList<CarrierProof> Proofs { get; init; } = [];
}

/// <summary>Who took a parcel, as its carrier tells. Personal data: it is no part of an event.</summary>
public sealed record CarrierProof(string TrackingNumber, string ReceivedBy, string PhotoReference, string Place);

/// <summary>How a carrier's document came.</summary>
/// <param name="TrackingNumber">The parcel that it is about where it names none; may be empty.</param>
/// <param name="Source">Who told, as events say it.</param>
/// <param name="ReceivedAt">When.</param>
public readonly record struct Receipt(string TrackingNumber, string Source, DateTimeOffset ReceivedAt);

/// <summary>All carriers that this system understands, from their data files.</summary>
public sealed class CarrierCatalogue
{
    // The embedded ones are read when a carrier is first asked for: they take longer than the rest of a service's start.
    private readonly Lazy<Dictionary<string, CarrierFile>> read;

    /// <summary>Takes data files; an operator may add some to the embedded ones.</summary>
    public CarrierCatalogue(IEnumerable<CarrierFile> files) => read = new(() => files.ToDictionary(file => file.Carrier, StringComparer.OrdinalIgnoreCase));

    private Dictionary<string, CarrierFile> Files => read.Value;

    /// <summary>The data files embedded in this assembly.</summary>
    public static CarrierCatalogue Embedded() => new(EmbeddedFiles());

    /// <summary>The embedded data files with an operator's: one of a carrier that has an embedded one stands in its place.</summary>
    /// <param name="folder">Where those files lie, <c>&lt;carrier&gt;.yaml</c> each; empty for the embedded ones alone.</param>
    /// <exception cref="StartupException">The folder is not there, or a file is wrong; the message says which, and where.</exception>
    public static CarrierCatalogue With(string folder)
    {
        if (folder.Length == 0)
        {
            return Embedded();
        }

        if (!Directory.Exists(folder))
        {
            throw new StartupException($"{CarrierSettings.Section}:{nameof(CarrierSettings.Folder)}: there is no folder '{folder}'.");
        }

        var own = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(ReadOwn).ToDictionary(file => file.Carrier, StringComparer.OrdinalIgnoreCase);
        return new CarrierCatalogue(EmbeddedFiles().Where(file => !own.ContainsKey(file.Carrier)).Concat(own.Values));
    }

    /// <summary>That accounts are such that their carriers can be asked.</summary>
    /// <exception cref="StartupException">One cannot; the message names the setting.</exception>
    internal CarrierCatalogue WithAccounts(CarrierSettings settings)
    {
        foreach (var (carrier, account) in settings.Accounts)
        {
            var terms = PollingOf(carrier) ?? throw new StartupException($"{CarrierSettings.Section}:Accounts:{carrier}: no data file says how that carrier is asked.");
            if (terms.WantsId && account.Id.Length == 0)
            {
                throw new StartupException($"{CarrierSettings.Section}:Accounts:{carrier}:{nameof(account.Id)}: this carrier wants a name beside the key.");
            }
        }

        return this;
    }

    private static IEnumerable<CarrierFile> EmbeddedFiles()
    {
        var type = typeof(CarrierCatalogue);
        return type.Assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{type.Namespace}.", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return CarrierFile.Parse(reader.ReadToEnd());
        });
    }

    private static CarrierFile ReadOwn(string path)
    {
        try
        {
            var file = CarrierFile.Parse(File.ReadAllText(path));
            return file.Carrier == Path.GetFileNameWithoutExtension(path)
                ? file
                : throw new StartupException($"{path}: the file of the carrier '{file.Carrier}' is named {file.Carrier}.yaml.");
        }
        catch (InvalidDataException error)
        {
            throw new StartupException($"{path}: {error.Message}");
        }
    }

    /// <summary>The carriers that are known.</summary>
    public IReadOnlyCollection<string> Carriers => Files.Keys;

    /// <summary>Whether a carrier is known.</summary>
    public bool Knows(string carrierCode) => Files.ContainsKey(carrierCode);

    /// <summary>
    /// Whose number it can be: carriers whose check digit it has, else carriers whose numbers look like it. Several when they share a form; none when no carrier is known for it.
    /// </summary>
    public IReadOnlyList<string> Detect(string trackingNumber)
    {
        if (Canonical.TrackingNumber(trackingNumber) is not { } number)
        {
            return [];
        }

        var country = NumberFormat.PostalCountry(number);
        var proven = Files.Values.Where(file => (country is not null && file.PostOf == country) || file.Numbers.Any(format => format.Check is not null && format.Fits(number)));
        var alike = Files.Values.Where(file => file.Numbers.Any(format => format.Check is null && format.Fits(number)));
        return [.. (proven.Any() ? proven : alike).Select(file => file.Carrier).Order(StringComparer.Ordinal)];
    }

    /// <summary>How a carrier is asked; null when it cannot be.</summary>
    internal PollingTerms? PollingOf(string carrierCode) => Files.GetValueOrDefault(carrierCode)?.Polling;

    /// <summary>A form of numbers by its name; null when there is none.</summary>
    internal NumberFormat? FormatOf(string name) => Files.Values.SelectMany(file => file.Numbers).FirstOrDefault(format => format.Name == name);

    /// <summary>Whether a carrier's documents are read.</summary>
    public bool Reads(string carrierCode) => Files.TryGetValue(carrierCode, out var file) && file.Parcels.Count > 0;

    /// <summary>What a carrier's code means; null when the carrier or the code is unknown.</summary>
    public CarrierMeaning? Find(string carrierCode, string code) => Files.TryGetValue(carrierCode, out var file) ? file.Find(code) : null;

    /// <summary>Where a carrier shows a parcel; empty when unknown.</summary>
    public string TrackingUri(string carrierCode, string trackingNumber) =>
        trackingNumber.Length > 0 && Files.TryGetValue(carrierCode, out var file)
            ? file.TrackingUri.Replace("{number}", Uri.EscapeDataString(trackingNumber), StringComparison.Ordinal)
            : "";

    /// <summary>Reads a carrier's own document: all parcels, events and forecasts in it that can be read.</summary>
    public Decision<CarrierReading> Read(string carrierCode, string payload, Receipt receipt)
    {
        if (!Files.TryGetValue(carrierCode, out var file) || file.Parcels.Count == 0)
        {
            return new ReportInvalid("CARRIER_UNKNOWN", "carrier_code", "No data file reads this carrier's documents.");
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            var parcels = file.Parcels.SelectMany(path => path.Select(document.RootElement)).Where(parcel => parcel.ValueKind is JsonValueKind.Object).ToList();
            return parcels.Count == 0
                ? new ReportInvalid(ReportInvalid.NotUnderstood, "raw_payload", "The document holds no parcel where this carrier's answers do.")
                : new CarrierReader(file, receipt).Read(parcels);
        }
        catch (JsonException)
        {
            return new ReportInvalid(ReportInvalid.NotUnderstood, "raw_payload", "The document is not JSON.");
        }
    }

    /// <summary>The id of an event: the same event is the same however it comes.</summary>
    public static string EventId(string carrierCode, string trackingNumber, DateTimeOffset occurredAt, string what, string place)
    {
        var text = string.Join('\n', carrierCode.ToLowerInvariant(), Canonical.TrackingNumber(trackingNumber), occurredAt.ToMicros().ToString(CultureInfo.InvariantCulture), what, place);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>A forecast as an event of its own. Without the moment at which its carrier made it, the same estimate is the same forecast, heard again.</summary>
    public static TrackingEvent Forecast(string carrierCode, string trackingNumber, DateTimeOffset expectedAt, DateTimeOffset? madeAt, Receipt receipt) => new()
    {
        EventId = EventId(carrierCode, trackingNumber, expectedAt, "forecast", madeAt is { } made ? made.ToMicros().ToString(CultureInfo.InvariantCulture) : ""),
        OccurredAt = madeAt ?? receipt.ReceivedAt,
        ReceivedAt = receipt.ReceivedAt,
        Source = receipt.Source,
        EstimatedDeliveryAt = expectedAt,
    };
}
