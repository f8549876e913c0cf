using System.Globalization;
using System.Text;

namespace Omnichannel.Platform.Events;

/// <summary>CloudEvents 1.0, Kafka protocol binding, binary content mode: which header carries which attribute. Structured mode is understood, never written.</summary>
public static class CloudEventHeaders
{
    /// <summary>Media type of the events that this product publishes.</summary>
    public const string Protobuf = "application/protobuf";

    /// <summary>The version of the specification that this product speaks.</summary>
    public const string SpecVersionValue = "1.0";

    /// <summary>Required: the version of the specification.</summary>
    public const string SpecVersion = "ce_specversion";

    /// <summary>Required: unique id.</summary>
    public const string Id = "ce_id";

    /// <summary>Required: the publishing service.</summary>
    public const string Source = "ce_source";

    /// <summary>Required: full message name.</summary>
    public const string Type = "ce_type";

    /// <summary>RFC 3339 time of the occurrence.</summary>
    public const string Time = "ce_time";

    /// <summary>Aggregate id; equals the Kafka key.</summary>
    public const string Subject = "ce_subject";

    /// <summary>Extension attribute: version of the aggregate after the event.</summary>
    public const string AggregateVersion = "ce_aggregateversion";

    /// <summary>Media type of the value; the one attribute without prefix.</summary>
    public const string ContentType = "content-type";

    /// <summary>W3C trace context, under its own name so that every tracing library finds it.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>No attribute of ours is anywhere near; databases index ids and subjects and refuse what is far longer.</summary>
    private const int LongestAttribute = 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The headers of an event that is to be published.</summary>
    public static IEnumerable<KeyValuePair<string, byte[]>> Write(EventRecord record)
    {
        yield return Header(SpecVersion, SpecVersionValue);
        yield return Header(Id, record.Id);
        yield return Header(Source, record.Source);
        yield return Header(Type, record.Type);
        yield return Header(Time, record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
        yield return Header(Subject, record.Subject);
        yield return Header(AggregateVersion, record.AggregateVersion.ToString(CultureInfo.InvariantCulture));
        yield return Header(ContentType, record.ContentType);
        if (record.TraceParent is not null)
        {
            yield return Header(TraceParent, record.TraceParent);
        }
    }

    /// <summary>What a message says about its event. Never throws: what is missing or malformed stands in <see cref="EventRecord.Defect"/>.</summary>
    public static EventRecord Read(CloudEventMessage message)
    {
        var attributes = new Attributes(message.Headers);
        if (CloudEventJson.IsStructured(attributes.Optional(ContentType) ?? ""))
        {
            if (CloudEventJson.Unpack(message) is { } unpacked)
            {
                message = unpacked;
                attributes = new Attributes(unpacked.Headers);
            }
            else
            {
                attributes.Defects.Add("the payload is no CloudEvents JSON");
            }
        }

        if (attributes.Required(SpecVersion) is { Length: > 0 } version && version != SpecVersionValue)
        {
            attributes.Defects.Add($"{SpecVersion} '{version}' is not {SpecVersionValue}");
        }

        return new EventRecord(
            message.Topic,
            attributes.Required(Id) is { Length: > 0 } id ? id : $"{message.Topic}/{message.Partition}/{message.Offset}",
            attributes.Required(Type),
            attributes.Required(Source),
            attributes.Optional(Subject) ?? SubjectOf(message.Key),
            attributes.Version(),
            attributes.Time() ?? message.Timestamp,
            attributes.Optional(TraceParent),
            message.Value)
        {
            ContentType = attributes.Optional(ContentType) ?? "",
            Defect = attributes.Defects.Count == 0 ? null : string.Join("; ", attributes.Defects),
        };
    }

    /// <summary>What this product publishes is complete: a publisher's mistake must not become every consumer's.</summary>
    public static void RequirePublishable(EventRecord record)
    {
        ArgumentException.ThrowIfNullOrEmpty(record.Topic);
        ArgumentException.ThrowIfNullOrEmpty(record.Id);
        ArgumentException.ThrowIfNullOrEmpty(record.Type);
        ArgumentException.ThrowIfNullOrEmpty(record.Source);
        ArgumentException.ThrowIfNullOrEmpty(record.Subject);
        if (record.Defect is not null || record.ContentType != Protobuf)
        {
            throw new ArgumentException($"Event {record.Id} is not publishable: {record.Defect ?? record.ContentType}", nameof(record));
        }
    }

    private static string SubjectOf(string? key) => key is { Length: <= LongestAttribute } && !key.Contains('\0', StringComparison.Ordinal) ? key : "";

    private static KeyValuePair<string, byte[]> Header(string name, string value) => new(name, Utf8.GetBytes(value));

    private sealed class Attributes
    {
        private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

        public Attributes(IEnumerable<KeyValuePair<string, byte[]?>> headers)
        {
            foreach (var (name, bytes) in headers)
            {
                if (Decode(name, bytes ?? []) is { } value)
                {
                    // Kafka allows a header twice; the last one is the newest.
                    values[name] = value;
                }
            }
        }

        public List<string> Defects { get; } = [];

        public string? Optional(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        public string Required(string name)
        {
            if (Optional(name) is { } value)
            {
                return value;
            }

            Defects.Add($"{name} is missing");
            return "";
        }

        // Other headers than ours may hold whatever they like.
        private string? Decode(string name, byte[] bytes)
        {
            if (!IsAttribute(name))
            {
                return null;
            }

            if (bytes.Length > LongestAttribute)
            {
                Defects.Add($"{name} is longer than {LongestAttribute} bytes");
                return null;
            }

            try
            {
                var text = Utf8.GetString(bytes);
                if (!text.Contains('\0', StringComparison.Ordinal))
                {
                    return text;
                }
            }
            catch (DecoderFallbackException)
            {
                // Reported below.
            }

            Defects.Add($"{name} is not text");
            return null;
        }

        public DateTimeOffset? Time()
        {
            if (Optional(CloudEventHeaders.Time) is not { } text)
            {
                return null;
            }

            if (Rfc3339.TryParse(text, out var time))
            {
                return time;
            }

            Defects.Add($"{CloudEventHeaders.Time} '{text}' is not an RFC 3339 time");
            return null;
        }

        private static bool IsAttribute(string name) =>
            name is SpecVersion or Id or Source or Type or CloudEventHeaders.Time or Subject or AggregateVersion or ContentType or TraceParent;

        public long Version()
        {
            if (Optional(AggregateVersion) is not { } text)
            {
                return 0;
            }

            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return version;
            }

            Defects.Add($"{AggregateVersion} '{text}' is not a number");
            return 0;
        }
    }
}

/// <summary>A message as it stands on a topic, whatever wrote it.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Partition">Partition of the topic.</param>
/// <param name="Offset">Offset in the partition.</param>
/// <param name="Key">The key as text; null when there is none or it is no text.</param>
/// <param name="Headers">Headers in their order.</param>
/// <param name="Value">The payload.</param>
/// <param name="Timestamp">The log's own time of the message, for events that tell none.</param>
public sealed record CloudEventMessage(
    string Topic, int Partition, long Offset, string? Key, IEnumerable<KeyValuePair<string, byte[]?>> Headers, ReadOnlyMemory<byte> Value, DateTimeOffset Timestamp);
