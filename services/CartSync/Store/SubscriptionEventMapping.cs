using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Types.V1;
using ItemPlace = Omnichannel.CartSync.Domain.ItemPlace;
using ItemSubscription = Omnichannel.CartSync.Domain.ItemSubscription;

namespace Omnichannel.CartSync.Store;

/// <summary>What is published about subscriptions, and their places as the contract has them.</summary>
internal static class SubscriptionEventMapping
{
    public static IMessage ToMessage(SubscriptionEvent @event, ItemSubscription subscription, DateTimeOffset now) => @event switch
    {
        SubscriptionEvent.CameTrue e when subscription.Kind is SubscriptionKind.BackInStock => BackInStock(subscription, e.Item, Timestamp.FromDateTimeOffset(now)),
        SubscriptionEvent.CameTrue e => PriceDropped(subscription, e.Item, Timestamp.FromDateTimeOffset(now)),
        SubscriptionEvent.NoticeChanged e => new ItemNoticeChanged
        {
            Origin = Origin.Live,
            EffectiveAt = Timestamp.FromDateTimeOffset(now),
            Channel = (Channel)subscription.Channel,
            SubscriptionId = subscription.Id,
            CustomerId = CustomerId(subscription),
            GuestId = GuestId(subscription),
            ContactId = subscription.ContactId,
            Sku = subscription.Sku,
            Reason = e.Why,
            TrueAgain = e.IsTrueAgain,
        },
        _ => throw new NotSupportedException($"{@event.GetType().Name} has no message."),
    };

    public static Cart.V1.ItemPlace ToProto(this ItemPlace place) => place switch
    {
        ItemPlace.Store store => new() { StoreId = store.StoreId },
        ItemPlace.Shipping => new() { Shipping = true },
        _ => new() { Anywhere = true },
    };

    private static BackInStock BackInStock(ItemSubscription subscription, CatalogueItem item, Timestamp at)
    {
        var message = new BackInStock
        {
            Origin = Origin.Live,
            EffectiveAt = at,
            Channel = (Channel)subscription.Channel,
            SubscriptionId = subscription.Id,
            CustomerId = CustomerId(subscription),
            GuestId = GuestId(subscription),
            ContactId = subscription.ContactId,
            Market = subscription.Market,
            Sku = subscription.Sku,
            Title = item.Title,
            Place = subscription.Place.ToProto(),
            CurrencyCode = item.Price!.Value.CurrencyCode,
            UnitPrice = item.Price.Value.ToString(),
        };
        message.Options.Add(subscription.Options);
        return message;
    }

    private static PriceDropped PriceDropped(ItemSubscription subscription, CatalogueItem item, Timestamp at)
    {
        var message = new PriceDropped
        {
            Origin = Origin.Live,
            EffectiveAt = at,
            Channel = (Channel)subscription.Channel,
            SubscriptionId = subscription.Id,
            CustomerId = CustomerId(subscription),
            GuestId = GuestId(subscription),
            ContactId = subscription.ContactId,
            Market = subscription.Market,
            Sku = subscription.Sku,
            Title = item.Title,
            CurrencyCode = item.Price!.Value.CurrencyCode,
            UnitPrice = item.Price.Value.ToString(),
            PreviousUnitPrice = subscription.Reference?.ToString() ?? "",
        };
        message.Options.Add(subscription.Options);
        return message;
    }

    private static string CustomerId(ItemSubscription subscription) => subscription.OwnerIsGuest ? "" : subscription.OwnerId;

    private static string GuestId(ItemSubscription subscription) => subscription.OwnerIsGuest ? subscription.OwnerId : "";
}
