using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about links to orders.</summary>
public sealed class TrackingLinkGrpcService(TrackingLinkStore links, OrderWords words, GrantTokens grants, TimeProvider clock) : TrackingLinkService.TrackingLinkServiceBase
{
    /// <inheritdoc/>
    public override async Task<CreateTrackingLinkResponse> CreateTrackingLink(CreateTrackingLinkRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        var now = clock.GetUtcNow();
        var link = await links.Make(request.OrderId, context.Caller().ToRequester(), now, context.CancellationToken);
        return new CreateTrackingLinkResponse
        {
            Token = grants.Issue(TrackingLink.Scope, link.Subject, TrackingLink.Lifetime),
            ExpiresAt = Timestamp.FromDateTimeOffset(now + TrackingLink.Lifetime),
        };
    }

    /// <inheritdoc/>
    public override Task<RevokeTrackingLinksResponse> RevokeTrackingLinks(RevokeTrackingLinksRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        return links.Revoke(context.Command(request), request.OrderId, context.Caller().ToRequester(), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<GetTrackedOrderResponse> GetTrackedOrder(GetTrackedOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalText("language", request.Language, 35).ThrowIfInvalid();
        var link = TrackingLink.Parse(grants.Verify(request.Token, TrackingLink.Scope).Subject) ?? throw new RefusedException(new GrantNotValid());
        var order = await links.Open(link, context.CancellationToken) ?? throw new RefusedException(new GrantNotValid());
        return new GetTrackedOrderResponse
        {
            Order = order.ToProto(OrderView.Linked),
            Explanation = await words.Explain(order, OrderView.Linked, request.Language, context.CancellationToken),
            TimeZone = order.Sale.Place.Days.ZoneId,
        };
    }
}
