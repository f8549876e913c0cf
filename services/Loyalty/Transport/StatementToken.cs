using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Page tokens of statements: the last entry of the page, and a check of what was asked for.</summary>
internal static class StatementToken
{
    private const int FilterBytes = 8;

    public static string Write(long effectiveAt, long sequence, string filter)
    {
        Span<byte> token = stackalloc byte[16 + FilterBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, effectiveAt);
        BinaryPrimitives.WriteInt64BigEndian(token[8..], sequence);
        Hash(filter).CopyTo(token[16..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Null when the token is none, or of another request.</summary>
    public static (long EffectiveAt, long Sequence)? Read(string text, string filter)
    {
        Span<byte> token = stackalloc byte[64];
        if (text.Length > 40 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out var length) || length != 16 + FilterBytes)
        {
            return null;
        }

        return token[16..length].SequenceEqual(Hash(filter))
            ? (BinaryPrimitives.ReadInt64BigEndian(token), BinaryPrimitives.ReadInt64BigEndian(token[8..]))
            : null;
    }

    private static ReadOnlySpan<byte> Hash(string filter) => SHA256.HashData(Encoding.UTF8.GetBytes(filter)).AsSpan(0, FilterBytes);
}
