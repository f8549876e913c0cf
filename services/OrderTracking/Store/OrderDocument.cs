using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Store;

/// <summary>An order as it is stored: the domain's own records as JSON, without what is empty. New members need a default; renamed ones a migration.</summary>
internal static class OrderDocument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { StoredJson.Enums },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmpty } },
    };

    /// <summary>The bytes of a value.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>The value of stored bytes.</summary>
    public static T Read<T>(byte[] bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");

    /// <summary>The stored order.</summary>
    public static Order ReadOrder(byte[] bytes) => Read<Order>(bytes);

    /// <summary>How many of these documents a page has: it ends early where they are large, since a client takes messages of 4 MiB.</summary>
    public static int FittingPage(IEnumerable<byte[]> states, int pageSize)
    {
        var (taken, bytes) = (0, 0);
        foreach (var state in states.Take(pageSize))
        {
            bytes += state.Length;
            if (taken > 0 && bytes > MostBytesPerPage)
            {
                break;
            }

            taken++;
        }

        return taken;
    }

    private const int MostBytesPerPage = 2 * 1024 * 1024;

    // Most lines have no options and no discounts: half a million empty lists are megabytes.
    private static void LeaveOutEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            // What must be present stays; so does what a constructor takes (left out, it would come back as null); and an empty resolution of a return
            // means something.
            if (property.IsRequired || property.AssociatedParameter is not null || (type.Type == typeof(OrderReturn) && property.Name == "resolved"))
            {
                continue;
            }

            if (property.PropertyType == typeof(Measure))
            {
                property.ShouldSerialize = static (_, value) => value is not Measure.Piece;
            }
            else if (property.PropertyType == typeof(string))
            {
                property.ShouldSerialize = static (_, value) => value is string { Length: > 0 };
            }
            else if (typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
            {
                property.ShouldSerialize = static (_, value) => value switch
                {
                    null => false,
                    ICollection collection => collection.Count > 0,
                    _ => true,
                };
            }
        }
    }
}
