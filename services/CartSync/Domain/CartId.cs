using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// Ids that are derived, so that they need no look-up: <c>c</c>, two digits of shard, <c>-</c>, and 26 characters of a hash of (owner, market). One owner has
/// one cart per market, and the gateway routes by the shard.
/// </summary>
public static class CartId
{
    /// <summary>How many Redis hash slots the carts are spread over.</summary>
    public const int Shards = 64;

    private static readonly System.Buffers.SearchValues<char> AlphabetCharacters = System.Buffers.SearchValues.Create(Base32.Lower);

    /// <summary>The cart of an owner in a market.</summary>
    public static string Of(string ownerId, string market)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{ownerId}\0{market}"));
        return $"c{hash[31] % Shards:00}-{Base32.Encode(hash.AsSpan(0, 17), 26, Base32.Lower)}";
    }

    /// <summary>The shard in a cart id; false when the text is no cart id.</summary>
    public static bool TryShard(string cartId, out int shard)
    {
        shard = -1;
        if (cartId.Length != 30 || cartId[0] != 'c' || cartId[3] != '-' || !char.IsAsciiDigit(cartId[1]) || !char.IsAsciiDigit(cartId[2]))
        {
            return false;
        }

        shard = ((cartId[1] - '0') * 10) + cartId[2] - '0';
        return shard < Shards && cartId.AsSpan(4).IndexOfAnyExcept(AlphabetCharacters) < 0;
    }

    /// <summary>A line's id: the same on every device, from sku and canonical options.</summary>
    public static string OfLine(string sku, IReadOnlyList<Option> canonicalOptions)
    {
        var text = new StringBuilder(sku);
        foreach (var (name, value) in canonicalOptions)
        {
            text.Append('\0').Append(name).Append('\u0001').Append(value);
        }

        return "l" + Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), 16, Base32.Lower);
    }

    /// <summary>The order that one generation of a cart becomes.</summary>
    public static string OrderId(string cartId, long generation) => $"{cartId}.{generation}";

    /// <summary>A short id from its parts: the same parts give the same id.</summary>
    public static string Derived(string prefix, params ReadOnlySpan<string> parts) =>
        prefix + Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))), 26, Base32.Lower);
}
