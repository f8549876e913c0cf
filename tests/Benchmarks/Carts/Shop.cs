using Grpc.Core;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>The Cart-sync service in this process, with a small catalogue.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Market = "IT";
    private readonly TempFolder folder;
    private int customers;

    private Shop(TempFolder folder, PlatformHost host, RunningService service)
    {
        this.folder = folder;
        Host = host;
        Service = service;
    }

    public static string[] Skus { get; } = ["MUG", "CUP", "LAMP", "SCARF", "CANDLE", .. Enumerable.Range(5, 495).Select(i => $"ITEM-{i:000}")];

    public PlatformHost Host { get; }

    public RunningService Service { get; }

    public Uri Address => Service.App.Addresses().Grpc;

    public static string Sku(int line) => Skus[line];

    /// <summary>A customer whom nobody has seen before: a connection, and the headers of every call.</summary>
    public (CallInvoker Caller, Metadata Headers) NewCustomer(Channels channels, int caller) => (
        channels.Of(caller),
        new Metadata { { "authorization", "Bearer " + Service.Tokens.Issue(Role.Customer, $"customer-{Interlocked.Increment(ref customers)}") } });

    public static async Task<Shop> Start(string? redis)
    {
        var folder = new TempFolder("cart");
        var host = new PlatformHost { HostsSeveralServices = true };
        var service = await RunningService.Start(
            CartSyncApplication.Build,
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Provider"] = "sqlite",
                ["Omnichannel:Storage:Path"] = folder["cart.db"],
                ["Omnichannel:Events:Provider"] = "embedded",
                ["Omnichannel:Events:Path"] = folder["events.db"],
                ["Omnichannel:Carts:Provider"] = redis is null ? "sql" : "redis",
                ["Omnichannel:Carts:Redis"] = redis,
            },
            host: host);
        await FillCatalogue(new CartClients(service.As(Role.Ops, "ops")));
        return new Shop(folder, host, service);
    }

    /// <summary>Some hundred items and a store.</summary>
    public static async Task FillCatalogue(CartClients ops)
    {
        var items = new UpsertItemsRequest();
        items.Items.AddRange(Skus.Select(sku => new Item
        {
            Sku = sku,
            Title = new LocalizedText { Texts = { ["it"] = sku } },
            Category = "home/kitchen",
            Prices = { new ItemPrice { Market = Market, CurrencyCode = "EUR", UnitPrice = "12.50" } },
        }));
        await ops.Catalogue.UpsertItemsAsync(items);
        await ops.Catalogue.UpsertStoresAsync(new UpsertStoresRequest
        {
            Stores = { new StoreLocation { StoreId = "milano-1", Name = "Milano", Market = Market, TimeZone = "Europe/Rome", PickupOffered = true } },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        folder.Dispose();
    }
}
