using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Plain operations: a client that keeps no log sends a request again under its key, and it is done once.</summary>
public abstract class PlainEditContract : IAsyncLifetime
{
    private CartSyncWorld World { get; set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task ApplyOperations_WithoutNumbers_IsDoneOncePerKey()
    {
        var (anna, cartId) = await Customer("anna");
        var request = new ApplyOperationsRequest { CartId = cartId, Operations = { Add("MUG", 2), Add("NONE"), Add("CUP") } };
        var first = await anna.Cart.ApplyOperationsAsync(request, CartSyncWorld.Key("one"));
        Assert.Equal([OperationOutcome.Applied, OperationOutcome.Rejected, OperationOutcome.Applied], first.Results.Select(result => result.Outcome));
        Assert.Equal("SKU_UNKNOWN", first.Results[1].Refusal.Reason);

        // The first answer, and the cart as it is by then.
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, Operations = { Add("LAMP") } }, CartSyncWorld.Key("two"));
        var again = await anna.Cart.ApplyOperationsAsync(request, CartSyncWorld.Key("one"));
        Assert.Equal(first.Results, again.Results);
        Assert.Equal([("MUG", 2), ("CUP", 1), ("LAMP", 1)], again.Cart.Lines.Select(line => (line.Sku, line.Quantity)));
        Assert.Equal(again.Cart.Version, again.Version);

        Assert.Equal(4, (await anna.Cart.ApplyOperationsAsync(request, CartSyncWorld.Key("three"))).Cart.Lines[0].Quantity);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", await Refused(() => anna.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, Operations = { Add("MUG") } }, CartSyncWorld.Key("one"))));

