using System.Text.Json;

namespace Omnichannel.Platform.Security;

/// <summary>Where in a token something is said: a claim's name, or names of nested objects separated by full stops.</summary>
internal readonly record struct ClaimPath(string Text)
{
    /// <summary>The claim. Names may have full stops themselves (<c>https://shop.example/roles</c>): the longest that fits is the one.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="FormatException">What should hold it is no object.</exception>
    public bool TryFind(JsonElement payload, out JsonElement claim) => TryFind(payload, Text, out claim);

    private static bool TryFind(JsonElement element, string path, out JsonElement claim)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"The claim that holds {path} is no object.");
        }

        if (element.TryGetProperty(path, out claim))
        {
            return true;
        }

        for (var stop = path.LastIndexOf('.'); stop > 0; stop = path.LastIndexOf('.', stop - 1))
        {
            if (element.TryGetProperty(path[..stop], out var inner))
            {
                return TryFind(inner, path[(stop + 1)..], out claim);
            }
        }

        claim = default;
        return false;
    }
}
