using Google.Rpc;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Checkouts through the real wire, on either store: who wins, what is handed over, and where every payment ends.</summary>
public abstract class CheckoutContract : IAsyncLifetime
{
    private CartSyncWorld World { get; set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task CheckoutInStore_LinesForElsewhere_StayToBeShippedAndCollected()
    {
        await World.As(Role.Ops, "ops").Catalogue.UpsertStoresAsync(new UpsertStoresRequest
        {
            Stores = { new StoreLocation { StoreId = "turin-1", Name = "Torino", Market = "IT", TimeZone = "Europe/Rome", PickupOffered = true } },
        });
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(
            anna, "IT", ("MUG", 1, null), ("LAMP", 1, new Fulfilment { Ship = new Fulfilment.Types.Ship() }),
            ("CUP", 3, new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "turin-1" } }));
        cart = (await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cart.CartId, DeviceId = "web", Operations = { new CartOperation { DeviceSeq = 4, SetGiftNote = new SetGiftNote { Text = "For Bea" } } },
        })).Cart;
        Assert.Equal("For Bea", cart.GiftNote);
        var till = await World.JoinedTill(anna, cart.CartId);
        var request = new CheckoutInStoreRequest { CartId = cart.CartId, ExpectedVersion = cart.Version + 1, Tenders = { new Tender { Kind = TenderKind.Cash } } };
        Assert.Equal("SHIPPING_OPTION_REQUIRED", await Refused(till.Checkout.CheckoutInStoreAsync(request)));
        request.ShippingOptionId = "standard";
        Assert.Equal("DELIVERY_REQUIRED", await Refused(till.Checkout.CheckoutInStoreAsync(request)));
        request.Delivery = new DeliveryDetails { Address = new PostalAddress(), Instructions = "Ring twice" };
        Assert.Equal("DELIVERY_REQUIRED", await Refused(till.Checkout.CheckoutInStoreAsync(request)));
        request.Delivery = new DeliveryDetails { RecipientName = "Anna", GiftWrap = true };
        request.Contact = new ContactDetails { Email = "anna@example.com" };
        var sold = (await till.Checkout.CheckoutInStoreAsync(request)).Checkout;

        Assert.Equal(1250 + 8000 + 1000 + 0, sold.Totals.Due.AmountMinor);
        var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Equal(
            [Fulfilment.MethodOneofCase.TakeAway, Fulfilment.MethodOneofCase.Ship, Fulfilment.MethodOneofCase.Pickup], order.Lines.Select(line => line.Fulfilment.MethodCase));
        Assert.Equal(("standard", "turin-1", 4), (order.Lines[1].Fulfilment.Ship.ShippingOptionId, order.Lines[2].Fulfilment.Pickup.StoreId, order.PromiseMaxDays));
        Assert.Equal((true, "15:00"), (order.PromiseWorkingDays, order.PromiseCutOff));
        var delivery = World.Orders.Deliveries[sold.CheckoutId].Delivery;
        Assert.Equal(("Anna", true, "For Bea"), (delivery.RecipientName, delivery.GiftWrap, delivery.GiftNote));
        Assert.Equal("anna@example.com", World.Messaging.Contacts[sold.CheckoutId].Email);
        Assert.Contains($"{sold.CheckoutId}: details.email", World.Messaging.Masks);
    }

    [Fact]
    public async Task SimulateCartEarn_TellsWhatTheOwnerWouldEarn_AsMemberOrNot()
    {
        var anna = World.As(Role.Customer, "anna-earns", channel: Channel.App);
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null), ("LAMP", 1, null));
        var before = await anna.Checkout.SimulateCartEarnAsync(new SimulateCartEarnRequest { CartId = cart.CartId });
        Assert.Equal((105, 0, false, cart.Version), (before.Points, before.StatusPoints, before.IsMember, before.Version));

        World.Programs.Members["anna-earns"] = true;
        var till = await World.JoinedTill(anna, cart.CartId);
        var own = await till.Checkout.SimulateCartEarnAsync(new SimulateCartEarnRequest { CartId = cart.CartId });
        Assert.Equal((105, 3, true), (own.Points, own.StatusPoints, own.IsMember));
        Assert.Equal(cart.Lines.Select(line => (line.LineId, line.LineTotal.AmountMinor / 100, (long)line.Quantity)), own.Lines.Select(line => (line.LineId, line.Points, line.StatusPoints)));
        Assert.Equal([Channel.App, Channel.App, Channel.Store], World.Programs.Channels);

        await Assert.ThrowsAsync<RpcException>(async () => await World.As(Role.Customer, "bob").Checkout.SimulateCartEarnAsync(new SimulateCartEarnRequest { CartId = cart.CartId }));
    }

    [Fact]
    public async Task CheckoutInStore_PaidInCash_IsToldWithItsRounding()
    {
        var anna = World.As(Role.Customer, "clara");
        var cart = await World.Fill(anna, "IT", ("CUP", 1, null));
        Assert.Equal((333, 335), (cart.Totals.Due.AmountMinor, cart.Totals.CashDue.AmountMinor));
        var till = await World.JoinedTill(anna, cart.CartId);
        var sold = (await till.Checkout.CheckoutInStoreAsync(
            new CheckoutInStoreRequest { CartId = cart.CartId, ExpectedVersion = cart.Version + 1, Tenders = { new Tender { Kind = TenderKind.Cash } } })).Checkout;

        foreach (var (totals, tender) in new[] { (sold.Totals, sold.Tenders.Single()), await Told() })
        {
            Assert.Equal((333, 335, 2, 335), (totals.Items.AmountMinor, totals.Due.AmountMinor, totals.Rounding.AmountMinor, tender.Amount.AmountMinor));
            Assert.Null(totals.CashDue);
        }

        async Task<(Totals, Tender)> Told()
        {
            var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
            Assert.Equal(333, order.Lines.Single().NetTotal.AmountMinor);
            return (order.Totals, order.Tenders.Single());
        }
    }

    [Fact]
    public async Task CompleteCheckout_WrongTenders_AreRefusedPrecisely_AndTheRightOnesStillSell()
    {
        var (_, checkout) = await Ready("bea");
        var payments = World.As(Role.Service, "payments");
        Assert.Equal("CARD_NUMBER_REFUSED", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(checkout, Card("4111 1111 1111 1111", 2990)))));
        Assert.Equal("CARD_NUMBER_REFUSED", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(checkout, new Tender(Card("p", 2990)) { Means = "4111 1111 1111 1111" }))));
        Assert.Equal("TENDER_REPEATED", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", 1495), Card("p", 1495)))));
        Assert.Equal("CURRENCY_MISMATCH", await Refused(payments.Checkout.CompleteCheckoutAsync(
            Pay(checkout, new Tender { Kind = TenderKind.Card, Reference = "p", Amount = new Money { CurrencyCode = "USD", AmountMinor = 2990 } }))));
        Assert.Equal("INVALID_FIELD", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(checkout, Card("", 2990)))));
        foreach (var amount in new[] { 2989, 2991 })
        {
            var wrong = await Assert.ThrowsAsync<RpcException>(async () => await payments.Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", amount))));
            Assert.Equal(StatusCode.InvalidArgument, wrong.StatusCode);
            Assert.Equal(("2990", $"{amount}"), (wrong.Detail<ErrorInfo>()!.Metadata["due_minor"], wrong.Detail<ErrorInfo>()!.Metadata["tendered_minor"]));
        }

        var own = await Assert.ThrowsAsync<RpcException>(async () => await World.As(Role.Customer, "bea").Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", 2990))));
        Assert.Equal(StatusCode.PermissionDenied, own.StatusCode);
        var sold = await payments.Checkout.CompleteCheckoutAsync(Pay(
            checkout, new Tender(Card("p", 1000)) { Means = "fp-1" }, new Tender { Kind = TenderKind.GiftCard, Reference = "g", Amount = CartSyncWorld.Eur(990) }, new Tender { Kind = TenderKind.Wallet, Reference = "w", Amount = CartSyncWorld.Eur(1000) }));
        Assert.Equal((CartState.CheckedOut, 3), (sold.Checkout.State, sold.Checkout.Tenders.Count));
        Assert.Equal(["fp-1", "", ""], Assert.Single(await World.EventsOf<CartCheckedOut>(1)).Tenders.Select(tender => tender.Means));
        Assert.Empty(await World.EventsOf<CheckoutRefundRequested>(0));
    }

    [Fact]
    public async Task CompleteCheckout_ByAService_IsASaleOnTheChannelThatBeganIt_AndByATillOfItsStore()
    {
        var app = World.As(Role.Customer, "ugo", channel: Channel.App);
        var paidOnline = await Begin(app, await World.Fill(app, "IT", ("MUG", 2, null)));
        await World.As(Role.Service, "payments", channel: Channel.Unspecified).Checkout.CompleteCheckoutAsync(Pay(paidOnline, Card("online", 2990)));
        var other = World.As(Role.Customer, "vera", channel: Channel.App);
        var cart = await World.Fill(other, "IT", ("MUG", 2, null));
        var till = await World.JoinedTill(other, cart.CartId);
        cart = (await other.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        await till.Checkout.CompleteCheckoutAsync(Pay(await Begin(other, cart), Card("counter", 2990)));

        var sales = (await World.EventsOf<CartCheckedOut>(2)).OrderBy(sale => sale.Channel).ToList();
        Assert.Equal([(Channel.App, Role.Service), (Channel.Store, Role.Terminal)], sales.Select(sale => (sale.Channel, sale.Actor.Role)));
        Assert.Equal(["", "rome-1"], sales.Select(sale => sale.StoreId));
    }

    [Fact]
    public async Task CompleteCheckout_LateAndAfterTheCartWasSoldAgain_IsRefundedOnce()
    {
        var (client, old) = await Ready("carla");
        World.Clock.Advance(TimeSpan.FromMinutes(16));
        await World.FireTimer(old.CartId);
        await World.Restart();
        client = World.As(Role.Customer, "carla");
        var next = await Begin(client, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = old.CartId })).Cart);
        var payments = World.As(Role.Service, "payments");
        Assert.Equal(CartState.CheckedOut, (await payments.Checkout.CompleteCheckoutAsync(Pay(next, Card("new", 2990)))).Checkout.State);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("CHECKOUT_CANCELLED", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(old, Card("late", 2990)))));
            Assert.Equal("CHECKOUT_ALREADY_COMPLETED", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(next, Card("second", 2990)))));
            Assert.Equal("CHECKOUT_ALREADY_COMPLETED", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(next, Card("new", 2990), Card("second", 2990)))));
            Assert.Equal(CartState.CheckedOut, (await payments.Checkout.CompleteCheckoutAsync(Pay(next, Card("new", 2990)))).Checkout.State);
        }

        var refunds = await World.EventsOf<CheckoutRefundRequested>(2);
        Assert.Equal([("late", "CHECKOUT_CANCELLED"), ("second", "ALREADY_COMPLETED")], refunds.Select(refund => (refund.Tenders.Single().Reference, refund.Reason)));
        Assert.Equal([1L, 1L], refunds.Select(refund => refund.Generation));
        Assert.Single(await World.EventsOf<CartCheckedOut>(1));
    }

    [Fact]
    public async Task CompleteCheckout_ForWhatIsNotOnFile_IsRefundedOnce_ForAServiceOnly()
    {
        var (_, checkout) = await Ready("dora");
        var payments = World.As(Role.Service, "payments");
        var lost = checkout.Clone();
        lost.CheckoutId = "k-lost";
        var gone = checkout.Clone();
        gone.CartId = Omnichannel.CartSync.Domain.CartId.Of("nobody", "IT");
        var till = World.As(Role.Terminal, "till-1");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("CHECKOUT_NOT_FOUND", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(lost, Card("a", 100)))));
            Assert.Equal("CART_NOT_FOUND", await Refused(payments.Checkout.CompleteCheckoutAsync(Pay(gone, Card("b", 200)))));
            Assert.Equal("CART_NOT_FOUND", await Refused(till.Checkout.CompleteCheckoutAsync(Pay(gone, Card("c", 300)))));
            Assert.Equal("CART_NOT_FOUND", await Refused(till.Checkout.CompleteCheckoutAsync(Pay(checkout, Card("d", 2990)))));
        }

        var refunds = await World.EventsOf<CheckoutRefundRequested>(2);
        Assert.Equal(["a", "b"], refunds.Select(refund => refund.Tenders.Single().Reference).Order());
        Assert.All(refunds, refund => Assert.Equal("CHECKOUT_UNKNOWN", refund.Reason));
        Assert.Equal([100L, 200L], refunds.Select(refund => refund.Tenders.Single().Amount.AmountMinor).Order());
        Assert.Equal(CartState.CheckedOut, (await payments.Checkout.CompleteCheckoutAsync(Pay(checkout, Card("e", 2990)))).Checkout.State);
    }

    [Fact]
    public async Task CompleteCheckout_RacingTheTimeout_IsSoldOrRefunded_NeverBothNorNeither()
    {
        var carts = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i => (await Ready($"race-{i}")).Checkout));
        World.Clock.Advance(TimeSpan.FromMinutes(16));
        var payments = World.As(Role.Service, "payments");
        var sold = await Task.WhenAll(carts.Select(async (checkout, i) =>
        {
            var timer = World.FireTimer(checkout.CartId);
            var isSold = await Outcome(payments.Checkout.CompleteCheckoutAsync(Pay(checkout, Card($"p{i}", 2990)))) is "";
            await timer;
            return isSold;
        }));

        var count = sold.Count(isSold => isSold);
        Assert.Equal(count, (await World.EventsOf<CartCheckedOut>(count)).Select(order => order.CartId).Distinct().Count());
        var refunds = await World.EventsOf<CheckoutRefundRequested>(carts.Length - count);
        Assert.Equal(carts.Where((_, i) => !sold[i]).Select(checkout => checkout.CheckoutId).Order(), refunds.Select(refund => refund.CheckoutId).Order());
    }

    [Fact]
    public async Task BeginCheckout_TwoChannelsAtOnce_OneWinsAndTheOtherIsToldWhoAndWhere()
    {
        var anna = World.As(Role.Customer, "elsa");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var till = await World.JoinedTill(anna, cart.CartId);
        cart = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        var web = BeginRequest(cart);
        var answers = await Task.WhenAll(
            Attempt(() => anna.Checkout.BeginCheckoutAsync(web, CartSyncWorld.Key("web"))), Attempt(() => till.Checkout.BeginCheckoutAsync(web, CartSyncWorld.Key("till"))));

        var winner = Assert.Single(answers, answer => answer.Checkout is not null).Checkout!;
        var loser = Assert.Single(answers, answer => answer.Error is not null).Error!;
        var facts = loser.Detail<ErrorInfo>()!.Metadata;
        var isTill = winner.Actor.Role is Role.Terminal;
        Assert.Equal("CART_IN_CHECKOUT", loser.Reason());
        Assert.NotNull(loser.Detail<RetryInfo>());
        Assert.Equal(
            isTill ? ("TERMINAL", "till-1", "STORE", "rome-1") : ("CUSTOMER", "elsa", "WEB", ""),
            (facts["role"], facts["subject_id"], facts["channel"], facts["store_id"]));

        // The loser's own call, sent again after the winner gave up, is not answered from memory.
        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = winner.CheckoutId });
        var again = await Attempt(() => (isTill ? anna : till).Checkout.BeginCheckoutAsync(web, CartSyncWorld.Key(isTill ? "web" : "till")));
        Assert.Equal("CART_CHANGED", again.Error?.Reason());
    }

    [Fact]
    public async Task CheckoutInStore_CancelledByAnotherWhileLoyaltyIsSilent_TellsTheTillAndGivesItsTendersBack()
    {
        var anna = World.As(Role.Customer, "fina");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var till = await World.JoinedTill(anna, cart.CartId);
        World.Loyalty.Failing = 1;
        var request = new CheckoutInStoreRequest { CartId = cart.CartId, ExpectedVersion = cart.Version + 1, PointsToRedeem = 100, Tenders = { Card("c-1", 2400) } };
        var begun = (await till.Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale"))).Checkout;
        Assert.Equal(CartState.Holding, begun.State);
        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = begun.CheckoutId });

        Assert.Equal("CHECKOUT_CANCELLED", await Refused(till.Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale"))));
        Assert.Equal("c-1", Assert.Single(await World.EventsOf<CheckoutRefundRequested>(1)).Tenders.Single().Reference);
        request.ExpectedVersion = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Version;
        Assert.Equal("TENDER_REFUNDED", await Refused(till.Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("again"))));
        request.Tenders[0].Reference = "c-2";
        Assert.Equal(CartState.CheckedOut, (await till.Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("third"))).Checkout.State);
        Assert.Equal(["RELEASED", "COMMITTED"], World.Loyalty.Holds.OrderBy(hold => hold.Key).Select(hold => hold.Value));
    }

    [Fact]
    public async Task CompleteCheckout_LoyaltySilentThenRestarted_IsSoldByTheTimer()
    {
        var client = World.As(Role.Customer, "gina");
        var cart = await World.Fill(client, "IT", ("MUG", 2, null));
        var request = BeginRequest(cart);
        request.PointsToRedeem = 100;
        var checkout = (await client.Checkout.BeginCheckoutAsync(request)).Checkout;
        World.Loyalty.Failing = int.MaxValue;
        var slow = await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", 2890)), CartSyncWorld.Key("paid"));
        Assert.Equal(CartState.Completing, slow.Checkout.State);
        Assert.Equal("CHECKOUT_COMPLETING", await Refused(client.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId })));

        // Later than its time: what is completing is not cancelled any more.
        await World.Restart(TimeSpan.FromMinutes(20));
        await World.FireTimer(cart.CartId);
        World.Loyalty.Failing = 0;
        await World.FireTimer(cart.CartId);
        var sold = await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", 2890)), CartSyncWorld.Key("paid"));
        Assert.Equal($"{cart.CartId}.1", sold.Checkout.OrderId);
        Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Empty(await World.EventsOf<CheckoutRefundRequested>(0));
    }

    [Fact]
    public async Task BeginCheckout_AsAGuest_NeedsAContact_AndSells()
    {
        var guest = World.As(Role.Guest, "guest-7");
        var cart = await World.Fill(guest, "IT", ("MUG", 2, new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "rome-1" } }));
        var request = new BeginCheckoutRequest { CartId = cart.CartId, ExpectedVersion = cart.Version };
        Assert.Equal("CONTACT_REQUIRED", await Refused(guest.Checkout.BeginCheckoutAsync(request)));
        request.Contact = new ContactDetails { Phone = "+39061234567" };
        var checkout = (await guest.Checkout.BeginCheckoutAsync(request)).Checkout;
        Assert.Equal("+39061234567", World.Orders.Deliveries[checkout.CheckoutId].Phone);
        await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", 2500)));
        var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Equal(("", "guest-7", "guest-7"), (order.CustomerId, order.GuestId, order.ContactId));
    }

    [Fact]
    public async Task Sale_CarriesTheReturnPolicyOfWhenItsCheckoutBegan_AndNoneWhereReturnsIsAway()
    {
        World.Policies.Version = 7;
        var tries = 0;

        // A busy machine may not answer in the second that a checkout waits for it.
        var (_, shown) = await Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            var ready = await Ready($"greta-{tries++}");
            Assert.Equal(7, ready.Checkout.ReturnPolicyVersion);
            return ready;
        });
        World.Policies.Version = 8;
        World.Policies.IsAway = true;
        var (_, unsaid) = await Ready("gina");
        foreach (var checkout in new[] { shown, unsaid })
        {
            await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p-" + checkout.CheckoutId, 2990)));
        }

        Assert.Equal(0, unsaid.ReturnPolicyVersion);
        var sales = (await World.EventsOf<CartCheckedOut>(2)).ToDictionary(sale => sale.CheckoutId, sale => sale.ReturnPolicyVersion);
        Assert.Equal((7, 0), (sales[shown.CheckoutId], sales[unsaid.CheckoutId]));
    }

    [Fact]
    public async Task BeginCheckout_WhatCannotBeSold_IsRefused()
    {
        var ops = World.As(Role.Ops, "ops");
        var limited = CartSyncWorld.Item("RARE", "Raro", "10.00");
        limited.OrderLimit = 2;
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { limited } });
        limited.OrderLimit = -1;
        Assert.Equal("ORDER_LIMIT_INVALID", (await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { limited } })).Results.Single().Refusal.Reason);

        limited.OrderLimit = 2;
        limited.Prices[0].TaxPercent = "100.5";
        Assert.Equal("PRICE_INVALID", (await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { limited } })).Results.Single().Refusal.Reason);
        limited.Prices[0].TaxPercent = "10.5";
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { limited } });

        var client = World.As(Role.Customer, "hanna");
        Assert.Equal("MARKET_UNKNOWN", await Refused(client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "XX" })));
        var empty = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart;
        Assert.Equal("CART_EMPTY", await Refused(client.Checkout.BeginCheckoutAsync(BeginRequest(empty))));
        var cart = await World.Fill(client, "IT", ("RARE", 3, null));
        Assert.Equal("ORDER_LIMIT_EXCEEDED", await Refused(client.Checkout.BeginCheckoutAsync(BeginRequest(cart))));
        var foreign = BeginRequest(cart);
        foreign.ExpectedTotal = new Money { CurrencyCode = "USD", AmountMinor = 1 };
        Assert.Equal("ORDER_LIMIT_EXCEEDED", await Refused(client.Checkout.BeginCheckoutAsync(foreign)));
        var fewer = (await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cart.CartId, DeviceId = "web",
            Operations = { new CartOperation { DeviceSeq = 2, BaseVersion = cart.Version, SetQuantity = new SetQuantity { Line = new LineReference { Sku = "RARE" }, Quantity = 2 } } },
        })).Cart;
        foreign.ExpectedVersion = fewer.Version;
        Assert.Equal("CURRENCY_MISMATCH", await Refused(client.Checkout.BeginCheckoutAsync(foreign)));
        foreign.ExpectedTotal = CartSyncWorld.Eur(1999);
        Assert.Equal("PRICE_CHANGED", await Refused(client.Checkout.BeginCheckoutAsync(foreign)));
        foreign.ExpectedTotal = fewer.Totals.Due;
        var ready = (await client.Checkout.BeginCheckoutAsync(foreign)).Checkout;
        Assert.Equal((CartState.Ready, 210L, 2000L + 490 + 210), (ready.State, ready.Totals.Tax.AmountMinor, ready.Totals.Due.AmountMinor));
    }

    [Fact]
    public async Task OrderPlaced_DuringACheckout_LeavesTheCheckoutAsItIs()
    {
        var (client, checkout) = await Ready("ines");
        await World.Publish(new OrderPlaced
        {
            Origin = Origin.Live, EffectiveAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(World.Clock.GetUtcNow()), Channel = Channel.Store, OrderId = "o-7",
            CustomerId = "ines", Market = "IT", Lines = { new SaleLine { Sku = "MUG", Quantity = 1 } },
        });
        await Eventually.Within(TimeSpan.FromSeconds(20), async () =>
            Assert.Contains("o-7", (await World.Stored(checkout.CartId)).SeenOrders));
        var sold = await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(checkout, Card("p", 2990)));
        Assert.Equal((CartState.CheckedOut, 2), (sold.Checkout.State, sold.Checkout.Lines.Single().Quantity));
    }

    [Fact]
    public async Task Abandonment_RestartBetweenDueAndFire_IsRaisedAfterwards_AndNotForAnyStageThatPassedMeanwhile()
    {
        var client = World.As(Role.Customer, "rosa");
        var cart = await World.Fill(client, "IT", ("MUG", 2, null));
        await World.Restart(away: TimeSpan.FromHours(25));
        var raised = Assert.Single(await World.EventsOf<CartAbandoned>(1));
        Assert.Equal((2, "rosa", cart.CartId), (raised.Stage, raised.ContactId, raised.CartId));

        await World.Restart(away: TimeSpan.FromHours(48));
        Assert.Equal([2, 3], (await World.EventsOf<CartAbandoned>(2)).Select(e => e.Stage));
        await World.Restart(away: TimeSpan.FromHours(48));
        await World.FireTimer(cart.CartId);
        await World.EventsOf<CartAbandoned>(2);
    }

    [Fact]
    public async Task Abandonment_OfAGuest_StartsWithAContact_AndEndsWithThePurchase()
    {
        var guest = World.As(Role.Guest, "guest-8");
        var cart = await World.Fill(guest, "IT", ("MUG", 2, null));
        World.Clock.Advance(TimeSpan.FromHours(30));
        await World.FireTimer(cart.CartId);
        await World.EventsOf<CartAbandoned>(0);

        var request = BeginRequest(cart);
        request.Contact = new ContactDetails { Email = "guest@example.com" };
        var checkout = (await guest.Checkout.BeginCheckoutAsync(request)).Checkout;
        World.Clock.Advance(TimeSpan.FromMinutes(80));
        Assert.Equal("guest-8", Assert.Single(await World.EventsOf<CartAbandoned>(1)).ContactId);
        Assert.Equal("TIMED_OUT", Assert.Single(await World.EventsOf<CheckoutCancelled>(1)).Reason);

        request.ExpectedVersion = (await guest.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Version;
        var next = (await guest.Checkout.BeginCheckoutAsync(request)).Checkout;
        await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(next, Card("p", 2990)));
        Assert.True(Assert.Single(await World.EventsOf<CartRecovered>(1)).Purchased);
        World.Clock.Advance(TimeSpan.FromHours(100));
        await World.FireTimer(cart.CartId);
        await World.EventsOf<CartAbandoned>(1);
        Assert.Equal(checkout.Generation, next.Generation);
    }

    [Fact]
    public async Task Code_TypedInWhateverCase_IsOneCode_HeldRefusedAndTakenOff()
    {
        var client = World.As(Role.Customer, "olga");
        var cart = await World.Fill(client, "IT", ("MUG", 2, null));
        cart = await Apply(new CartOperation { DeviceSeq = 2, ApplyCode = new ApplyCode { Code = " ten " } }, new CartOperation { DeviceSeq = 3, ApplyCode = new ApplyCode { Code = "Ten" } });
        Assert.Equal("TEN", Assert.Single(cart.Codes).Code);
        var checkout = await Begin(client, cart);
        Assert.Equal(["TEN"], checkout.CouponCodes);
        var held = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Codes.Single();
        Assert.Equal((CodeState.Held, 100), (held.State, held.Discount?.AmountMinor));
        await client.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });

        cart = await Apply(new CartOperation { DeviceSeq = 4, ApplyCode = new ApplyCode { Code = "wrong" } });
        Assert.Equal("COUPON_UNKNOWN", await Refused(client.Checkout.BeginCheckoutAsync(BeginRequest(cart))));
        var codes = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Codes;
        Assert.Equal([("TEN", CodeState.Entered), ("WRONG", CodeState.Refused)], codes.Select(code => (code.Code, code.State)));
        cart = await Apply(new CartOperation { DeviceSeq = 5, RemoveCode = new RemoveCode { Code = "Wrong" } });
        Assert.Equal("TEN", Assert.Single(cart.Codes).Code);

        async Task<ShoppingCart> Apply(params CartOperation[] operations) =>
            (await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { operations } })).Cart;
    }

    private static BeginCheckoutRequest BeginRequest(ShoppingCart cart) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
    };

    private static async Task<Checkout> Begin(CartClients client, ShoppingCart cart) => (await client.Checkout.BeginCheckoutAsync(BeginRequest(cart))).Checkout;

    private static Tender Card(string reference, long minor) => new() { Kind = TenderKind.Card, Reference = reference, Amount = CartSyncWorld.Eur(minor) };

    private static CompleteCheckoutRequest Pay(Checkout checkout, params Tender[] tenders) => new() { CartId = checkout.CartId, CheckoutId = checkout.CheckoutId, Tenders = { tenders } };

    private static async Task<string> Refused<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).Reason() ?? "";

    // The reason of the refusal; empty when there is none.
    private static async Task<string> Outcome<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return "";
        }
        catch (RpcException error)
        {
            return error.Reason() ?? error.Message;
        }
    }

    private static async Task<(Checkout? Checkout, RpcException? Error)> Attempt(Func<AsyncUnaryCall<BeginCheckoutResponse>> call)
    {
        try
        {
            return ((await call()).Checkout, null);
        }
        catch (RpcException error)
        {
            return (null, error);
        }
    }

    // Two mugs and shipping: 29.90.
    private async Task<(CartClients Client, Checkout Checkout)> Ready(string owner)
    {
        var client = World.As(Role.Customer, owner);
        return (client, await Begin(client, await World.Fill(client, "IT", ("MUG", 2, null))));
    }
}

public sealed class SqliteCheckoutTests : CheckoutContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisCheckoutTests : CheckoutContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
