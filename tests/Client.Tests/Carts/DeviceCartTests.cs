using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Carts;

public sealed class DeviceCartTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Edits_ShowAtOnce_AndAreTheServersAfterwards()
    {
        using var client = shop.Client("anna");
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        await cart.AddAsync("MUG", 2);
        await cart.AddAsync("CUP");
        await cart.SetQuantityAsync(Edits.Line("MUG"), 5);
        Assert.Equal([("CUP", 1), ("MUG", 5)], Shop.LinesOf(cart.View));
        Assert.Equal(3, cart.View.Pending);

        cart.Start();
        await Shop.Settle(cart);
        Assert.Equal([("CUP", 1), ("MUG", 5)], Shop.LinesOf(await shop.CartOf("anna")));
        Assert.Equal((0, false), (cart.View.Pending, cart.View.AreTotalsStale));
        Assert.Empty(log.Read().Operations);
    }

    [Fact]
    public async Task RefusedEdit_IsTold_AndLeavesTheView()
    {
        using var client = shop.Client("berta");
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        var refusals = new List<OperationRefusal>();
        cart.Refused += (_, refusal) => refusals.Add(refusal);
        cart.Start();
        await cart.ApplyAsync(Edits.Add("MUG"), Edits.Add("NO-SUCH-THING"), Edits.Add("CUP"));
        await Shop.Settle(cart);

        Assert.Equal("SKU_UNKNOWN", Assert.Single(refusals).Refusal.Reason);
        Assert.Equal([("CUP", 1), ("MUG", 1)], Shop.LinesOf(cart.View));
    }

    [Fact]
    public async Task EditForWhichTheCallIsRefused_IsTold_AndTheOthersGoOn()
    {
        using var client = shop.Client("bruna");
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        var refusals = new List<OperationRefusal>();
        cart.Refused += (_, refusal) => refusals.Add(refusal);
        cart.Start();
        await cart.ApplyAsync(Edits.Add("MUG"), Edits.Add("MUG\0MUG"), Edits.Add("CUP"), Edits.Add("LAMP"));
        await Shop.Settle(cart);

        Assert.Equal("MUG\0MUG", Assert.Single(refusals).Operation.Add.Sku);
        Assert.Equal([("CUP", 1), ("LAMP", 1), ("MUG", 1)], Shop.LinesOf(cart.View));
        Assert.Equal(Shop.LinesOf(cart.View), Shop.LinesOf(await shop.CartOf("bruna")));
    }

    [Fact]
    public async Task EditThatSaysNothing_OrTooMuch_IsNotTaken()
    {
        using var client = shop.Client("bice");
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        await Assert.ThrowsAsync<ArgumentException>(() => cart.ApplyAsync(Edits.Add("MUG"), Edits.Empty()));
        await Assert.ThrowsAsync<ArgumentException>(() => cart.SetGiftNoteAsync(new string('x', 100_000)));
        Assert.Empty(cart.View.Lines);
    }

    [Fact]
    public async Task LogOfATill_TurnsToTheNextCustomersCart_AndMixesNoEdits()
    {
        using var log = new MemoryOperationLog();
        using var client = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new(shop.TillToken("till-5"))));
        foreach (var customer in new[] { "nora", "olga" })
        {
            var owner = shop.World.As(Role.Customer, customer);
            var filled = await shop.World.Fill(owner, CartSyncWorld.Market, ("CUP", 1, null));
            var code = (await owner.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = filled.CartId })).Code;
            await client.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code });
            await using var cart = new DeviceCart(client, log, new DeviceCartOptions(CartSyncWorld.Market) { CartId = filled.CartId, Watch = false });

            // Made before the till has a network.
            await cart.AddAsync("MUG");
            Assert.Equal(1, cart.View.Pending);
            if (customer == "olga")
            {
                Assert.DoesNotContain(cart.View.Lines, line => line.Sku == "CUP");
            }

            cart.Start();
            await Shop.Settle(cart);
            Assert.Equal([("CUP", 1), ("MUG", 1)], Shop.LinesOf(cart.View));
            Assert.Equal([("CUP", 1), ("MUG", 1)], Shop.LinesOf(await shop.CartOf(customer)));
        }
    }

    [Theory]
    [InlineData(nameof(Loss.Request))]
    [InlineData(nameof(Loss.Answer))]
    public async Task LostConnection_BeforeOrAfterTheServerApplied_AppliesOnce(string what)
    {
        using var network = new DroppingHandler();
        var losses = 3;
        network.Loses = path => path.EndsWith("/ApplyOperations", StringComparison.Ordinal) && losses-- > 0 ? Enum.Parse<Loss>(what) : Loss.None;
        using var client = shop.Client($"carla-{what}", network);
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        cart.Start();
        await cart.AddAsync("LAMP", 4);
        await Shop.Settle(cart);

        Assert.Equal([("LAMP", 4)], Shop.LinesOf(await shop.CartOf($"carla-{what}")));
        Assert.True(losses < 0);
    }

    [Fact]
    public async Task TokenThatEnds_IsReplaced_AndEditsWaitWhileThereIsNone()
    {
        var expired = shop.World.Tokens.IssueExpired(Role.Customer, "dora");
        var isSignedIn = false;
        using var client = shop.Client("dora", token: _ => new(isSignedIn ? shop.Token("dora") : expired));
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        var told = new TaskCompletionSource<ClientTrouble>(TaskCreationOptions.RunContinuationsAsynchronously);
        cart.Trouble += (_, trouble) => told.TrySetResult(trouble);
        cart.Start();
        await cart.AddAsync("MUG");
        Assert.Equal(TroubleKind.TokenRefused, (await told.Task.WaitAsync(TimeSpan.FromMinutes(1))).Kind);
        Assert.Equal(1, cart.View.Pending);

        isSignedIn = true;
        cart.Retry();
        await Shop.Settle(cart);
        Assert.Equal([("MUG", 1)], Shop.LinesOf(await shop.CartOf("dora")));
    }

    [Fact]
    public async Task NewLog_OfADeviceThatCountedBefore_LosesNothing()
    {
        using var client = shop.Client("emma", device: "till-9");
        foreach (var round in Enumerable.Range(1, 3))
        {
            using var log = new MemoryOperationLog();
            await using var cart = new DeviceCart(client, log, Shop.Quiet);
            await cart.ApplyAsync(Edits.Add("MUG"), Edits.Add("MUG"));
            cart.Start();
            await Shop.Settle(cart);
            Assert.Equal([("MUG", 2 * round)], Shop.LinesOf(await shop.CartOf("emma")));
        }
    }

    [Fact]
    public async Task CopyOfALog_ThatIsTakenUpAgain_LosesNothing()
    {
        using var folder = new TempFolder("client-copy");
        using var client = shop.Client("fina");
        async Task Use(string file, int quantity)
        {
            using var log = SqliteOperationLog.Open(file);
            await using var cart = new DeviceCart(client, log, Shop.Quiet);
            await cart.AddAsync("MUG", quantity);
            cart.Start();
            await Shop.Settle(cart);
        }

        await Use(folder["a.db"], 1);
        File.Copy(folder["a.db"], folder["b.db"]);
        await Use(folder["a.db"], 10);
        await Use(folder["b.db"], 100);
        Assert.Equal([("MUG", 111)], Shop.LinesOf(await shop.CartOf("fina")));
    }

    [Fact]
    public async Task GuestsEdits_FollowTheLogin_ToTheCustomersCart()
    {
        await shop.World.Fill(shop.World.As(Role.Customer, "gina"), CartSyncWorld.Market, ("CUP", 1, null));
        var token = shop.World.GuestToken("guest-7");
        using var client = shop.Client("", token: _ => new(token));
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        var redirects = new List<CartRedirect>();
        var remarks = new List<MergeRemark>();
        cart.Redirected += (_, redirect) => redirects.Add(redirect);
        cart.MergeNoted += (_, remark) => remarks.Add(remark);
        cart.Start();
        await cart.AddAsync("MUG", 2);
        await Shop.Settle(cart);
        var guests = cart.View.CartId;

        // Signed in elsewhere in the app, while this device goes on editing.
        await shop.World.As(Role.Customer, "gina").Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = token, Market = CartSyncWorld.Market });
        token = shop.Token("gina");
        client.ForgetToken();
        await cart.AddAsync("LAMP");
        await Shop.Settle(cart);
        await cart.AddAsync("LAMP");
        await Shop.Settle(cart);

        var expected = new[] { ("CUP", 1), ("LAMP", 2), ("MUG", 2) };
        Assert.Equal(expected, Shop.LinesOf(await shop.CartOf("gina")));
        Assert.Equal(expected, Shop.LinesOf(cart.View));
        Assert.Equal(MergeNoteKind.Transferred, Assert.Single(remarks).Note.Kind);
        Assert.Equal(guests, Assert.Single(redirects).From);
    }

    [Fact]
    public async Task Watching_ShowsWhatOtherDevicesDo()
    {
        using var client = shop.Client("hanna");
        using var here = new MemoryOperationLog();
        using var there = new MemoryOperationLog();
        await using var web = new DeviceCart(client, here, new DeviceCartOptions(CartSyncWorld.Market));
        await using var app = new DeviceCart(client, there, Shop.Quiet);
        web.Start();
        await web.AddAsync("MUG");
        await Shop.Settle(web);
        app.Start();
        await app.AddAsync("CUP", 3);
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Equal([("CUP", 3), ("MUG", 1)], Shop.LinesOf(web.View)));
    }

    [Fact]
    public async Task Watching_ACartThatNobodyHasEditedYet_ShowsTheFirstEditOfAnotherDevice()
    {
        using var client = shop.Client("lea");
        using var here = new MemoryOperationLog();
        using var there = new MemoryOperationLog();
        await using var web = new DeviceCart(client, here, new DeviceCartOptions(CartSyncWorld.Market));
        await using var app = new DeviceCart(client, there, Shop.Quiet);
        web.Start();
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Equal(0, web.View.Server?.Version));
        app.Start();
        await app.AddAsync("CUP", 3);
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Equal([("CUP", 3)], Shop.LinesOf(web.View)));
    }

    [Fact]
    public async Task Watching_GoesOverToTheNextCart_AfterALogin()
    {
        var token = shop.World.GuestToken("guest-9");
        using var client = shop.Client("", token: _ => new(token));
        using var here = new MemoryOperationLog();
        await using var web = new DeviceCart(client, here, new DeviceCartOptions(CartSyncWorld.Market));
        var redirected = new TaskCompletionSource();
        web.Redirected += (_, _) => redirected.TrySetResult();
        web.Start();
        await web.AddAsync("MUG");
        await Shop.Settle(web);

        await shop.World.As(Role.Customer, "mara").Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = token, Market = CartSyncWorld.Market });
        token = shop.Token("mara");
        client.ForgetToken();
        await web.AddAsync("LAMP");
        await redirected.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await Shop.Settle(web);

        using var phone = shop.Client("mara", device: null);
        using var there = new MemoryOperationLog();
        await using var app = new DeviceCart(phone, there, Shop.Quiet);
        app.Start();
        await app.AddAsync("CUP", 3);
        await Shop.Settle(app);
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Equal([("CUP", 3), ("LAMP", 1), ("MUG", 1)], Shop.LinesOf(web.View)));
    }

    [Fact]
    public async Task HandlerThatThrows_StopsNothing()
    {
        using var client = shop.Client("ida");
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        cart.Changed += (_, _) => throw new InvalidOperationException("mine");
        cart.Start();
        await cart.AddAsync("MUG");
        await Shop.Settle(cart);
        Assert.Equal([("MUG", 1)], Shop.LinesOf(await shop.CartOf("ida")));
    }
}
