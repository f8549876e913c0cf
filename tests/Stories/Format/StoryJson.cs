using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Omnichannel.Cart.V1;

namespace Omnichannel.Stories.Format;

/// <summary>Stories as JSON: the same to the letter whenever they are written.</summary>
internal static class StoryJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new OperationConverter() },
    };

    public static string Write(Story story) => JsonSerializer.Serialize(story, Options);

    /// <summary>One step a line, for people.</summary>
    public static string Tell(Story story) => string.Join('\n', [
        $"Story {story.Seed}: {JsonSerializer.Serialize(story.Devices, Options)}",
        .. story.Steps.Select((step, number) => $"{number,4} {JsonSerializer.Serialize(step, Options)}"),
        .. story.End.Select(end => $" end {JsonSerializer.Serialize(end, Options)}"),
    ]);

    public static Story Read(string json) => JsonSerializer.Deserialize<Story>(json, Options)!;

    // An operation is the contract's JSON, as a gateway takes it.
    private sealed class OperationConverter : JsonConverter<CartOperation>
    {
        public override CartOperation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            CartOperation.Parser.ParseJson(JsonNode.Parse(ref reader)!.ToJsonString());

        public override void Write(Utf8JsonWriter writer, CartOperation value, JsonSerializerOptions options) =>
            JsonNode.Parse(JsonFormatter.Default.Format(value))!.WriteTo(writer);
    }
}

/// <summary>Names as JSON has them.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
