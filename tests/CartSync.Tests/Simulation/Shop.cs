using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>The goods of all simulated carts, and the catalogue's real cache over them: its clock stands still, so it reads the database once.</summary>
internal sealed class Shop
{
    public const string Market = "IT";

    public static readonly DateTimeOffset Opening = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What can be put into a cart: item, options, price, and of how much that is the price. Cups are sold by weight.</summary>
    public static readonly ImmutableArray<Article> Articles =
    [
        new("MUG", [], 12.50m), new("MUG", [new CartSync.Domain.Option("size", "L")], 12.50m), new("CUP", [], 3333m, 1000), new("LAMP", [], 80m),
    ];

    private static readonly Lazy<Shop> TheOne = new(() => new Shop());

    private Shop()
    {
        var folder = new TempFolder("shop");
        var database = new SqliteDatabase(folder["shop.db"]);
        var still = new VirtualClock();
        Catalogue = new CatalogueCache(database, still);
        Fill(database, new CatalogueStore(database, ExecutorOf(database), Catalogue, still)).GetAwaiter().GetResult();
        Book = Catalogue.Open(Market, Articles.Select(article => article.Sku).Append("NONE"), default).AsTask().GetAwaiter().GetResult()!;
    }

    public static Shop Open => TheOne.Value;

    public static Article ArticleOf(string sku) => Articles.First(article => article.Sku == sku);

    public static string SkuOf(string lineId) => Articles.First(article => article.LineId == lineId).Sku;

    public CatalogueCache Catalogue { get; }

    public IPriceBook Book { get; }

    private static CommandExecutor ExecutorOf(SqliteDatabase database) => new(
        database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), new ServiceIdentity("cart"), new SqlOutbox(database, TimeProvider.System), new TimerWakeUp());

    private static async Task Fill(SqliteDatabase database, CatalogueStore store)
    {
        await Migrator.Migrate(database, TimeProvider.System, typeof(CartSyncApplication).Assembly);
        var cup = CartSyncWorld.Item("CUP", "Coppa", "3333");
        cup.Measure = Types.V1.Measure.Gram;
        await store.UpsertItems([CartSyncWorld.Item("MUG", "Tazza", "12.50"), cup, CartSyncWorld.Item("LAMP", "Lampada", "80")], default);
        await store.UpsertPromotions([new Cart.V1.Promotion { PromotionId = "lamps", PercentOff = new Cart.V1.Promotion.Types.PercentOff { Percent = "15" }, Skus = { "LAMP" } }], default);
        await store.SetShippingOptions(
            Market,
            [
                new Cart.V1.ShippingOption
                {
                    ShippingOptionId = "standard", Cost = CartSyncWorld.Eur(490), FreeFrom = CartSyncWorld.Eur(10_000), MinDays = 2, MaxDays = 4,
                    Title = new LocalizedText { Texts = { ["it"] = "Standard" } },
                },
            ],
            default);
    }
}

/// <summary>One thing that can be put into a cart.</summary>
internal sealed record Article(string Sku, ImmutableArray<CartSync.Domain.Option> Options, decimal Price, int PricedPer = 1)
{
    public int Most => 100_000 * PricedPer;

    public string LineId { get; } = CartId.OfLine(Sku, Options);

    public CartSync.Domain.LineReference Line { get; } = new("", Sku, Options);

    public override string ToString() => Options.IsEmpty ? Sku : $"{Sku} {Options[0].Value}";
}

/// <summary>Time goes by when the simulation says so.</summary>
internal sealed class VirtualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Shop.Opening;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;
}
