using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>A price book that a test changes while a cart lies there.</summary>
internal sealed class CheckoutShelf : IPriceBook
{
    public static readonly Actor Till = new("till-1", ActorRole.Terminal, SalesChannel.Store, "rome-1", "associate-1");

    public Dictionary<string, CatalogueItem> Items { get; } = [];

    public ImmutableArray<Promotion> Promotions { get; set; } = [];

    public ImmutableArray<ShippingOption> ShippingOptions { get; set; } = [new("standard", 490, 10_000, new DeliveryDays(2, 4)), new("express", 990, null, new DeliveryDays(1, 1))];

    public HashSet<string> PickupStores { get; } = ["rome-1", "turin-1"];

    public Surroundings Around => new(Given.Now, this);

    public CatalogueItem? Find(string sku) => Items.GetValueOrDefault(sku);

    public bool? OffersPickup(string storeId) => PickupStores.Contains(storeId) ? true : null;

    public CheckoutShelf With(string sku, string price, long? shippable = null, int limit = 0, bool isService = false, params (string Store, long Quantity)[] stores)
    {
        Items[sku] = new CatalogueItem
        {
            Sku = sku, Title = sku, Category = "home", Price = UnitPrice.Parse("EUR", price), ShippableQuantity = shippable, OrderLimit = limit, IsNonMerchandise = isService,
            StoreQuantities = StockByStore.Of(stores.Select(stock => KeyValuePair.Create(stock.Store, stock.Quantity))),
        };
        return this;
    }

    /// <summary>A cart with one unit of each line's quantity, as its owner put it there.</summary>
    public SharedCart Cart(params (string Sku, int Quantity, Fulfilment? Fulfilment)[] lines) => Cart("anna", false, lines);

    public SharedCart Cart(string owner, bool isGuest, params (string Sku, int Quantity, Fulfilment? Fulfilment)[] lines)
    {
        var operations = lines.Select((line, i) => new Operation(i + 1, 0, new Edit.Add(line.Sku, [], line.Quantity, line.Fulfilment))).ToArray();
        var filled = OperationRules.Apply(Given.Cart(owner, isGuest), "web", operations, Given.Anna, Around);
        Assert.All(filled.Answer, result => Assert.Equal(OperationOutcome.Applied, result.Outcome));
        return filled.Cart;
    }

    /// <summary>Begins a checkout that has nothing to hold.</summary>
    public Change<Checkout?> Begin(SharedCart cart, CheckoutOrder? order = null) => CheckoutRules.Begin(cart, order ?? Given.Order(cart), Around);
}
