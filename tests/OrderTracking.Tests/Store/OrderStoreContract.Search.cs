using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.People;
using Omnichannel.Types.V1;
using FulfilmentMethod = Omnichannel.OrderTracking.Domain.FulfilmentMethod;
using OrderStatus = Omnichannel.OrderTracking.Domain.OrderStatus;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;
using Tender = Omnichannel.OrderTracking.Domain.Tender;
using TenderKind = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <content>Lists of orders, what staff find them by, and what is kept about people.</content>
public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task List_PagesAcrossChannels_LatestFirst_WithTheGuestsOfACustomer()
    {
        for (var i = 0; i < 5; i++)
        {
            await Place(Some.Sale($"c-{i}") with { PlacedAt = Some.Monday.AddDays(i), Channel = i % 2 == 0 ? SalesChannel.App : SalesChannel.Store });
            await Place(Some.Sale($"g-{i}") with { PlacedAt = Some.Monday.AddDays(i), CustomerId = "", GuestId = "guest-1" });
        }

        await Place(Some.Sale("other") with { CustomerId = "customer-2" });
        Assert.Equal(5, (await search.List("customer-1", new OrderFilter(50), default)).Orders.Count);
        await executor.Apply(unit => GuestOwners.Follow(unit, "guest-1", "customer-1", 1));

        var seen = new List<string>();
        for (PageKey? after = null; ;)
        {
            var page = await search.List("customer-1", new OrderFilter(3) { After = after }, default);
            seen.AddRange(page.Orders.Select(order => order.OrderId));
            after = page.Next;
            if (after is null)
            {
                break;
            }
        }

        Assert.Equal(["g-4", "c-4", "g-3", "c-3", "g-2", "c-2", "g-1", "c-1", "g-0", "c-0"], seen);
        var span = new OrderFilter(50) { PlacedFrom = Some.Monday.AddDays(1), PlacedBefore = Some.Monday.AddDays(3) };
        Assert.Equal(["g-2", "c-2", "g-1", "c-1"], (await search.List("customer-1", span, default)).Orders.Select(order => order.OrderId));
    }

    [Fact]
    public async Task List_OfACustomerWhoWasMerged_HasEverybodysOrders_AndAnUndoTakesThemBack()
    {
        await Place(Some.Sale("mine"));
        await Place(Some.Sale("merged") with { CustomerId = "old-me" });
        await Place(Some.Sale("guests") with { CustomerId = "", GuestId = "guest-of-old-me" });
        await executor.Apply(unit => GuestOwners.Follow(unit, "guest-of-old-me", "old-me", 1));
        Assert.Equal(["mine"], await Listed("customer-1"));

        string[] all = ["guests", "merged", "mine"];
        await executor.Apply(unit => PersonMerges.Follow(unit, "m-1", new PersonMerge("old-me", "customer-1", 1)));
        Assert.Equal(all, await Listed("customer-1"));
        foreach (var orderId in all)
        {
            Assert.NotNull(await queries.Find(orderId, Shopper("customer-1"), default));
            Assert.Null(await queries.Find(orderId, Shopper("eve"), default));
        }

        await executor.Apply(unit => PersonMerges.FollowUndo(unit, "m-1"));
        Assert.Equal(["mine"], await Listed("customer-1"));
        Assert.Null(await queries.Find("merged", Shopper("customer-1"), default));
        Assert.Null(await queries.Find("guests", Shopper("customer-1"), default));

        async Task<string[]> Listed(string customerId) => [.. (await search.List(customerId, new OrderFilter(50), default)).Orders.Select(order => order.OrderId).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task List_ByStatusAndChannel_HasThoseOnly()
    {
        await Place(Some.Sale("open"));
        await Place(Some.Sale("bought", method: FulfilmentMethod.TakeAway) with { Channel = SalesChannel.Store });
        await Place(Some.Sale("on-its-way") with { Channel = SalesChannel.App });
        await Announce("announce-1", "on-its-way", "TR-1");
        await Correct("on-its-way", (await Load("on-its-way")).Shipments[0].ShipmentId, ShipmentStatus.InTransit);

        Assert.Equal(["bought"], await Listed(new OrderFilter(50) { Statuses = [OrderStatus.Delivered] }));
        Assert.Equal(["on-its-way", "open"], await Listed(new OrderFilter(50) { Statuses = [OrderStatus.InTransit, OrderStatus.Processing] }));
        Assert.Equal(["bought", "on-its-way"], await Listed(new OrderFilter(50) { Channels = [SalesChannel.Store, SalesChannel.App] }));
        Assert.Empty(await Listed(new OrderFilter(50) { Channels = [SalesChannel.Store], Statuses = [OrderStatus.Processing] }));

        async Task<string[]> Listed(OrderFilter filter) => [.. (await search.List("customer-1", filter, default)).Orders.Select(order => order.OrderId).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Find_ByAnythingThatACustomerNames_InAnySpelling_FindsTheOrder()
    {
        await Put("checkout-1", "Anna.Bianchi@Example.org", "333 123 4567");
        await Place(Some.Sale() with { CheckoutId = "checkout-1", ExternalId = "R-2026/0042", Tenders = [new Tender(TenderKind.Card, "pi_3Nqx", 6000)] });
        await Place(Some.Sale("other") with { OrderNumber = "O-TEST000002", ExternalId = "R-2026/0043" });
        await Announce("announce-1", "order-1", "JJD 0140-9877");

        string[] names =
        [
            "O-TEST000001", "o test 000001", "#TEST00000I", "order-1", "r-2026/0042", "R 2026/0042", "jjd01409877", "JJD-0140 9877", "pi_3Nqx", "PI_3NQX", "anna.bianchi@example.ORG",
            " Anna.Bianchi@Example.org ", "+39 333 1234567", "0039 3331234567",
        ];
        foreach (var typed in names)
        {
            Assert.Equal((typed, "order-1"), (typed, Assert.Single(await Found(typed))));
        }

        Assert.Equal("order-1", Assert.Single(await Found("333 123 4567", "IT")));
        string[] others = ["333 123 4567", "TEST00000", "anna", "R-2026", "pi_3", "JJD", "%", "_", "' or 1=1 --", "O-TEST000003"];
        foreach (var typed in others)
        {
            Assert.Empty(await Found(typed));
        }
    }

    [Fact]
    public async Task Find_FollowsWhatTheOrderIsKnownBy()
    {
        await Place(Some.Sale());
        await Announce("announce-1", "order-1", "TR-1");
        await Correct("order-1", (await Load("order-1")).Shipments[0].ShipmentId, ShipmentStatus.Cancelled);
        await Announce("announce-2", "order-1", "TR-2");
        Assert.Equal(["order-1"], await Found("TR-2"));
        await store.Apply("order-1", new OrderNotFound(), (order, now) => OrderSteps.RecordPayment(order, new Tender(TenderKind.Card, "later-1", 100), "p-1", PaymentState.Captured, now, now), default);
        Assert.Equal(["order-1"], await Found("LATER-1"));
        Assert.Equal(["order-1"], await Found("TR-1"));
    }

    [Fact]
    public async Task Find_ByStore_HasWhatWasSoldOrIsCollectedThere_ByStatusAndDate_PagedLatestFirst()
    {
        for (var i = 0; i < 5; i++)
        {
            await Place(Some.Sale($"sold-{i}", method: FulfilmentMethod.TakeAway) with { StoreId = "milan", PlacedAt = Some.Monday.AddDays(i) });
        }

        var pickup = Some.Sale("collected");
        await Place(pickup with { PlacedAt = Some.Monday.AddDays(2.5), Lines = [.. pickup.Lines.Select(line => line with { Method = FulfilmentMethod.Pickup, MethodReference = "milan" })] });
        await Place(Some.Sale("elsewhere") with { StoreId = "rome" });

        var seen = new List<string>();
        for (PageKey? after = null; ;)
        {
            var page = await search.Find("", "", "milan", new OrderFilter(2) { After = after }, default);
            seen.AddRange(page.Orders.Select(order => order.OrderId));
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(["sold-4", "sold-3", "collected", "sold-2", "sold-1", "sold-0"], seen);
        var some = new OrderFilter(50) { Statuses = [OrderStatus.Delivered], PlacedFrom = Some.Monday.AddDays(1), PlacedBefore = Some.Monday.AddDays(4) };
        Assert.Equal(["sold-3", "sold-2", "sold-1"], await Found("", storeId: "milan", filter: some));
        Assert.Equal(["sold-3", "sold-2", "sold-1"], await Found("", filter: some));
        Assert.Equal(["collected"], await Found("collected", storeId: "milan"));
        Assert.Empty(await Found("elsewhere", storeId: "milan"));
        Assert.Equal(7, (await Found("")).Length);
    }

    [Fact]
    public async Task Erased_AnOrderThatMayGo_LeavesNothingBehind_AndOthersStay()
    {
        await Put("checkout-1", "anna@example.org", "+393331234567");
        await Place(Some.Sale() with { CheckoutId = "checkout-1" });
        await Announce("announce-1", "order-1", "TR-1");
        await Place(Some.Sale("other") with { CustomerId = "customer-2" });
        await store.Apply("order-1", new OrderNotFound(), (order, now) => OrderSteps.Receive(order, "r-1", "receipt-1", [new LineUnits("1", 1)], now, now), default);
        Assert.Equal(1, await breaches.Count(default));

        Assert.False(await people.Erase("order-1", (_, _) => false, default));
        Assert.NotNull(await people.Find("order-1", default));
        Assert.True(await people.Erase("order-1", (_, _) => true, default));
        Assert.False(await people.Erase("order-1", (_, _) => true, default));
        Assert.Null(await people.Find("order-1", default));
        Assert.Equal(["other"], await people.OrderIds(new Person(["customer-1", "customer-2"], []), default));
        string[] tables = ["orders", "order_references", "parcels", "checkout_details"];
        foreach (var table in tables)
        {
            Assert.Equal(0, await database.Read(sql => sql.QueryFirst<long>($"select count(*) from {table} where order_id = 'order-1'")));
        }

        Assert.Equal(0, await breaches.Count(default));

        // News of its parcel belongs to nobody now.
        await tracking.Ingest([Incoming("TR-1", ShipmentStatus.Delivered, 5)], 1, default);
        Assert.Null(await Timer(" where key = 'order-1'"));
    }

    [Fact]
    public async Task ProofsAndTextsOfClaims_AreFound_AndForgotten_OnceTheyMayGo()
    {
        await Place(Some.Sale());
        await Announce("announce-1", "order-1", "TR-1");
        var shipmentId = (await Load("order-1")).Shipments[0].ShipmentId;
        await Correct("order-1", shipmentId, ShipmentStatus.Delivered);
        await TakeProof("TR-1", "Signora Rossi");
        await File("order-1", shipmentId);
        var found = (await people.Find("order-1", default))!;
        Assert.Equal("Signora Rossi", Assert.Single(found.Proofs).Proof.ReceivedBy);
        Assert.Single(found.Claims);

        Assert.Equal(0, await people.Forget("order-1", PersonStore.ForgetProofs, (_, _) => false, default));
        Assert.Equal((1, 1), (await people.Forget("order-1", PersonStore.ForgetProofs, (_, _) => true, default), await people.Forget("order-1", PersonStore.ForgetClaims, (_, _) => true, default)));
        Assert.Equal((0, 0), (await people.Forget("order-1", PersonStore.ForgetProofs, (_, _) => true, default), await people.Forget("order-1", PersonStore.ForgetClaims, (_, _) => true, default)));
        found = (await people.Find("order-1", default))!;
        Assert.Empty(found.Proofs);
        Assert.Empty(found.Claims);
        Assert.Single(found.Order.Claims);
        Assert.NotNull(Retention.DeliveryUntil(found.Order, clock.Now));
    }

    [Fact]
    public async Task Breach_IsKept_CountedOnce_AndGone_WhenTheFactsAgreeAgain()
    {
        await Place(Some.Sale());
        await Announce("announce-1", "order-1", "TR-1");
        await Announce("announce-2", "order-1", "TR-1");
        var first = (await Load("order-1")).Shipments[0].ShipmentId;
        await Correct("order-1", first, ShipmentStatus.Cancelled);
        await Announce("announce-3", "order-1", "TR-2");
        Assert.Empty(await breaches.List(null, 10, default));

        clock.Now = clock.Now.AddMinutes(1);

        // The parcel that was given up arrives after all, beside the one that replaced it.
        await Correct("order-1", first, ShipmentStatus.Delivered);
        await Correct("order-1", (await Load("order-1")).Shipments[1].ShipmentId, ShipmentStatus.Delivered);
        var kept = await breaches.List(null, 10, default);
        Assert.Equal([("order-1", Invariants.AllocatedBeyondOrdered, "1"), ("order-1", Invariants.AllocatedBeyondOrdered, "2")], kept.Select(breach => (breach.Subject, breach.Invariant, breach.Part)));
        Assert.Equal(kept[1], Assert.Single(await breaches.List(kept[0], 10, default)));
        Assert.Equal(2, await breaches.Count(default));
        var line = Fulfilments.Of(await Load("order-1"))[0];
        Assert.Equal((3, 3), (line.Ordered, line.Delivered));

        clock.Now = clock.Now.AddMinutes(1);
        await Correct("order-1", first, ShipmentStatus.ReturnToSender);
        Assert.Empty(await breaches.List(null, 10, default));
    }

    [Fact]
    public async Task Breach_OfAPaymentThatGaveBackTwice_AndOfUnitsThatNeverLeft_AreNamed()
    {
        await Place(Some.Sale());
        await store.ApplyReturnOnce(executor, Asked("rf-1", 6000));
        await Fail(1);
        var timer = (await RefundTimer())!;
        clock.Now = timer.DueAt;
        await store.RetryRefunds(timer, default);
        await Succeed(2);
        Assert.Empty(await breaches.List(null, 10, default));
        await Succeed(1);
        await store.Apply("order-1", new OrderNotFound(), (order, now) => OrderSteps.Receive(order, "r-2", "receipt-1", [new LineUnits("1", 1)], now, now), default);

        Assert.Equal(
            [(Invariants.GivenBackBeyondPaid, "tender-1"), (Invariants.ReturnedBeyondFulfilled, "1")], (await breaches.List(null, 10, default)).Select(breach => (breach.Invariant, breach.Part)));

        Task Succeed(int tried) => store.Apply(
            "order-1",
            new OrderNotFound(),
            (order, now) => OrderSteps.Report(order, new InstructionId("order-1", InstructionKind.Refund, 1, 1, tried), new PaymentResult(InstructionState.Succeeded, now), now),
            default);
    }

    private async Task<string[]> Found(string typed, string region = "", string storeId = "", OrderFilter? filter = null) =>
        [.. (await search.Find(typed, region, storeId, filter ?? new OrderFilter(50), default)).Orders.Select(order => order.OrderId)];

    private Task Put(string checkoutId, string email, string phone) => deliveries.Put(
        "order-1", checkoutId, new DeliveryDetails { RecipientName = email, Address = new PostalAddress { RegionCode = "IT" } }, email, phone, default);
}
