namespace Omnichannel.SupportContext.Domain;

/// <summary>Whose doing an event is.</summary>
public enum Doer
{
    /// <summary>Ours, a carrier's, a provider's or a clock's.</summary>
    System,

    /// <summary>The customer's, on whatever channel.</summary>
    Customer,

    /// <summary>The customer's when it happens in a store: they stand at the counter.</summary>
    CustomerInStore,
}

/// <summary>What is said about the events of one name.</summary>
/// <param name="Name">Area and message name; also that of its sentence.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Doer">Whose doing it is; the customer's own make up the channel switches.</param>
public sealed record EventForm(string Name, EntryKind Kind, Doer Doer)
{
    /// <summary>Place in the catalogue: of two events of the same instant, the cause comes before the effect.</summary>
    public int Rank { get; init; }
}

/// <summary>Every event that the timeline knows, causes before effects.</summary>
public static class EventCatalogue
{
    private static readonly EventForm Unknown = new("unknown", EntryKind.None, Doer.System);

    private static readonly EventForm[] Forms =
    [
        new("support.TouchpointRecorded", EntryKind.Touchpoint, Doer.Customer),
        new("cart.GuestLinked", EntryKind.Identity, Doer.Customer),
        new("support.IdentityLinked", EntryKind.Identity, Doer.System),
        new("support.IdentityUnlinked", EntryKind.Identity, Doer.System),
        new("support.PersonMerged", EntryKind.Identity, Doer.System),
        new("support.PersonMergeUndone", EntryKind.Identity, Doer.System),
        new("support.BirthdaySet", EntryKind.Identity, Doer.Customer),
        new("loyalty.MemberEnrolled", EntryKind.Points, Doer.Customer),
        new("messaging.ConsentChanged", EntryKind.Consent, Doer.Customer),
        new("cart.CartTouched", EntryKind.Cart, Doer.Customer),
        new("cart.CartMerged", EntryKind.Cart, Doer.Customer),
        new("cart.CartMergeUndone", EntryKind.Cart, Doer.Customer),
        new("cart.GuestUnlinked", EntryKind.Identity, Doer.Customer),
        new("cart.CartHandedOff", EntryKind.Cart, Doer.Customer),
        new("cart.BackInStock", EntryKind.Cart, Doer.System),
        new("cart.PriceDropped", EntryKind.Cart, Doer.System),
        new("cart.ItemNoticeChanged", EntryKind.Cart, Doer.System),
        new("cart.CartAbandoned", EntryKind.Cart, Doer.System),
        new("cart.CartRecovered", EntryKind.Cart, Doer.System),
        new("loyalty.PointsHeld", EntryKind.Points, Doer.System),
        new("cart.CheckoutCancelled", EntryKind.Cart, Doer.System),
        new("cart.CheckoutRefundRequested", EntryKind.Refund, Doer.System),
        new("cart.CartCheckedOut", EntryKind.Cart, Doer.Customer),
        new("orders.OrderPlaced", EntryKind.Order, Doer.Customer),
        new("orders.OrderClaimed", EntryKind.Order, Doer.Customer),
        new("loyalty.PointsCaptured", EntryKind.Points, Doer.System),
        new("loyalty.OrderHoldRefused", EntryKind.Points, Doer.System),
        new("loyalty.OfflineOverspent", EntryKind.Points, Doer.System),
        new("loyalty.CouponRedeemed", EntryKind.Points, Doer.System),
        new("orders.PromiseMade", EntryKind.Promise, Doer.System),
        new("orders.PromiseRevised", EntryKind.Promise, Doer.System),
        new("orders.PromiseOutcomeCorrected", EntryKind.Promise, Doer.System),
        new("orders.PromiseAtRisk", EntryKind.Promise, Doer.System),
        new("orders.ShipmentCreated", EntryKind.Delivery, Doer.System),
        new("orders.ShipmentStatusChanged", EntryKind.Delivery, Doer.System),
        new("orders.CustomerArrived", EntryKind.Delivery, Doer.System),
        new("orders.PickupRejected", EntryKind.Delivery, Doer.System),
        new("orders.PickupMoved", EntryKind.Delivery, Doer.System),
        new("orders.PickupChanged", EntryKind.Delivery, Doer.System),
        new("orders.PickupReminded", EntryKind.Delivery, Doer.System),
        new("orders.PickupExtended", EntryKind.Delivery, Doer.System),
        new("orders.OrderFulfilmentChanged", EntryKind.Delivery, Doer.System),
        new("orders.OrderDelivered", EntryKind.Delivery, Doer.System),
        new("orders.OrderDeliveryCorrected", EntryKind.Delivery, Doer.System),
        new("returns.ReturnWindowSet", EntryKind.Delivery, Doer.System),
        new("orders.PromiseKept", EntryKind.Promise, Doer.System),
        new("orders.PromiseBroken", EntryKind.Promise, Doer.System),
        new("orders.OrderCancelled", EntryKind.Order, Doer.Customer),
        new("orders.DeliveryAddressChanged", EntryKind.Order, Doer.Customer),
        new("orders.ClaimFiled", EntryKind.Order, Doer.Customer),
        new("orders.ClaimResolved", EntryKind.Order, Doer.System),
        new("orders.SecondSaleRefused", EntryKind.Order, Doer.System),
        new("orders.ChargeRequested", EntryKind.Order, Doer.System),
        new("orders.VoidRequested", EntryKind.Order, Doer.System),
        new("orders.VoidFailed", EntryKind.Order, Doer.System),
        new("orders.PaymentReceived", EntryKind.Order, Doer.System),
        new("returns.WithdrawalConfirmed", EntryKind.Return, Doer.Customer),
        new("returns.ReturnRequested", EntryKind.Return, Doer.Customer),
        new("returns.ReturnApproved", EntryKind.Return, Doer.System),
        new("returns.ReturnDeclined", EntryKind.Return, Doer.System),
        new("returns.ReturnCancelled", EntryKind.Return, Doer.Customer),
        new("returns.ReturnExpired", EntryKind.Return, Doer.System),
        new("returns.ReturnRestGivenUp", EntryKind.Return, Doer.System),
        new("returns.ReverseDeliveryCreated", EntryKind.Return, Doer.Customer),
        new("returns.ReverseDeliveryVoided", EntryKind.Return, Doer.Customer),
        new("orders.ReturnParcelChanged", EntryKind.Return, Doer.System),
        new("returns.ReturnInTransit", EntryKind.Return, Doer.System),
        new("returns.ReturnReceived", EntryKind.Return, Doer.CustomerInStore),
        new("returns.ReturnInspected", EntryKind.Return, Doer.System),
        new("returns.ReturnResolved", EntryKind.Return, Doer.CustomerInStore),
        new("returns.RefundOwed", EntryKind.Refund, Doer.System),
        new("returns.RefundReclaimed", EntryKind.Refund, Doer.System),
        new("returns.StoreCreditBonusOwed", EntryKind.Refund, Doer.System),
        new("returns.RepairSentBack", EntryKind.Return, Doer.System),
        new("orders.ReturnCounted", EntryKind.Return, Doer.System),
        new("orders.RefundRequested", EntryKind.Refund, Doer.System),
        new("orders.RefundCompleted", EntryKind.Refund, Doer.System),
        new("orders.RefundFailed", EntryKind.Refund, Doer.System),
        new("returns.ReturnClosed", EntryKind.Return, Doer.System),
        new("loyalty.PointsEarned", EntryKind.Points, Doer.System),
        new("loyalty.PointsActivated", EntryKind.Points, Doer.System),
        new("loyalty.PointsDeactivated", EntryKind.Points, Doer.System),
        new("loyalty.PointsReinstated", EntryKind.Points, Doer.System),
        new("loyalty.PointsReleased", EntryKind.Points, Doer.System),
        new("loyalty.PointsClawedBack", EntryKind.Points, Doer.System),
        new("loyalty.PointsRestored", EntryKind.Points, Doer.System),
        new("loyalty.CouponGivenBack", EntryKind.Points, Doer.System),
        new("loyalty.PointsExpiring", EntryKind.Points, Doer.System),
        new("loyalty.PointsExpiringWithdrawn", EntryKind.Points, Doer.System),
        new("loyalty.PointsExpired", EntryKind.Points, Doer.System),
        new("loyalty.AdjustmentRequested", EntryKind.Points, Doer.System),
        new("loyalty.AdjustmentDecided", EntryKind.Points, Doer.System),
        new("loyalty.PointsAdjusted", EntryKind.Points, Doer.System),
        new("loyalty.GoodwillGiven", EntryKind.Points, Doer.System),
        new("loyalty.BonusEarned", EntryKind.Points, Doer.System),
        new("loyalty.MergedPointsReturned", EntryKind.Points, Doer.System),
        new("loyalty.MergedWalletReturned", EntryKind.Points, Doer.System),
        new("loyalty.ReferralRewarded", EntryKind.Points, Doer.System),
        new("loyalty.ReferralTakenBack", EntryKind.Points, Doer.System),
        new("loyalty.ReferralRefused", EntryKind.Points, Doer.System),
        new("loyalty.TierChanged", EntryKind.Points, Doer.System),
        new("loyalty.CouponIssued", EntryKind.Points, Doer.System),
        new("loyalty.CouponsMinted", EntryKind.Points, Doer.System),
        new("loyalty.CouponStateChanged", EntryKind.Points, Doer.System),
        new("loyalty.CampaignStateChanged", EntryKind.Points, Doer.System),
        new("loyalty.CampaignBudgetSpent", EntryKind.Points, Doer.System),
        new("loyalty.GiftCardIssued", EntryKind.Order, Doer.System),
        new("loyalty.WalletRefundSettled", EntryKind.Refund, Doer.System),
        new("messaging.MessageSent", EntryKind.Message, Doer.System),
        new("messaging.MessageDelivered", EntryKind.Message, Doer.System),
        new("messaging.MessageSuppressed", EntryKind.Message, Doer.System),
        new("messaging.MessageCancelled", EntryKind.Message, Doer.System),
        new("messaging.MessageFailed", EntryKind.Message, Doer.System),
    ];

    private static readonly Dictionary<string, EventForm> ByName =
        Forms.Select((form, rank) => form with { Rank = rank }).ToDictionary(form => form.Name, StringComparer.Ordinal);

    /// <summary>Names of all events, causes before effects.</summary>
    public static IEnumerable<string> Names => Forms.Select(form => form.Name);

    /// <summary>What is said about a name; a form of its own for one that is not known (any longer).</summary>
    public static EventForm Find(string name) => ByName.GetValueOrDefault(name, Unknown);
}
