using System.Text;
using System.Text.Json;

namespace Omnichannel.Platform.Events;

/// <summary>
/// CloudEvents structured content mode in the JSON format: unpacked into the binary mode's headers and value. We publish binary mode only; a
/// foreign producer may choose, and the Kafka binding asks receivers to understand both.
/// </summary>
internal static class CloudEventJson
{
    private const string MediaType = "application/cloudevents+json";

    /// <summary>Whether the media type announces this mode.</summary>
    public static bool IsStructured(string contentType) =>
        string.Equals(contentType.Split(';')[0].Trim(), MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same event in binary mode; null when the payload is no JSON event.</summary>
    public static CloudEventMessage? Unpack(CloudEventMessage message)
    {
        try
        {
            using var document = JsonDocument.Parse(message.Value);
            var headers = new List<KeyValuePair<string, byte[]?>>();
            ReadOnlyMemory<byte> data = default;
            foreach (var member in document.RootElement.EnumerateObject())
            {
                switch (member.Name)
                {
                    case "data":
                        data = Encoding.UTF8.GetBytes(member.Value.GetRawText());
                        break;
                    case "data_base64":
                        data = member.Value.GetBytesFromBase64();
                        break;
                    default:
                        headers.Add(new(HeaderOf(member.Name), Encoding.UTF8.GetBytes(member.Value.ToString())));
                        break;
                }
            }

            return message with { Headers = headers, Value = data };
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string HeaderOf(string attribute) => attribute switch
    {
        "datacontenttype" => CloudEventHeaders.ContentType,
        CloudEventHeaders.TraceParent => attribute,
        _ => "ce_" + attribute,
    };
}
