using System.Text.RegularExpressions;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Json;
using Omnichannel.Platform.Time;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
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
        HomeZone = document.HomeZone;
        HomeCountry = document.HomeCountry;
        PostOf = document.PostOf;
        Numbers = document.Numbers;
        Parcels = document.Parcels;
        TrackingNumber = document.TrackingNumber;
        Estimates = document.Estimates;
        EstimateMadeAt = document.EstimateMadeAt;
        Destination = document.Destination;
        Events = document.Events;
        Event = document.Event;
        Polling = document.Polling;
        Onward = document.Onward;
        Proof = document.Proof;
        Reasons = [.. document.Reasons.Select(entry => (entry.Key, entry.Value))];
        foreach (var (code, meaning) in document.Statuses)
        {
            if (code.EndsWith('*'))
            {
                prefixes.Add((code[..^1], meaning));
            }
            else if (!exact.TryAdd(code, meaning))
            {
                throw new InvalidDataException($"The code {code} stands twice.");
            }
        }

        // The longest beginning that fits decides.
        prefixes.Sort(static (left, right) => right.Prefix.Length.CompareTo(left.Prefix.Length));
    }

    /// <summary>Lower case; the file's name.</summary>
    public string Carrier { get; }

    /// <summary>Where the carrier shows a parcel, with <c>{number}</c>; empty when it does not.</summary>
    public string TrackingUri { get; }

    /// <summary>The zone in which the carrier writes times of places that it does not name; null when there is no one zone.</summary>
    internal LocalDays? HomeZone { get; }

    /// <summary>The country that the carrier means where it names none; empty when it names all.</summary>
    internal string HomeCountry { get; }

    /// <summary>The country whose post it is; empty when it is none.</summary>
    internal string PostOf { get; }

    /// <summary>How its numbers look.</summary>
    internal IReadOnlyList<NumberFormat> Numbers { get; }

    /// <summary>Where its documents hold parcels; none when they are not read.</summary>
    internal IReadOnlyList<JsonPath> Parcels { get; }

    internal IReadOnlyList<JsonPath> TrackingNumber { get; }

    /// <summary>When the parcel arrives, as the carrier forecasts.</summary>
    internal IReadOnlyList<TimeField> Estimates { get; }

    /// <summary>When it made that forecast.</summary>
    internal IReadOnlyList<TimeField> EstimateMadeAt { get; }

    /// <summary>Where the parcel goes: forecasts are in the time of there.</summary>
    internal PlaceFields Destination { get; }

    internal IReadOnlyList<JsonPath> Events { get; }

    internal EventFields Event { get; }

    /// <summary>Where its documents name another carrier that goes on with the parcel.</summary>
    internal OnwardFields Onward { get; }

    /// <summary>Where its documents say who took a parcel.</summary>
    internal ProofFields Proof { get; }

    /// <summary>How the carrier is asked; null when it cannot be.</summary>
    internal PollingTerms? Polling { get; }

    /// <summary>Words of the carrier's texts that tell more than its code.</summary>
    internal IReadOnlyList<(string Words, ShipmentReason Reason)> Reasons { get; }

    /// <summary>Reads a data file.</summary>
    /// <exception cref="InvalidDataException">The file is wrong; the message says where.</exception>
    public static CarrierFile Parse(string yaml)
    {
        try
        {
            var document = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking()
                .WithTypeConverter(new TextConverter<JsonPath>(JsonPath.Parse)).WithTypeConverter(new TextConverter<CarrierMeaning>(CarrierMeaning.Parse))
                .WithTypeConverter(new TextConverter<ShipmentReason>(word => CarrierMeaning.Word<ShipmentReason>(word, "reason")))
                .WithTypeConverter(new TextConverter<LocalDays>(LocalDays.In))
                .WithTypeConverter(new TextConverter<Regex>(NumberFormat.Parse)).WithTypeConverter(new TextConverter<CheckDigit>(CheckDigit.Parse)).Build().Deserialize<Document?>(yaml);
            return document is { Carrier.Length: > 0 } ? new CarrierFile(document) : throw new InvalidDataException("A carrier's data file names no carrier.");
        }
        catch (YamlException error)
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

    /// <summary>What a code and its text mean together; null when nobody knows the code.</summary>
    internal CarrierMeaning? Find(IEnumerable<string> codes, string text) =>
        codes.Select(Find).FirstOrDefault(found => found is not null) is not { } meaning ? null
        : meaning.Reason is not ShipmentReason.Unspecified ? meaning
        : meaning with { Reason = Reasons.FirstOrDefault(entry => text.Contains(entry.Words, StringComparison.OrdinalIgnoreCase)).Reason };

    private sealed class Document
    {
        public string Carrier { get; set; } = "";

        public string TrackingUri { get; set; } = "";

        public LocalDays? HomeZone { get; set; }

        public string HomeCountry { get; set; } = "";

        public string PostOf { get; set; } = "";

        public List<NumberFormat> Numbers { get; set; } = [];

        public List<JsonPath> Parcels { get; set; } = [];

        public List<JsonPath> TrackingNumber { get; set; } = [];

        public List<TimeField> Estimates { get; set; } = [];

        public List<TimeField> EstimateMadeAt { get; set; } = [];

        public PlaceFields Destination { get; set; } = new();

        public List<JsonPath> Events { get; set; } = [];

        public EventFields Event { get; set; } = new();

        public Dictionary<string, CarrierMeaning> Statuses { get; set; } = [];

        public Dictionary<string, ShipmentReason> Reasons { get; set; } = [];

        public PollingTerms? Polling { get; set; }

        public OnwardFields Onward { get; set; } = new();

        public ProofFields Proof { get; set; } = new();
    }

    /// <summary>Reads what stands as one text, so that what is wrong in it is told with its line.</summary>
    private sealed class TextConverter<T>(Func<string, T> parse) : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type == typeof(T);

        public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
        {
            var text = parser.Consume<Scalar>();
            try
            {
                return parse(text.Value);
            }
            catch (Exception error) when (error is InvalidDataException or ArgumentException or NotSupportedException)
            {
                throw new YamlException(text.Start, text.End, error.Message);
            }
        }

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
    }
}

