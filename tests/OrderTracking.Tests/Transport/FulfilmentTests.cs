using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Whoever ships, through the wire.</summary>
public sealed class FulfilmentTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private OrderClients Warehouse => orders.As(Role.Warehouse, "warehouse-1");

    [Fact]
    public async Task AWarehouse_ShipsAnOrder_FromTheListToTheCarrier()
    {
        var order = await orders.RecordOpen("ship-1", "anna");
        var work = Assert.Single((await Warehouse.Fulfilment.ListWorkAsync(new ListWorkRequest { PageSize = 1000 })).Items, item => item.OrderId == order.OrderId);
        Assert.Equal([("1", 3, 0), ("2", 1, 0)], work.Lines.Select(line => (line.LineId, line.Quantity, line.PackedQuantity)));
        var list = await Warehouse.Fulfilment.GetPackingListAsync(new GetPackingListRequest { OrderId = order.OrderId });
        Assert.Equal([("sku-1", "a lamp", 3), ("sku-2", "", 1)], list.Lines.Select(line => (line.Sku, line.Title, line.Quantity)));

        var packed = new ReportMilestoneRequest { OrderId = order.OrderId, MilestoneId = "m-1", Kind = MilestoneKind.Packed, Lines = { Units("1", 3), Units("2", 1) } };
        var first = await Warehouse.Fulfilment.ReportMilestoneAsync(packed);
        Assert.Equal(first, await Warehouse.Fulfilment.ReportMilestoneAsync(packed));
        Assert.Equal([(3, 3, 0), (1, 1, 0)], first.Lines.Select(line => (line.PickedQuantity, line.PackedQuantity, line.HandedOverQuantity)));
        var explained = await orders.As(Role.Customer, "anna").Orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = order.OrderId });
        Assert.Equal("PACKED", explained.Code);

        var parcel = (await Warehouse.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "gls", TrackingNumber = "S1", FurtherTrackingNumbers = { "S 2" } })).Shipment;
        Assert.Equal(["S1", "S2"], parcel.Pieces.Select(piece => piece.TrackingNumber));
        var handOver = new ReportMilestoneRequest { OrderId = order.OrderId, MilestoneId = "m-2", Kind = MilestoneKind.HandedOver, ShipmentId = parcel.ShipmentId };
        Assert.Equal([3, 1], (await Warehouse.Fulfilment.ReportMilestoneAsync(handOver)).Lines.Select(line => line.HandedOverQuantity));
        Assert.DoesNotContain((await Warehouse.Fulfilment.ListWorkAsync(new ListWorkRequest { PageSize = 1000 })).Items, item => item.OrderId == order.OrderId);
        var seen = (await orders.As(Role.Customer, "anna").Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order;
        Assert.Equal((ShipmentStatus.PickedUp, "warehouse", "m-1"), (seen.Shipments[0].Status, seen.Shipments[0].Events.Single().Source, seen.Milestones.Single().MilestoneId));
        Assert.Equal("ALREADY_HANDED_OVER", await Reason(async () => await Warehouse.Fulfilment.VoidShipmentAsync(new VoidShipmentRequest { OrderId = order.OrderId, ShipmentId = parcel.ShipmentId })));
        Assert.Equal("NOTHING_TO_SHIP", await Reason(async () => await Warehouse.Fulfilment.GetPackingListAsync(new GetPackingListRequest { OrderId = order.OrderId })));
    }

    [Fact]
    public async Task AWarehouse_SeesNothingOfMoney_NorWhoseOrderItIs()
    {
        var order = await orders.RecordOpen("ship-2", "anna");

        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await Warehouse.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId }))).StatusCode);
        var money = new OrderPaymentService.OrderPaymentServiceClient(orders.Service.As(Role.Warehouse, "warehouse-1"));
        Assert.Equal(
            StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await money.GetOrderPaymentsAsync(new GetOrderPaymentsRequest { OrderId = order.OrderId }))).StatusCode);
        var work = (await Warehouse.Fulfilment.ListWorkAsync(new ListWorkRequest { PageSize = 1000 })).Items.Single(item => item.OrderId == order.OrderId);
        Assert.DoesNotContain("anna", work.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EUR", work.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_IsTheOwnersToReadAndToChange_AndAWarehousesWhileItShips()
    {
        var order = await orders.RecordOpen("ship-3", "anna");
        var (anna, eve) = (orders.As(Role.Customer, "anna"), orders.As(Role.Customer, "eve"));
        var read = new GetDeliveryDetailsRequest { OrderId = order.OrderId };
        Assert.Equal("DETAILS_NOT_FOUND", await Reason(async () => await anna.Fulfilment.GetDeliveryDetailsAsync(read)));

        var changed = await anna.Fulfilment.ChangeDeliveryAddressAsync(new ChangeDeliveryAddressRequest { OrderId = order.OrderId, Delivery = To("Via Appia 1") });

        Assert.Equal((2, 2), (changed.Version, changed.Lines.Count));
        Assert.Equal("Via Appia 1", (await Warehouse.Fulfilment.GetDeliveryDetailsAsync(read)).Delivery.Address.AddressLines[0]);
        Assert.Equal("Via Appia 1", (await Warehouse.Fulfilment.GetPackingListAsync(new GetPackingListRequest { OrderId = order.OrderId })).Delivery.Address.AddressLines[0]);
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await eve.Fulfilment.GetDeliveryDetailsAsync(read)));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await eve.Fulfilment.GetPackingListAsync(new GetPackingListRequest { OrderId = order.OrderId })));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await eve.Fulfilment.ChangeDeliveryAddressAsync(
            new ChangeDeliveryAddressRequest { OrderId = order.OrderId, Delivery = To("Via Eva") })));
        var nowhere = To("Via Appia 1");
        nowhere.Address.RegionCode = "ITALY";
        Assert.Equal("INVALID_FIELD", await Reason(async () => await anna.Fulfilment.ChangeDeliveryAddressAsync(new ChangeDeliveryAddressRequest { OrderId = order.OrderId, Delivery = nowhere })));

        var parcel = (await Warehouse.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "gls", TrackingNumber = "T1" })).Shipment;
        var again = await anna.Fulfilment.ChangeDeliveryAddressAsync(new ChangeDeliveryAddressRequest { OrderId = order.OrderId, Delivery = To("Via Latina 2") });
        Assert.Equal([parcel.ShipmentId], again.RelabelShipmentIds);
        var handOver = new ReportMilestoneRequest { OrderId = order.OrderId, MilestoneId = "m-1", Kind = MilestoneKind.HandedOver, ShipmentId = parcel.ShipmentId };
        Assert.Equal("NEEDS_NEW_LABEL", await Reason(async () => await Warehouse.Fulfilment.ReportMilestoneAsync(handOver)));
        await Warehouse.Fulfilment.VoidShipmentAsync(new VoidShipmentRequest { OrderId = order.OrderId, ShipmentId = parcel.ShipmentId });
        handOver.ShipmentId = (await Warehouse.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "gls", TrackingNumber = "T1" })).Shipment.ShipmentId;
        await Warehouse.Fulfilment.ReportMilestoneAsync(handOver);
        Assert.Equal("NOTHING_TO_SHIP", await Reason(async () => await Warehouse.Fulfilment.GetDeliveryDetailsAsync(read)));
        Assert.Equal("Via Latina 2", (await orders.As(Role.Agent, "agent-1").Fulfilment.GetDeliveryDetailsAsync(read)).Delivery.Address.AddressLines[0]);
    }

    [Fact]
    public async Task GiftWrapAndNote_AreOnThePackingList_OfTheWarehouse()
    {
        var order = await orders.RecordOpen("ship-4", "anna");
        var delivery = To("Via Appia 1");
        (delivery.GiftWrap, delivery.GiftNote) = (true, "Happy birthday");
        await orders.As(Role.Service, "cart").Orders.PutDeliveryDetailsAsync(new PutDeliveryDetailsRequest { OrderId = order.OrderId, CheckoutId = "checkout-4", Delivery = delivery });

        var list = await Warehouse.Fulfilment.GetPackingListAsync(new GetPackingListRequest { OrderId = order.OrderId });

        Assert.Equal((true, "Happy birthday", false, ""), (list.GiftWrap, list.GiftNote, list.Delivery.GiftWrap, list.Delivery.GiftNote));
    }

    [Fact]
    public async Task Proof_OfTheCarriersDocument_IsTheOwnersToRead_NotTheWarehouses()
    {
        var order = await orders.RecordOpen("ship-5", "anna");
        var parcel = (await Warehouse.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "dhl", TrackingNumber = "7777777770" })).Shipment;
        var at = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest
        {
            Reports =
            {
                new TrackingReport
                {
                    CarrierCode = "dhl",
                    RawPayload = $$"""
                        {"shipments":[{"id":"7777777770","events":[{"timestamp":"{{at}}","statusCode":"delivered"}],
                        "details":{"proofOfDelivery":{"documentUrl":"https://webpod.dhl.com/webPOD/1","signed":{"name":"J. Doe" } } } }]}
                        """,
                },
            },
        });
        var read = new GetProofOfDeliveryRequest { OrderId = order.OrderId, ShipmentId = parcel.ShipmentId };

        var proof = Assert.Single((await orders.As(Role.Customer, "anna").Fulfilment.GetProofOfDeliveryAsync(read)).Proofs);

        Assert.Equal(("J. Doe", "https://webpod.dhl.com/webPOD/1", "carrier"), (proof.ReceivedBy, proof.PhotoReference, proof.Source));
        var seen = (await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order;
        Assert.True(seen.Shipments[0].HasProof);
        Assert.DoesNotContain("J. Doe", seen.ToString(), StringComparison.Ordinal);
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.As(Role.Customer, "eve").Fulfilment.GetProofOfDeliveryAsync(read)));
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await Warehouse.Fulfilment.GetProofOfDeliveryAsync(read)));
        await Warehouse.Fulfilment.RecordProofOfDeliveryAsync(new RecordProofOfDeliveryRequest
        {
            OrderId = order.OrderId, ShipmentId = parcel.ShipmentId, Proof = new ProofOfDelivery { Place = "front desk", Source = "carrier" },
        });
        Assert.Equal(["carrier", "staff"], (await orders.Ops.Fulfilment.GetProofOfDeliveryAsync(read)).Proofs.Select(known => known.Source));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.com/a.jpg")]
    [InlineData("https://user:secret@example.com/a.jpg")]
    [InlineData("<img>")]
    public async Task Photos_ThatAreNoReferences_AreRefused(string photo)
    {
        var order = await orders.RecordOpen("ship-6", "anna");
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.Ops.Fulfilment.RecordProofOfDeliveryAsync(
            new RecordProofOfDeliveryRequest { OrderId = order.OrderId, ShipmentId = "p", Proof = new ProofOfDelivery { PhotoReference = photo } })));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.As(Role.Customer, "anna").Claims.FileClaimAsync(
            new FileClaimRequest { OrderId = order.OrderId, ShipmentId = "p", Kind = ClaimKind.ArrivedDamaged, PhotoReferences = { photo } })));
    }

    [Fact]
    public async Task AClaim_IsTheOwnersToFileAndTheStaffsToDecide()
    {
        var order = await orders.RecordOpen("ship-7", "anna");
        var parcel = (await Warehouse.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "gls", TrackingNumber = "C7" })).Shipment;
        var (anna, agent) = (orders.As(Role.Customer, "anna"), orders.As(Role.Agent, "agent-1"));
        var file = new FileClaimRequest
        {
            OrderId = order.OrderId, ShipmentId = parcel.ShipmentId, Kind = ClaimKind.ArrivedDamaged, Lines = { Units("1", 1) }, Description = "broken glass", PhotoReferences = { "photos/1" },
        };
        Assert.Equal("NOT_DELIVERED", await Reason(async () => await anna.Claims.FileClaimAsync(file)));
        await orders.Ops.Shipments.CorrectStatusAsync(new CorrectStatusRequest { OrderId = order.OrderId, ShipmentId = parcel.ShipmentId, Status = ShipmentStatus.Delivered, Reason = "told by phone" });
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.As(Role.Customer, "eve").Claims.FileClaimAsync(file)));
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await Warehouse.Claims.FileClaimAsync(file)));

        var claim = (await anna.Claims.FileClaimAsync(file)).Claim;
        var get = new GetClaimRequest { OrderId = order.OrderId, ClaimId = claim.ClaimId };
        Assert.Equal(("broken glass", "photos/1"), ((await anna.Claims.GetClaimAsync(get)).Description, (await agent.Claims.GetClaimAsync(get)).PhotoReferences.Single()));
        Assert.Contains((await agent.Claims.ListClaimsAsync(new ListClaimsRequest { PageSize = 1000 })).Claims, listed => listed.ClaimId == claim.ClaimId);
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await anna.Claims.ResolveClaimAsync(
            new ResolveClaimRequest { OrderId = order.OrderId, ClaimId = claim.ClaimId, Resolution = ClaimResolution.Refund })));
        Assert.Equal(ClaimState.InReview, (await agent.Claims.ReviewClaimAsync(new ReviewClaimRequest { OrderId = order.OrderId, ClaimId = claim.ClaimId })).Claim.State);
        var resolved = await agent.Claims.ResolveClaimAsync(new ResolveClaimRequest { OrderId = order.OrderId, ClaimId = claim.ClaimId, Resolution = ClaimResolution.Refund });

        Assert.Equal((ClaimState.Accepted, ClaimResolution.Refund), (resolved.Claim.State, resolved.Claim.Resolution));
        var seen = (await anna.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order;
        Assert.Equal((1, claim.ClaimId), (seen.Lines[0].CancelledQuantity, seen.Claims.Single().ClaimId));
        Assert.Equal("CLAIM_STATE", await Reason(async () => await anna.Claims.WithdrawClaimAsync(new WithdrawClaimRequest { OrderId = order.OrderId, ClaimId = claim.ClaimId })));
    }

    [Fact]
    public async Task AmendOrder_SaysOfEachLineWhatItDid_OnceForAKey()
    {
        var order = await orders.RecordOpen("ship-8", "anna");
        var anna = orders.As(Role.Customer, "anna");
        var amend = new AmendOrderRequest { OrderId = order.OrderId, Lines = { new LineAmendment { LineId = "1", Quantity = 1 }, new LineAmendment { LineId = "2", Quantity = 2 } } };
        var key = new Metadata { { "idempotency-key", "amend-1" } };

        var amended = await anna.Orders.AmendOrderAsync(amend, key);

        Assert.Equal((2, 2000L, LineRefusal.OrderAgain), (amended.Lines[0].CancelledQuantity, amended.Refund.AmountMinor, amended.Lines[1].Refused.Single().Reason));
        Assert.Equal(amended, await anna.Orders.AmendOrderAsync(amend, key));
        var again = await anna.Orders.AmendOrderAsync(amend);
        Assert.Equal((0, amended.Order.Version), (again.Lines[0].CancelledQuantity, again.Order.Version));
        Assert.Null(again.Refund);
        amend.Lines.Add(new LineAmendment { LineId = "1" });
        Assert.Equal("INVALID_FIELD", await Reason(async () => await anna.Orders.AmendOrderAsync(amend)));
    }

    private static LineQuantity Units(string lineId, int quantity) => new() { LineId = lineId, Quantity = quantity };

    private static DeliveryDetails To(string street) =>
        new() { RecipientName = "Anna", Address = new PostalAddress { AddressLines = { street }, Locality = "Roma", PostalCode = "00179", RegionCode = "it" } };
}
