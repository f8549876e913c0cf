using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.Messaging.Tests;

/// <summary>Events of other services.</summary>
internal static class Some
{
    /// <summary>A Monday, noon in London and one o'clock in Rome.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static OrderPlaced Placed(string orderId, string customerId = "anna", Origin origin = Origin.Live) => new()
    {
        Origin = origin,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        Channel = Channel.Web,
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        CustomerId = customerId,
        Lines = { new SaleLine { LineId = "1", Title = "Lamp", Quantity = 2, NetTotal = Eur(123456) } },
        Totals = new Totals { Due = Eur(123456) },
    };

    public static ShipmentStatusChanged Shipment(string orderId, ShipmentStatus status, Origin origin = Origin.Live) => new()
    {
        Origin = origin,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        CustomerId = "anna",
        ShipmentId = "s-" + orderId,
        Status = status,
        TrackingNumber = "T1",
    };

    public static PickupChanged Pickup(string orderId, PickupStatus status) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        CustomerId = "anna",
        PickupId = orderId + "~s1",
        StoreId = "milano-1",
        StoreName = "Milano Brera",
        StoreAddress = "Via Brera 1, 20121 Milano",
        Purpose = PickupPurpose.Collection,
        Status = status,
        ExpiresAt = Timestamp.FromDateTimeOffset(Noon.AddDays(7)),
        TimeZone = "Europe/Rome",
    };

    public static PickupReminded Reminded(string orderId) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        CustomerId = "anna",
        PickupId = orderId + "~s1",
        StoreId = "milano-1",
        ExpiresAt = Timestamp.FromDateTimeOffset(Noon.AddDays(7)),
        TimeZone = "Europe/Rome",
    };

    public static OrderDelivered Delivered(string orderId, bool handedOver = false, bool assumed = false) => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Noon), OrderId = orderId, OrderNumber = "O-" + orderId, CustomerId = "anna", HandedOver = handedOver, Assumed = assumed,
    };

    public static OrderDeliveryCorrected NotDelivered(string orderId) => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Noon), OrderId = orderId, OrderNumber = "O-" + orderId, CustomerId = "anna",
    };

    public static PromiseBroken Broken(string orderId, string promiseId = "p1") => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Noon), OrderId = orderId, OrderNumber = "O-" + orderId, CustomerId = "anna", Promise = Promise(promiseId, PromiseState.Broken),
    };

    public static PromiseAtRisk AtRisk(string orderId, int revision = 1) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        CustomerId = "anna",
        Promise = Promise("p1", PromiseState.AtRisk, revision),
    };

    public static PromiseOutcomeCorrected Corrected(string orderId, PromiseState previous, PromiseState now, string promiseId = "p1") => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        CustomerId = "anna",
        Promise = Promise(promiseId, now),
        PreviousState = previous,
    };

    private static DeliveryPromise Promise(string promiseId, PromiseState state, int revision = 1) => new()
    {
        PromiseId = promiseId, Revision = revision, State = state, LatestAt = Timestamp.FromDateTimeOffset(Noon.AddHours(11.5)), TimeZone = "Europe/Rome",
    };

    // When a day of March is over in Rome.
    private static Timestamp EndOf(int day) => Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, day, 22, 0, 0, TimeSpan.Zero));

    public static Loyalty.V1.TierChanged TierUp(string memberId, string tierId = "gold") => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Noon), MemberId = memberId, TierId = tierId, Upgrade = true,
    };

    public static Loyalty.V1.PointsExpiring Expiring(string memberId, int day = 31) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        MemberId = memberId,
        Points = 40,
        ExpiresAt = EndOf(day),
        TimeZone = "Europe/Rome",
        Balance = new Loyalty.V1.Balance { Active = 100 },
    };

    public static Loyalty.V1.PointsExpiringWithdrawn NotExpiring(string memberId, int day = 31) => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Noon), MemberId = memberId, ExpiresAt = EndOf(day),
    };

    public static Loyalty.V1.GiftCardIssued GiftCard(string walletId, string customerId = "anna") => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        WalletId = walletId,
        OrderId = "o1",
        OrderNumber = "O-o1",
        CustomerId = customerId,
        Amount = Eur(5000),
    };

    public static Loyalty.V1.GoodwillGiven Goodwill(string memberId) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        MemberId = memberId,
        OrderId = "o1",
        OrderNumber = "O-o1",
        Points = 500,
        Balance = new Loyalty.V1.Balance { Active = 700 },
    };

    public static Cart.V1.CartAbandoned Abandoned(string customerId = "anna", int stage = 1, long generation = 1) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        CartId = "c00-" + customerId,
        Generation = generation,
        CustomerId = customerId,
        Stage = stage,
        Lines = { new SaleLine { Title = "Lamp", Quantity = 1 } },
    };

    public static Cart.V1.BackInStock BackInStock(string subscriptionId = "n-1", string contactId = "anna") => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(Noon),
        SubscriptionId = subscriptionId,
        CustomerId = contactId,
        ContactId = contactId,
        Sku = "MUG",
        Title = "Tazza",
        CurrencyCode = "EUR",
        UnitPrice = "12.5",
    };

    public static Cart.V1.ItemNoticeChanged NoticeChanged(string reason, bool isTrueAgain = false) => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Noon), SubscriptionId = "n-1", CustomerId = "anna", ContactId = "anna", Sku = "MUG", Reason = reason, TrueAgain = isTrueAgain,
    };

    public static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    public static EventRecord Record(string subject, IMessage message, DateTimeOffset at, string? id = null) => new(
        EventTopics.Of(message.Descriptor), id ?? Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/test", subject, 1, at, null, message.ToByteArray());
}
