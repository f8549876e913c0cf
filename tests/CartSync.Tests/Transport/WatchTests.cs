using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Carts that are watched, on either store.</summary>
public abstract class WatchContract : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    protected CartSyncWorld World { get; private set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis(), settings: new Dictionary<string, string?> { ["Omnichannel:Carts:SlowestWatcher"] = "00:00:01" });

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task ManyWatchers_OfSeveralCarts_AllEndWithTheirCart()
    {
        var carts = new List<(CartClients Client, string CartId)>();
        for (var owner = 0; owner < 4; owner++)
        {
            carts.Add(await Cart($"owner-{owner}"));
        }

        // Half of them watch from the beginning, the others come while it is edited.
        var watchers = Watchers();
        await Task.WhenAll(carts.Select(async cart =>
        {
            for (var edit = 1; edit <= 20; edit++)
            {
                await Edit(cart, edit);
            }
        }));
        watchers = [.. watchers, .. Watchers()];

        var views = await Task.WhenAll(watchers.Select(watcher => watcher.Until(20)));
        Assert.Equal(4 * 64, views.Length);
        Assert.All(views, view => Assert.Equal(20, view.Quantity));

        List<Watcher> Watchers() => [.. carts.SelectMany(cart => Enumerable.Range(0, 32).Select(_ => new Watcher(cart.Client, cart.CartId, 0)))];
    }

    [Fact]
    public async Task SlowWatcher_IsEndedWithAReason_BlocksNobody_AndComesBackWithItsVersion()
    {
        var cart = await Cart("anna");
        await Edit(cart, 1);
        using var slow = cart.Client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId });
        Assert.True(await slow.ResponseStream.MoveNext(default));
        var quick = new Watcher(cart.Client, cart.CartId, 0);

        // Until what lies between the service and a watcher that does not read is full.
        var feeds = World.Service.App.Services.GetRequiredService<CartFeeds>();
        var note = new string('n', 400);
        var edit = 1L;
        while (feeds.Dropped == 0)
        {
            edit++;
            await cart.Client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
            {
                CartId = cart.CartId, DeviceId = "web", Operations = { new CartOperation { DeviceSeq = edit, BaseVersion = edit, SetGiftNote = new SetGiftNote { Text = $"{edit} {note}" } } },
            });
            await quick.Until(edit);
        }

        var seen = slow.ResponseStream.Current.Version;
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await slow.ResponseStream.MoveNext(default))
            {
                seen = slow.ResponseStream.Current.Version;
            }
        });
        Assert.Equal((StatusCode.ResourceExhausted, "WATCHER_TOO_SLOW"), (ended.StatusCode, ended.Reason()));
        Assert.InRange(seen, 1, edit - 1);
        var back = new Watcher(cart.Client, cart.CartId, seen);
        await back.Until(edit);
        Assert.StartsWith($"{edit} ", back.GiftNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StrangersWatch_OfAWatchedCart_IsNotFound()
    {
        var cart = await Cart("anna");
        await Edit(cart, 1);
        await new Watcher(cart.Client, cart.CartId, 0).Until(1);
        using var stranger = World.As(Role.Customer, "eve").Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId });
        var refused = await Assert.ThrowsAsync<RpcException>(() => stranger.ResponseStream.MoveNext(default));
        Assert.Equal((StatusCode.NotFound, "CART_NOT_FOUND"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task WatcherWithTheLatestVersion_IsSentNothingBeforeTheNextEdit()
    {
        var cart = await Cart("anna");
        await Edit(cart, 1);
        await new Watcher(cart.Client, cart.CartId, 0).Until(1);
        using var back = cart.Client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId, ResumeVersion = 1 });
        await new Watcher(cart.Client, cart.CartId, 0).Until(1);
        await Edit(cart, 2);
        Assert.True(await back.ResponseStream.MoveNext(default));
        Assert.Equal((1, 2), (back.ResponseStream.Current.Change.FromVersion, back.ResponseStream.Current.Version));
    }

    [Fact]
    public async Task EmptyCart_CanBeWatched_BeforeItsFirstEdit()
    {
        var cart = await Cart("anna");
        using var watch = cart.Client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId });
        Assert.True(await watch.ResponseStream.MoveNext(default));
        Assert.Empty(watch.ResponseStream.Current.Snapshot.Lines);
        await Edit(cart, 1);
        Assert.True(await watch.ResponseStream.MoveNext(default));
        Assert.Equal(1, watch.ResponseStream.Current.Version);
    }

    [Fact]
    public async Task PriceOfALine_ChangedMeanwhile_IsShownWithTheNextEditOfAnother_AndSoIsItsReturn()
    {
        var ops = World.As(Role.Ops, "ops");
        var cart = await Cart("anna");
        var edit = (await World.Fill(cart.Client, CartSyncWorld.Market, ("MUG", 2, null))).Version;
        var watcher = await new Watcher(cart.Client, cart.CartId, 0).Until(edit);
        foreach (var price in new[] { "13", "12.5" })
        {
            await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { CartSyncWorld.Item("MUG", "Tazza", price) } });
            edit++;
            await cart.Client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(edit, "CUP") } });
            await watcher.Until(edit);
            Assert.Equal(price, watcher.Lines.Single(line => line.Sku == "MUG").UnitPrice);
            if (price == "13")
            {
                // Whoever comes back with a version is sent what is not as it was when it was edited.
                var back = await new Watcher(cart.Client, cart.CartId, edit - 1).Until(edit);
                Assert.Equal(["CUP", "MUG"], back.Lines.Select(line => line.Sku).Order());
            }
        }
    }

    [Fact]
    public async Task BasketPromotion_MovedByWhateverChange_IsShownOnAllLines()
    {
        await World.As(Role.Ops, "ops").Catalogue.UpsertPromotionsAsync(new UpsertPromotionsRequest
        {
            Promotions =
            {
                new Promotion { PromotionId = "hundred", ThresholdOff = new Promotion.Types.ThresholdOff { Minimum = CartSyncWorld.Eur(10_000), Amount = CartSyncWorld.Eur(1_000) } },
            },
        });
        var cart = await Cart("anna");
        var guest = World.As(Role.Guest, "guest-1");
        var guestCart = await World.Fill(guest, CartSyncWorld.Market, ("LAMP", 1, null));
        var link = (await guest.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = guestCart.CartId })).Token;
        var version = (await World.Fill(cart.Client, CartSyncWorld.Market, ("MUG", 2, null))).Version;
        var watcher = await new Watcher(cart.Client, cart.CartId, 0).Until(version);

        await cart.Client.Cart.ReorderItemsAsync(new ReorderItemsRequest { CartId = cart.CartId, Lines = { new ReorderLine { Sku = "LAMP", Quantity = 1 } } });
        await ShowsAll(isDiscounted: true);
        await Buy("o-1");
        await ShowsAll(isDiscounted: false);
        await cart.Client.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link });
        await ShowsAll(isDiscounted: true);

        // Bought elsewhere during a checkout, which is given up.
        var shown = (await cart.Client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        var checkout = (await cart.Client.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = shown.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "A" }, AcceptPriceChanges = true,
        })).Checkout;
        await Buy("o-2");
        await cart.Client.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });
        await ShowsAll(isDiscounted: false);

        var merged = await cart.Client.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { Market = CartSyncWorld.Market, GuestToken = World.GuestToken("guest-1") });
        await ShowsAll(isDiscounted: true);
        await cart.Client.Cart.UndoMergeAsync(new UndoMergeRequest { CartId = cart.CartId, MergeId = merged.MergeId });
        await ShowsAll(isDiscounted: false);

        async Task ShowsAll(bool isDiscounted)
        {
            var stored = (await cart.Client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
            await watcher.Until(stored.Version);
            Assert.Equal(stored.Lines.Select(Shown).Order(), watcher.Lines.Select(Shown).Order());
            Assert.Equal(isDiscounted, stored.Lines.Single(line => line.Sku == "MUG").Discounts.Count > 0);
        }

        async Task Buy(string orderId)
        {
            await World.Publish(new Orders.V1.OrderPlaced
            {
                Origin = Origin.Live, EffectiveAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(World.Clock.GetUtcNow()), Channel = Channel.Store, OrderId = orderId,
                CustomerId = "anna", Market = CartSyncWorld.Market, Lines = { new SaleLine { Sku = "LAMP", Quantity = 1 } },
            });
            await Eventually.Within(Limit, async () => Assert.Contains(orderId, (await World.Stored(cart.CartId)).SeenOrders));
        }

        static (string, int, long) Shown(CartLine line) => (line.Sku, line.Quantity, line.Discounts.Sum(discount => discount.Amount.AmountMinor));
    }

    [Fact]
    public async Task Lines_OfACheckoutThatIsReady_AreShownAsTheyAreSold_AndAfterItsEndAsBefore()
    {
        var cart = await Cart("anna");
        var filled = await World.Fill(cart.Client, CartSyncWorld.Market, ("MUG", 2, null), ("CUP", 3, null));
        var open = (await cart.Client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cart.CartId, DeviceId = "web", Operations = { new CartOperation { DeviceSeq = 3, BaseVersion = filled.Version, ApplyCode = new ApplyCode { Code = "TEN" } } },
        })).Version;
        var watcher = await new Watcher(cart.Client, cart.CartId, 0).Until(open);
        var checkout = (await cart.Client.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = open, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "A" }, PointsToRedeem = 70,
        })).Checkout;
        await World.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { CartSyncWorld.Item("MUG", "Tazza", "13") } });

        var ready = await Shown();
        Assert.Equal(checkout.Lines.Select(line => (line.LineId, line.UnitPrice, line.LineTotal)), ready.Lines.Select(line => (line.LineId, line.UnitPrice, line.LineTotal)));
        Assert.Equal(checkout.Lines.SelectMany(line => line.Discounts), ready.Lines.SelectMany(line => line.Discounts));
        Assert.Equal(
            ready.Totals.Items.AmountMinor - ready.Totals.Discounts.AmountMinor - ready.Totals.PointsValue.AmountMinor,
            ready.Lines.Sum(line => line.LineTotal.AmountMinor - line.Discounts.Sum(discount => discount.Amount.AmountMinor)));
        Assert.All(ready.Lines, line => Assert.Empty(line.Changes));

        await cart.Client.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });
        Assert.Equal([("MUG", "13", 0), ("CUP", "3.333", 0)], (await Shown()).Lines.Select(line => (line.Sku, line.UnitPrice, line.Discounts.Count)));

        // Who watches, who comes back with the version of before the checkout, and who with that of the checkout.
        async Task<ShoppingCart> Shown()
        {
            var shown = (await cart.Client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
            foreach (var view in new[] { watcher, new Watcher(cart.Client, cart.CartId, open), new Watcher(cart.Client, cart.CartId, shown.Version - 1) })
            {
                await view.Until(shown.Version);
                Assert.Equal(shown.Lines.OrderBy(line => line.LineId), view.Lines.OrderBy(line => line.LineId));
            }

            return shown;
        }
    }

    private static async Task Edit((CartClients Client, string CartId) cart, long number) =>
        await cart.Client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(number, "MUG") } });

    private async Task<(CartClients Client, string CartId)> Cart(string owner)
    {
        var client = World.As(Role.Customer, owner);
        return (client, (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = CartSyncWorld.Market })).Cart.CartId);
    }

    /// <summary>A device that keeps a copy of the cart by what it is told.</summary>
    private sealed class Watcher(CartClients client, string cartId, long version)
    {
        private readonly AsyncServerStreamingCall<WatchCartResponse> call = client.Cart.WatchCart(new WatchCartRequest { CartId = cartId, ResumeVersion = version });
        private readonly Dictionary<string, CartLine> lines = [];
        private long at = version;

        public int Quantity => lines.Values.Sum(line => line.Quantity);

        public IEnumerable<CartLine> Lines => lines.Values;

        public string GiftNote { get; private set; } = "";

        public async Task<Watcher> Until(long wanted)
        {
            using var limit = new CancellationTokenSource(Limit);
            while (at < wanted)
            {
                Assert.True(await call.ResponseStream.MoveNext(limit.Token));
                Take(call.ResponseStream.Current);
            }

            return this;
        }

        private void Take(WatchCartResponse update)
        {
            if (update.Snapshot is { } snapshot)
            {
                lines.Clear();
                Take(snapshot.Lines);
            }
            else
            {
                Assert.Equal(at, update.Change.FromVersion);
                Take(update.Change.ChangedLines);
                foreach (var removed in update.Change.RemovedLineIds)
                {
                    lines.Remove(removed);
                }
            }

            GiftNote = (update.Snapshot ?? update.Change.Header).GiftNote;
            at = update.Version;
        }

        private void Take(IEnumerable<CartLine> told)
        {
            foreach (var line in told)
            {
                lines[line.LineId] = line;
            }
        }
    }
}

public sealed class SqliteWatchTests : WatchContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisWatchTests : WatchContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
