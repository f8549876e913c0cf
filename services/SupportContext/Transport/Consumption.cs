using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Returns.V1;

namespace Omnichannel.SupportContext.Transport;

/// <summary>What this service consumes: everything that every area says.</summary>
internal static class Consumption
{
    /// <summary>Names the handlers.</summary>
    public static void Of(EventsBuilder events) => events
        .Consume("cart", Cart)
        .Consume("orders", Orders)
        .Consume("returns", Returns)
        .Consume("loyalty", Loyalty)
        .Consume("messaging", Messaging);

    private static void Cart(AreaEventsBuilder on) => on
        .Handle<CartCheckedOut, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CheckoutCancelled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CheckoutRefundRequested, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<GuestLinked, TimelineEvents>((handler, e, unit) => handler.GuestLinked(e, unit))
        .Handle<GuestUnlinked, TimelineEvents>((handler, e, unit) => handler.GuestUnlinked(e, unit))
        .Handle<CartMerged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CartMergeUndone, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CartHandedOff, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CartTouched, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<BackInStock, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PriceDropped, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ItemNoticeChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CartAbandoned, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CartRecovered, TimelineEvents>((handler, e, unit) => handler.Add(e, unit));

    private static void Orders(AreaEventsBuilder on) => on
        .Handle<OrderPlaced, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<RefundRequested, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<RefundCompleted, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<RefundFailed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ChargeRequested, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<VoidRequested, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<VoidFailed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PaymentReceived, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OrderFulfilmentChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OrderDelivered, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OrderDeliveryCorrected, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ShipmentCreated, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ShipmentStatusChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PickupChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PickupRejected, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PickupMoved, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PickupReminded, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PickupExtended, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CustomerArrived, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PromiseMade, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PromiseRevised, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PromiseAtRisk, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PromiseBroken, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PromiseKept, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PromiseOutcomeCorrected, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OrderCancelled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<DeliveryAddressChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ClaimFiled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ClaimResolved, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnCounted, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnParcelChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<SecondSaleRefused, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OrderClaimed, TimelineEvents>((handler, e, unit) => handler.Claimed(e, unit));

    private static void Returns(AreaEventsBuilder on) => on
        .Handle<WithdrawalConfirmed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnRequested, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnApproved, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnDeclined, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnCancelled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnExpired, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnRestGivenUp, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnInTransit, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnReceived, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnInspected, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnResolved, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnClosed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReturnWindowSet, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReverseDeliveryCreated, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReverseDeliveryVoided, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<RefundReclaimed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<StoreCreditBonusOwed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<RepairSentBack, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<RefundOwed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit));

    private static void Loyalty(AreaEventsBuilder on) => on
        .Handle<MemberEnrolled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsEarned, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsActivated, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsDeactivated, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsReinstated, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsHeld, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsCaptured, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsReleased, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsExpiring, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsExpiringWithdrawn, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsExpired, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsClawedBack, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsRestored, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<PointsAdjusted, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<AdjustmentRequested, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<AdjustmentDecided, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OrderHoldRefused, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<OfflineOverspent, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<GoodwillGiven, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<BonusEarned, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<MergedPointsReturned, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<MergedWalletReturned, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReferralRewarded, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReferralTakenBack, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ReferralRefused, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<TierChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CouponIssued, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CouponsMinted, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CouponStateChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CampaignStateChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CampaignBudgetSpent, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CouponRedeemed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<GiftCardIssued, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<WalletRefundSettled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<CouponGivenBack, TimelineEvents>((handler, e, unit) => handler.Add(e, unit));

    private static void Messaging(AreaEventsBuilder on) => on
        .Handle<MessageSent, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<MessageDelivered, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<MessageSuppressed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<MessageCancelled, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<MessageFailed, TimelineEvents>((handler, e, unit) => handler.Add(e, unit))
        .Handle<ConsentChanged, TimelineEvents>((handler, e, unit) => handler.Add(e, unit));
}
