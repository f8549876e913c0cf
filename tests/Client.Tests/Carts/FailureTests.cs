using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Carts;

public sealed class FailureTests : IAsyncLifetime, IDisposable
{
    private readonly MemoryOperationLog log = new();
    private readonly List<ClientTrouble> troubles = [];
    private ShakyServer server = null!;
    private OmnichannelClient client = null!;
    private DeviceCart cart = null!;

    public async Task InitializeAsync()
    {
        server = await ShakyServer.Start();
        client = new OmnichannelClient(new OmnichannelClientOptions(server.Address, _ => new("token")) { FirstPause = TimeSpan.FromMilliseconds(2), LongestPause = TimeSpan.FromMilliseconds(20) });
        cart = Open();
        cart.Start();
    }

    public async Task DisposeAsync()
    {
        await cart.DisposeAsync();
        await server.DisposeAsync();
    }

    public void Dispose()
    {
        client.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task Failover_ThatLosesAnsweredEdits_GetsThemAgain()
    {
        await cart.AddAsync("LAMP", 1);
        await Shop.Settle(cart);
        server.Secure();
        await cart.AddAsync("LAMP", 2);
        await cart.AddAsync("LAMP", 4);
        await Shop.Settle(cart);
        server.FailOver();
        Assert.Equal(1, server.Lamps);

        await Shop.Settle(cart);
        Assert.Equal((7, 7), (server.Lamps, Assert.Single(cart.View.Lines).Quantity));
    }

    [Fact]
    public async Task Failover_SeenByTheNextEdit_GetsEarlierOnesFirst()
    {
        await cart.AddAsync("LAMP", 1);
        await Shop.Settle(cart);
        server.FailOver();
        await cart.AddAsync("LAMP", 2);
        await Shop.Settle(cart);
        Assert.Equal(3, server.Lamps);
    }

    [Fact]
    public async Task Failover_WhileTheDeviceWasOff_IsFoundAtItsNextStart()
    {
        await cart.AddAsync("LAMP", 5);
        await Shop.Settle(cart);
        await cart.DisposeAsync();
        server.FailOver();
        cart = Open();
        cart.Start();
        await Shop.Settle(cart);
        Assert.Equal(5, server.Lamps);
    }

    [Fact]
    public async Task EditsStayInTheLog_UntilTheyAreStable()
    {
        await cart.AddAsync("LAMP");
        await Shop.Settle(cart);
        Assert.Single(log.Read().Operations);
        server.Secure();
        await Eventually.Within(TimeSpan.FromMinutes(1), async () =>
        {
            await Shop.Settle(cart);
            Assert.Empty(log.Read().Operations);
        });
    }

    [Fact]
    public async Task ServerThatLostWhatItCalledStable_GetsNoEditTwice()
    {
        server.IsStableAtOnce = true;
        await cart.AddAsync("LAMP", 1);
        await Shop.Settle(cart);
        Assert.Empty(log.Read().Operations);
        await server.DisposeAsync();
        server = await ShakyServer.Start();
        await cart.DisposeAsync();
        client.Dispose();
        client = new OmnichannelClient(new OmnichannelClientOptions(server.Address, _ => new("token")));
        cart = Open();
        await cart.AddAsync("LAMP", 2);
        cart.Start();
        await Shop.Settle(cart);

        // The first is gone with the server's disk; its number is used up by an empty operation.
        Assert.Equal(2, server.Lamps);
    }

    [Fact]
    public async Task Checkout_KeepsEditsWaiting_UnderTheirNumbers()
    {
        server.IsInCheckout = true;
        await cart.AddAsync("LAMP", 3);
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Contains(Troubles(), trouble => trouble.Kind is TroubleKind.CartBusy));
        Assert.Equal(1, cart.View.Pending);
        server.IsInCheckout = false;
        await Shop.Settle(cart);
        Assert.Equal(3, server.Lamps);
    }

    public static TheoryData<string> Nonsense => new("results of nobody", "no cart", "versions from nowhere", "took the question for an edit");

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_IsTold_AndNothingOfItBelieved(string what)
    {
        await Shop.Settle(cart);
        server.Spoil = answer =>
        {
            switch (what)
            {
                case "results of nobody":
                    answer.Results.Add(Edits.Result(77));
                    break;
                case "no cart":
                    answer.Cart = null;
                    break;
                case "versions from nowhere":
                    answer.StableVersion = answer.Version + 5;
                    break;
                default:
                    answer.Results[0].Outcome = OperationOutcome.Applied;
                    break;
            }
        };
        await cart.AddAsync("LAMP", 3);
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Contains(Troubles(), trouble => trouble.Kind is TroubleKind.NonsenseAnswer));
        Assert.Equal(1, cart.View.Pending);
        Assert.Single(log.Read().Operations);
        server.Spoil = null;
        await Shop.Settle(cart);
        Assert.Equal(3, server.Lamps);
    }

    private List<ClientTrouble> Troubles()
    {
        lock (troubles)
        {
            return [.. troubles];
        }
    }

    private DeviceCart Open()
    {
        var opened = new DeviceCart(client, log, Shop.Quiet);
        opened.Trouble += (_, trouble) =>
        {
            lock (troubles)
            {
                troubles.Add(trouble);
            }
        };
        return opened;
    }
}
