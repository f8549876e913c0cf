using System.Buffers;
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
        form.Text(entry.MemberId);
        form.Number(entry.Sequence);
        form.Number(entry.Version);
        form.Text(entry.Kind);
        form.Text(entry.FromAccount);
        form.Text(entry.ToAccount);
        form.Number(entry.Points);
        form.Text(entry.Lots);
        form.Number(entry.ActiveAfter);
        form.Number(entry.PendingAfter);
        form.Number(entry.EffectiveAt);
        form.Number(entry.RecordedAt);
        form.Number(entry.Historical);
        form.Text(entry.OrderId);
        form.Text(entry.HoldId);
        form.Text(entry.ReturnId);
        form.Number(entry.LotSequence);
        form.Text(entry.RuleId);
        form.Number(entry.ProgramVersion);
        form.Number(entry.ExpiresAt);
        form.Text(entry.ReasonDigest is { } digest ? Convert.ToHexStringLower(digest) : null);
        form.Text(entry.Actor);
    }
}