        // The tests' clients make up a key where none is given.
        var withoutKey = new CartClients(World.Service.Anonymous);
        var token = new Metadata { { "authorization", "Bearer " + World.Tokens.Issue(Role.Customer, "anna") } };
        Assert.Equal("IDEMPOTENCY_KEY_MISSING", await Refused(() => withoutKey.Cart.ApplyOperationsAsync(request, token)));
        Assert.Equal(OperationOutcome.Applied, (await withoutKey.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, DeviceId = "anna", Operations = { CartSyncWorld.Add(1, "MUG") } }, token)).Results.Single().Outcome);
        Assert.Equal("IDEMPOTENCY_KEY_MISSING", await Refused(() => anna.Cart.ApplyOperationsAsync(request, CartSyncWorld.Key(" "))));
    }

    [Fact]
    public async Task ApplyOperations_TheSameRequestManyTimesAtOnce_IsDoneOnce()
    {
        var (bea, cartId) = await Customer("bea");
        for (var round = 0; round < 5; round++)
        {
            var request = new ApplyOperationsRequest { CartId = cartId, Operations = { Add("MUG") } };
            var key = CartSyncWorld.Key($"round-{round}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bea.Cart.ApplyOperationsAsync(request, key).ResponseAsync));
            Assert.All(answers, answer => Assert.Equal(OperationOutcome.Applied, Assert.Single(answer.Results).Outcome));
            Assert.All(answers, answer => Assert.Equal(round + 1, answer.Cart.Lines.Single().Quantity));
        }
    }

    [Fact]
    public async Task ApplyOperations_SomeWithoutANumber_AreADevices_AndThoseAreRefused()
    {
        var (carla, cartId) = await Customer("carla");
        var answer = await carla.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG"), Add("CUP"), CartSyncWorld.Add(2, "LAMP") } });
        Assert.Equal([OperationOutcome.Applied, OperationOutcome.Rejected, OperationOutcome.Applied], answer.Results.Select(result => result.Outcome));
        Assert.Equal("OPERATION_INVALID", answer.Results[1].Refusal.Reason);
    }

    [Fact]
    public async Task ApplyOperations_WithoutABase_HaveSeenWhatTheyAreAppliedTo_AndWithOneOnlyThat()
    {
        var (dora, cartId) = await Customer("dora");
        var seen = (await dora.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "app", Operations = { CartSyncWorld.Add(1, "MUG", 2) } })).Version;
        await dora.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "app", Operations = { CartSyncWorld.Add(2, "MUG", 3) } });
        var line = new LineReference { Sku = "MUG" };

        var based = await dora.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, Operations = { new CartOperation { BaseVersion = seen, SetQuantity = new SetQuantity { Line = line, Quantity = 1 } } } },
            CartSyncWorld.Key("based"));
        Assert.Equal((OperationOutcome.Merged, 4), (based.Results.Single().Outcome, based.Cart.Lines.Single().Quantity));

        var plain = await dora.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, Operations = { new CartOperation { SetQuantity = new SetQuantity { Line = line, Quantity = 1 } } } }, CartSyncWorld.Key("plain"));
        Assert.Equal((OperationOutcome.Applied, 1), (plain.Results.Single().Outcome, plain.Cart.Lines.Single().Quantity));

        // A device's operation without a base has seen as much.
        await dora.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "app", Operations = { CartSyncWorld.Add(3, "MUG", 5) } });
        var removed = await dora.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { new CartOperation { DeviceSeq = 1, RemoveLine = new RemoveLine { Line = line } } } });
        Assert.Empty(removed.Cart.Lines);
    }

    [Fact]
    public async Task ShortForms_EditTheCart_AndAnswerIt()
    {
        var (elsa, cartId) = await Customer("elsa");
        var add = new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 2 };
        var added = await elsa.Edits.AddLineAsync(add, CartSyncWorld.Key("add"));
        Assert.Equal(added, await elsa.Edits.AddLineAsync(add, CartSyncWorld.Key("add")));
        Assert.Equal((added.LineId, 2), (added.Cart.Lines.Single().LineId, added.Cart.Lines.Single().Quantity));

        var updated = (await elsa.Edits.UpdateLineAsync(new UpdateLineRequest { CartId = cartId, LineId = added.LineId, Quantity = 5, Saved = true })).Cart.Lines.Single();
        Assert.Equal((5, true), (updated.Quantity, updated.Saved));
        updated = (await elsa.Edits.UpdateLineAsync(new UpdateLineRequest
        {
            CartId = cartId, LineId = added.LineId, Saved = false, Fulfilment = new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "rome-1" } },
        })).Cart.Lines.Single();
        Assert.Equal((5, false, "rome-1"), (updated.Quantity, updated.Saved, updated.Fulfilment.Pickup.StoreId));

        Assert.Equal("TEN", (await elsa.Edits.AddCodeAsync(new AddCodeRequest { CartId = cartId, Code = " ten" })).Cart.Codes.Single().Code);
        Assert.Empty((await elsa.Edits.RemoveCodeAsync(new RemoveCodeRequest { CartId = cartId, Code = "Ten" })).Cart.Codes);
        Assert.Empty((await elsa.Edits.RemoveLineAsync(new RemoveLineRequest { CartId = cartId, LineId = added.LineId })).Cart.Lines);
        Assert.Empty((await elsa.Edits.RemoveLineAsync(new RemoveLineRequest { CartId = cartId, LineId = added.LineId })).Cart.Lines);
    }

    [Fact]
    public async Task ShortForms_Refused_SayWhy_ChangeNothing_AndSayItAgain()
    {
        var (fina, cartId) = await Customer("fina");
        var lineId = (await fina.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 2 })).LineId;
        Assert.Equal((StatusCode.NotFound, "SKU_UNKNOWN"), await Failed(() => fina.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "NONE", Quantity = 1 }, CartSyncWorld.Key("none"))));
        Assert.Equal((StatusCode.NotFound, "SKU_UNKNOWN"), await Failed(() => fina.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "NONE", Quantity = 1 }, CartSyncWorld.Key("none"))));
        Assert.Equal((StatusCode.InvalidArgument, "QUANTITY_OUT_OF_RANGE"), await Failed(() => fina.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG" })));
        Assert.Equal((StatusCode.NotFound, "LINE_NOT_FOUND"), await Failed(() => fina.Edits.RemoveLineAsync(new RemoveLineRequest { CartId = cartId, LineId = "l-none" })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Failed(() => fina.Edits.UpdateLineAsync(new UpdateLineRequest { CartId = cartId, LineId = lineId })));
        Assert.Equal((StatusCode.InvalidArgument, "OPERATION_INVALID"), await Failed(() => fina.Edits.AddCodeAsync(new AddCodeRequest { CartId = cartId, Code = new string('X', 33) })));

        // What could be done of it is not done either.
        Assert.Equal((StatusCode.NotFound, "STORE_UNKNOWN"), await Failed(() => fina.Edits.UpdateLineAsync(new UpdateLineRequest
        {
            CartId = cartId, LineId = lineId, Quantity = 7, Fulfilment = new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "nowhere-1" } },
        })));
        Assert.Equal(2, (await fina.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart.Lines.Single().Quantity);
        Assert.Equal((StatusCode.NotFound, "CART_NOT_FOUND"), await Failed(() => World.As(Role.Customer, "eve").Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 1 })));
    }

    [Fact]
    public async Task Keys_AreRememberedForADay_TheLast200OfACart_AlsoByAnotherProcess()
    {
        var (gina, cartId) = await Customer("gina");
        var request = new ApplyOperationsRequest { CartId = cartId, Operations = { Add("MUG") } };
        for (var edit = 0; edit < 201; edit++)
        {
            await gina.Cart.ApplyOperationsAsync(request, CartSyncWorld.Key($"edit-{edit}"));
        }

        Assert.Equal(201, await Units("edit-1"));
        await World.Restart(TimeSpan.FromHours(23));
        gina = World.As(Role.Customer, "gina");
        Assert.Equal(201, await Units("edit-1"));
        Assert.Equal(201, await Units("edit-200"));

        // The first one was forgotten for the last one. It is an edit like any other now.
        Assert.Equal(202, await Units("edit-0"));
        World.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(202, await Units("edit-0"));
        Assert.Equal(203, await Units("edit-200"));
        Assert.Equal(203, await Units("edit-200"));
        await World.Restart();
        gina = World.As(Role.Customer, "gina");
        Assert.Equal(203, await Units("edit-200"));

        async Task<int> Units(string key) => (await gina.Cart.ApplyOperationsAsync(request, CartSyncWorld.Key(key))).Cart.Lines.Single().Quantity;
    }

    [Fact]
    public async Task Keys_OfAGuest_CarryOverToTheCustomerWhoSignsIn_AndWhatIsNewFollowsOnce()
    {
        const string Kiosk = "kiosk";
        var guest = World.As(Role.Guest, "guest-1", Kiosk);
        var cartId = (await guest.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var before = new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 2 };
        await guest.Edits.AddLineAsync(before, CartSyncWorld.Key("before"));
        var hanna = World.As(Role.Customer, "hanna", Kiosk);
        var merged = (await hanna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = World.GuestToken("guest-1"), Market = "IT" })).Cart;

        // Its answer was lost, and the page asks again after the login.
        var again = await hanna.Edits.AddLineAsync(before, CartSyncWorld.Key("before"));
        Assert.Equal((merged.CartId, merged.Version), (again.Cart.CartId, again.Cart.Version));

        // One that was under way arrives behind the login: twice.
        var late = new AddLineRequest { CartId = cartId, Sku = "CUP", Quantity = 1 };
        for (var time = 0; time < 2; time++)
        {
            var followed = await hanna.Edits.AddLineAsync(late, CartSyncWorld.Key("late"));
            Assert.Equal([("MUG", 2), ("CUP", 1)], followed.Cart.Lines.Select(line => (line.Sku, line.Quantity)));
        }

        // The same key for the customer's own cart is another one. And the guest's session has no part in it any more.
        Assert.Equal(2, (await hanna.Edits.AddLineAsync(new AddLineRequest { CartId = merged.CartId, Sku = "CUP", Quantity = 1 }, CartSyncWorld.Key("late"))).Cart.Lines[1].Quantity);
        Assert.Equal("CART_CLOSED", await Refused(() => hanna.Edits.RemoveLineAsync(new RemoveLineRequest { CartId = cartId, LineId = merged.Lines[0].LineId })));
        Assert.Equal("CART_CLOSED", await Refused(() => guest.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "LAMP", Quantity = 1 })));
    }

    [Fact]
    public async Task Edits_DuringACheckout_AreRefusedForNow_AndTheSameCallIsDoneAfterIt()
    {
        var ida = World.As(Role.Customer, "ida");
        var cart = await World.Fill(ida, "IT", ("MUG", 2, null));
        var checkout = (await ida.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Contact = new ContactDetails { Email = "ida@example.com" },
            Delivery = new DeliveryDetails { RecipientName = "Ida", Address = new PostalAddress { RegionCode = "IT" } },
        })).Checkout;
        var add = new AddLineRequest { CartId = cart.CartId, Sku = "CUP", Quantity = 1 };
        Assert.Equal("CART_IN_CHECKOUT", await Refused(() => ida.Edits.AddLineAsync(add, CartSyncWorld.Key("add"))));

        await ida.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });
        Assert.Equal(2, (await ida.Edits.AddLineAsync(add, CartSyncWorld.Key("add"))).Cart.Lines.Count);
        Assert.Equal(1, (await ida.Edits.AddLineAsync(add, CartSyncWorld.Key("add"))).Cart.Lines[1].Quantity);
    }

    [Fact]
    public async Task Agent_BeginsACartForTheOwnerTheyName()
    {
        var agent = World.As(Role.Agent, "agent-1");
        var cartId = (await agent.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT", OwnerId = "jana" })).Cart.CartId;
        Assert.Equal("CART_NOT_FOUND", await Refused(() => agent.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 1 })));
        var added = await agent.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, OwnerId = "jana", Sku = "MUG", Quantity = 1 });
        Assert.Equal(("jana", 1), (added.Cart.OwnerId, added.Cart.Lines.Single().Quantity));
    }

    private static CartOperation Add(string sku, int quantity = 1) => new() { Add = new AddItem { Sku = sku, Quantity = quantity } };

    private async Task<(CartClients Client, string CartId)> Customer(string subject)
    {
        var client = World.As(Role.Customer, subject);
        return (client, (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId);
    }

    private static async Task<string?> Refused<T>(Func<AsyncUnaryCall<T>> call) => (await Failed(call)).Reason;

    private static async Task<(StatusCode, string? Reason)> Failed<T>(Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        return (error.StatusCode, error.Reason());
    }
}

public sealed class SqlitePlainEditTests : PlainEditContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisPlainEditTests : PlainEditContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
