using Grpc.Core;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Streams;
using Omnichannel.Gateway.Upstream;

namespace Omnichannel.Gateway.Transcoding;

/// <summary>
/// Maps an endpoint for every http annotation. The generated code hands its typed methods to this binder, so that calls are made without
/// reflection, through the very marshallers that a gRPC client uses.
/// </summary>
internal sealed class Transcoder(IEndpointRouteBuilder endpoints, RpcCatalogue catalogue) : ServiceBinderBase
{
    private readonly UpstreamChannels channels = endpoints.ServiceProvider.GetRequiredService<UpstreamChannels>();
    private readonly IOptions<UpstreamOptions> options = endpoints.ServiceProvider.GetRequiredService<IOptions<UpstreamOptions>>();
    private readonly EventRelay relay = endpoints.ServiceProvider.GetRequiredService<EventRelay>();
    private readonly WatchRoutes watches = endpoints.ServiceProvider.GetRequiredService<WatchRoutes>();
    private readonly NotAVerb notAVerb = new([.. catalogue.All.SelectMany(rpc => rpc.HttpBindings).Select(binding => binding.Path.Verb).OfType<string>()]);

    /// <summary>Maps every service of the catalogue.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, RpcCatalogue catalogue)
    {
        var transcoder = new Transcoder(endpoints, catalogue);
        foreach (var service in catalogue.Services)
        {
            service.Bind(transcoder);
        }
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        Map(method, (rpc, binding) => new UnaryEndpoint<TRequest, TResponse>(rpc, binding, method, channels, options));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, (rpc, binding) =>
        {
            var endpoint = new EventStreamEndpoint<TRequest, TResponse>(rpc, binding, method, channels, options, relay);
            if (binding.Method == HttpMethods.Get)
            {
                watches.Add(binding.Path.Pattern, endpoint);
            }

            return endpoint;
        });

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        RefuseAnnotation(method);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        RefuseAnnotation(method);

    private void Map<TRequest, TResponse>(Method<TRequest, TResponse> method, Func<Rpc, HttpBinding, TranscodedEndpoint<TRequest, TResponse>> create)
        where TRequest : class
        where TResponse : class
    {
        var rpc = catalogue.Find(method.FullName)!;
        if (rpc.IsInternal && rpc.HttpBindings.Count > 0)
        {
            throw new FormatException($"{method.FullName} is for services only and must not have an http annotation.");
        }

        foreach (var binding in rpc.HttpBindings)
        {
            endpoints.Map(Pattern(binding), create(rpc, binding).Handle)
                .WithDisplayName($"{method.FullName} {binding.Method} {binding.Path.Source}")
                .WithMetadata([new HttpMethodMetadata([binding.Method]), rpc, binding, .. rpc.Method.IsServerStreaming ? [EventStreamMetadata.Instance] : Array.Empty<object>()]);
        }
    }

    // Without this, "/v1/carts/{cart_id}" would take "/v1/carts/c1:claim" for a cart of that name whenever the method does not fit the verb.
    private RoutePattern Pattern(HttpBinding binding)
    {
        var last = binding.Path.Pattern.Split('/')[^1];
        return last.StartsWith('{') && last.EndsWith('}') && !last.StartsWith("{**", StringComparison.Ordinal)
            ? RoutePatternFactory.Parse(binding.Path.Pattern, defaults: null, parameterPolicies: new RouteValueDictionary { [last[1..^1]] = notAVerb })
            : RoutePatternFactory.Parse(binding.Path.Pattern);
    }

    private void RefuseAnnotation(IMethod method)
    {
        if (catalogue.Find(method.FullName)!.HttpBindings.Count > 0)
        {
            throw new FormatException($"{method.FullName} streams from the client, which HTTP and JSON cannot express.");
        }
    }

    private sealed class NotAVerb(HashSet<string> verbs) : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
        {
            var value = values[routeKey] as string;
            var colon = value?.LastIndexOf(':') ?? -1;
            return colon < 0 || !verbs.Contains(value![(colon + 1)..]);
        }
    }
}
