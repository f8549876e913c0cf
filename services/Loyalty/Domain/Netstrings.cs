using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The canonical form of what is hashed: each field as a netstring of its text (<c>4:HOLD,</c>; numbers in decimal), or <c>-</c> when it is absent.</summary>
internal static class Netstrings
{
    public static void Text(this ArrayBufferWriter<byte> form, string? text)
    {
        if (text is null)
        {
            form.Write("-"u8);
            return;
        }

        Length(form, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, form);
        form.Write(","u8);
    }

    public static void Bytes(this ArrayBufferWriter<byte> form, ReadOnlySpan<byte> bytes)
    {
        Length(form, bytes.Length);
        form.Write(bytes);
        form.Write(","u8);
    }

    public static void Number(this ArrayBufferWriter<byte> form, long? number)
    {
        if (number is not { } known)
        {
            form.Write("-"u8);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(known, digits, out var length);
        form.Bytes(digits[..length]);
    }

    private static void Length(ArrayBufferWriter<byte> form, int length)
    {
        Utf8Formatter.TryFormat(length, form.GetSpan(11), out var written);
        form.Advance(written);
        form.Write(":"u8);
    }
}
