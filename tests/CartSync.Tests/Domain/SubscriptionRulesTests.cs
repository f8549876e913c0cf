using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class SubscriptionRulesTests
{
    private static readonly ItemSubscription Back = new()
    {
        Id = "n-1", OwnerId = "anna", OwnerIsGuest = false, ContactId = "anna", Kind = SubscriptionKind.BackInStock, Sku = "MUG", Market = "IT", CreatedAt = Given.Now,
    };

    private static readonly ItemSubscription Drop = Back with { Kind = SubscriptionKind.PriceDrop, Reference = Price("12.50") };

    [Theory]
    [InlineData("anywhere", 0, 3, true)]
    [InlineData("anywhere", 2, 0, true)]
    [InlineData("anywhere", 0, 0, false)]
    [InlineData("anywhere", null, 0, false)]
    [InlineData("shipping", 2, 0, true)]
    [InlineData("shipping", 0, 3, false)]
    [InlineData("rome-1", 0, 3, true)]
    [InlineData("rome-1", 2, 0, false)]
    [InlineData("milan-1", 2, 3, false)]
    public void BackInStock_IsWhereItWasAskedFor(string place, int? shippable, int inRome, bool isTold)
    {
        ItemPlace asked = place switch { "anywhere" => ItemPlace.Any, "shipping" => new ItemPlace.Shipping(), _ => new ItemPlace.Store(place) };
        var (subscription, @event) = SubscriptionRules.Look(Back with { Place = asked }, Item(shippable, inRome), Given.Now);
        Assert.Equal(isTold, @event is SubscriptionEvent.CameTrue);
        Assert.Equal(isTold ? SubscriptionState.Told : SubscriptionState.Waiting, subscription.State);
        Assert.Equal(isTold ? new ItemInStock() : null, SubscriptionRules.Refuse(Back with { Place = asked }, Item(shippable, inRome)));
    }

    [Theory]
    [InlineData("12.50", null, false)]
    [InlineData("12.49", null, true)]
    [InlineData("13", null, false)]
    [InlineData("10.01", "10", false)]
    [InlineData("10.00", "10", true)]
    public void PriceDrop_IsBelowTheReference_OrAtTheThreshold(string now, string? threshold, bool isTold)
    {
        var asked = Drop with { Threshold = threshold is null ? null : Price(threshold) };
        Assert.Equal(isTold, SubscriptionRules.Look(asked, Item(null, 0, now), Given.Now).Event is SubscriptionEvent.CameTrue);
    }

    [Fact]
    public void Nothing_IsToldOfWhatIsNotForSale()
    {
        Assert.Null(SubscriptionRules.Look(Back, Item(5, 5) with { IsDiscontinued = true }, Given.Now).Event);
        Assert.Null(SubscriptionRules.Look(Back, Item(5, 5) with { Price = null }, Given.Now).Event);
        Assert.Null(SubscriptionRules.Look(Back, null, Given.Now).Event);
        Assert.IsType<SkuUnknown>(SubscriptionRules.Refuse(Back, null));
        Assert.IsType<NotForSale>(SubscriptionRules.Refuse(Drop, Item(5, 5) with { Price = null }));
        Assert.IsType<PriceReached>(SubscriptionRules.Refuse(Drop with { Threshold = Price("12.50") }, Item(5, 5)));
        Assert.Null(SubscriptionRules.Refuse(Back, Item(0, 0) with { Price = null }));
    }

    [Fact]
    public void Told_IsTakenBackAndRenewed_WhileAMessageMayWait()
    {
        var told = SubscriptionRules.Look(Back, Item(1, 0), Given.Now).Subscription;
        Assert.Null(SubscriptionRules.Look(told, Item(2, 0), Given.Now).Event);
        var (gone, wentAway) = SubscriptionRules.Look(told, Item(0, 0), Given.Now.AddHours(1));
        Assert.Equal(new SubscriptionEvent.NoticeChanged("STOCK_GONE", false), wentAway);
        Assert.Null(SubscriptionRules.Look(gone, Item(0, 0), Given.Now.AddHours(2)).Event);
        Assert.Equal(new SubscriptionEvent.NoticeChanged("STOCK_GONE", true), SubscriptionRules.Look(gone, Item(4, 0), Given.Now.AddHours(2)).Event);
        Assert.Null(SubscriptionRules.Look(gone, Item(4, 0), Given.Now.AddDays(4)).Event);
        var cheap = SubscriptionRules.Look(Drop, Item(null, 0, "9"), Given.Now).Subscription;
        Assert.Equal(new SubscriptionEvent.NoticeChanged("PRICE_ROSE", false), SubscriptionRules.Look(cheap, Item(null, 0, "12.5"), Given.Now).Event);
    }

    [Fact]
    public void Bought_EndsTheWaiting_AndTakesBackWhatWasTold()
    {
        var later = Given.Now.AddHours(1);
        Assert.Equal(SubscriptionState.Bought, SubscriptionRules.Buy(Back, later, later).Subscription.State);
        Assert.Null(SubscriptionRules.Buy(Back, later, later).Event);
        Assert.Same(Back, SubscriptionRules.Buy(Back, Given.Now.AddDays(-1), later).Subscription);

        var told = SubscriptionRules.Look(Back, Item(1, 0), Given.Now).Subscription;
        var (bought, @event) = SubscriptionRules.Buy(told, later, later);
        Assert.Equal(new SubscriptionEvent.NoticeChanged("ITEM_BOUGHT", false), @event);
        Assert.Null(SubscriptionRules.Buy(bought, later, later).Event);
        Assert.Null(SubscriptionRules.Look(bought, Item(0, 0), later).Event);
    }

    [Fact]
    public void Cancel_EndsOnlyWhatWaits()
    {
        Assert.Equal((SubscriptionState.Cancelled, Given.Now), (SubscriptionRules.Cancel(Back, Given.Now).State, SubscriptionRules.Cancel(Back, Given.Now).EndedAt));
        var told = SubscriptionRules.Look(Back, Item(1, 0), Given.Now).Subscription;
        Assert.Same(told, SubscriptionRules.Cancel(told, Given.Now));
    }

    private static UnitPrice Price(string text) => UnitPrice.Parse("EUR", text);

    private static CatalogueItem Item(int? shippable, int inRome, string price = "12.50") => new()
    {
        Sku = "MUG", Price = Price(price), ShippableQuantity = shippable, StoreQuantities = StockByStore.Of([KeyValuePair.Create("rome-1", (long)inRome)]),
    };
}
