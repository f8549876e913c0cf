using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;

namespace Omnichannel.Messaging.Store;

/// <summary>What an event makes known about the things that messages are about; looked up again at the moment of sending.</summary>
/// <param name="Subject">Order, promise, shipment, cart generation, return, refund or subscription.</param>
/// <param name="Fact">Name, as journeys use it in <c>cancel_when</c>.</param>
/// <param name="Holds">False takes an earlier fact back.</param>
internal sealed record SubjectFact(string Subject, string Fact, bool Holds = true)
{
    /// <summary>Facts of an event; none for most.</summary>
    public static IEnumerable<SubjectFact> Of(IMessage message) => message switch
    {
        OrderDelivered e => [new(e.OrderId, "DELIVERED"), new(e.OrderId, "DELIVERY_REPORTED", Holds: !e.Assumed), new(e.OrderId, "NOT_DELIVERED", Holds: false)],
        OrderDeliveryCorrected e => [new(e.OrderId, "DELIVERED", Holds: false), new(e.OrderId, "DELIVERY_REPORTED", Holds: false), new(e.OrderId, "NOT_DELIVERED")],
        PromiseKept e => [new(e.Promise.PromiseId, "PROMISE_KEPT")],
        PromiseBroken e => [new(e.Promise.PromiseId, "PROMISE_BROKEN")],
        PromiseOutcomeCorrected e =>
        [
            new(e.Promise.PromiseId, "PROMISE_KEPT", Holds: e.Promise.State is PromiseState.Kept),
            new(e.Promise.PromiseId, "PROMISE_BROKEN", Holds: e.Promise.State is PromiseState.Broken),
        ],
        OrderCancelled { WholeOrder: true } e => [new(e.OrderId, "ORDER_CANCELLED")],
        ShipmentStatusChanged { Status: ShipmentStatus.Delivered } e => [new(e.ShipmentId, "DELIVERED")],
        ShipmentStatusChanged { Status: ShipmentStatus.Collected } e => [new(e.ShipmentId, "COLLECTED"), new(e.ShipmentId, "DELIVERED")],
        ShipmentStatusChanged { Correction: true } e => [new(e.ShipmentId, "DELIVERED", Holds: false), new(e.ShipmentId, "COLLECTED", Holds: false)],
        PickupChanged e =>
        [
            new(e.PickupId, "COLLECTED", Holds: e.Status is PickupStatus.Collected),
            new(e.PickupId, "NOT_READY", Holds: e.Status is not (PickupStatus.Ready or PickupStatus.Collected)),
        ],
        PickupExtended e => [new(e.PickupId, "KEPT_LONGER")],
        PickupReminded e => [new(e.PickupId, "KEPT_LONGER", Holds: false)],
        PointsExpiring e => [new(EventData.PointsEnd(e.MemberId, e.ExpiresAt), "POINTS_USED", Holds: false)],
        PointsExpiringWithdrawn e => [new(EventData.PointsEnd(e.MemberId, e.ExpiresAt), "POINTS_USED")],
        CartCheckedOut e => [new($"{e.CartId}.{e.Generation}", "CART_BOUGHT")],
        CartAbandoned e => [new($"{e.CartId}.{e.Generation}", "CART_RECOVERED", Holds: false)],
        CartRecovered e => [new($"{e.CartId}.{e.Generation}", e.Purchased ? "CART_BOUGHT" : "CART_RECOVERED")],
        ItemNoticeChanged e => [new(e.SubscriptionId, e.Reason, Holds: !e.TrueAgain)],
        ReturnRequested e => [new(e.OrderId, "RETURN_REQUESTED")],
        ReverseDeliveryVoided e => [new(e.ReverseDelivery.ReverseDeliveryId, "LABEL_VOIDED")],
        ReturnResolved e => [new(e.ReturnId, "RETURN_RESOLVED")],
        RefundCompleted e => [new(e.RefundId, "REFUND_COMPLETED")],
        _ => [],
    };
}
