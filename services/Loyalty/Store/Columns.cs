using System.Text.Json;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>How domain objects stand in columns.</summary>
internal static class Columns
{
    /// <summary>Sorts after every time: lots that never lapse are spent last.</summary>
    public const long Never = long.MaxValue;

    private static readonly JsonSerializerOptions Json = new() { Converters = { StoredJson.Enums } };

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json);

    public static T FromJson<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;

    public static long OrNever(DateTimeOffset? at) => at?.ToMicros() ?? Never;

    public static DateTimeOffset? Instant(long? micros) => micros is null or Never ? null : Instants.FromMicros(micros.Value);
}
