using System.Text.Json;
using Google.Protobuf;

namespace Omnichannel.Messaging.Store;

/// <summary>An event as the data of conditions and templates: its JSON, as nested dictionaries and lists.</summary>
internal static class EventData
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>The event's fields, and <c>cartGeneration</c> (cart id and generation) and <c>memberTier</c> (member and tier) where it has both.</summary>
    public static Dictionary<string, object?> Of(IMessage message)
    {
        var data = Parse(Formatter.Format(message));
        if (data.TryGetValue("cartId", out var cart) && data.TryGetValue("generation", out var generation))
        {
            data["cartGeneration"] = $"{cart}.{generation}";
        }

        if (data.TryGetValue("memberId", out var member) && data.TryGetValue("tierId", out var tier))
        {
            data["memberTier"] = $"{member}.{tier}";
        }

        return data;
    }

    /// <summary>Stored data again.</summary>
    public static Dictionary<string, object?> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (Dictionary<string, object?>)Value(document.RootElement)!;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(property => property.Name, property => Value(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
