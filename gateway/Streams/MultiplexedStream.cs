using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Transcoding;

namespace Omnichannel.Gateway.Streams;

/// <summary>
/// Several event streams on one connection, of which browsers open six at most: <c>GET /v1/streams?watch=/v1/carts/c1:watch&amp;watch=…</c>. Each event's data
/// names its watch, one id resumes all, and a watch that fails ends alone.
/// </summary>
internal sealed class MultiplexedStream(WatchRoutes routes, EventRelay relay, RateLimits limits, IOptions<StreamOptions> options)
{
    public const string Path = "/v1/streams";
    private const string Parameter = "watch";

    // EventSource sends the header only when it comes back by itself; a page that opens a new one says it in the address.
    private const string PositionParameter = "lastEventId";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(Path, (HttpContext http, MultiplexedStream stream) => stream.Handle(http)).WithMetadata(EventStreamMetadata.Instance);

    /// <summary>The streams that a query names.</summary>
    /// <exception cref="ProblemException">None, too many, one twice, or what is no stream.</exception>
    public IReadOnlyList<NamedStream> Find(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => name is not (Parameter or PositionParameter or SseTickets.Parameter)) is { } unknown)
        {
            throw Invalid(unknown, "unknown query parameter");
        }

        var names = query[Parameter].Select(name => name ?? string.Empty).ToList();
        if (names.Count == 0 || names.Count > options.Value.MostWatches)
        {
            throw Invalid(Parameter, string.Create(CultureInfo.InvariantCulture, $"expected 1 to {options.Value.MostWatches} of them"));
        }

        return names.Distinct().Count() == names.Count
            ? [.. names.Select(routes.Find)]
            : throw Invalid(Parameter, $"'{names.GroupBy(name => name).First(same => same.Count() > 1).Key}' is given twice");
    }

    private async Task Handle(HttpContext http)
    {
        var streams = Find(http.Request.Query);
        if (streams.Any(stream => !stream.Endpoint.Rpc.IsAnonymous))
        {
            EdgeAccess.DemandToken(http);
        }

        if (!MediaTypes.Accepts(http.Request.Headers.Accept, MediaTypes.EventStream))
        {
            throw new ProblemException(Problems.NotAcceptable(MediaTypes.EventStream));
        }

        await limits.TakeMore(http, streams.Sum(stream => stream.Endpoint.Rpc.Weight) - CallWeight.Of(http, null));
        string? last = http.Request.Headers[EventStream.LastEventId];
        var positions = StreamPositions.Of([.. streams.Select(stream => stream.Name)], string.IsNullOrEmpty(last) ? http.Request.Query[PositionParameter] : last);
        var watches = streams.Select((stream, index) => new NamedWatch(JsonEncodedText.Encode(stream.Name), stream.Prepare(http, positions[index]))).ToList();
        await relay.Run(http, "gateway", watches, positions.Move);
    }

    private static ProblemException Invalid(string field, string description) => new(Problems.InvalidField(field, description));
}

/// <summary>Marks endpoints that answer with an event stream.</summary>
internal sealed class EventStreamMetadata
{
    public static EventStreamMetadata Instance { get; } = new();
}
