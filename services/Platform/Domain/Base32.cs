namespace Omnichannel.Platform.Domain;

/// <summary>Bits as text, five to a character.</summary>
public static class Base32
{
    /// <summary>Crockford's alphabet, without letters that look like digits: for what people read aloud.</summary>
    public const string Human = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>RFC 4648's alphabet in lower case: for ids.</summary>
    public const string Lower = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The first bits of some bytes, highest first.</summary>
    /// <param name="bytes">At least five bits for each character.</param>
    /// <param name="length">Characters.</param>
    /// <param name="alphabet">32 characters.</param>
    public static string Encode(ReadOnlySpan<byte> bytes, int length, string alphabet)
    {
        Span<char> text = stackalloc char[length];
        var bits = 0;
        var buffer = 0;
        var next = 0;
        for (var i = 0; i < length; i++)
        {
            if (bits < 5)
            {
                buffer = (buffer << 8) | bytes[next++];
                bits += 8;
            }

            bits -= 5;
            text[i] = alphabet[(buffer >> bits) & 31];
            buffer &= (1 << bits) - 1;
        }

        return new string(text);
    }
}
