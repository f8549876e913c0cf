using System.Text.Json;
using System.Text.Json.Serialization;

namespace Omnichannel.Platform.Storage;

/// <summary>How values stand in stored JSON.</summary>
public static class StoredJson
{
    /// <summary>Enums by their names, as <see cref="Domain.EnumNames"/> has them: <c>GIFT_CARD</c>. An unknown name or a number is refused, with its place in the document.</summary>
    public static JsonConverter Enums { get; } = new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);
}
