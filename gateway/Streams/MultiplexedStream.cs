using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.OpenApi;
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

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var most = endpoints.ServiceProvider.GetRequiredService<IOptions<StreamOptions>>().Value.MostWatches;
        endpoints.MapGet(Path, (HttpContext http, MultiplexedStream stream) => stream.Handle(http))
            .WithMetadata(EventStreamMetadata.Instance)
            .WithName("WatchStreams")
            .WithSummary("Carries several event streams on one connection")
            .WithDescription(
                "Each event has the name that it has on the watch's own stream; its data names the watch and holds the data of that stream. The id holds the position of every "
                + "watch: sent as Last-Event-ID with the same watches in the same order, it resumes all of them. Each watch is authorised as it would be alone. One that is "
                + "refused or fails ends alone, with an `error` event whose data is the problem; one that ends by itself does so with an `end` event. The stream ends with the "
                + "last of them. When all are refused at once, the answer is the problem of the first. An `error` event that names no watch ends all.")
            .Takes(new ApiParameter(
                "query", Parameter, typeof(string[]), "Path and query of an event stream, such as `/v1/carts/c1:watch`; percent-encoded where it has a query of its own.")
            {
                IsRequired = true,
                Most = most,
            })
            .Takes(new ApiParameter(
                "query", PositionParameter, typeof(string), "What Last-Event-ID says, for a new EventSource, which cannot send it. The header is stronger."))
            .Answers<WatchEvent>("A stream of events; the data of each is this JSON.", contentType: MediaTypes.EventStream)
            .Refuses(
                Problems.InvalidField(string.Empty, string.Empty), Problems.TicketInvalid(), Problems.TicketExpired(), Problems.NotAcceptable(string.Empty),
                Problems.TooManyStreams(0, string.Empty));
    }

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

/// <summary>The data of an event of several streams.</summary>
internal sealed record WatchEvent(
    [property: Description("The watch, as the request names it.")] string Watch,
    [property: Description("The data of an event of the watch; a problem in an `error` event; null in an `end` event.")] JsonNode? Data);

/// <summary>Marks endpoints that answer with an event stream.</summary>
internal sealed class EventStreamMetadata
{
    public static EventStreamMetadata Instance { get; } = new();
}
