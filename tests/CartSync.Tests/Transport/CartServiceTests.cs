using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>The service through the real wire, on either store.</summary>
public abstract class CartServiceContract : IAsyncLifetime
{
    protected CartSyncWorld World { get; private set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task ApplyOperations_TwoDevices_ShareOneCart()
    {
        var web = World.As(Role.Customer, "anna");
        var cart = (await web.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart;
        Assert.Equal(0, cart.Version);
        await web.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 2) } });
        var app = World.As(Role.Customer, "anna", channel: Channel.App);
        var answer = await app.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "app", Operations = { CartSyncWorld.Add(1, "MUG"), CartSyncWorld.Add(2, "CUP", 3) } });

        Assert.Equal(3, answer.Version);
        Assert.Equal([3, 3], answer.Cart.Lines.Select(line => line.Quantity));
        Assert.Equal(3750 + 1000, answer.Cart.Totals.Due.AmountMinor);
        var touched = await World.EventsOf<CartTouched>(2);
        Assert.Equal([Channel.Unspecified, Channel.Web], touched.Select(e => e.PreviousChannel));
    }

    [Fact]
    public async Task ApplyOperations_SentAgain_IsDuplicateAndGapIsOutOfOrder()
    {
        var (client, cart) = await Filled("bea");
        var again = await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 2), CartSyncWorld.Add(3, "MUG") },
        });

        Assert.Equal([OperationOutcome.Duplicate, OperationOutcome.OutOfOrder], again.Results.Select(result => result.Outcome));
        Assert.Equal(2, again.Results[1].ExpectedDeviceSeq);
        Assert.Equal(2, again.Cart.Lines.Single().Quantity);
    }

    [Fact]
    public async Task ApplyOperations_ManyAtOnce_LosesNone()
    {
        var client = World.As(Role.Customer, "carla");
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async device =>
        {
            for (var seq = 1; seq <= 5; seq++)
            {
                await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = $"d{device}", Operations = { CartSyncWorld.Add(seq, "MUG") } });
            }
        }));

        var cart = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        Assert.Equal(320, cart.Lines.Single().Quantity);
        Assert.Equal(320, cart.Version);
    }

    [Fact]
    public async Task ApplyOperations_BadInput_IsRefusedPrecisely()
    {
        var (client, cart) = await Filled("dora");
        var answer = await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cart.CartId,
            DeviceId = "web",
            Operations =
            {
                CartSyncWorld.Add(2, "NONE"), CartSyncWorld.Add(3, "MUG", -1), CartSyncWorld.Add(4, "MUG", 100_000), new CartOperation { DeviceSeq = 5 },
                new CartOperation { DeviceSeq = 6, SetQuantity = new SetQuantity { Line = new LineReference { Sku = "LAMP" }, Quantity = 1 } },
            },
        });

        Assert.Equal(
            ["SKU_UNKNOWN", "QUANTITY_OUT_OF_RANGE", "QUANTITY_OUT_OF_RANGE", "OPERATION_INVALID", "LINE_NOT_FOUND"],
            answer.Results.Select(result => result.Refusal.Reason));
        Assert.Equal(cart.Version, answer.Version);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await World.As(Role.Customer, "eve").Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId }));
        Assert.Equal("CART_NOT_FOUND", error.Reason());
    }

    [Fact]
    public async Task WatchCart_SeesOthersEdits()
    {
        var (client, cart) = await Filled("fina");
        using var watch = client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId });
        Assert.True(await watch.ResponseStream.MoveNext(default));
        Assert.Equal(cart.Version, watch.ResponseStream.Current.Snapshot.Version);

        await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "app", Operations = { CartSyncWorld.Add(1, "LAMP") } });
        Assert.True(await watch.ResponseStream.MoveNext(default));
        var change = watch.ResponseStream.Current.Change;
        Assert.Equal("LAMP", Assert.Single(change.ChangedLines).Sku);
        Assert.Equal(cart.Version, change.FromVersion);

        using var resumed = client.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId, ResumeVersion = cart.Version });
        Assert.True(await resumed.ResponseStream.MoveNext(default));
        Assert.Equal("LAMP", Assert.Single(resumed.ResponseStream.Current.Change.ChangedLines).Sku);
    }

    [Fact]
    public async Task Handoff_CodeIsSingleUse_AndTillSharesTheCartUntilReleased()
    {
        var (client, cart) = await Filled("gina");
        var code = await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId });
        Assert.Contains("<svg", code.QrSvg, StringComparison.Ordinal);
        var till = World.As(Role.Terminal, "till-1");
        var before = await Assert.ThrowsAsync<RpcException>(async () => await till.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId }));
        Assert.Equal("CART_NOT_FOUND", before.Reason());

        var claimed = await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code.ToLowerInvariant().Insert(4, "-") });
        var second = await Assert.ThrowsAsync<RpcException>(async () => await World.As(Role.Terminal, "till-2").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code }));

        Assert.Equal("GRANT_NOT_VALID", second.Reason());
        Assert.Equal(cart.CartId, claimed.Cart.CartId);
        await till.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "till-1", Operations = { CartSyncWorld.Add(1, "CUP") } });
        await World.EventsOf<CartHandedOff>(1);
        await till.Cart.ReleaseHandoffAsync(new ReleaseHandoffRequest { CartId = cart.CartId });
        await Assert.ThrowsAsync<RpcException>(async () => await till.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId }));
    }

    [Fact]
    public async Task IdempotencyKey_UsedForTwoCarts_IsAKeyOfEach_AndForTwoRequestsOnOneIsRefused()
    {
        var agent = World.As(Role.Agent, "agent-keys");
        var codes = new HashSet<string>();
        for (var owner = 0; owner < 5; owner++)
        {
            var (_, cart) = await Filled($"owner-{owner}");
            var request = new CreateHandoffRequest { CartId = cart.CartId };
            var code = (await agent.Cart.CreateHandoffAsync(request, CartSyncWorld.Key("one"))).Code;
            Assert.Equal(code, (await agent.Cart.CreateHandoffAsync(request, CartSyncWorld.Key("one"))).Code);
            Assert.True(codes.Add(code));

            var release = new ReleaseHandoffRequest { CartId = cart.CartId, ParticipantId = "p-1" };
            await agent.Cart.ReleaseHandoffAsync(release, CartSyncWorld.Key("one"));
            release.ParticipantId = "p-2";
            Assert.Equal("IDEMPOTENCY_KEY_REUSED", await Refused(() => agent.Cart.ReleaseHandoffAsync(release, CartSyncWorld.Key("one"))));
        }
    }

    [Fact]
    public async Task ClaimHandoff_GuessedCodes_AreSlowedDown_PerSubjectAndAddress()
    {
        var (client, cart) = await Filled("gloria");
        var code = (await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        var guesser = World.As(Role.Guest, "guest-guesser");
        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal("GRANT_NOT_VALID", await Claim(guesser, $"2222222{guess % 8 + 2}"));
        }

        Assert.Equal("RATE_LIMITED", await Claim(guesser, "22222222"));
        Assert.Equal("RATE_LIMITED", await Claim(guesser, code));

        // New guests do not help: they share an address.
        var reasons = new List<string?>();
        for (var guest = 0; guest < 12; guest++)
        {
            for (var guess = 0; guess < 10; guess++)
            {
                reasons.Add(await Claim(World.As(Role.Guest, $"guest-{guest}"), CartSync.Domain.HandoffRules.MakeCode(guess, (ulong)(1 + (guest * 1000)))));
            }
        }

        Assert.Equal(90, reasons.Count(reason => reason == "GRANT_NOT_VALID"));
        Assert.Equal(30, reasons.Count(reason => reason == "RATE_LIMITED"));

        // The till beside them, and a customer who is signed in, are not stopped by that.
        Assert.Equal(cart.CartId, (await World.As(Role.Terminal, "till-beside").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })).Cart.CartId);
        code = (await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        Assert.Equal(cart.CartId, (await World.As(Role.Customer, "greta").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })).Cart.CartId);

        static async Task<string?> Claim(CartClients from, string guessed) =>
            (await Assert.ThrowsAsync<RpcException>(async () => await from.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = guessed }))).Reason();
    }

    [Fact]
    public async Task ClaimHandoff_WhileTenGuessesAreOpen_IsRefused_AndARightOneLeavesNoTrace()
    {
        var (client, cart) = await Filled("gabi");
        var till = World.As(Role.Terminal, "till-hasty");
        var guesses = World.Service.App.Services.GetRequiredService<GuessLimits>();
        var kind = new GuessKind("cart.handoff");
        var open = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => guesses.Reserve(kind, new Guesser(Role.Terminal, "till-hasty", $"address-{i}"), [])));
        var code = (await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        Assert.Equal("RATE_LIMITED", await Refused(() => till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })));

        // One of them was right: there is room for one at a time, and a right one makes room again.
        await open[0].DisposeAsync();
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(cart.CartId, (await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })).Cart.CartId);
            code = (await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        }

        Assert.Equal("GRANT_NOT_VALID", await Refused(() => till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = "22222222" })));
        Assert.Equal("RATE_LIMITED", await Refused(() => till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })));
    }

    [Fact]
    public async Task ClaimHandoff_AfterTenMinutes_IsRefused_AndCountsAsAGuess()
    {
        var (client, cart) = await Filled("greta");
        var code = (await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        World.Clock.Advance(TimeSpan.FromMinutes(10));
        var till = World.As(Role.Terminal, "till-late");
        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal("GRANT_NOT_VALID", await Refused(() => till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })));
        }

        Assert.Equal("RATE_LIMITED", await Refused(() => till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code })));
    }

    [Fact]
    public async Task ClaimHandoff_JustInTime_SentAgainDaysLater_HasTheSameAnswer_WhileTheDeviceTookPartForEightHours()
    {
        var (client, cart) = await Filled("gudrun");
        var code = (await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        World.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(30));
        var till = World.As(Role.Terminal, "till-in-time");
        var claimed = await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code }, CartSyncWorld.Key("claim"));
        Assert.InRange(claimed.ExpiresAt.ToDateTimeOffset() - World.Clock.GetUtcNow(), TimeSpan.FromHours(7.9), TimeSpan.FromHours(8));
        await till.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId });

        World.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal("CART_NOT_FOUND", await Refused(() => till.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })));
        World.Clock.Advance(TimeSpan.FromDays(5));

        // Another code is made meanwhile: the old one is still known.
        await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId });
        var again = await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code }, CartSyncWorld.Key("claim"));
        Assert.Equal((claimed.ParticipantId, claimed.ExpiresAt), (again.ParticipantId, again.ExpiresAt));
    }

    [Fact]
    public async Task MergeGuestCart_WithATokenThatIsNotAGuestsOwn_IsRefused()
    {
        var (_, guestCart) = await Filled("guest-forged", Role.Guest);
        var (customer, cart) = await Filled("hedda", quantity: 1);
        var genuine = World.GuestToken("guest-forged").Split('.');
        string[] tokens =
        [
            World.Tokens.Forge(Role.Guest, "guest-forged"),
            World.Tokens.IssueExpired(Role.Guest, "guest-forged"),
            World.Tokens.Issue(Role.Customer, "guest-forged"),
            $"{Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=')}.{genuine[1]}.",
            $"{genuine[0]}.{genuine[1]}.",
            $"{genuine[0]}.{World.GuestToken("guest-other").Split('.')[1]}.{genuine[2]}",
            "",
        ];
        foreach (var token in tokens)
        {
            Assert.Equal("GRANT_NOT_VALID", await Refused(() => customer.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = token, Market = "IT" })));
        }

        Assert.Equal(cart.Version, (await customer.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Version);
        var guest = World.As(Role.Guest, "guest-forged");
        Assert.Equal(guestCart.Version, (await guest.Cart.GetCartAsync(new GetCartRequest { CartId = guestCart.CartId })).Cart.Version);
    }

    [Fact]
    public async Task MergeGuestCart_Twice_MergesOnceAndExplains_AndCanBeUndone()
    {
        var (guest, guestCart) = await Filled("guest-1", Role.Guest);
        var (customer, cart) = await Filled("hanna", quantity: 1);
        var request = new MergeGuestCartRequest { GuestToken = World.GuestToken("guest-1"), Market = "IT", Language = "it" };
        var answers = await Task.WhenAll(customer.Cart.MergeGuestCartAsync(request).ResponseAsync, customer.Cart.MergeGuestCartAsync(request).ResponseAsync);

        Assert.Single(answers.Select(answer => answer.MergeId).Distinct());
        var line = Assert.Single(answers[0].Lines);
        Assert.Equal((MergeOutcome.Raised, 2, 1, 2), (line.Outcome, line.GuestQuantity, line.CustomerQuantity, line.MergedQuantity));
        Assert.Contains("maggiore", line.Explanation, StringComparison.Ordinal);
        Assert.Equal(2, (await customer.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Single().Quantity);
        await World.EventsOf<CartMerged>(1);
        await World.EventsOf<GuestLinked>(1);

        var late = await customer.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = guestCart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "CUP") } });
        Assert.Equal(OperationOutcome.Merged, late.Results.Single().Outcome);
        Assert.Equal(cart.CartId, late.Cart.CartId);
        var guestSees = await guest.Cart.GetCartAsync(new GetCartRequest { CartId = guestCart.CartId });
        Assert.Equal(CartState.Merged, guestSees.Cart.State);
        Assert.Empty(guestSees.Cart.Lines);

        var undone = await customer.Cart.UndoMergeAsync(new UndoMergeRequest { CartId = cart.CartId, MergeId = answers[0].MergeId });
        Assert.Equal([("MUG", 1), ("CUP", 1)], undone.Cart.Lines.Select(kept => (kept.Sku, kept.Quantity)));
        Assert.Equal("hanna", Assert.Single(await World.EventsOf<GuestUnlinked>(1)).CustomerId);
    }

    [Fact]
    public async Task Checkout_ShippedWithCouponAndPoints_IsSoldExactlyOnce()
    {
        var (client, cart) = await Filled("ida", code: "TEN");
        var begin = new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = 200,
            Contact = new ContactDetails { Email = "ida@example.com" },
            Delivery = new DeliveryDetails { RecipientName = "Ida", Address = new PostalAddress { RegionCode = "IT" } },
        };
        var begun = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.Checkout.BeginCheckoutAsync(begin, CartSyncWorld.Key("begin")).ResponseAsync));
        var checkout = begun[0].Checkout;

        Assert.Single(begun.Select(answer => answer.Checkout.CheckoutId).Distinct());
        Assert.Equal(CartState.Ready, checkout.State);
        Assert.Equal(2500 - 100 - 200 + 490, checkout.Totals.Due.AmountMinor);
        Assert.Equal("ida@example.com", World.Messaging.Contacts["ida"].Email);
        Assert.True(World.Orders.Deliveries.ContainsKey(checkout.CheckoutId));
        var busy = await Assert.ThrowsAsync<RpcException>(async () => await client.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "app", Operations = { CartSyncWorld.Add(1, "CUP") } }));
        Assert.Equal("CART_IN_CHECKOUT", busy.Reason());

        var payments = World.As(Role.Service, "payments");
        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await payments.Checkout.CompleteCheckoutAsync(Pay(checkout, 1)));
        Assert.Equal("TENDERS_DO_NOT_MATCH", wrong.Reason());
        var sold = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => payments.Checkout.CompleteCheckoutAsync(Pay(checkout, 2690)).ResponseAsync));

        Assert.All(sold, answer => Assert.Equal($"{cart.CartId}.1", answer.Checkout.OrderId));
        Assert.Equal("COMMITTED", World.Loyalty.Holds.Single().Value);
        var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Equal(2690, order.Lines.Sum(line => line.NetTotal.AmountMinor) + 490);
        var after = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal((2, 0, CartState.Open), (after.Generation, after.Lines.Count, after.State));

        var other = await Assert.ThrowsAsync<RpcException>(async () => await payments.Checkout.CompleteCheckoutAsync(Pay(checkout, 2690, "other")));
        Assert.Equal("CHECKOUT_ALREADY_COMPLETED", other.Reason());
        Assert.Equal("ALREADY_COMPLETED", Assert.Single(await World.EventsOf<CheckoutRefundRequested>(1)).Reason);
        Assert.Equal(CartState.CheckedOut, (await client.Checkout.GetCheckoutAsync(new GetCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId })).Checkout.State);
    }

    [Fact]
    public async Task CheckoutInStore_SentThreeTimes_SellsOnce()
    {
        var (client, cart) = await Filled("lia");
        var code = await client.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId });
        var till = World.As(Role.Terminal, "till-9");
        var joined = await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code });
        var request = new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = joined.Cart.Version, CouponCodes = { "TEN" }, PointsToRedeem = 100,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "c-1", Amount = CartSyncWorld.Eur(2000) }, new Tender { Kind = TenderKind.Cash } },
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => till.Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale")).ResponseAsync));

        Assert.All(answers, answer => Assert.Equal(CartState.CheckedOut, answer.Checkout.State));
        Assert.All(answers, answer => Assert.Equal(2, answer.Cart.Generation));
        var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Equal(("rome-1", 300L), (order.StoreId, order.Tenders[1].Amount.AmountMinor));
        Assert.Equal(Fulfilment.MethodOneofCase.TakeAway, order.Lines[0].Fulfilment.MethodCase);
    }

    [Fact]
    public async Task CheckoutInStore_WrongTenders_LeavesNothingHeld()
    {
        var (client, cart) = await Filled("mia");
        var till = await Joined(client, cart);
        var request = new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version + 1, PointsToRedeem = 100,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "c-1", Amount = CartSyncWorld.Eur(1) } },
        };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await till.Checkout.CheckoutInStoreAsync(request));

        Assert.Equal("TENDERS_DO_NOT_MATCH", error.Reason());
        Assert.Equal("2400", error.Detail<Google.Rpc.ErrorInfo>()!.Metadata["due_minor"]);
        Assert.Equal("RELEASED", World.Loyalty.Holds.Single().Value);
        Assert.Equal(CartState.Open, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.State);
    }

    [Fact]
    public async Task BeginCheckout_LoyaltyRefuses_OpensTheCartAndSaysWhy()
    {
        var (client, cart) = await Filled("nina", code: "WRONG");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await client.Checkout.BeginCheckoutAsync(Begin(cart), CartSyncWorld.Key("k")));
        var again = await Assert.ThrowsAsync<RpcException>(async () => await client.Checkout.BeginCheckoutAsync(Begin(cart), CartSyncWorld.Key("k")));

        Assert.Equal(("COUPON_UNKNOWN", "COUPON_UNKNOWN"), (error.Reason(), again.Reason()));
        var after = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal((CartState.Open, CodeState.Refused), (after.State, after.Codes.Single().State));
        Assert.Equal("HOLD_REFUSED", Assert.Single(await World.EventsOf<CheckoutCancelled>(1)).Reason);
    }

    [Fact]
    public async Task BeginCheckout_LoyaltySilent_IsDrivenOnByTheTimer_AndTimesOutLater()
    {
        var (client, cart) = await Filled("olga", code: "TEN");
        World.Loyalty.Failing = 1;
        var begun = await client.Checkout.BeginCheckoutAsync(Begin(cart));
        Assert.Equal(CartState.Holding, begun.Checkout.State);

        await World.Restart();
        client = World.As(Role.Customer, "olga");
        await World.FireTimer(cart.CartId);
        var ready = (await client.Checkout.GetCheckoutAsync(new GetCheckoutRequest { CartId = cart.CartId, CheckoutId = begun.Checkout.CheckoutId })).Checkout;
        Assert.Equal(CartState.Ready, ready.State);

        World.Clock.Advance(TimeSpan.FromMinutes(16));
        await World.FireTimer(cart.CartId);
        Assert.Equal("TIMED_OUT", Assert.Single(await World.EventsOf<CheckoutCancelled>(1)).Reason);
        Assert.Equal("RELEASED", World.Loyalty.Holds.Single().Value);
        var late = await Assert.ThrowsAsync<RpcException>(async () => await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(ready, ready.Totals.Due.AmountMinor)));
        Assert.Equal("CHECKOUT_CANCELLED", late.Reason());
        await World.EventsOf<CheckoutRefundRequested>(1);
    }

    [Fact]
    public async Task CompleteCheckout_HoldExpiredAtLoyalty_IsCancelledAndRefunded()
    {
        var (client, cart) = await Filled("pia", code: "TEN");
        var checkout = (await client.Checkout.BeginCheckoutAsync(Begin(cart))).Checkout;
        World.Loyalty.Expire(World.Loyalty.Holds.Keys.Single());
        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(checkout, checkout.Totals.Due.AmountMinor)));

        Assert.Equal("HOLD_EXPIRED", error.Reason());
        Assert.Equal("HOLD_REFUSED", Assert.Single(await World.EventsOf<CheckoutRefundRequested>(1)).Reason);
        Assert.Empty(await World.EventsOf<CartCheckedOut>(0));
    }

    [Fact]
    public async Task Abandonment_IsRaisedAfterAnHour_AndNotTwice()
    {
        var (client, cart) = await Filled("rita");
        World.Clock.Advance(TimeSpan.FromMinutes(61));
        await World.FireTimer(cart.CartId);
        await World.FireTimer(cart.CartId);
        var abandoned = Assert.Single(await World.EventsOf<CartAbandoned>(1));
        Assert.Equal((1, "rita", 2500L), (abandoned.Stage, abandoned.ContactId, abandoned.ItemsTotal.AmountMinor));

        await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "CUP") } });
        Assert.False(Assert.Single(await World.EventsOf<CartRecovered>(1)).Purchased);
    }

    [Fact]
    public async Task OrderPlaced_RecordedElsewhere_TwiceAndAsHistory_CountsOnce()
    {
        var (client, cart) = await Filled("tea", quantity: 5);
        var now = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(World.Clock.GetUtcNow());
        var order = new OrderPlaced
        {
            Origin = Origin.Live, EffectiveAt = now, Channel = Channel.Store, OrderId = "o-1", CustomerId = "tea", Market = "IT", Lines = { new SaleLine { Sku = "MUG", Quantity = 2 } },
        };
        var history = order.Clone();
        (history.Origin, history.OrderId) = (Origin.Historical, "o-0");
        await World.Publish(history, order, order);
        await Eventually.Within(TimeSpan.FromSeconds(20), async () =>
            Assert.Equal(3, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Single().Quantity));
        World.Clock.Advance(TimeSpan.FromHours(2));
        await World.FireTimer(cart.CartId);
        await World.EventsOf<CartAbandoned>(0);
    }

    [Fact]
    public async Task OrderClaimed_AReceiptThatNamedNobody_IsThePurchaseOfItsDay()
    {
        var (client, cart) = await Filled("ivo", quantity: 5);
        var now = World.Clock.GetUtcNow();
        var receipt = new OrderClaimed
        {
            Origin = Origin.Live, Channel = Channel.Store, OrderId = "o-7", CustomerId = "ivo", CurrencyCode = "EUR", Lines = { new SaleLine { Sku = "MUG", Quantity = 2 } },
            EffectiveAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now), PlacedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now),
        };

        // What was sold before the line was put in is another one's; history is no news.
        var earlier = new OrderClaimed(receipt) { OrderId = "o-6", PlacedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now.AddDays(-1)) };
        await World.Publish(earlier, new OrderClaimed(receipt) { OrderId = "o-5", Origin = Origin.Historical }, receipt, receipt);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () =>
            Assert.Equal(3, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Single().Quantity));
        World.Clock.Advance(TimeSpan.FromHours(2));
        await World.FireTimer(cart.CartId);
        await World.EventsOf<CartAbandoned>(0);
    }

    [Fact]
    public async Task Agent_OrdersAgain_AndMovesFromAWishlist_IntoACartThatWasNeverStored()
    {
        var agent = World.As(Role.Agent, "agent-1");
        var reorder = new ReorderItemsRequest
        {
            CartId = (await agent.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT", OwnerId = "vera" })).Cart.CartId, OwnerId = "vera",
            Lines = { new ReorderLine { Sku = "MUG", Quantity = 2 } },
        };
        Assert.Equal("vera", (await agent.Cart.ReorderItemsAsync(reorder)).Cart.OwnerId);
        Assert.Equal(2, (await World.As(Role.Customer, "vera").Cart.GetCartAsync(new GetCartRequest { CartId = reorder.CartId })).Cart.Lines.Single().Quantity);

        var list = (await agent.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "later", OwnerId = "wanda" })).Wishlist;
        list = (await agent.Wishlists.EditWishlistAsync(new EditWishlistRequest
        {
            WishlistId = list.WishlistId, Edits = { new WishlistEdit { Add = new AddWishlistItem { Sku = "CUP", Quantity = 3 } } },
        })).Wishlist;
        var move = new MoveWishlistItemToCartRequest
        {
            WishlistId = list.WishlistId, ItemId = list.Items.Single().ItemId, DeviceId = "desk", DeviceSeq = 1,
            CartId = (await agent.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT", OwnerId = "wanda" })).Cart.CartId,
        };
        Assert.Equal("wanda", (await agent.Wishlists.MoveWishlistItemToCartAsync(move)).Cart.OwnerId);
        Assert.Equal(3, (await World.As(Role.Customer, "wanda").Cart.GetCartAsync(new GetCartRequest { CartId = move.CartId })).Cart.Lines.Single().Quantity);
    }

    [Fact]
    public async Task OrderPlaced_BySomebodyWhoNamesNoMarket_CountsForTheBuyersCartsInItsCurrency()
    {
        var (client, cart) = await Filled("ugo", quantity: 5);
        var mug = CartSyncWorld.Item("MUG", "Tazza", "12.50", "4006381333931");
        mug.Prices.Add(new ItemPrice { Market = "CH", CurrencyCode = "CHF", UnitPrice = "14" });
        await World.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { mug } });
        var swiss = await World.Fill(client, "CH", ("MUG", 5, null));
        await World.Publish(new OrderPlaced
        {
            Origin = Origin.Live, EffectiveAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(World.Clock.GetUtcNow()), Channel = Channel.Store, OrderId = "x-1",
            CustomerId = "ugo", CurrencyCode = "EUR", Lines = { new SaleLine { Sku = "MUG", Quantity = 2 } },
        });
        await Eventually.Within(TimeSpan.FromSeconds(20), async () =>
            Assert.Equal(3, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Single().Quantity));
        Assert.Equal(5, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = swiss.CartId })).Cart.Lines.Single().Quantity);
        World.Clock.Advance(TimeSpan.FromHours(2));
        await World.FireTimer(cart.CartId);
        await World.FireTimer(swiss.CartId);
        Assert.Equal(swiss.CartId, Assert.Single(await World.EventsOf<CartAbandoned>(1)).CartId);
    }

    [Fact]
    public async Task Catalogue_LookupAvailabilityAndPriceChange_AreAnswered()
    {
        var ops = World.As(Role.Ops, "ops");
        var (client, cart) = await Filled("sara");
        var item = await client.Catalogue.LookupItemAsync(new LookupItemRequest { Scan = "4006381333931", Market = "IT" });
        Assert.Equal(("MUG", "12.5", "12.5"), (item.Item.Sku, item.Price.UnitPrice, item.Item.Prices.Single().UnitPrice));
        var bad = await Assert.ThrowsAsync<RpcException>(async () => await client.Catalogue.LookupItemAsync(new LookupItemRequest { Scan = "4006381333930", Market = "IT" }));
        Assert.Equal("CHECK_DIGIT_WRONG", bad.Reason());

        var now = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(World.Clock.GetUtcNow());
        var levels = new SetStockRequest
        {
            Levels =
            {
                new StockLevel { Sku = "MUG", LocationId = "warehouse", Quantity = 1, AsOf = now, ShipToMarkets = { "IT" } },
                new StockLevel { Sku = "MUG", LocationId = "milan-1", Quantity = 7, AsOf = now },
                new StockLevel { Sku = "MUG", LocationId = "nowhere", Quantity = 7, AsOf = now },
            },
        };
        Assert.Equal([null, null, "LOCATION_UNKNOWN"], (await ops.Catalogue.SetStockAsync(levels)).Results.Select(result => result.Refusal?.Reason));
        var near = await client.Catalogue.CheckAvailabilityAsync(new CheckAvailabilityRequest { Skus = { "MUG" }, Market = "IT", Latitude = 45.4, Longitude = 9.2 });
        Assert.Equal(("milan-1", 7, 1), (near.Availabilities[0].Stores.Single().StoreId, near.Availabilities[0].Stores.Single().Quantity, near.Availabilities[0].ShippableQuantity));

        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { CartSyncWorld.Item("MUG", "Tazza", "13") } });
        var line = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Single();
        Assert.Equal(("12.5", Availability.Limited), (line.PriceChange.PreviousUnitPrice, line.Availability));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.Checkout.BeginCheckoutAsync(Begin(cart)));
        Assert.Equal("OUT_OF_STOCK", refused.Reason());
    }

    private static async Task<string?> Refused<T>(Func<AsyncUnaryCall<T>> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call())).Reason();

    protected async Task<(CartClients Client, ShoppingCart Cart)> Filled(
        string owner, Role role = Role.Customer, int quantity = 2, string? code = null)
    {
        var client = World.As(role, owner);
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", quantity) } };
        if (code is not null)
        {
            request.Operations.Add(new CartOperation { DeviceSeq = 2, ApplyCode = new ApplyCode { Code = code } });
        }

        return (client, (await client.Cart.ApplyOperationsAsync(request)).Cart);
    }

    private async Task<CartClients> Joined(CartClients owner, ShoppingCart cart)
    {
        var code = await owner.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId });
        var till = World.As(Role.Terminal, "till-3");
        await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code });
        return till;
    }

    private static BeginCheckoutRequest Begin(ShoppingCart cart) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
    };

    private static CompleteCheckoutRequest Pay(Checkout checkout, long minor, string reference = "p-1") => new()
    {
        CartId = checkout.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = reference, Amount = CartSyncWorld.Eur(minor) } },
    };
}

public sealed class SqliteCartServiceTests : CartServiceContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);

    [Fact]
    public async Task Strangers_GetNothing() => await StrangerTest.Verify(World.Service, "omnichannel.cart.v1");
}

public sealed class RedisCartServiceTests : CartServiceContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
