using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Omnichannel.Platform.Errors;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Where the next page of returns begins, opaque to callers.</summary>
internal static class ReturnPageToken
{
    public static string Write(ReturnCursor cursor)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(cursor.ReturnId)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, cursor.RequestedAt);
        Encoding.UTF8.GetBytes(cursor.ReturnId, bytes.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for the first page.</summary>
    public static ReturnCursor? Read(string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (token.Length > 200 || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > sizeof(long) } bytes)
        {
            throw new InvalidRequestException("page_token", "must be the token of an earlier page", "PAGE_TOKEN_INVALID");
        }

        return new ReturnCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), Encoding.UTF8.GetString(bytes.AsSpan(sizeof(long))).Replace("\0", "", StringComparison.Ordinal));
    }
}
