using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>
/// Balances passed-through gRPC calls: by the cart that the <see cref="Header"/> metadata names, else at random. The proxy does not look into
/// messages, so the caller has to say it; a call without it is answered just as well, only less economically.
/// </summary>
internal sealed class CartAffinity : ILoadBalancingPolicy
{
    public const string PolicyName = "CartAffinity";
    public const string Header = "omnichannel-cart-id";

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations) =>
        Pick(context.Request.Headers[Header], availableDestinations);

    public static DestinationState? Pick(string? cartId, IReadOnlyList<DestinationState> destinations) => destinations.Count switch
    {
        0 => null,
        1 => destinations[0],
        _ => string.IsNullOrEmpty(cartId) ? destinations[Random.Shared.Next(destinations.Count)] : Rendezvous.Choose(cartId, destinations),
    };
}
