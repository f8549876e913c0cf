using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Types.V1;
using ItemPlace = Omnichannel.CartSync.Domain.ItemPlace;
using ItemSubscription = Omnichannel.CartSync.Domain.ItemSubscription;

namespace Omnichannel.CartSync.Store;

/// <summary>What is published about subscriptions, and their places as the contract has them.</summary>
internal static class SubscriptionEventMapping
{
    public static OutgoingEvent ToOutgoing(SubscriptionEvent @event, ItemSubscription subscription, DateTimeOffset now)
    {
        var message = ToMessage(@event, subscription);
        message.SubscriptionId = subscription.Id;
        message.CustomerId = subscription.OwnerIsGuest ? "" : subscription.OwnerId;
        message.GuestId = subscription.OwnerIsGuest ? subscription.OwnerId : "";
        message.ContactId = subscription.ContactId;
        message.Sku = subscription.Sku;
        return EventHeader.News(now, subscription.Channel.ToContract()).On(message);
    }

    private static ISubscriptionEvent ToMessage(SubscriptionEvent @event, ItemSubscription subscription) => @event switch
    {
        SubscriptionEvent.CameTrue e when subscription.Kind is SubscriptionKind.BackInStock => BackInStock(subscription, e.Item),
        SubscriptionEvent.CameTrue e => PriceDropped(subscription, e.Item),
        SubscriptionEvent.NoticeChanged e => new ItemNoticeChanged
        {
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

    private static BackInStock BackInStock(ItemSubscription subscription, CatalogueItem item)
    {
        var message = new BackInStock
        {
            Market = subscription.Market,
            Title = item.Title,
            Place = subscription.Place.ToProto(),
            CurrencyCode = item.Price!.Value.CurrencyCode,
            UnitPrice = item.Price.Value.ToString(),
            Measure = item.Measure.ToContract(),
        };
        message.Options.Add(subscription.Options);
        return message;
    }

    private static PriceDropped PriceDropped(ItemSubscription subscription, CatalogueItem item)
    {
        var message = new PriceDropped
        {
            Market = subscription.Market,
            Title = item.Title,
            CurrencyCode = item.Price!.Value.CurrencyCode,
            UnitPrice = item.Price.Value.ToString(),
            Measure = item.Measure.ToContract(),
            PreviousUnitPrice = subscription.Reference?.ToString() ?? "",
        };
        message.Options.Add(subscription.Options);
        return message;
    }
}
