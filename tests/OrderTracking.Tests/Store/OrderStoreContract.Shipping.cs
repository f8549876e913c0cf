using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;
using Claim = Omnichannel.OrderTracking.Domain.Claim;
using ClaimKind = Omnichannel.OrderTracking.Domain.ClaimKind;
using ClaimState = Omnichannel.OrderTracking.Domain.ClaimState;
using Milestone = Omnichannel.OrderTracking.Domain.Milestone;
using MilestoneKind = Omnichannel.OrderTracking.Domain.MilestoneKind;
using Order = Omnichannel.OrderTracking.Domain.Order;
using OrderStatus = Omnichannel.OrderTracking.Domain.OrderStatus;
using Shipment = Omnichannel.OrderTracking.Domain.Shipment;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <content>What whoever ships needs of the store, and whoever settles claims.</content>
public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task Work_IsListedByItsPromise_InPages_UntilItIsHandedOver()
    {
        await Place(Some.Sale("b"));
        await Place(Some.Sale("a"));
        await Place(Some.Sale("late") with { Promised = new DeliveryDays(1, 5) });
        await Place(Some.Sale("soon") with { Promised = new DeliveryDays(1, 2) });
        await Place(Some.Sale("taken", method: Omnichannel.OrderTracking.Domain.FulfilmentMethod.TakeAway));
        await import.Import([Past("history")], default);
        Assert.Equal(["a", "b", "soon", "late"], await Work());

        await Announce("k-1", "b", "n-1");
        Assert.Equal(["a", "b", "soon", "late"], await Work());
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.PickedUp, 2)], 1, default);
        await Step("a", (order, now) => OrderSteps.Cancel(order, [], "", SalesChannel.Web, now));
        Assert.Equal(["soon", "late"], await Work());

        // What comes back to nothing is to be shipped again.
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.ReturnToSender, 30)], 1, default);
        Assert.Equal(["b", "soon", "late"], await Work());
    }

    [Fact]
    public async Task Details_ChangeWithTheOrder_KeepGiftAndHashes_AndStopAtTheHandOver()
    {
        await deliveries.Put(
            "order-1", "checkout-1", new DeliveryDetails { RecipientName = "Anna", GiftWrap = true, GiftNote = "For you", Address = Rome() }, "anna@example.com", "", default);
        await Place(Some.Sale() with { CheckoutId = "checkout-1" });
        Assert.Equal("Anna", (await shipping.FindDetails("order-1", Staff, default)).Details!.RecipientName);
        Assert.Equal("ORDER_NOT_FOUND", (await Refused(() => shipping.FindDetails("order-1", Shopper("eve"), default))).Reason);

        var changed = await Change("key-1", "Bruno");
        Assert.Equal(2, changed.Version);
        var (order, details) = await shipping.FindDetails("order-1", Staff, default);
        Assert.Equal(("Bruno", true, "For you", 2), (details!.RecipientName, details.GiftWrap, details.GiftNote, order.AddressVersion));
        Assert.True(await IsFoundBy("anna@example.com"));
        Assert.Equal(changed, await Change("key-1", "Bruno"));

        await Announce("k-1", "order-1", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.InTransit, 2)], 1, default);
        Assert.Equal("ALREADY_HANDED_OVER", (await Refused(() => Change("key-2", "Carla"))).Reason);
        Assert.Equal("Bruno", (await shipping.FindDetails("order-1", Staff, default)).Details!.RecipientName);
        Assert.Equal(1, (await Published()).Count(name => name == "DeliveryAddressChanged"));
    }

    [Fact]
    public async Task Details_OfAnOrderThatHadNone_AreMade()
    {
        await Place(Some.Sale());
        Assert.Null((await shipping.FindDetails("order-1", Staff, default)).Details);

        await Change("key-1", "Bruno");

        Assert.Equal("Bruno", (await shipping.FindDetails("order-1", Staff, default)).Details!.RecipientName);
    }

    /// <summary>The address changes while the parcel is handed over: one of the two is refused, or the parcel left before. No parcel leaves with a label of before unnoticed.</summary>
    [Fact]
    public async Task AddressChangeAndHandOver_AtOnce_NeverSendAParcelToTheWrongPlace()
    {
        for (var i = 0; i < 8; i++)
        {
            var id = $"order-{i}";
            await Place(Some.Sale(id));
            var parcel = await Announce($"k-{i}", id, $"n-{i}");
            var handOver = Outcome(() => Step(id, (order, now) => OrderSteps.HandOver(order, "h", parcel.ShipmentId, "", now, now)));
            var change = Outcome(() => Change($"key-{i}", "Bruno", id));

            var outcomes = await Task.WhenAll(handOver, change);

            Assert.Contains(outcomes, outcome => outcome == "");
            Assert.Contains(outcomes, outcome => outcome is "NEEDS_NEW_LABEL" or "ALREADY_HANDED_OVER");
            var order = await Load(id);
            Assert.Equal(outcomes[0] == "", order.Shipments[0].State.LeftAt is not null);
            Assert.Equal(outcomes[1] == "" ? 2 : 1, order.AddressVersion);
        }
    }

    [Fact]
    public async Task Pieces_HaveNumbersOfTheirOwn_AlsoForNewsThatCameBefore()
    {
        await Place(Some.Sale());
        await tracking.Ingest([Incoming("N2", ShipmentStatus.Delivered, 20)], 1, default);
        await Place(Some.Sale("order-2"));
        await Announce("other", "order-2", "N9");
        Assert.Equal("TRACKING_NUMBER_TAKEN", (await Refused(() => AnnouncePieces("k-0", "N1", "N9"))).Reason);

        var parcel = await AnnouncePieces("k-1", "N1", "N2", "N3");

        Assert.Equal([("N1", Orders.V1.ShipmentStatus.Pending), ("N2", Orders.V1.ShipmentStatus.Delivered), ("N3", Orders.V1.ShipmentStatus.Pending)], parcel.Pieces.Select(piece => (piece.TrackingNumber, piece.Status)));
        Assert.Equal(parcel.ShipmentId, (await AnnouncePieces("k-2", "N1", "N2", "N3")).ShipmentId);
        await tracking.Ingest([Incoming("N1", ShipmentStatus.Delivered, 21), Incoming("N1", ShipmentStatus.Delivered, 21)], 1, default);
        Assert.Equal(OrderStatus.InTransit, (await Load("order-1")).Status);
        await tracking.Ingest([Incoming("N3", ShipmentStatus.Delivered, 40)], 1, default);
        Assert.Equal((OrderStatus.Delivered, Some.Monday.AddHours(40)), ((await Load("order-1")).Status, (await Load("order-1")).DeliveredAt));
    }

    [Fact]
    public async Task Proofs_OfCarriers_AreTakenOfParcelsThatAreDelivered_AndChangeNothingAgain()
    {
        await Place(Some.Sale());
        var parcel = await Announce("k-1", "order-1", "n-1");
        await TakeProof("n-1", "Doe");
        Assert.Empty(await shipping.FindProofs("order-1", parcel.ShipmentId, Staff, default));
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.Delivered, 20)], 1, default);

        await TakeProof("n-1", "Doe");
        var version = (await Load("order-1")).Version;
        await TakeProof("n-1", "Doe");
        await TakeProof("unknown", "Doe");
        await shipping.RecordProof("order-1", parcel.ShipmentId, new ProofOfDelivery { Place = "front desk", Source = "staff" }, default);

        Assert.Equal(version, (await Load("order-1")).Version);
        var proofs = await shipping.FindProofs("order-1", parcel.ShipmentId, Staff, default);
        Assert.Equal([("carrier", "Doe", ""), ("staff", "", "front desk")], proofs.Select(proof => (proof.Source, proof.ReceivedBy, proof.Place)));
        Assert.Equal(Some.Monday.AddHours(20), proofs[0].DeliveredAt.ToDateTimeOffset());
        Assert.Equal("ORDER_NOT_FOUND", (await Refused(() => shipping.FindProofs("order-1", parcel.ShipmentId, Shopper("eve"), default))).Reason);
        Assert.Equal("SHIPMENT_NOT_FOUND", (await Refused(() => shipping.FindProofs("order-1", "p", Staff, default))).Reason);
        Assert.DoesNotContain(await database.Read(sql => sql.Query<byte[]>("select data from outbox")), data => System.Text.Encoding.UTF8.GetString(data).Contains("Doe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claims_AreListedByState_OldestFirst_WithTheirWordsApart()
    {
        var ids = new List<string>();
        foreach (var id in new[] { "order-1", "order-2" })
        {
            await Place(Some.Sale(id));
            var parcel = await Announce(id, id, "n-" + id);
            await tracking.Ingest([Incoming("n-" + id, ShipmentStatus.Delivered, 20)], 1, default);
            clock.Now = clock.Now.AddDays(1);
            ids.Add((await File(id, parcel.ShipmentId)).ClaimId);
        }

        var (_, claim, details) = await shipping.FindClaim("order-1", ids[0], Shopper("customer-1"), default);
        Assert.Equal((ClaimState.Open, "nobody rang", "photo-1"), (claim.State, details!.Description, details.PhotoReferences.Single()));
        Assert.Equal("ORDER_NOT_FOUND", (await Refused(() => shipping.FindClaim("order-1", ids[0], Shopper("eve"), default))).Reason);
        Assert.Equal("CLAIM_NOT_FOUND", (await Refused(() => shipping.FindClaim("order-1", ids[1], Staff, default))).Reason);
        Assert.Equal(ids, await Claims(ClaimState.Open));

        await Step("order-1", (order, now) => OrderSteps.Resolve(order, ids[0], Omnichannel.OrderTracking.Domain.ClaimResolution.Refund, "", SalesChannel.Support, now));

        Assert.Equal([ids[1]], await Claims(ClaimState.Open));
        Assert.Equal([ids[0]], await Claims(ClaimState.Accepted));
        Assert.DoesNotContain(await database.Read(sql => sql.Query<byte[]>("select data from outbox union all select state from orders")),
            data => System.Text.Encoding.UTF8.GetString(data).Contains("nobody rang", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claims_OfTheSameUnits_AtOnce_AreRefundedOnce()
    {
        await Place(Some.Sale());
        var parcel = await Announce("k-1", "order-1", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.Delivered, 20)], 1, default);

        var filed = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Outcome(() => File("order-1", parcel.ShipmentId, $"file-{i}"))));
        Assert.Single(filed, outcome => outcome == "");
        var claim = (await Load("order-1")).Claims.Single().ClaimId;
        var resolved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Outcome(() => Step("order-1", (order, now) =>
            OrderSteps.Resolve(order, claim, Omnichannel.OrderTracking.Domain.ClaimResolution.Refund, "", SalesChannel.Support, now)))));

        Assert.Single(resolved, outcome => outcome == "");
        var order = await Load("order-1");
        Assert.Equal((OrderStatus.Cancelled, 6000L), (order.Status, new PaymentLedger(order.Sale, order.Money).GivenBackMinor));
    }

    [Fact]
    public async Task Milestones_AndClaims_AreStoredAsTheyAre()
    {
        await Place(Some.Sale());
        var milestone = new Milestone { MilestoneId = "m-1", Kind = MilestoneKind.Packed, Lines = [new LineUnits("1", 2)], At = Some.Monday };
        await Step("order-1", (order, now) => OrderSteps.Report(order, milestone, now));
        await Step("order-1", (order, now) => OrderSteps.Report(order, milestone, now));

        var order = await Load("order-1");
        Assert.Equal((2, "m-1"), (Fulfilments.Of(order)[0].Packed, order.Milestones.Single().MilestoneId));
        Assert.Equal(["OrderPlaced", "OrderFulfilmentChanged"], await Published());
    }

    private static PostalAddress Rome() => new() { AddressLines = { "Via Appia 1" }, Locality = "Roma", PostalCode = "00179", RegionCode = "IT" };

    private static async Task<Platform.Domain.Refusal> Refused(Func<Task> call) => (await Assert.ThrowsAsync<RefusedException>(call)).Refusal;

    private static async Task<string> Outcome(Func<Task> call)
    {
        try
        {
            await Task.Run(call);
            return "";
        }
        catch (RefusedException refused)
        {
            return refused.Refusal.Reason;
        }
    }

    private Task<Order> Step(string orderId, Func<Order, DateTimeOffset, Decision<Change>> decide) => store.Apply(orderId, new OrderNotFound(), decide, default);

    private Task TakeProof(string number, string name) => shipping.TakeProofs([(new ParcelNumber("dhl", number), new ProofOfDelivery { ReceivedBy = name, Source = "carrier" })], default);

    private Task<ChangeDeliveryAddressResponse> Change(string key, string recipient, string orderId = "order-1") => shipping.ChangeAddress(
        Key("change", key), orderId, Staff, new DeliveryDetails { RecipientName = recipient, Address = Rome() }, order => new ChangeDeliveryAddressResponse { Version = order.AddressVersion }, default);

    private Task<Orders.V1.Shipment> AnnouncePieces(string key, params string[] numbers) => tracking.Announce(
        Key("ship", key),
        "order-1",
        new Shipment { ShipmentId = "", CarrierCode = "dhl", TrackingNumber = numbers[0], Pieces = numbers, Lines = [], CreatedAt = clock.GetUtcNow() },
        OrderSteps.Ship,
        new OrderNotFound(),
        (shipment, order) => shipment.ToProto(order),
        default);

    private Task<Orders.V1.Claim> File(string orderId, string shipmentId, string key = "file") => shipping.FileClaim(
        Key("file", key + orderId),
        new FileClaimRequest { OrderId = orderId, ShipmentId = shipmentId, Description = "nobody rang", PhotoReferences = { "photo-1" } },
        (id, now) => new Claim { ClaimId = id.ToString(), ShipmentId = shipmentId, Kind = ClaimKind.DeliveredNotReceived, Lines = [], FiledAt = now, StateAt = now },
        Staff,
        (order, claim) => claim.ToProto(order),
        default);

    private static CommandContext Key(string rpc, string key) =>
        new(new Caller("agent-1", Role.Agent, Channel.Unspecified, null, null, "agent-1", DateTimeOffset.MaxValue), rpc, key, [1]);

    private async Task<List<string>> Work()
    {
        var queries = new ShippingQueries(database);
        var listed = new List<string>();
        WorkKey? after = null;
        do
        {
            var page = await queries.ListWork(3, after, default);
            listed.AddRange(page.Orders.Select(row => row.Order.OrderId));
            after = page.Next;
        }
        while (after is not null);
        return listed;
    }

    private async Task<List<string>> Claims(ClaimState state) => [.. (await new ShippingQueries(database).ListClaims(state, 50, null, default)).Orders.Select(row => row.Id)];
}
