using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>What somebody waits for. The numbers are those of the contract.</summary>
public enum SubscriptionKind
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>At least one can be had at the place.</summary>
    BackInStock = 1,

    /// <summary>The price fell.</summary>
    PriceDrop = 2,
}

/// <summary>Where a subscription stands. The numbers are those of the contract.</summary>
public enum SubscriptionState
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>For it to come true.</summary>
    Waiting = 1,

    /// <summary>It came true and was told.</summary>
    Told = 2,

    /// <summary>Its owner ended it.</summary>
    Cancelled = 3,

    /// <summary>The owner bought the item.</summary>
    Bought = 4,
}

/// <summary>Where an item is to be had.</summary>
public abstract record ItemPlace
{
    /// <summary>Shipped or in any store of the market.</summary>
    public static readonly ItemPlace Any = new Anywhere();

    /// <summary>Whether at least one is there.</summary>
    public abstract bool Has(CatalogueItem item);

    /// <summary>On the shelves of one store.</summary>
    public sealed record Store(string StoreId) : ItemPlace
    {
        /// <inheritdoc/>
        public override bool Has(CatalogueItem item) => item.StoreQuantities.TryGetValue(StoreId, out var quantity) && quantity > 0;
    }

    /// <summary>From a warehouse that ships to the market.</summary>
    public sealed record Shipping : ItemPlace
    {
        /// <inheritdoc/>
        public override bool Has(CatalogueItem item) => item.ShippableQuantity > 0;
    }

    /// <summary>Shipped or in any store of the market.</summary>
    public sealed record Anywhere : ItemPlace
    {
        /// <inheritdoc/>
        public override bool Has(CatalogueItem item) => item.ShippableQuantity > 0 || item.StoreQuantities.Levels.Any(level => level.Value > 0);
    }
}

/// <summary>Somebody's wish to be told about an item, once.</summary>
public sealed record ItemSubscription
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Customer or guest id.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Whether the owner is a guest.</summary>
    public required bool OwnerIsGuest { get; init; }

    /// <summary>Where Messaging finds the owner.</summary>
    public required string ContactId { get; init; }

    /// <summary>What is waited for.</summary>
    public required SubscriptionKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public SubscriptionState State { get; init; } = SubscriptionState.Waiting;

    /// <summary>Item.</summary>
    public required string Sku { get; init; }

    /// <summary>The variant that is meant.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>Market of price and stock.</summary>
    public required string Market { get; init; }

    /// <summary>For back in stock.</summary>
    public ItemPlace Place { get; init; } = ItemPlace.Any;

    /// <summary>Tell at this price or below; null for any below the reference.</summary>
    public UnitPrice? Threshold { get; init; }

    /// <summary>The price when it was made; null of an item that had none.</summary>
    public UnitPrice? Reference { get; init; }

    /// <summary>Where it was made.</summary>
    public SalesChannel Channel { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stopped waiting.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>It was told, and is not so any more.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>Raised by every change.</summary>
    public long Version { get; init; } = 1;
}

/// <summary>What the world is told about a subscription.</summary>
public abstract record SubscriptionEvent
{
    /// <summary>It came true.</summary>
    public sealed record CameTrue(CatalogueItem Item) : SubscriptionEvent;

    /// <summary>What was told is no longer so, or so again.</summary>
    public sealed record NoticeChanged(string Why, bool IsTrueAgain) : SubscriptionEvent;
}

/// <summary>When somebody is told, and when what was told is taken back.</summary>
public static class SubscriptionRules
{
    /// <summary>Waiting subscriptions per owner.</summary>
    public const int MostWaiting = 200;

    /// <summary>How long after a notice it is told that it is no longer so: as long as a message may wait to be sent.</summary>
    public static readonly TimeSpan NoticeWindow = TimeSpan.FromDays(3);

    /// <summary>How long an ended subscription is listed.</summary>
    public static readonly TimeSpan EndedRetention = TimeSpan.FromDays(30);

    /// <summary>Why there is nothing to wait for; null when there is.</summary>
    public static Refusal? Refuse(ItemSubscription wanted, CatalogueItem? item) => (wanted.Kind, item) switch
    {
        (_, null) => new SkuUnknown(),
        (SubscriptionKind.PriceDrop, { IsForSale: false }) => new NotForSale(),
        (SubscriptionKind.PriceDrop, _) when wanted.Threshold is not null && IsTrue(wanted, item) => new PriceReached(),
        (SubscriptionKind.BackInStock, _) when IsTrue(wanted, item) => new ItemInStock(),
        _ => null,
    };

    /// <summary>Looks at a subscription after its item changed; the same instance and no event when there is nothing to tell.</summary>
    public static (ItemSubscription Subscription, SubscriptionEvent? Event) Look(ItemSubscription subscription, CatalogueItem? item, DateTimeOffset now)
    {
        var isTrue = item is not null && IsTrue(subscription, item);
        return subscription switch
        {
            { State: SubscriptionState.Waiting } when isTrue => (
                subscription with { State = SubscriptionState.Told, EndedAt = now, Version = subscription.Version + 1 }, new SubscriptionEvent.CameTrue(item!)),
            { State: SubscriptionState.Told } when isTrue == subscription.IsOutdated && subscription.EndedAt + NoticeWindow > now => (
                subscription with { IsOutdated = !isTrue, Version = subscription.Version + 1 },
                new SubscriptionEvent.NoticeChanged(subscription.Kind is SubscriptionKind.PriceDrop ? "PRICE_ROSE" : "STOCK_GONE", isTrue)),
            _ => (subscription, null),
        };
    }

    /// <summary>The owner bought the item: there is nothing left to wait for, and what was told is no news.</summary>
    public static (ItemSubscription Subscription, SubscriptionEvent? Event) Buy(ItemSubscription subscription, DateTimeOffset boughtAt, DateTimeOffset now) => subscription.State switch
    {
        _ when boughtAt < subscription.CreatedAt => (subscription, null),
        SubscriptionState.Waiting => (subscription with { State = SubscriptionState.Bought, EndedAt = now, Version = subscription.Version + 1 }, null),
        SubscriptionState.Told when subscription.EndedAt + NoticeWindow > now => (
            subscription with { State = SubscriptionState.Bought, Version = subscription.Version + 1 }, new SubscriptionEvent.NoticeChanged("ITEM_BOUGHT", false)),
        _ => (subscription, null),
    };

    /// <summary>The owner ends it; one that ended stays as it ended.</summary>
    public static ItemSubscription Cancel(ItemSubscription subscription, DateTimeOffset now) => subscription.State is SubscriptionState.Waiting
        ? subscription with { State = SubscriptionState.Cancelled, EndedAt = now, Version = subscription.Version + 1 }
        : subscription;

    private static bool IsTrue(ItemSubscription subscription, CatalogueItem item) => item.IsForSale && subscription.Kind switch
    {
        SubscriptionKind.BackInStock => subscription.Place.Has(item),
        SubscriptionKind.PriceDrop => subscription.Threshold is { } threshold ? item.Price!.Value.Amount <= threshold.Amount
            : subscription.Reference is { } reference && item.Price!.Value.Amount < reference.Amount,
        _ => false,
    };
}
