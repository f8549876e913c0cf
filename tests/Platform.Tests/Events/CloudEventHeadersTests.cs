using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Events;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>The CloudEvents Kafka protocol binding, by its own feature file where that is at hand, and by cases of ours.</summary>
public sealed class CloudEventHeadersTests
{
    private const string FeatureFile = "cloudevents/features/kafka-protocol-binding.feature";

    private static readonly (string Name, string Value)[] Complete =
    [
        ("ce_specversion", "1.0"), ("ce_id", "1"), ("ce_source", "/s"), ("ce_type", "t"), ("ce_subject", "a"), ("ce_time", "2018-04-05T03:56:24Z"),
        ("ce_aggregateversion", "12"), ("content-type", "application/protobuf"),
    ];

    [DataFact(FeatureFile)]
    public void KafkaProtocolBinding_Scenarios_Hold()
    {
        var scenarios = KafkaBindingScenario.Parse(File.ReadAllText(SharedData.Path(FeatureFile))).ToList();
        Assert.Equal(3, scenarios.Count);

        foreach (var scenario in scenarios)
        {
            var record = CloudEventHeaders.Read(Message(Encoding.UTF8.GetBytes(scenario.Payload), scenario.Headers));

            Assert.Null(record.Defect);
            foreach (var (attribute, expected) in scenario.Attributes)
            {
                Assert.Equal(expected, Attribute(record, attribute));
            }

            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(scenario.Data).RootElement, JsonDocument.Parse(record.Data).RootElement));
        }
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(),
        ArbMap.Default.ArbFor<byte[]>(),
        ArbMap.Default.ArbFor<long>(),
        (text, data, number) =>
        {
            var word = new string([.. text.Get.Where(character => character != '\0' && !char.IsSurrogate(character))]) + "x";
            var record = new EventRecord(
                "topic", word, word, word, word, Math.Abs(number % long.MaxValue), DateTimeOffset.UnixEpoch.AddMicroseconds(number % 1_000_000_000_000_000), word, data);

            var read = CloudEventHeaders.Read(new CloudEventMessage(
                "topic", 1, 2, word, CloudEventHeaders.Write(record).Select(header => KeyValuePair.Create(header.Key, (byte[]?)header.Value)), data, default));

            return read == record with { Data = read.Data } && read.Data.Span.SequenceEqual(data);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("ce_specversion", null, "ce_specversion is missing")]
    [InlineData("ce_specversion", "0.3", "ce_specversion '0.3' is not 1.0")]
    [InlineData("ce_id", "", "ce_id is missing")]
    [InlineData("ce_source", null, "ce_source is missing")]
    [InlineData("ce_type", null, "ce_type is missing")]
    [InlineData("ce_time", "yesterday", "ce_time 'yesterday' is not an RFC 3339 time")]
    [InlineData("ce_time", "2018-02-30T00:00:00Z", "is not an RFC 3339 time")]
    [InlineData("ce_aggregateversion", "-1", "ce_aggregateversion '-1' is not a number")]
    [InlineData("ce_subject", "a\0b", "ce_subject is not text")]
    public void Read_MalformedAttribute_NamesTheDefect(string name, string? value, string defect)
    {
        var record = CloudEventHeaders.Read(Message([], With(name, value)));

        Assert.Contains(defect, record.Defect, StringComparison.Ordinal);
        Assert.NotEqual("", record.Id);
    }

    [Fact]
    public void Read_WithoutId_TakesItsPlaceAsId() =>
        Assert.Equal("topic/3/14", CloudEventHeaders.Read(Message([], With("ce_id", null))).Id);

    [Fact]
    public void Read_WithoutSubject_TakesTheKey() =>
        Assert.Equal("the-key", CloudEventHeaders.Read(Message([], With("ce_subject", null))).Subject);

    [Fact]
    public void Read_BytesThatAreNoText_NamesTheDefect()
    {
        var headers = Complete.Where(header => header.Name != "ce_source").Select(header => KeyValuePair.Create(header.Name, (byte[]?)Encoding.UTF8.GetBytes(header.Value)))
            .Append(KeyValuePair.Create("ce_source", (byte[]?)[0xC3, 0x28]))
            .Append(KeyValuePair.Create("x-other", (byte[]?)[0xC3, 0x28]));

        Assert.Equal("ce_source is not text; ce_source is missing", CloudEventHeaders.Read(Message([], headers)).Defect);
    }

    [Fact]
    public void Read_OverlongAttribute_NamesTheDefect() =>
        Assert.Contains("ce_id is longer than 1024 bytes", CloudEventHeaders.Read(Message([], With("ce_id", new string('x', 1025)))).Defect, StringComparison.Ordinal);

    [Theory]
    [InlineData("application/cloudevents+json", "no json", "the payload is no CloudEvents JSON")]
    [InlineData("application/cloudevents+json", "[]", "the payload is no CloudEvents JSON")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","type":"t"}""", "ce_source is missing")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","type":"t","source":"s","data_base64":"%"}""", "the payload is no CloudEvents JSON")]
    [InlineData("application/cloudevents-batch+json", "[]", "ce_specversion is missing")]
    public void Read_MalformedStructuredContent_NamesTheDefect(string contentType, string payload, string defect) =>
        Assert.Contains(
            defect,
            CloudEventHeaders.Read(Message(Encoding.UTF8.GetBytes(payload), [KeyValuePair.Create("content-type", (byte[]?)Encoding.UTF8.GetBytes(contentType))])).Defect,
            StringComparison.Ordinal);

    [Fact]
    public void Read_StructuredProtobuf_IsUnpacked()
    {
        const string payload = """
            {"specversion":"1.0","id":"1","type":"t","source":"/s","subject":"a","aggregateversion":"7","datacontenttype":"application/protobuf","data_base64":"AQID"}
            """;

        var record = CloudEventHeaders.Read(
            Message(Encoding.UTF8.GetBytes(payload), [KeyValuePair.Create("content-type", (byte[]?)"application/cloudevents+json; charset=utf-8"u8.ToArray())]));

        Assert.Null(record.Defect);
        Assert.Equal(("a", 7L, CloudEventHeaders.Protobuf), (record.Subject, record.AggregateVersion, record.ContentType));
        Assert.Equal([1, 2, 3], record.Data.ToArray());
    }

    [Theory]
    [InlineData("2018-04-05T03:56:24Z", "2018-04-05T03:56:24.0000000+00:00")]
    [InlineData("2018-04-05t03:56:24.5z", "2018-04-05T03:56:24.5000000+00:00")]
    [InlineData("2018-04-05T03:56:24.123456789+02:00", "2018-04-05T01:56:24.1234567+00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.9999999+00:00")]
    public void Read_Rfc3339Time_IsUnderstood(string text, string expected) =>
        Assert.Equal(expected, CloudEventHeaders.Read(Message([], With("ce_time", text))).Time.ToString("O"));

    private static string Attribute(EventRecord record, string name) => name switch
    {
        "id" => record.Id,
        "specversion" => CloudEventHeaders.SpecVersionValue,
        "type" => record.Type,
        "source" => record.Source,
        "time" => record.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        "datacontenttype" => record.ContentType,
        _ => throw new ArgumentException($"The feature names an attribute {name} that this test does not know."),
    };

    private static IEnumerable<KeyValuePair<string, byte[]?>> With(string name, string? value) => Complete
        .Where(header => header.Name != name)
        .Select(header => KeyValuePair.Create(header.Name, (byte[]?)Encoding.UTF8.GetBytes(header.Value)))
        .Concat(value is null ? [] : [KeyValuePair.Create(name, (byte[]?)Encoding.UTF8.GetBytes(value))]);

    private static CloudEventMessage Message(byte[] payload, IEnumerable<KeyValuePair<string, byte[]?>> headers) =>
        new("topic", 3, 14, "the-key", headers, payload, DateTimeOffset.UnixEpoch);
}

