using System.Diagnostics;
using System.Globalization;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Omnichannel.Values;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>A catalogue of 100,000 items in batches of 1,000 over gRPC, sent again unchanged, and all of it in memory after every item was asked for.</summary>
internal sealed class CatalogueRows(Report report)
{
    /// <summary>Of a large shop.</summary>
    public const int Items = 100_000;

    private const int Batch = 1000;
    private const int Asked = 100;

    public async Task Measure()
    {
        await using var shop = await Shop.Start(redis: null);
        var ops = new CartClients(shop.Service.As(Role.Ops, "ops"));
        report.Row("catalogue: 100,000 items stored, batches of 1,000", $"{await Seconds(() => Upsert(ops)):0.0} s");
        report.Row("catalogue: the same again, nothing new", $"{await Seconds(() => Upsert(ops)):0.0} s");
        report.Row("catalogue: 100,000 stock levels", $"{await Seconds(() => SetStock(ops)):0.0} s");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var read = await Seconds(() => AskForAll(ops));
        report.Row("catalogue: every item asked for once, 100 a call", $"{read:0.0} s");
        report.Row("catalogue: in memory for 100,000 items", $"{(GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0:0} MiB");
    }

    private static async Task<double> Seconds(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Stores the first so many of the items.</summary>
    public static async Task Upsert(CartClients ops, int items = Items, int cents = 0)
    {
        foreach (var numbers in Enumerable.Range(0, items).Chunk(Batch))
        {
            var request = new UpsertItemsRequest();
            request.Items.AddRange(numbers.Select(i => Item(i, cents)));
            await ops.Catalogue.UpsertItemsAsync(request);
        }
    }

    private static async Task SetStock(CartClients ops)
    {
        foreach (var numbers in Enumerable.Range(0, Items).Chunk(Batch))
        {
            var request = new SetStockRequest();
            request.Levels.AddRange(numbers.Select(i => new StockLevel { Sku = Sku(i), LocationId = "hub", Quantity = i % 50, ShipToMarkets = { Shop.Market } }));
            await ops.Catalogue.SetStockAsync(request);
        }
    }

    private static async Task AskForAll(CartClients ops)
    {
        foreach (var numbers in Enumerable.Range(0, Items).Chunk(Asked))
        {
            await ops.Catalogue.CheckAvailabilityAsync(new CheckAvailabilityRequest { Market = Shop.Market, Skus = { numbers.Select(Sku) } });
        }
    }

    private static string Sku(int i) => $"SKU-{i:D6}";

    private static Item Item(int i, int cents) => new()
    {
        Sku = Sku(i),
        Gtins = { Gtin(i) },
        Title = new LocalizedText { Texts = { ["it"] = $"Articolo numero {i}", ["en"] = $"Item number {i}" } },
        Category = $"shop/department-{i % 20}/group-{i % 300}",
        Prices =
        {
            new ItemPrice { Market = Shop.Market, CurrencyCode = "EUR", UnitPrice = Price(i + cents) },
            new ItemPrice { Market = "CH", CurrencyCode = "CHF", UnitPrice = Price(i + 1) },
            new ItemPrice { Market = "JP", CurrencyCode = "JPY", UnitPrice = (100 + i).ToString(CultureInfo.InvariantCulture) },
        },
    };

    private static string Price(int i) => (1 + (i % 20_000 / 100m)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The barcode of an item.</summary>
    public static string Gtin(int i)
    {
        var digits = $"20{i:D10}";
        return digits + CheckDigit.Of(digits);
    }
}
