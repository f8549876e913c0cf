using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Transport;

/// <summary>The last row of a page.</summary>
/// <param name="Position">What the list is ordered by, for example microseconds.</param>
/// <param name="Tie">Orders rows of the same position; 0 where the id alone does.</param>
/// <param name="Id">Orders rows of the same position and tie; empty where there are none.</param>
public sealed record PagePlace(long Position, long Tie = 0, string Id = "");

/// <summary>Pages of lists: how long they are, and the opaque token behind which the next one goes on.</summary>
public static class PageToken
{
    private const int DefaultSize = 50;
    private const int MostSize = 1_000;
    private const int LongestToken = 1_024;
    private const int MarkBytes = 8;
    private const int HeadBytes = MarkBytes + 2 * sizeof(long);

    /// <summary>How many rows to answer: 50 unless asked for otherwise, at most 1,000.</summary>
    public static int Size(int asked) => asked <= 0 ? DefaultSize : Math.Min(asked, MostSize);

    /// <summary>The token of the next page.</summary>
    /// <param name="scope">The list and everything that was asked of it, page size and token apart.</param>
    /// <param name="last">The last row of this page.</param>
    public static string Write(string scope, PagePlace last)
    {
        var token = new byte[HeadBytes + Encoding.UTF8.GetByteCount(last.Id)];
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(MarkBytes), last.Position);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(MarkBytes + sizeof(long)), last.Tie);
        Encoding.UTF8.GetBytes(last.Id, token.AsSpan(HeadBytes));
        Mark(scope, token.AsSpan(MarkBytes)).CopyTo(token);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The row behind which the page begins; null for the first page.</summary>
    /// <exception cref="RefusedException"><see cref="PageTokenInvalid"/>.</exception>
    public static PagePlace? Read(string scope, string token, string field = "page_token")
    {
        if (token.Length == 0)
        {
            return null;
        }

        var bytes = token.Length <= LongestToken && Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : [];
        return bytes.Length >= HeadBytes && Mark(scope, bytes.AsSpan(MarkBytes)).SequenceEqual(bytes.AsSpan(0, MarkBytes))
            ? new PagePlace(
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(MarkBytes)),
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(MarkBytes + sizeof(long))),
                Encoding.UTF8.GetString(bytes.AsSpan(HeadBytes)))
            : throw new RefusedException(new PageTokenInvalid(field));
    }

    // Over the place too: a damaged token is refused before it becomes a place that no list has.
    private static ReadOnlySpan<byte> Mark(string scope, ReadOnlySpan<byte> place) =>
        SHA256.HashData([.. place, .. Encoding.UTF8.GetBytes(scope)]).AsSpan(0, MarkBytes);
}
