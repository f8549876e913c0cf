using Microsoft.AspNetCore.Routing.Template;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Json;

namespace Omnichannel.Gateway.Streams;

/// <summary>The event streams by their own paths, for those who name one in a request: <c>/v1/carts/c1:watch</c>.</summary>
internal sealed class WatchRoutes
{
    private readonly List<(TemplateMatcher Path, IWatchEndpoint Endpoint)> routes = [];

    /// <summary>Adds the stream of a route pattern.</summary>
    public void Add(string pattern, IWatchEndpoint endpoint) =>
        routes.Add((new TemplateMatcher(TemplateParser.Parse(pattern.TrimStart('/')), []), endpoint));

    /// <summary>The stream that a text names.</summary>
    /// <exception cref="ProblemException">It names none.</exception>
    public NamedStream Find(string text)
    {
        if (StreamAddress.Parse(text) is { } address)
        {
            foreach (var (path, endpoint) in routes)
            {
                var values = new RouteValueDictionary();
                if (path.TryMatch(address.Path, values))
                {
                    return new NamedStream(text, endpoint, values, address.Query);
                }
            }
        }

        throw new ProblemException(Problems.InvalidField(
            "watch", $"'{text}' is not path and query of an event stream, such as /v1/carts/{{cartId}}:watch; /openapi.json lists them"));
    }
}

/// <summary>An event stream that a request names, with what stands in its path and query.</summary>
internal sealed record NamedStream(string Name, IWatchEndpoint Endpoint, RouteValueDictionary Path, IQueryCollection Query)
{
    /// <summary>A watch for the caller of this connection.</summary>
    /// <exception cref="ProblemException">Path and query are no request of this stream.</exception>
    public IWatch Prepare(HttpContext http, long? position)
    {
        try
        {
            return Endpoint.Prepare(http, Path, Query, position);
        }
        catch (JsonInputException input)
        {
            throw new ProblemException(Problems.InvalidField("watch", $"'{Name}': {input.Field}: {input.Description}"));
        }
    }
}
