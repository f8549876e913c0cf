using System.Text.RegularExpressions;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Client = Omnichannel.TestKit.CartClients;
using DeliveryDetails = Omnichannel.Types.V1.DeliveryDetails;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Carts while their Redis restarts, forgets its scripts, or is replaced by a replica that lacks the last writes.</summary>
public sealed partial class RedisFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Restart_KeepsEveryAcknowledgedEdit()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var world = await CartSyncWorld.Start(redis.ConnectionString);
        var device = await Device.Start(world, "anna", "web");
        var acknowledged = 0L;
        for (var round = 0; round < 3; round++)
        {
            acknowledged = (await device.Send(device.Next())).Version;
            redis.Kill();
            var unanswered = device.Next();
            await Assert.ThrowsAsync<RpcException>(() => device.Send(unanswered));
            await redis.RestartAsync();
            acknowledged = (await Eventually.Within(Limit, () => device.Send(unanswered))).Version;
        }

        var cart = await device.Read();
        Assert.Equal((6, acknowledged), (cart.Lines.Single().Quantity, cart.Version));
    }

    [Fact]
    public async Task ScriptFlush_IsNotNoticed()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var world = await CartSyncWorld.Start(redis.ConnectionString);
        var device = await Device.Start(world, "anna", "web");
        for (var edit = 0; edit < 5; edit++)
        {
            await device.Send(device.Next());
            await redis.SendAsync("SCRIPT FLUSH");
        }

        Assert.Equal(5, (await device.Send(device.Next())).Results.Single().DeviceSeq - 1);
        Assert.Equal(6, (await device.Read()).Lines.Single().Quantity);
    }

    [Fact]
    public async Task StableVersion_WaitsForTheReplica()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replica = await redis.StartReplicaAsync();
        await using var world = await CartSyncWorld.Start($"{redis.ConnectionString},{replica.ConnectionString}", settings: WithReplicas);
        var device = await Device.Start(world, "anna", "web");
        await device.Send(device.Next());
        await Eventually.Within(Limit, async () => Assert.Equal(1, (await device.Read()).StableVersion));

        replica.Kill();
        await device.Send(device.Next());
        var alone = await device.Read();
        Assert.Equal((2, 1), (alone.Version, alone.StableVersion));

        await replica.RestartAsync();
        await Eventually.Within(Limit, async () => Assert.Equal(2, (await device.Read()).StableVersion));
    }

    [Fact]
    public async Task Watcher_IsToldWhenTheReplicaHasWhatItWasShown()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replica = await redis.StartReplicaAsync();
        await using var world = await CartSyncWorld.Start($"{redis.ConnectionString},{replica.ConnectionString}", settings: WithReplicas);
        var device = await Device.Start(world, "anna", "web");
        var cart = (await device.Send(device.Next())).Cart;
        await Eventually.Within(Limit, async () => Assert.Equal(1, (await device.Read()).StableVersion));
        using var limit = new CancellationTokenSource(Limit);
        using var watch = device.Client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId }, cancellationToken: limit.Token);
        Assert.Equal((1, 1), Versions(await Next(watch)));

        replica.Kill();
        await device.Send(device.Next());
        var edit = await Next(watch);
        Assert.Equal((2, 1), Versions(edit));
        Assert.Equal("anna", edit.Change.Actor.SubjectId);

        // Nothing more is edited.
        await replica.RestartAsync();
        var stable = await Next(watch);
        Assert.Equal((2, 2), Versions(stable));
        Assert.Equal((2L, 0, null), (stable.Change.FromVersion, stable.Change.ChangedLines.Count, stable.Change.Actor));

        // Whoever comes back with the version may not have heard it.
        using var back = device.Client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId, ResumeVersion = 2 }, cancellationToken: limit.Token);
        Assert.Equal(stable, await Next(back));
        await device.Send(device.Next());
        Assert.Equal(3, (await Next(back)).Version);

        static (long Version, long Stable) Versions(WatchCartResponse update) => (update.Version, (update.Snapshot ?? update.Change.Header).StableVersion);

        static async Task<WatchCartResponse> Next(AsyncServerStreamingCall<WatchCartResponse> watch)
        {
            Assert.True(await watch.ResponseStream.MoveNext(default));
            return watch.ResponseStream.Current;
        }
    }

    [Fact]
    public async Task Failover_ThatLosesTheLastEdits_DevicesSendThemAgain_AndEachCountsOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replica = await redis.StartReplicaAsync();
        await using var world = await CartSyncWorld.Start($"{redis.ConnectionString},{replica.ConnectionString}", settings: WithReplicas);
        var (web, app) = (await Device.Start(world, "anna", "web"), await Device.Start(world, "anna", "app"));
        await web.Send(web.Next());
        await app.Send(app.Next());
        await Eventually.Within(Limit, async () => Assert.Equal(2, (await web.Read()).StableVersion));
        using var watch = web.Client.Cart.WatchCart(new WatchCartRequest { CartId = web.CartId });
        await watch.ResponseStream.MoveNext(default);

        replica.Kill();
        await web.Send(web.Next());
        await app.Send(app.Next());
        var before = await app.Send(app.Next());
        Assert.Equal((5, 2), (before.Version, before.StableVersion));
        Assert.Equal(5, before.Cart.Lines.Single().Quantity);
        redis.Kill();
        await replica.PromoteAsync();

        var after = await Eventually.Within(Limit, web.Read);
        Assert.Equal((2, 2), (after.Version, after.Lines.Single().Quantity));
        foreach (var device in new[] { web, app })
        {
            var again = await Eventually.Within(Limit, () => device.SendKept());
            Assert.All(again.Results, result => Assert.True(result.Outcome is OperationOutcome.Applied or OperationOutcome.Duplicate));
        }

        Assert.Equal(5, (await web.Read()).Lines.Single().Quantity);
        var repeated = await app.SendKept();
        Assert.All(repeated.Results, result => Assert.Equal(OperationOutcome.Duplicate, result.Outcome));
        Assert.Equal(5, repeated.Cart.Lines.Single().Quantity);

        // Who had watched all the while was told.
        while (watch.ResponseStream.Current.Snapshot?.Lines.Single().Quantity != 5 && watch.ResponseStream.Current.Change?.ChangedLines.SingleOrDefault()?.Quantity != 5
            || watch.ResponseStream.Current.Version != repeated.Version)
        {
            Assert.True(await watch.ResponseStream.MoveNext(default));
        }
    }

    [Fact]
    public async Task EveryCommand_StaysInOneHashSlot()
    {
        await using var redis = await RedisServer.StartAsync(appendOnly: false);
        await using var world = await CartSyncWorld.Start(redis.ConnectionString);
        var seen = await redis.MonitorAsync(async () =>
        {
            var device = await Device.Start(world, "anna", "web");
            await device.Send(device.Next());
            await device.Read();
            var code = await device.Client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = device.CartId }, CartSyncWorld.Key("handoff"));
            var till = world.As(Role.Terminal, "till-1");
            await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code }, CartSyncWorld.Key("claim"));
            var guest = await Device.Start(world, "guest-1", "web", Role.Guest);
            await guest.Send(guest.Next());
            await device.Client.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = CartSyncWorld.Market }, CartSyncWorld.Key("merge"));
            var checkout = (await device.Client.Checkout.BeginCheckoutAsync(
                new BeginCheckoutRequest { CartId = device.CartId, ExpectedVersion = (await device.Read()).Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" } }, CartSyncWorld.Key("checkout"))).Checkout;
            await device.Client.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = device.CartId, CheckoutId = checkout.CheckoutId }, CartSyncWorld.Key("cancel"));
            await world.FireTimer(device.CartId);
            await world.EventsOf<CheckoutCancelled>(1);
        });

        var touched = seen.Select(KeysOf).Where(keys => keys.Count > 0).ToList();
        Assert.Contains(touched, keys => keys.Count >= 5);
        foreach (var kind in new[] { "cart:", "timers:", "outbox:", "outbox-seq:", "checkouts:", "answer:", "handoff:" })
        {
            Assert.Contains(touched, keys => keys.Any(key => key.StartsWith(kind, StringComparison.Ordinal)));
        }

        Assert.All(touched, keys => Assert.Single(keys.Select(Slot).Distinct()));
    }

    [Theory]
    [InlineData("123456789", 0x31C3)]
    [InlineData("cart:{s07}:c07", 0)]
    public void Slot_IsThatOfTheHashTag(string key, int crc)
    {
        // The check value of the specification; the second only by its tag.
        Assert.Equal(crc == 0 ? Slot("s07") : crc % 16384, Slot(key));
    }

    private static Dictionary<string, string?> WithReplicas => new() { ["Omnichannel:Carts:Replicas"] = "1" };

    // The keys of one line of MONITOR: 1339518083.107412 [0 127.0.0.1:60866] "evalsha" "sha" "2" "key" "key" "argument"
    private static List<string> KeysOf(string line)
    {
        var words = Words().Matches(line).Select(word => word.Groups[1].Value).ToList();
        return words switch
        {
            ["EVALSHA" or "EVAL" or "evalsha" or "eval", _, var count, .. var rest] => rest.Take(int.Parse(count, provider: null)).ToList(),
            [_, var key, ..] when key.Contains('{', StringComparison.Ordinal) => [key],
            _ => [],
        };
    }

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Words();

    // Redis cluster specification: CRC16 (XMODEM) of the part between the first braces, modulo 16384.
    private static int Slot(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open);
        var hashed = close > open + 1 ? key[(open + 1)..close] : key;
        var crc = 0;
        foreach (var character in hashed)
        {
            crc ^= character << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x1021) & 0xFFFF : (crc << 1) & 0xFFFF;
            }
        }

        return crc % 16384;
    }

    /// <summary>A device as the contract asks it to be: numbers its edits and keeps them until the stable version passes them.</summary>
    private sealed class Device(Client client, string cartId, string name)
    {
        private readonly List<(CartOperation Operation, long Version)> kept = [];
        private long sequence;

        public Client Client => client;

        public string CartId => cartId;

        public static async Task<Device> Start(CartSyncWorld world, string owner, string name, Role role = Role.Customer)
        {
            var client = world.As(role, owner);
            var cart = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = CartSyncWorld.Market })).Cart;
            return new Device(client, cart.CartId, name);
        }

        public CartOperation Next() => CartSyncWorld.Add(++sequence, "MUG");

        public async Task<ShoppingCart> Read() => (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;

        public async Task<ApplyOperationsResponse> Send(CartOperation operation)
        {
            var answer = await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = name, Operations = { operation } });
            kept.Add((operation, answer.Version));
            kept.RemoveAll(entry => entry.Version <= answer.StableVersion);
            return answer;
        }

        public async Task<ApplyOperationsResponse> SendKept() =>
            await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = name, Operations = { kept.Select(entry => entry.Operation) } });
    }
}
