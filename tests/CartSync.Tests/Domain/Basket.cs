using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>A cart, its prices and its promotions, made at random from a seed: every kind of promotion, prices of up to four places, quantities up to the limit.</summary>
internal sealed class Basket : IPriceBook
{
    private static readonly string[] Categories = ["home", "home/kitchen", "home/kitchen/cups", "homeware", "garden"];
    private static readonly string[] Currencies = ["EUR", "JPY", "KWD"];
    private readonly Dictionary<string, CatalogueItem> items = [];

    public required SharedCart Cart { get; init; }

    public ImmutableArray<Promotion> Promotions { get; init; } = [];

    public ImmutableArray<ShippingOption> ShippingOptions => [];

    public ImmutableArray<PricedLine> Priced => Pricing.Price(Cart, this, SalesChannel.Web, Given.Now);

    public CatalogueItem? Find(string sku) => items.GetValueOrDefault(sku);

    public bool? OffersPickup(string storeId) => null;

    /// <summary>The same basket under other promotions.</summary>
    public Basket With(IEnumerable<Promotion> promotions) => new(items) { Cart = Cart, Promotions = [.. promotions] };

    /// <summary>The same basket with its lines in another order.</summary>
    public Basket Shuffled(int seed)
    {
        var lines = Cart.Lines.ToArray();
        new Random(seed).Shuffle(lines);
        return new Basket(items) { Cart = Cart with { Lines = [.. lines] }, Promotions = Promotions };
    }

    public static Basket Of(params (string Sku, string Price, int Quantity)[] lines) => new(lines.Select(line => Item(line.Sku, "EUR", line.Price)))
    {
        Cart = Given.Cart() with { Lines = [.. lines.Select(line => Line(line.Sku, line.Quantity))] },
    };

    public static Basket Random(int seed)
    {
        var random = new Random(seed);
        var currency = Currencies[random.Next(Currencies.Length)];
        var items = Enumerable.Range(0, random.Next(1, 9)).Select(i => Item($"S{i}", currency, Price(random), random.Next(3) == 0 ? (Measure)random.Next(1, 5) : Measure.Piece) with
        {
            Category = Categories[random.Next(Categories.Length)],
            IsNonMerchandise = random.Next(8) == 0,
        }).ToArray();
        return new Basket(items)
        {
            Cart = Given.Cart() with
            {
                CurrencyCode = currency,
                Lines = [.. items.Select(item => Line(item.Sku, Quantity(random, item.Measure)) with { IsSaved = random.Next(10) == 0 })],
            },
            Promotions =
            [
                .. Enumerable.Range(0, random.Next(7)).Select(i => Promotion(random, $"P{i}"))
                    .OrderByDescending(promotion => promotion.Priority).ThenBy(promotion => promotion.Id, StringComparer.Ordinal),
            ],
        };
    }

    private Basket(IEnumerable<CatalogueItem> known) => items = known.ToDictionary(item => item.Sku);

    private Basket(Dictionary<string, CatalogueItem> known) => items = known;

    private static CatalogueItem Item(string sku, string currency, string price, Measure measure = Measure.Piece) => new()
    {
        Sku = sku, Title = sku, Category = "home/kitchen", Measure = measure, Price = UnitPrice.Parse(currency, price) with { Measure = measure },
    };

    private static CartLine Line(string sku, int quantity) => new()
    {
        LineId = CartId.OfLine(sku, []), Sku = sku, Contributions = [new Contribution("web", 1, 1, quantity, false)], AddedAt = Given.Now,
    };

    private static string Price(Random random) => random.Next(6) switch
    {
        0 => "0.0001",
        1 => "0",
        2 => (random.Next(1, 1_000_000) / 10_000m).ToString(CultureInfo.InvariantCulture),
        3 => UnitPrice.Highest.ToString(CultureInfo.InvariantCulture),
        _ => (random.Next(1, 20_000) / 100m).ToString(CultureInfo.InvariantCulture),
    };

    private static int Quantity(Random random, Measure measure) => random.Next(5) switch { 0 => measure.MostOf(), 1 => random.Next(1, 10_000), _ => random.Next(1, 6) };

    private static Promotion Promotion(Random random, string id) => new()
    {
        Id = id,
        Priority = random.Next(4),
        IsExclusive = random.Next(4) == 0,
        StackingGroup = random.Next(3) == 0 ? "member" : "",
        Skus = random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 12)).Select(i => $"S{i}")] : [],
        Categories = random.Next(3) == 0 ? [Categories[random.Next(Categories.Length)]] : [],
        Channels = random.Next(6) == 0 ? [SalesChannel.Store] : [],
        StartsAt = random.Next(4) == 0 ? Given.Now.AddSeconds(random.Next(-1, 2)) : null,
        EndsAt = random.Next(4) == 0 ? Given.Now.AddSeconds(random.Next(-1, 2)) : null,
        Benefit = random.Next(5) switch
        {
            0 => new Benefit.PercentOff(random.Next(1, 1_000_001) / 10_000m),
            1 => new Benefit.AmountOff(random.Next(1, 500)),
            2 => new Benefit.BuyForFewer(random.Next(2, 6) is var n ? n : 0, random.Next(0, n)),
            3 => new Benefit.ThresholdOff(random.Next(0, 20_000), random.Next(1, 5_000), null),
            _ => new Benefit.ThresholdOff(random.Next(0, 20_000), null, random.Next(1, 1_000_001) / 10_000m),
        },
    };
}
