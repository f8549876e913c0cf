using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Omnichannel.Platform.Storage;

/// <summary>
/// By what the same record is known again when it is sent once more: SHA-256 of its values as the domain read them, never of a request's bytes. Another client library
/// writes the same values in other bytes.
/// </summary>
/// <remarks>Where the order of a list says nothing, whoever asks sorts it.</remarks>
public static class ContentHash
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // A member that comes later, and is empty in what was there before, changes no hash.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Converters = { StoredJson.Enums },
    };

    /// <summary>Of a record of the domain.</summary>
    public static byte[] Of<T>(T values) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(values, Options));
}
