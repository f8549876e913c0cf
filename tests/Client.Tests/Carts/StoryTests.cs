using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Carts;

public sealed class StoryTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string[] _skus = ["MUG", "CUP"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task DevicesThatLoseConnectionsAndRestart_AgreeInTheEnd(int seed)
    {
        using var folder = new TempFolder("client-story");
        var random = new Random(seed);
        var owner = $"story-{seed}";
        var devices = new List<Device>();
        var lamps = 0;
        for (var n = 0; n < 3; n++)
        {
            devices.Add(new Device(shop, owner, folder[$"device-{n}.db"], random.Next()));
        }

        try
        {
            for (var step = 0; step < 120; step++)
            {
                var device = devices[random.Next(devices.Count)];
                lamps += await Edit(device, random);
            }

            // Twice: what the others did last is seen by all.
            foreach (var device in devices.Concat(devices))
            {
                device.IsCalm = true;
                await Shop.Settle(device.Cart);
            }

            var server = await shop.CartOf(owner);
            Assert.All(devices, device => Assert.Equal(Shop.LinesOf(server), Shop.LinesOf(device.Cart.View)));
            Assert.All(devices, device => Assert.Equal(0, device.Cart.View.Pending));
            Assert.Equal(lamps, server.Lines.Where(line => line.Sku == "LAMP").Sum(line => line.Quantity));
            Assert.All(devices, device => Assert.DoesNotContain(device.Troubles, trouble => trouble.Kind is TroubleKind.NumbersTaken or TroubleKind.NonsenseAnswer or TroubleKind.HandlerFailed));
        }
        finally
        {
            foreach (var device in devices)
            {
                await device.DisposeAsync();
            }
        }
    }

    // Lamps are added only, so each of them is counted. Mugs and cups are also set and removed, and the server decides.
    private static async Task<int> Edit(Device device, Random random)
    {
        var sku = _skus[random.Next(_skus.Length)];
        switch (random.Next(10))
        {
            case < 4:
                var lamps = random.Next(1, 4);
                await device.Cart.AddAsync("LAMP", lamps);
                return lamps;
            case < 6:
                await device.Cart.AddAsync(sku, random.Next(1, 4));
                return 0;
            case 6:
                await device.Cart.SetQuantityAsync(Edits.Line(sku), random.Next(1, 9));
                return 0;
            case 7:
                await device.Cart.RemoveAsync(Edits.Line(sku));
                return 0;
            case 8:
                await device.Restart();
                return 0;
            default:
                await Shop.Settle(device.Cart);
                return 0;
        }
    }

    private sealed class Device : IAsyncDisposable
    {
        private readonly DroppingHandler network = new();
        private readonly OmnichannelClient client;
        private readonly string file;
        private SqliteOperationLog log;

        public Device(Shop shop, string owner, string file, int seed)
        {
            this.file = file;
            var random = new Random(seed);
            network.Loses = path => IsCalm ? Loss.None : random.Next(10) switch { 0 or 1 => Loss.Request, 2 or 3 => Loss.Answer, _ => Loss.None };
            client = shop.Client(owner, network);
            log = SqliteOperationLog.Open(file);
            Cart = Open();
        }

        public volatile bool IsCalm;

        public DeviceCart Cart { get; private set; }

        public List<ClientTrouble> Troubles { get; } = [];

        public async Task Restart()
        {
            await Cart.DisposeAsync();
            log.Dispose();
            log = SqliteOperationLog.Open(file);
            Cart = Open();
        }

        public async ValueTask DisposeAsync()
        {
            await Cart.DisposeAsync();
            log.Dispose();
            client.Dispose();
            network.Dispose();
        }

        private DeviceCart Open()
        {
            var cart = new DeviceCart(client, log, Shop.Quiet);
            cart.Trouble += (_, trouble) => Troubles.Add(trouble);
            cart.Start();
            return cart;
        }
    }
}
