using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Streams;

/// <summary>What can be watched: alone at its own path, or with others on one connection.</summary>
internal interface IWatchEndpoint
{
    /// <summary>What is called.</summary>
    Rpc Rpc { get; }

    /// <summary>A watch for the caller of this connection; it is authorised and opened when it is first read.</summary>
    /// <param name="http">The connection.</param>
    /// <param name="path">The variables of the watch's own path.</param>
    /// <param name="query">The watch's own query.</param>
    /// <param name="position">Where the caller is already; null to go by the query.</param>
    /// <exception cref="Json.JsonInputException">Path and query are no request of this rpc.</exception>
    IWatch Prepare(HttpContext http, RouteValueDictionary path, IQueryCollection query, long? position);
}

/// <summary>One server stream as Server-Sent Events.</summary>
internal sealed class EventStreamEndpoint<TRequest, TResponse>(
    Rpc rpc, HttpBinding binding, Method<TRequest, TResponse> method, UpstreamChannels channels, IOptions<UpstreamOptions> options, EventRelay relay)
    : TranscodedEndpoint<TRequest, TResponse>(rpc, binding, method, channels, options), IWatchEndpoint
    where TRequest : class
    where TResponse : class
{
    private readonly StreamShape shape = new(rpc.Method);

    Rpc IWatchEndpoint.Rpc => Rpc;

    protected override string Answer => MediaTypes.EventStream;

    public IWatch Prepare(HttpContext http, RouteValueDictionary path, IQueryCollection query, long? position)
    {
        var request = NewRequest();
        Reader.Read(path, query, request);
        Resume(request, position);
        return Watch(http, request, () =>
        {
            EdgeAccess.Demand(http, Rpc);
            return Choose(path);
        });
    }

    protected override Task Call(HttpContext http, IMessage request, Destination upstream)
    {
        // EventSource sends the header by itself when it reconnects; it is newer than what the address says.
        Resume(request, Position(http.Request.Headers[EventStream.LastEventId]));
        return relay.Run(
            http, Rpc.Area, [new NamedWatch(null, Watch(http, request, () => upstream))], static (_, position) => position.ToString(CultureInfo.InvariantCulture));
    }

    private Watch<TRequest, TResponse> Watch(HttpContext http, IMessage request, Func<Destination> choose) =>
        new(Method, shape, (TRequest)request, CallContext.Metadata(http), choose);

    private void Resume(IMessage request, long? position)
    {
        if (position is { } seen)
        {
            shape.Resume(request, seen);
        }
    }

    private static long? Position(string? lastEventId) => string.IsNullOrEmpty(lastEventId)
        ? null
        : long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ProblemException(Problems.InvalidField(EventStream.LastEventId, "expected the id of an event of this stream"));
}
