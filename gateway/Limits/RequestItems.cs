using System.Buffers.Binary;
using System.Collections;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;
using Omnichannel.Gateway.Contracts;

namespace Omnichannel.Gateway.Limits;

/// <summary>Counts the items of a request: the entries of the longest of its repeated fields.</summary>
internal static class RequestItems
{
    private const int PrefixBytes = 5;

    // What the services take at most.
    private const int MostBytes = 4 * 1024 * 1024;

    public static int Count(Rpc rpc, IMessage request) =>
        rpc.ItemFields.Select(field => ((ICollection)field.Accessor.GetValue(request)).Count).DefaultIfEmpty().Max();

    /// <summary>
    /// Reads the first message of a gRPC call and puts it back for the proxy. One that is packed, or larger than any service takes, is not looked into: it
    /// counts as the largest batch.
    /// </summary>
    public static async Task<int> Count(Rpc rpc, HttpRequest request)
    {
        // The proxy would lift the server's limit of bodies, which a stream cannot have; once reading has begun it cannot, and warns of it for each call. So it is done here.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
            request.HttpContext.Features.Set<IHttpMaxRequestBodySizeFeature>(null);
        }

        var prefix = new byte[PrefixBytes];
        var read = await request.Body.ReadAtLeastAsync(prefix, PrefixBytes, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (read < PrefixBytes || prefix[0] != 0 || length > MostBytes)
        {
            request.Body = new ReplayedStream(prefix.AsMemory(0, read), request.Body);
            return read < PrefixBytes ? 0 : CallWeight.MostItems;
        }

        var message = await Read(request, prefix, (int)length);
        request.Body = new ReplayedStream(message, request.Body);
        return Count(rpc, message);
    }

    // The buffer grows with what has come, not with what was announced.
    private static async Task<ArraySegment<byte>> Read(HttpRequest request, byte[] prefix, int length)
    {
        using var read = new MemoryStream();
        read.Write(prefix);
        var chunk = new byte[Math.Min(length, 16 * 1024)];
        while (read.Length < PrefixBytes + length)
        {
            var rest = (int)Math.Min(chunk.Length, PrefixBytes + length - read.Length);
            var count = await request.Body.ReadAsync(chunk.AsMemory(0, rest), request.HttpContext.RequestAborted);
            if (count == 0)
            {
                break;
            }

            read.Write(chunk, 0, count);
        }

        return new ArraySegment<byte>(read.GetBuffer(), 0, (int)read.Length);
    }

    private static int Count(Rpc rpc, ArraySegment<byte> framed)
    {
        var counts = rpc.ItemFields.ToDictionary(field => field.FieldNumber, _ => 0);
        var input = new CodedInputStream(framed.Array, PrefixBytes, framed.Count - PrefixBytes);
        try
        {
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                var number = WireFormat.GetTagFieldNumber(tag);
                if (counts.TryGetValue(number, out var count))
                {
                    counts[number] = count + 1;
                }

                input.SkipLastField();
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Not a message of this rpc: the service says so.
        }

        return counts.Values.Max();
    }
}
