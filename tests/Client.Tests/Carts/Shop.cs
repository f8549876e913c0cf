using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Carts;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Carts;

/// <summary>A real Cart-sync in this process, and devices of its customers.</summary>
public sealed class Shop : IAsyncLifetime
{
    public CartSyncWorld World { get; private set; } = null!;

    public Uri Address => new(World.Service.App.Addresses().Grpc.ToString());

    public async Task InitializeAsync() => World = await CartSyncWorld.Start();

    public async Task DisposeAsync() => await World.DisposeAsync();

    public string Token(string subject, string? device = null) =>
        World.Tokens.Issue(new TokenRequest(subject, Role.Customer, TimeSpan.FromHours(200)) { Channel = Channel.Web, DeviceId = device });

    public string TillToken(string till) =>
        World.Tokens.Issue(new TokenRequest(till, Role.Terminal, TimeSpan.FromHours(200)) { Channel = Channel.Store, StoreId = "rome-1", ActorId = "associate-1" });

    internal OmnichannelClient Client(string subject, DroppingHandler? network = null, Func<CancellationToken, ValueTask<string>>? token = null, string? device = null) =>
        new(new OmnichannelClientOptions(Address, token ?? (_ => new(Token(subject, device))))
        {
            HttpHandler = network,
            DeviceId = device,
            FirstPause = TimeSpan.FromMilliseconds(2),
            LongestPause = TimeSpan.FromMilliseconds(20),
        });

    internal async Task<ShoppingCart> CartOf(string subject) =>
        (await World.As(Role.Customer, subject).Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = CartSyncWorld.Market })).Cart;

    internal static DeviceCartOptions Quiet { get; } = new(CartSyncWorld.Market) { Watch = false };

    internal static IEnumerable<(string Sku, int Quantity)> LinesOf(ShoppingCart cart) => cart.Lines.Select(line => (line.Sku, line.Quantity)).Order();

    internal static IEnumerable<(string Sku, int Quantity)> LinesOf(CartView view) => view.Lines.Select(line => (line.Sku, line.Quantity)).Order();

    internal static async Task Settle(DeviceCart cart)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await cart.SettleAsync(limit.Token);
    }
}
