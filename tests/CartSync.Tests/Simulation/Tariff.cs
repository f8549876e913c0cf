using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>What the merchant asks for what, and has, from a moment on; worked out here without the product's code, and as the book that the product prices with.</summary>
internal sealed class Tariff
{
    private const string Lamps = "lamps";
    private static readonly Lazy<Tariff> TheFirst = new(() => new Tariff(
        0, Shop.Opening, Shop.Articles.GroupBy(article => article.Sku).ToImmutableDictionary(group => group.Key, group => new Offer(group.First().Price, true, null)), 15));

    private Tariff(int number, DateTimeOffset from, ImmutableDictionary<string, Offer> offers, int lampPercent)
    {
        (Number, From, Offers, LampPercent) = (number, from, offers, lampPercent);
        var known = (PriceBook)Shop.Open.Book;
        var promotions = known.Promotions.Select(promotion => promotion with { Benefit = new Benefit.PercentOff(lampPercent) });
        Book = new PriceBook(known.Terms with { Promotions = lampPercent > 0 ? [.. promotions] : [] }, number);
        Book.Add([.. offers.Select(offer => KeyValuePair.Create(offer.Key, (CatalogueItem?)(known.Find(offer.Key)! with
        {
            Price = UnitPrice.Parse("EUR", offer.Value.Price.ToString(System.Globalization.CultureInfo.InvariantCulture)) with { Measure = known.Find(offer.Key)!.Measure },
            IsDiscontinued = !offer.Value.IsSold,
            ShippableQuantity = offer.Value.Stock,
        }))), new("NONE", null)]);
    }

    /// <summary>As the shop opens.</summary>
    public static Tariff First => TheFirst.Value;

    public int Number { get; }

    public DateTimeOffset From { get; }

    public PriceBook Book { get; }

    private ImmutableDictionary<string, Offer> Offers { get; }

    /// <summary>Per cent off lamps; 0 for none.</summary>
    private int LampPercent { get; }

    public bool IsSold(string sku) => Offers[sku].IsSold;

    /// <summary>What can be shipped; null when nobody knows.</summary>
    public long? StockOf(string sku) => Offers[sku].Stock;

    /// <summary>What so many cost, before and after the promotion: rounded once, half to even.</summary>
    public (long TotalMinor, long NetMinor) Cost(string sku, int quantity)
    {
        var total = decimal.Round(Offers[sku].Price * quantity * 100 / Shop.ArticleOf(sku).PricedPer, MidpointRounding.ToEven);
        return ((long)total, (long)(total - (sku == "LAMP" ? decimal.Round(total * LampPercent / 100, MidpointRounding.ToEven) : 0)));
    }

    public decimal PriceOf(string sku) => Offers[sku].Price;

    /// <summary>Something else from now on.</summary>
    public Tariff Change(Dice dice, DateTimeOffset now, out string what)
    {
        var sku = Shop.Articles[dice.Next(Shop.Articles.Length)].Sku;
        var offer = Offers[sku];
        var lampPercent = LampPercent;
        switch (dice.Next(6))
        {
            case < 2:
                offer = offer with { Price = Shop.ArticleOf(sku).Price + (dice.Next(5) * 0.3337m * Shop.ArticleOf(sku).PricedPer) };
                what = $"{sku} costs {offer.Price}";
                break;
            case 2:
                lampPercent = dice.Next(3) * 15;
                what = $"lamps are {lampPercent} per cent off";
                break;
            case 3:
                offer = offer with { IsSold = !offer.IsSold };
                what = $"{sku} is {(offer.IsSold ? "sold again" : "discontinued")}";
                break;
            default:
                offer = offer with { Stock = dice.Next(3) switch { 0 => null, 1 => 0, _ => 3 + dice.Next(10) } };
                what = $"there are {offer.Stock?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nobody knows how many"} {sku}";
                break;
        }

        return new Tariff(Number + 1, now, Offers.SetItem(sku, offer), lampPercent);
    }

    /// <summary>Another offer of one item from now on; what is not given stays.</summary>
    public Tariff With(string sku, decimal? price, bool? isSold, long? stock, DateTimeOffset now)
    {
        var offer = Offers[sku];
        return new Tariff(Number + 1, now, Offers.SetItem(sku, new Offer(price ?? offer.Price, isSold ?? offer.IsSold, stock ?? offer.Stock)), LampPercent);
    }

    private sealed record Offer(decimal Price, bool IsSold, long? Stock);
}

/// <summary>The tariff of each moment, as the book that a process prices with.</summary>
internal sealed class TariffCatalogue(Func<DateTimeOffset, Tariff> tariffAt, VirtualClock clock) : CatalogueCache(null!, clock)
{
    public override ValueTask<IPriceBook?> Open(string market, IEnumerable<string> skus, CancellationToken cancellation) => new(Fresh(market));

    public override ValueTask<ImmutableDictionary<string, string>> Markets(CancellationToken cancellation) => Shop.Open.Catalogue.Markets(cancellation);

    internal override PriceBook? Fresh(string market) => tariffAt(clock.Now).Book;
}
