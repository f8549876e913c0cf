namespace Omnichannel.Platform.Text;

/// <summary>Crockford's base 32: what people read out, type and scan. No letter looks like a digit, and U is left out.</summary>
public static class Crockford
{
    /// <summary>Its digits by value.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int BitsPerCharacter = 5;

    /// <summary>The first characters of some bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many bits.</exception>
    public static string Write(ReadOnlySpan<byte> bytes, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length * BitsPerCharacter, bytes.Length * 8);
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++)
        {
            var bit = i * BitsPerCharacter;
            var window = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
            text[i] = Alphabet[(window >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
