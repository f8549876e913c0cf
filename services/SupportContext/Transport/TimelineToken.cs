using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Omnichannel.Platform.Storage;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Store;

namespace Omnichannel.SupportContext.Transport;

/// <summary>Page tokens of timelines: the last entry of the page, and a check of what was asked for.</summary>
internal static class TimelineToken
{
    private const int FilterBytes = 8;
    private const int HeadBytes = FilterBytes + 12;

    public static string Write(Entry last, ListTimelineRequest request)
    {
        var id = Encoding.UTF8.GetBytes(last.Id);
        var token = new byte[HeadBytes + id.Length];
        Hash(request).CopyTo(token.AsSpan());
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(FilterBytes), last.OccurredAt.ToMicros());
        BinaryPrimitives.WriteInt32BigEndian(token.AsSpan(FilterBytes + 8), last.Form.Rank);
        id.CopyTo(token, HeadBytes);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Null when the token is none, or of another request.</summary>
    public static TimelineKey? Read(ListTimelineRequest request)
    {
        if (request.PageToken.Length > 400 || !Base64Url.IsValid(request.PageToken))
        {
            return null;
        }

        var token = Base64Url.DecodeFromChars(request.PageToken);
        return token.Length > HeadBytes && token.AsSpan(0, FilterBytes).SequenceEqual(Hash(request))
            ? new TimelineKey(
                Instants.FromMicros(BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(FilterBytes))),
                BinaryPrimitives.ReadInt32BigEndian(token.AsSpan(FilterBytes + 8)),
                Encoding.UTF8.GetString(token, HeadBytes, token.Length - HeadBytes))
            : null;
    }

    private static ReadOnlySpan<byte> Hash(ListTimelineRequest request)
    {
        var filter = request.Clone();
        filter.PageToken = "";
        filter.PageSize = 0;
        filter.Language = "";
        return SHA256.HashData(filter.ToByteArray()).AsSpan(0, FilterBytes);
    }
}
