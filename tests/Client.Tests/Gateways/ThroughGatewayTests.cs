using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Sales;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.Client.Tests.Sales;
using Omnichannel.Gateway;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Tests.Transport;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Gateways;

/// <summary>Devices reach the services as they do in a shop: through the gateway.</summary>
public sealed class ThroughGatewayTests(Shop shop, RunningOrders orders) : IClassFixture<Shop>, IClassFixture<RunningOrders>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TempFolder folder = new("client-gateway");
    private readonly string address = $"http://127.0.0.1:{FreePort.Next(1)[0]}";

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cart_IsEdited_AndFollowed_WhileTheGatewayComesAndGoes()
    {
        var gateway = await StartGateway(shop.World.Tokens);
        using var client = Client(_ => new(shop.Token("through")));
        using var log = SqliteOperationLog.Open(folder["app.db"]);
        await using var cart = new DeviceCart(client, log, new DeviceCartOptions(CartSyncWorld.Market));
        cart.Start();
        await cart.AddAsync("MUG", 2);
        await Shop.Settle(cart);
        Assert.Equal([("MUG", 2)], Shop.LinesOf(await shop.CartOf("through")));

        await gateway.DisposeAsync();
        await cart.AddAsync("LAMP");
        Assert.Equal([("LAMP", 1), ("MUG", 2)], Shop.LinesOf(cart.View));
        await using var again = await StartGateway(shop.World.Tokens);
        await Shop.Settle(cart);
        Assert.Equal([("LAMP", 1), ("MUG", 2)], Shop.LinesOf(await shop.CartOf("through")));

        // The stream goes on, too: what another device does is seen.
        await shop.World.Fill(shop.World.As(Role.Customer, "through"), CartSyncWorld.Market, ("CUP", 3, null));
        await Eventually.Within(Patience, () => Assert.Contains(("CUP", 3), Shop.LinesOf(cart.View)));
    }

    [Fact]
    public async Task Receipts_AreDelivered_WhileTheGatewayComesAndGoes()
    {
        var gateway = await StartGateway(orders.Service.Tokens);
        var till = orders.Service.Tokens.Issue(new TokenRequest("till-9", Role.Terminal, TimeSpan.FromHours(1)) { Channel = Channel.Store, StoreId = "rome-1", ActorId = "associate-1" });
        using var client = Client(_ => new(till));
        await using var sales = OfflineSales.Open(client, folder["receipts.db"]);
        sales.Start();
        await sales.KeepAsync(Receipts.Of("1", "through-gateway"));
        await Deliver(sales);
        await gateway.DisposeAsync();
        await sales.KeepAsync(Receipts.Of("2", "through-gateway"));
        Assert.True(sales.Sales[1].IsWaiting);
        await using var again = await StartGateway(orders.Service.Tokens);
        await Deliver(sales);

        var recorded = await orders.Ops.Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = "through-gateway" });
        Assert.Equal(sales.Sales.Select(sale => sale.OrderNumber).Order(), recorded.Orders.Select(order => order.OrderNumber).Order());
    }

    [Fact]
    public async Task Catalogue_IsTaken()
    {
        await using var gateway = await StartGateway(shop.World.Tokens);
        using var client = Client(_ => new(shop.TillToken("till-9")));
        using var snapshot = CatalogueSnapshot.Open(client, folder["catalogue.db"], CartSyncWorld.Market);
        await snapshot.DownloadAsync();
        Assert.Equal("MUG", snapshot.Lookup("4006381333931").Item.Sku);
    }

    private OmnichannelClient Client(Func<CancellationToken, ValueTask<string>> token) =>
        new(new OmnichannelClientOptions(new Uri(address), token) { FirstPause = TimeSpan.FromMilliseconds(2), LongestPause = TimeSpan.FromMilliseconds(50) });

    private Task<RunningService> StartGateway(TestTokens tokens)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Http"] = "http://127.0.0.1:0",
            ["Omnichannel:Listen:Grpc"] = address,
            ["Omnichannel:Services:orders"] = orders.Service.App.Addresses().Grpc.ToString(),
        };
        foreach (var area in new[] { "cart", "returns", "loyalty", "messaging", "support" })
        {
            settings[$"Omnichannel:Services:{area}"] = shop.Address.ToString();
        }

        return RunningService.Start(GatewayApplication.Build, settings, tokens);
    }

    private static async Task Deliver(OfflineSales sales)
    {
        using var limit = new CancellationTokenSource(Patience);
        await sales.DeliverAsync(limit.Token);
    }
}