/// <summary>Where a parcel names the carrier that goes on with it.</summary>
internal sealed class OnwardFields
{
    public List<JsonPath> Carrier { get; set; } = [];

    public List<JsonPath> Number { get; set; } = [];

    /// <summary>Our codes of carriers, by the names that stand there. Others are not followed.</summary>
    public Dictionary<string, string> Carriers { get; set; } = [];
}

/// <summary>Where a parcel names who took it. Alternatives, the best first.</summary>
internal sealed class ProofFields
{
    public List<JsonPath> ReceivedBy { get; set; } = [];

    /// <summary>An address of a photo or signature; the pictures themselves are not taken.</summary>
    public List<JsonPath> Photo { get; set; } = [];

    public List<JsonPath> Place { get; set; } = [];
}

/// <summary>Where an event holds what.</summary>
internal sealed class EventFields
{
    /// <summary>The finer first.</summary>
    public List<JsonPath> Codes { get; set; } = [];

    /// <summary>Alternatives, the best first.</summary>
    public List<TimeField> Times { get; set; } = [];

    public List<JsonPath> Description { get; set; } = [];

    /// <summary>Whether events of one code, second and place are told apart by their text: codes of a few words mean much at once.</summary>
    public bool TextTells { get; set; }

    public PlaceFields Place { get; set; } = new();
}

/// <summary>Where something holds a place.</summary>
internal sealed class PlaceFields
{
    /// <summary>Put together for people.</summary>
    public List<JsonPath> Shown { get; set; } = [];

    /// <summary>Whether what is shown ends with the country, before it the state where there is one: <c>Carson, CA, US</c>.</summary>
    public bool CountryLast { get; set; }

    public List<JsonPath> City { get; set; } = [];

    public List<JsonPath> State { get; set; } = [];

    public List<JsonPath> Country { get; set; } = [];
}

/// <summary>Where a time stands.</summary>
internal sealed class TimeField
{
    /// <summary>Its parts, which are put together.</summary>
    public List<JsonPath> At { get; set; } = [];

    /// <summary>How they are written; as ISO 8601 when not given; <c>unix</c> for seconds since 1970.</summary>
    public string Format { get; set; } = "";

    /// <summary>Where its offset from UTC stands, when in a field of its own.</summary>
    public JsonPath? Offset { get; set; }

    /// <summary>Whether it is UTC although it does not say so.</summary>
    public bool IsUtc { get; set; }
}

/// <summary>What a carrier's code means.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">Why, or where exactly.</param>
public sealed record CarrierMeaning(ShipmentStatus Status, ShipmentReason Reason = ShipmentReason.Unspecified)
{
    /// <summary>Reads <c>DELIVERY_FAILED ADDRESS_INCOMPLETE</c>.</summary>
    public static CarrierMeaning Parse(string text)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        return new CarrierMeaning(Word<ShipmentStatus>(words[0], "status"), words.Length > 1 ? Word<ShipmentReason>(words[1], "reason") : ShipmentReason.Unspecified);
    }

    internal static T Word<T>(string word, string kind)
        where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && char.IsLetter(word[0])
            ? value
            : throw new InvalidDataException($"{word} is no {kind} of a shipment.");
}