/// <summary>One scenario of the binding's feature file; an outline gives one per example.</summary>
internal sealed record KafkaBindingScenario(
    string Payload, IReadOnlyList<KeyValuePair<string, byte[]?>> Headers, IReadOnlyList<(string Name, string Value)> Attributes, string Data)
{
    public static IEnumerable<KafkaBindingScenario> Parse(string feature)
    {
        foreach (var text in feature.Split("Scenario").Skip(1))
        {
            var parts = text.Split("Examples:");
            var contentTypes = parts.Length == 1 ? [""] : Rows(parts[1]).Skip(1).Select(row => row[0]).ToArray();
            foreach (var contentType in contentTypes)
            {
                yield return ParseOne(parts[0].Replace("<contentType>", contentType, StringComparison.Ordinal));
            }
        }
    }

    private static KafkaBindingScenario ParseOne(string text)
    {
        var quoted = text.Split("\"\"\"");
        var headers = text[text.IndexOf("Kafka headers:", StringComparison.Ordinal)..text.IndexOf("When parsed", StringComparison.Ordinal)];
        var attributes = text[text.IndexOf("attributes are:", StringComparison.Ordinal)..text.IndexOf("And the data", StringComparison.Ordinal)];
        return new KafkaBindingScenario(
            quoted[1],
            [.. Rows(headers).Skip(1).Select(row => KeyValuePair.Create(row[0], (byte[]?)Encoding.UTF8.GetBytes(row[1])))],
            [.. Rows(attributes).Skip(1).Select(row => (row[0], row[1]))],
            quoted[3]);
    }

    private static IEnumerable<string[]> Rows(string text) => text.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
}
