using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>Carts and prices for tests of the domain.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    public static readonly Actor Anna = new("anna", ActorRole.Customer, SalesChannel.Web);
    public static readonly Prices Book = new();
    public static readonly Surroundings Around = new(Now, Book);

    public static SharedCart Cart(string owner = "anna", bool isGuest = false) => SharedCart.Empty(new CartOwner(owner, isGuest, "IT"), "EUR");

    public static Operation Add(long seq, string sku, int quantity = 1, long seen = 0) => new(seq, seen, new Edit.Add(sku, [], quantity, null));

    public static Operation Set(long seq, string sku, int quantity, long seen) => new(seq, seen, new Edit.SetQuantity(Line(sku), quantity));

    public static Operation Remove(long seq, string sku, long seen) => new(seq, seen, new Edit.Remove(Line(sku)));

    public static LineReference Line(string sku) => new("", sku, []);

    public static (SharedCart Cart, OperationResult Result) Apply(this SharedCart cart, string device, Operation operation)
    {
        var change = OperationRules.Apply(cart, device, [operation], Anna, Around);
        return (change.Cart, change.Refusal is null ? change.Answer.Single() : throw new RefusedException(change.Refusal));
    }

    public static SharedCart Do(this SharedCart cart, string device, Operation operation)
    {
        var (next, result) = cart.Apply(device, operation);
        Assert.True(result.Outcome is OperationOutcome.Applied or OperationOutcome.Merged, $"{result}");
        return next;
    }

    public static int Units(this SharedCart cart, string sku) => cart.Lines.Where(line => line.Sku == sku).Sum(line => line.Quantity);

    public static AnswerKey Key(string key) => new(Principal.Of("customer", "anna", "device"), "rpc", key, "00", 24);

    public static CheckoutOrder Order(SharedCart cart, string key = "k") => new()
    {
        Key = Key(key), Actor = Anna, ExpectedVersion = cart.Version, ShippingOptionId = "standard", HasDelivery = true, NumberOf = id => "O-" + id,
    };
}

/// <summary>Prices of a small shop.</summary>
internal sealed class Prices : IPriceBook
{
    private readonly Dictionary<string, CatalogueItem> items = new[] { ("MUG", "12.50"), ("CUP", "3.333"), ("LAMP", "80"), ("PIN", "0.001") }
        .ToDictionary(item => item.Item1, item => new CatalogueItem
        {
            Sku = item.Item1, Title = item.Item1, Category = "home/kitchen/" + item.Item1, Price = UnitPrice.Parse("EUR", item.Item2),
        });

    public Prices() => items["HAM"] = new CatalogueItem
    {
        Sku = "HAM", Title = "HAM", Category = "food/ham", Measure = Measure.Gram, Price = UnitPrice.Parse("EUR", "19.90") with { Measure = Measure.Gram },
    };

    public ImmutableArray<Promotion> Promotions { get; init; } = [];

    public ImmutableArray<ShippingOption> ShippingOptions { get; init; } = [new("standard", 490, 10_000, new DeliveryDays(2, 4))];

    public CatalogueItem? Find(string sku) => items.GetValueOrDefault(sku);

    public bool? OffersPickup(string storeId) => storeId switch { "rome-1" => true, "milan-1" => false, _ => null };
}

/// <summary>The same prices, but for one item.</summary>
internal sealed class Changed(string sku, Func<CatalogueItem, CatalogueItem> change) : IPriceBook
{
    public ImmutableArray<Promotion> Promotions { get; init; } = [];

    public ImmutableArray<ShippingOption> ShippingOptions => Given.Book.ShippingOptions;

    public CatalogueItem? Find(string asked) => Given.Book.Find(asked) is { } item && asked == sku ? change(item) : Given.Book.Find(asked);

    public bool? OffersPickup(string storeId) => Given.Book.OffersPickup(storeId);
}
