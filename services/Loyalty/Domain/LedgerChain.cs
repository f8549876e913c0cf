using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Links the entries of an account: each carries the SHA-256 of the one before and of itself, and the last one stands on the holder's row. What is changed, taken out, put
/// in or moved breaks it there.
/// </summary>
/// <remarks>
/// The canonical form of an entry is its fields in the order of <see cref="Write"/>, each as a netstring of its text (<c>4:HOLD,</c>), or <c>-</c> when it is absent. Of a
/// reason it has a salted digest only: words may be erased, and the chain holds.
/// </remarks>
public static class LedgerChain
{
    /// <summary>What the first entry links to.</summary>
    public static byte[] Start => new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of an entry behind another.</summary>
    /// <param name="previous">Hash of the one before; <see cref="Start"/> for the first.</param>
    /// <param name="entry">Its own hash and the words of its reason are not looked at.</param>
    public static byte[] Next(ReadOnlySpan<byte> previous, PostedEntry entry)
    {
        var form = new ArrayBufferWriter<byte>(512);
        form.Write(previous);
        Write(form, entry);
        return SHA256.HashData(form.WrittenSpan);
    }

    /// <summary>What stands for the words of a reason. Without the salt, which is erased with them, nobody can try out which they were.</summary>
    public static byte[] Digest(string reason, ReadOnlySpan<byte> salt) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(reason)]);

    private static void Write(ArrayBufferWriter<byte> form, PostedEntry entry)
    {
        Text(form, entry.MemberId);
        Number(form, entry.Sequence);
        Number(form, entry.Version);
        Text(form, entry.Kind);
        Text(form, entry.FromAccount);
        Text(form, entry.ToAccount);
        Number(form, entry.Points);
        Text(form, entry.Lots);
        Number(form, entry.ActiveAfter);
        Number(form, entry.PendingAfter);
        Number(form, entry.EffectiveAt);
        Number(form, entry.RecordedAt);
        Number(form, entry.Historical);
        Text(form, entry.OrderId);
        Text(form, entry.HoldId);
        Text(form, entry.ReturnId);
        Number(form, entry.LotSequence);
        Text(form, entry.RuleId);
        Number(form, entry.ProgramVersion);
        Number(form, entry.ExpiresAt);
        Text(form, entry.ReasonDigest is { } digest ? Convert.ToHexStringLower(digest) : null);
        Text(form, entry.Actor);
    }

    private static void Text(ArrayBufferWriter<byte> form, string? text)
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

    private static void Number(ArrayBufferWriter<byte> form, long? number)
    {
        if (number is not { } known)
        {
            form.Write("-"u8);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(known, digits, out var length);
        Length(form, length);
        form.Write(digits[..length]);
        form.Write(","u8);
    }

    private static void Length(ArrayBufferWriter<byte> form, int length)
    {
        Utf8Formatter.TryFormat(length, form.GetSpan(11), out var written);
        form.Advance(written);
        form.Write(":"u8);
    }
}
