using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Json;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>What a carrier's data file says (<c>Carriers/&lt;carrier&gt;.yaml</c>): where its answers hold what, and what its codes mean.</summary>
public sealed class CarrierFile
{
    private readonly Dictionary<string, CarrierMeaning> exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Prefix, CarrierMeaning Meaning)> prefixes = [];

    private CarrierFile(Document document)
    {
        Carrier = document.Carrier;
        TrackingUri = document.TrackingUri;
        Parcels = Paths(document.Parcels);
        TrackingNumber = Paths(document.TrackingNumber);
        EstimatedDelivery = Paths(document.EstimatedDelivery);
        Events = Paths(document.Events);
        Codes = Paths(document.Event.Codes);
        Times = [.. document.Event.Times.Select(time => (IReadOnlyList<JsonPath>)[.. time.Split('+').Select(JsonPath.Parse)])];
        Formats = [.. document.Event.Formats];
        Description = Paths(document.Event.Description);
        Place = Paths(document.Event.Place);
        foreach (var (code, meaning) in document.Statuses)
        {
            if (code.EndsWith('*'))
            {
                prefixes.Add((code[..^1], CarrierMeaning.Parse(meaning)));
            }
            else
            {
                exact.Add(code, CarrierMeaning.Parse(meaning));
            }
        }

        // The longest beginning that fits decides.
        prefixes.Sort(static (left, right) => right.Prefix.Length.CompareTo(left.Prefix.Length));
    }

    /// <summary>Lower case; the file's name.</summary>
    public string Carrier { get; }

    /// <summary>Where the carrier shows a parcel, with <c>{number}</c>; empty when it does not.</summary>
    public string TrackingUri { get; }

    internal IReadOnlyList<JsonPath> Parcels { get; }

    internal IReadOnlyList<JsonPath> TrackingNumber { get; }

    internal IReadOnlyList<JsonPath> EstimatedDelivery { get; }

    internal IReadOnlyList<JsonPath> Events { get; }

    internal IReadOnlyList<JsonPath> Codes { get; }

    /// <summary>Alternatives; the texts at the paths of one are joined.</summary>
    internal IReadOnlyList<IReadOnlyList<JsonPath>> Times { get; }

    internal string[] Formats { get; }

    internal IReadOnlyList<JsonPath> Description { get; }

    internal IReadOnlyList<JsonPath> Place { get; }

    /// <summary>Reads a data file.</summary>
    /// <exception cref="InvalidDataException">The file is wrong; the message says where.</exception>
    public static CarrierFile Parse(string yaml)
    {
        try
        {
            var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();
            return new CarrierFile(reader.Deserialize<Document>(yaml));
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw new InvalidDataException($"A carrier's data file is wrong at {error.Start}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    /// <summary>What a code means; null when nobody knows.</summary>
    public CarrierMeaning? Find(string code)
    {
        var trimmed = code.Trim();
        return exact.TryGetValue(trimmed, out var meaning)
            ? meaning
            : prefixes.FirstOrDefault(entry => trimmed.StartsWith(entry.Prefix, StringComparison.OrdinalIgnoreCase)).Meaning;
    }

    private static IReadOnlyList<JsonPath> Paths(IEnumerable<string> texts) => [.. texts.Select(JsonPath.Parse)];

    private sealed class Document
    {
        public string Carrier { get; set; } = "";

        public string TrackingUri { get; set; } = "";

        public List<string> Parcels { get; set; } = [];

        public List<string> TrackingNumber { get; set; } = [];

        public List<string> EstimatedDelivery { get; set; } = [];

        public List<string> Events { get; set; } = [];

        public EventDocument Event { get; set; } = new();

        public Dictionary<string, string> Statuses { get; set; } = [];
    }

    private sealed class EventDocument
    {
        public List<string> Codes { get; set; } = [];

        public List<string> Times { get; set; } = [];

        public List<string> Formats { get; set; } = [];

        public List<string> Description { get; set; } = [];

        public List<string> Place { get; set; } = [];
    }
}

/// <summary>What a carrier's code means.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">Normalised reason, or empty.</param>
public sealed record CarrierMeaning(ShipmentStatus Status, string Reason)
{
    /// <summary>Reads <c>DELIVERY_FAILED ADDRESS_INCOMPLETE</c>.</summary>
    public static CarrierMeaning Parse(string text)
    {
        var words = text.Split(' ', 2);
        return Enum.TryParse<ShipmentStatus>(words[0].Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var status)
            ? new CarrierMeaning(status, words.Length > 1 ? words[1].Trim() : "")
            : throw new InvalidDataException($"{words[0]} is no status of a shipment.");
    }
}
