using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Tests.Carriers;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Every rpc through the wire.</summary>
public sealed class OrderRpcTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    [Fact]
    public Task Strangers_GetInNowhere() => StrangerTest.Verify(orders.Service, "omnichannel.orders.v1");

    [Fact]
    public async Task RecordOrder_AtATill_IsTheTills_AndDeliveredAtOnce()
    {
        var order = (await orders.As(Role.Terminal, "till-1").Orders.RecordOrderAsync(new RecordOrderRequest { Order = Record("till-receipt", "") })).Order;

        Assert.Equal(Channel.Store, order.Channel);
        Assert.Equal("store-1", order.StoreId);
        Assert.Equal(OrderStatus.Delivered, order.Status);
        Assert.Equal(6000, order.Totals.Due.AmountMinor);
        Assert.StartsWith("O-", order.OrderNumber, StringComparison.Ordinal);
        Assert.Equal(12, order.OrderNumber.Length);
    }

    [Fact]
    public async Task RecordOrder_Again_AnswersTheSame_OtherContentIsTaken()
    {
        var first = await orders.RecordOpen("again");
        Assert.Equal(first, await orders.RecordOpen("again"));
        Assert.Equal(OrderStatus.Processing, first.Status);

        var other = Record("again");
        other.Lines[0].Title = "another lamp";
        Assert.Equal("EXTERNAL_ID_TAKEN", await Reason(async () => await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = other })));
    }

    [Fact]
    public async Task RecordOrder_PaidInCash_MayBeRoundedAsItsCountryDoes()
    {
        // 59.97 is due.
        foreach (var (kind, paid, rounding) in new (TenderKind, long, long?)[]
        {
            (TenderKind.Cash, 5995, -2), (TenderKind.Cash, 5997, 0), (TenderKind.Cash, 6000, null), (TenderKind.Cash, 5990, null), (TenderKind.Card, 5995, null),
        })
        {
            var record = Record($"cash-{kind}-{paid}");
            record.Lines[0].UnitPrice = "9.99";
            record.Tenders[0].Kind = kind;
            record.Tenders[0].Amount = Eur(paid);
            if (rounding is null)
            {
                Assert.Equal("TENDERS_DO_NOT_MATCH", await Reason(async () => await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })));
                continue;
            }

            var order = (await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;
            Assert.Equal((paid, rounding), (order.Totals.Due.AmountMinor, order.Totals.Rounding.AmountMinor));
            Assert.Equal(5497, order.Totals.Items.AmountMinor);
        }
    }

    [Fact]
    public async Task GoodsByMeasure_AreRecordedAndCancelledByWeight_ToTheLastCent()
    {
        var record = Record("ham");
        (record.Lines[0].Measure, record.Lines[0].Quantity, record.Lines[0].UnitPrice) = (Measure.Gram, 455, "19.90");
        (record.Channel, record.StoreId) = (Channel.Web, "");
        record.DeliveredAt = null;
        record.Tenders[0].Amount = Eur(905 + 2500 + 500);
        var order = (await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;
        Assert.Equal((Measure.Gram, 905), (order.Lines[0].Sale.Measure, order.Lines[0].Sale.LineTotal.AmountMinor));
        Assert.Equal(Measure.Piece, order.Lines[1].Sale.Measure);

        var refund = 0L;
        foreach (var grams in new[] { 100, 155, 200 })
        {
            var cancelled = await orders.Ops.Orders.CancelOrderAsync(
                new CancelOrderRequest { OrderId = order.OrderId, Lines = { new LineQuantity { LineId = "1", Quantity = grams } }, Reason = "OUT_OF_STOCK" });
            Assert.Equal(Measure.Gram, Assert.Single(cancelled.CancelledLines).Measure);
            refund += cancelled.Refund.AmountMinor;
        }

        Assert.Equal(905, refund);
        record.ExternalId = "ells";
        record.Lines[0].Measure = (Measure)77;
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })));
    }

    [Theory]
    [InlineData("TENDERS_DO_NOT_MATCH", "order.tenders")]
    [InlineData("QUANTITY_OUT_OF_RANGE", "order.lines[0].quantity")]
    [InlineData("DUPLICATE_LINE", "order.lines[1].line_id")]
    [InlineData("TOTALS_DO_NOT_ADD_UP", "order.lines[1].discount")]
    [InlineData("PRICE_INVALID", "order.lines[0].unit_price")]
    [InlineData("NEGATIVE_PRICE", "order.lines[0].unit_price")]
    [InlineData("LINES_REQUIRED", "order.lines")]
    [InlineData("PLACED_IN_FUTURE", "order.placed_at")]
    [InlineData("INVALID_FIELD", "order.currency_code")]
    public async Task RecordOrder_BadSale_SaysWhatAndWhere(string reason, string field)
    {
        var record = Record("bad-" + reason);
        Spoil(record, reason);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record }));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(reason, error.Reason());
        Assert.Equal(field, Assert.Single(error.Violations()).Field);
    }

    [Fact]
    public async Task RecordOrder_PaidWithPointsAndCoupons_NamesItsHold_AndWhatIsToCome()
    {
        var record = Paid("loyal");
        record.Lines[0].Fulfilment = new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "store-2" } };
        record.Promised = new PromisedDays { MinDays = 1, MaxDays = 2, WorkingDays = true, CutOff = "14:00" };
        var till = orders.As(Role.Terminal, "till-1");
        var order = (await till.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;

        Assert.Equal((300, 500, 300, 60_00 - 8_00), (order.PointsRedeemed, order.Totals.Discounts.AmountMinor, order.Totals.PointsValue.AmountMinor, order.Totals.Due.AmountMinor));
        Assert.Equal(["TEN"], order.CouponCodes);
        Assert.Equal(
            [(DiscountKind.Coupon, "TEN", 500), (DiscountKind.Points, "h-1", 300)],
            order.Lines[0].Sale.Discounts.Select(part => (part.Kind, part.SourceId, (int)part.Amount.AmountMinor)));
        Assert.Equal((2200, 300), (order.Lines[0].Sale.NetTotal.AmountMinor, order.Lines[0].Sale.PointsRedeemed));
        Assert.Equal("store-2", Assert.Single(order.Pickups).StoreId);
        Assert.Equal("2026-03-02T23:00:00Z", order.Promise.EarliestAt.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((0, 1), (order.Lines[0].DeliveredQuantity, order.Lines[1].DeliveredQuantity));

        // The parts in any order are the same record; other parts are another.
        (record.Lines[0].LoyaltyDiscounts[0], record.Lines[0].LoyaltyDiscounts[1]) = (record.Lines[0].LoyaltyDiscounts[1], record.Lines[0].LoyaltyDiscounts[0]);
        Assert.Equal(order, (await till.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order);
        (record.HoldId, record.Lines[0].LoyaltyDiscounts[0].SourceId) = ("h-2", "h-2");
        Assert.Equal("EXTERNAL_ID_TAKEN", await Reason(async () => await till.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })));
    }

    [Theory]
    [InlineData("no hold", "HOLD_REQUIRED", "order.hold_id")]
    [InlineData("more than the line", "TOTALS_DO_NOT_ADD_UP", "order.lines[0].loyalty_discounts")]
    [InlineData("beyond int64", "TOTALS_DO_NOT_ADD_UP", "order.lines[0].loyalty_discounts")]
    [InlineData("another hold", "INVALID_FIELD", "order.lines[0].loyalty_discounts")]
    [InlineData("a promotion", "INVALID_FIELD", "order.lines[0].loyalty_discounts")]
    [InlineData("a coupon without code", "INVALID_FIELD", "order.lines[0].loyalty_discounts")]
    [InlineData("another currency", "INVALID_FIELD", "order.lines[0].loyalty_discounts")]
    [InlineData("negative points", "INVALID_FIELD", "order.lines[0].points_redeemed")]
    [InlineData("picked up nowhere", "INVALID_FIELD", "order.lines[0].fulfilment")]
    [InlineData("picked up, and handed over", "INVALID_FIELD", "order.lines[0].fulfilment")]
    [InlineData("promised, and handed over", "INVALID_FIELD", "order.promised")]
    [InlineData("promised backwards", "INVALID_FIELD", "order.promised")]
    [InlineData("promised at no time", "INVALID_FIELD", "order.promised")]
    public async Task RecordOrder_BadHoldOrPromise_SaysWhatAndWhere(string fault, string reason, string field)
    {
        var record = Paid("bad-hold");
        var (line, parts) = (record.Lines[0], record.Lines[0].LoyaltyDiscounts);
        Action spoil = fault switch
        {
            "no hold" => () => (record.HoldId, parts[1].SourceId) = ("", ""),
            "more than the line" => () => parts[0].Amount.AmountMinor = 2701,
            "beyond int64" => () => (parts[0].Amount.AmountMinor, parts[1].Amount.AmountMinor) = (1_000_000_000_000_000, 1_000_000_000_000_000),
            "another hold" => () => parts[1].SourceId = "h-2",
            "a promotion" => () => parts[0].Kind = DiscountKind.Promotion,
            "a coupon without code" => () => parts[0].SourceId = "",
            "another currency" => () => parts[0].Amount.CurrencyCode = "USD",
            "negative points" => () => line.PointsRedeemed = -1,
            "picked up nowhere" => () => line.Fulfilment = new Fulfilment { Pickup = new Fulfilment.Types.Pickup() },
            "picked up, and handed over" => () => (line.Fulfilment, record.DeliveredAt) = (new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "store-2" } }, record.PlacedAt),
            "promised, and handed over" => () => (record.Promised, record.DeliveredAt) = (new PromisedDays { MaxDays = 1 }, record.PlacedAt),
            "promised backwards" => () => record.Promised = new PromisedDays { MinDays = 3, MaxDays = 2 },
            _ => () => record.Promised = new PromisedDays { MaxDays = 2, CutOff = "25:00" },
        };
        spoil();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await orders.As(Role.Terminal, "till-1").Orders.RecordOrderAsync(new RecordOrderRequest { Order = record }));
        Assert.Equal((reason, field), (error.Reason(), Assert.Single(error.Violations()).Field));
    }

    private static OrderRecord Paid(string externalId)
    {
        var record = Record(externalId);
        record.Source = "";
        record.HoldId = "h-1";
        record.Lines[0].PointsRedeemed = 300;
        record.Lines[0].LoyaltyDiscounts.Add(new Discount { Kind = DiscountKind.Coupon, SourceId = "TEN", Amount = Eur(500) });
        record.Lines[0].LoyaltyDiscounts.Add(new Discount { Kind = DiscountKind.Points, SourceId = "h-1", Amount = Eur(300) });
        record.Tenders[0].Amount = Eur(5200);
        return record;
    }

    [Fact]
    public async Task ImportOrders_AnswersPerItem_AndABadOneLosesNoOther()
    {
        var bad = Record("i-2");
        Spoil(bad, "NEGATIVE_PRICE");
        var request = new ImportOrdersRequest { Orders = { Past("i-1"), bad, Past("i-3") } };

        var response = await orders.Ops.Orders.ImportOrdersAsync(request);
        Assert.Equal([ImportOutcome.Imported, ImportOutcome.Rejected, ImportOutcome.Imported], response.Results.Select(result => result.Outcome));
        Assert.Equal("NEGATIVE_PRICE", response.Results[1].Refusal.Reason);
        Assert.Equal(response, await orders.Ops.Orders.ImportOrdersAsync(request));

        var order = (await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = response.Results[0].OrderId })).Order;
        Assert.Equal(Origin.Historical, order.Origin);
        Assert.Equal(OrderStatus.Delivered, order.Status);
        Assert.Equal(At(0), order.DeliveredAt);
        Assert.Equal(TenderKind.Other, Assert.Single(order.Tenders).Kind);
        Assert.Equal("0.001", order.Lines[0].Sale.UnitPrice);
        Assert.Equal(80, order.Lines[0].Sale.LineTotal.AmountMinor);
    }

    [Fact]
    public async Task Batches_OfMoreThanAThousand_AreRefused()
    {
        var import = new ImportOrdersRequest();
        import.Orders.AddRange(Enumerable.Range(0, 1001).Select(_ => new OrderRecord()));
        Assert.Equal("BATCH_TOO_LARGE", await Reason(async () => await orders.Ops.Orders.ImportOrdersAsync(import)));
        var ingest = new IngestTrackingEventsRequest();
        ingest.Reports.AddRange(Enumerable.Range(0, 1001).Select(_ => new TrackingReport()));
        Assert.Equal("BATCH_TOO_LARGE", await Reason(async () => await orders.Ops.Shipments.IngestTrackingEventsAsync(ingest)));
    }

    [Fact]
    public async Task GetOrder_OfAnother_IsNotFound_LikeNone()
    {
        var order = await orders.RecordOpen("mine", "customer-mine");
        var get = new GetOrderRequest { OrderId = order.OrderId };

        Assert.Equal(order, (await orders.As(Role.Customer, "customer-mine").Orders.GetOrderAsync(get)).Order);
        foreach (var caller in new[] { orders.As(Role.Customer, "customer-other"), orders.As(Role.Guest, "guest-other") })
        {
            Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await caller.Orders.GetOrderAsync(get)));
            Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await caller.Orders.GetOrderAsync(new GetOrderRequest { OrderId = "none" })));
            Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await caller.Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId })));
            Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await caller.Orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = order.OrderId })));
        }

        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = "a b" })));
    }

    [Fact]
    public async Task ListOrders_Pages_AndTokensBelongToTheirRequest()
    {
        for (var i = 0; i < 5; i++)
        {
            var record = Record($"list-{i}", "customer-list");
            record.PlacedAt = At(i);
            await orders.Ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record });
        }

        var client = orders.As(Role.Customer, "customer-list");
        var request = new ListOrdersRequest { CustomerId = "customer-list", PageSize = 2 };
        var seen = new List<string>();
        do
        {
            var page = await client.Orders.ListOrdersAsync(request);
            seen.AddRange(page.Orders.Select(order => order.ExternalId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(["list-4", "list-3", "list-2", "list-1", "list-0"], seen);
        var first = await client.Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = "customer-list", PageSize = 2 });
        var elsewhere = new ListOrdersRequest { CustomerId = "customer-list", PageSize = 2, PageToken = first.NextPageToken, PlacedFrom = At(1) };
        Assert.Equal("PAGE_TOKEN_INVALID", await Reason(async () => await client.Orders.ListOrdersAsync(elsewhere)));
        Assert.Equal("PAGE_TOKEN_INVALID", await Reason(async () => await client.Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = "customer-list", PageToken = "%%" })));
    }

    [Fact]
    public async Task ParcelJourney_LateTwiceAndInTheWrongOrder_IsRightAtEveryStep()
    {
        var order = await orders.RecordOpen("journey", "customer-journey");
        var client = orders.As(Role.Customer, "customer-journey");
        await orders.Ops.Shipments.SetPromiseAsync(new SetPromiseRequest
        {
            OrderId = order.OrderId,
            EarliestAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
            LatestAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(2)),
        });
        await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "DHL", TrackingNumber = "00340434161094022115", PickedUpAt = At(1) });
        var answer = new TrackingReport { CarrierCode = "dhl", RawPayload = CarrierCatalogueTests.Payload("dhl") };

        var first = await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest { Reports = { answer, answer } });
        Assert.Equal((5, 0, 1), (first.Results[0].AcceptedEvents, first.Results[0].DuplicateEvents, first.Results[0].UnknownEvents));
        Assert.Equal((0, 5), (first.Results[1].AcceptedEvents, first.Results[1].DuplicateEvents));
        var now = (await client.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order;
        Assert.Equal(OrderStatus.Delivered, now.Status);
        Assert.Equal(PromiseState.Kept, now.Promise.State);
        Assert.Equal(now.Promise, Assert.Single(now.Promises));
        Assert.Equal([PromiseState.Made, PromiseState.Kept], now.Promise.Turns.Select(turn => turn.State));
        Assert.Equal(5, now.Shipments[0].Events.Count);
        Assert.Contains("00340434161094022115", now.Shipments[0].TrackingUri, StringComparison.Ordinal);

        var late = new TrackingReport
        {
            CarrierCode = "dhl",
            Event = new NormalisedTrackingEvent { TrackingNumber = "00340434161094022115", OccurredAt = At(20), Status = ShipmentStatus.OutForDelivery },
        };
        await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest { Reports = { late } });
        now = (await client.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order;
        Assert.Equal(OrderStatus.Delivered, now.Status);

        var typo = await Assert.ThrowsAsync<RpcException>(async () => await orders.Ops.Shipments.CorrectStatusAsync(new CorrectStatusRequest
        {
            OrderId = order.OrderId, ShipmentId = now.Shipments[0].ShipmentId, Status = ShipmentStatus.DeliveryFailed, Reason = "lost",
            OccurredAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2062, 3, 2, 0, 0, 0, TimeSpan.Zero)),
        }));
        Assert.Equal((StatusCode.InvalidArgument, "OCCURRED_IN_FUTURE"), (typo.StatusCode, typo.Reason()));
        var corrected = await orders.Ops.Shipments.CorrectStatusAsync(new CorrectStatusRequest
        {
            OrderId = order.OrderId,
            ShipmentId = now.Shipments[0].ShipmentId,
            Status = ShipmentStatus.DeliveryFailed,
            Reason = "given to a neighbour who denies it",
        });
        Assert.Equal(ShipmentStatus.DeliveryFailed, corrected.Shipment.Status);
        Assert.Equal("DELIVERY_FAILED", (await client.Orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = order.OrderId, Language = "it" })).Code);
    }

    [Fact]
    public async Task CreateShipment_WithoutACarrier_IsToldByItsNumber()
    {
        var order = await orders.RecordOpen("detected");
        var request = new CreateShipmentRequest { OrderId = order.OrderId, TrackingNumber = "1Z5R8939035756712 7" };

        Assert.Equal("ups", (await orders.Ops.Shipments.CreateShipmentAsync(request)).Shipment.CarrierCode);
        Assert.Equal("CARRIER_NOT_RECOGNISED", await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, TrackingNumber = "no number" })));
        Assert.Equal("CARRIER_NOT_RECOGNISED", await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId })));
    }

    [Fact]
    public async Task Ingest_EventsOfACarrierThatNobodyKnows_AreTakenInOurTerms()
    {
        var order = await orders.RecordOpen("by-pigeon");
        await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "pigeon", TrackingNumber = "ring-1" });
        var now = DateTimeOffset.UtcNow;

        var response = await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest
        {
            Reports =
            {
                new TrackingReport
                {
                    CarrierCode = "Pigeon",
                    Event = new NormalisedTrackingEvent
                    {
                        TrackingNumber = "RING 1", OccurredAt = Timestamp.FromDateTimeOffset(now), Status = ShipmentStatus.OutForDelivery, Reason = ShipmentReason.Neighbour,
                        EstimatedDeliveryAt = Timestamp.FromDateTimeOffset(now.AddHours(2)),
                    },
                },
                new TrackingReport
                {
                    CarrierCode = "pigeon",
                    Event = new NormalisedTrackingEvent { TrackingNumber = "ring-1", OccurredAt = Timestamp.FromDateTimeOffset(now.AddMinutes(-1)), EstimatedDeliveryAt = Timestamp.FromDateTimeOffset(now.AddHours(9)) },
                },
            },
        });

        Assert.Equal([2, 1], response.Results.Select(result => result.AcceptedEvents));
        var parcel = (await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = order.OrderId })).Order.Shipments.Single();
        Assert.Equal((ShipmentStatus.OutForDelivery, ShipmentReason.Neighbour), (parcel.Status, parcel.StatusReason));
        Assert.Equal((1, 2), (parcel.Events.Count, parcel.Forecasts.Count));
        Assert.Equal(parcel.Forecasts[1].ExpectedAt, parcel.EstimatedDeliveryAt);
        Assert.Equal(TimeBasis.Offset, parcel.Events[0].TimeBasis);
    }

    [Theory]
    [InlineData("pigeon", "{}", "CARRIER_UNKNOWN")]
    [InlineData("dhl", "<xml/>", "PAYLOAD_NOT_UNDERSTOOD")]
    public async Task Ingest_WhatNobodyUnderstands_IsRefusedPerReport(string carrier, string payload, string reason)
    {
        var response = await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest
        {
            Reports = { new TrackingReport { CarrierCode = carrier, RawPayload = payload }, new TrackingReport { CarrierCode = "gls", RawPayload = CarrierCatalogueTests.Payload("gls") } },
        });

        Assert.Equal(reason, response.Results[0].Refusal.Reason);
        Assert.Null(response.Results[1].Refusal);
    }

    [Fact]
    public async Task Ingest_Event_BadOnes_SayWhy()
    {
        var future = new NormalisedTrackingEvent { TrackingNumber = "n", OccurredAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(3)), Status = ShipmentStatus.InTransit };
        var nameless = new NormalisedTrackingEvent { OccurredAt = At(1), Status = ShipmentStatus.InTransit };
        var timeless = new NormalisedTrackingEvent { TrackingNumber = "n", Status = ShipmentStatus.InTransit };
        var broken = new NormalisedTrackingEvent { TrackingNumber = "n", OccurredAt = new Timestamp { Seconds = long.MaxValue }, Status = ShipmentStatus.InTransit };
        var empty = new NormalisedTrackingEvent { TrackingNumber = "n", OccurredAt = At(1) };
        var request = new IngestTrackingEventsRequest();
        request.Reports.AddRange(new[] { future, nameless, timeless, broken, empty }.Select(e => new TrackingReport { CarrierCode = "ups", Event = e }));

        var response = await orders.Ops.Shipments.IngestTrackingEventsAsync(request);

        Assert.Equal(
            ["OCCURRED_IN_FUTURE", "TRACKING_NUMBER_REQUIRED", "PAYLOAD_NOT_UNDERSTOOD", "PAYLOAD_NOT_UNDERSTOOD", "PAYLOAD_NOT_UNDERSTOOD"],
            response.Results.Select(result => result.Refusal.Reason));
    }

    [Fact]
    public async Task WatchOrder_ShowsTheOrderAsItBecomes_AndResumes()
    {
        var order = await orders.RecordOpen("watch", "customer-watch");
        var client = orders.As(Role.Customer, "customer-watch");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watching = client.Orders.WatchOrder(new WatchOrderRequest { OrderId = order.OrderId }, cancellationToken: stop.Token);
        Assert.True(await watching.ResponseStream.MoveNext(stop.Token));
        Assert.Equal(order, watching.ResponseStream.Current.Order);

        await client.Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId, Reason = "CHANGED_MIND" });
        Assert.True(await watching.ResponseStream.MoveNext(stop.Token));
        Assert.Equal(OrderStatus.Cancelled, watching.ResponseStream.Current.Order.Status);

        using var resumed = client.Orders.WatchOrder(new WatchOrderRequest { OrderId = order.OrderId, ResumeVersion = order.Version }, cancellationToken: stop.Token);
        Assert.True(await resumed.ResponseStream.MoveNext(stop.Token));
        Assert.Equal(watching.ResponseStream.Current.Version, resumed.ResponseStream.Current.Version);
        using var foreign = orders.As(Role.Customer, "customer-other").Orders.WatchOrder(new WatchOrderRequest { OrderId = order.OrderId });
        Assert.Equal("ORDER_NOT_FOUND", await Reason(() => foreign.ResponseStream.MoveNext(stop.Token)));
    }

    [Fact]
    public async Task CancelOrder_SaysWhatItDid_OnceForAKey()
    {
        var order = await orders.RecordOpen("cancel", "customer-cancel");
        var client = orders.As(Role.Customer, "customer-cancel");
        var key = new Metadata { { "idempotency-key", "cancel-1" } };
        var part = new CancelOrderRequest { OrderId = order.OrderId, Lines = { new LineQuantity { LineId = "1", Quantity = 1 } } };

        var first = await client.Orders.CancelOrderAsync(part, key);
        Assert.Equal(1000, first.Refund.AmountMinor);
        Assert.Equal(first, await client.Orders.CancelOrderAsync(part, key));

        // Together more than a number holds: what the line has is cancelled.
        var many = new CancelOrderRequest { OrderId = order.OrderId };
        many.Lines.AddRange(Enumerable.Repeat(new LineQuantity { LineId = "1", Quantity = 100_000_000 }, 100));
        var line = await client.Orders.CancelOrderAsync(many);
        Assert.Equal(
            new LineOutcome
            {
                LineId = "1",
                CancelledQuantity = 2,
                Refused = { new RefusedUnits { Reason = LineRefusal.AlreadyCancelled, Quantity = 1 }, new RefusedUnits { Reason = LineRefusal.NotOrdered, Quantity = int.MaxValue - 3 } },
            },
            line.Lines.Single());
        Assert.Equal("ALREADY_CANCELLED", await Reason(async () => await client.Orders.CancelOrderAsync(many)));
        var rest = await client.Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId });
        Assert.Equal(3000, rest.Refund.AmountMinor);
        Assert.Equal(OrderStatus.Cancelled, rest.Order.Status);
        Assert.Equal("ALREADY_CANCELLED", await Reason(async () => await client.Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId })));
    }

    [Fact]
    public async Task LookupOrder_AnswersTheOwnerOnly_AndWithoutThePrivateParts()
    {
        var order = await orders.RecordOpen("lookup", "customer-lookup");
        await orders.As(Role.Service, "cart").Orders.PutDeliveryDetailsAsync(new PutDeliveryDetailsRequest
        {
            CheckoutId = "checkout-1",
            OrderId = order.OrderId,
            Email = "someone@example.org",
            Phone = "+39061234567",
        });

        var found = await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = order.OrderNumber, Email = " SomeOne@example.org" });
        Assert.Equal(order.OrderId, found.Order.OrderId);
        Assert.Empty(found.Order.Tenders);
        Assert.Equal("", found.Order.CustomerId);
        Assert.NotNull((await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = $" {order.OrderNumber.ToLowerInvariant()}", Phone = "0039 06 1234567" })).Order);
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = "lookup", Phone = "0039 06 1234567" })));
        var mismatch = await Assert.ThrowsAsync<RpcException>(async () =>
            await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = order.OrderNumber, Email = "other@example.org" }));
        var miss = await Assert.ThrowsAsync<RpcException>(async () =>
            await orders.Anonymous.Orders.LookupOrderAsync(new LookupOrderRequest { OrderNumber = "O-0000000000", Email = "other@example.org" }));
        Assert.Equal(miss.RichStatus(), mismatch.RichStatus());
    }

    [Fact]
    public async Task ClaimOrder_ProvenByTheReceipt_IsTheCustomers()
    {
        var order = await orders.RecordOpen("receipt-77", "");
        var claim = new ClaimOrderRequest { OrderNumber = order.OrderNumber, PlacedOn = "2026-03-02", Total = Eur(6000) };
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.As(Role.Customer, "customer-c").Orders.ClaimOrderAsync(new ClaimOrderRequest(claim) { Total = Eur(6001) })));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.As(Role.Customer, "customer-c").Orders.ClaimOrderAsync(new ClaimOrderRequest(claim) { PlacedOn = "2026-03-04" })));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.As(Role.Customer, "customer-c").Orders.ClaimOrderAsync(new ClaimOrderRequest(claim) { PlacedOn = "yesterday" })));

        Assert.Equal("customer-c", (await orders.As(Role.Customer, "customer-c").Orders.ClaimOrderAsync(claim)).Order.CustomerId);
        Assert.Equal(order.OrderId, (await orders.As(Role.Customer, "customer-c").Orders.ClaimOrderAsync(claim)).Order.OrderId);
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.As(Role.Customer, "customer-d").Orders.ClaimOrderAsync(claim)));
        Assert.Single((await orders.As(Role.Customer, "customer-c").Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = "customer-c" })).Orders);
    }

    [Fact]
    public async Task Promise_ThatTimeBreaks_IsBrokenWithoutAnyEvent()
    {
        var order = await orders.RecordOpen("broken");
        await orders.Ops.Shipments.SetPromiseAsync(new SetPromiseRequest
        {
            OrderId = order.OrderId,
            EarliestAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
            LatestAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddSeconds(1)),
        });

        var broken = await orders.Eventual(order.OrderId, o => o.Promise.State is PromiseState.Broken);

        Assert.Equal("PROMISE_BROKEN", (await orders.Ops.Orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = broken.OrderId })).Code);
    }

    [Fact]
    public async Task CreateShipment_Refusals_HaveTheirReasons()
    {
        var order = await orders.RecordOpen("ship-1");
        var other = await orders.RecordOpen("ship-2");
        await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "ups", TrackingNumber = "1Z-taken", Lines = { new LineQuantity { LineId = "1", Quantity = 2 } } });

        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = "none", CarrierCode = "ups" })));
        Assert.Equal("TRACKING_NUMBER_TAKEN", await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = other.OrderId, CarrierCode = "ups", TrackingNumber = "1Z-taken" })));
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(
            new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "ups", Lines = { new LineQuantity { LineId = "1", Quantity = 2 } } })));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(
            new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "ups", Lines = { new LineQuantity { LineId = "1", Quantity = -2 } } })));
    }

    private static OrderRecord Past(string externalId)
    {
        var record = Record(externalId);
        record.Tenders.Clear();
        record.Lines[0].UnitPrice = "0.001";
        record.Lines[0].Quantity = 80_000 / 100;
        return record;
    }

    private static void Spoil(OrderRecord record, string reason)
    {
        switch (reason)
        {
            case "TENDERS_DO_NOT_MATCH": record.Tenders[0].Amount.AmountMinor--; break;
            case "QUANTITY_OUT_OF_RANGE": record.Lines[0].Quantity = 100_001; break;
            case "DUPLICATE_LINE": record.Lines[1].LineId = "1"; break;
            case "TOTALS_DO_NOT_ADD_UP": record.Lines[1].Discount = Eur(2501); break;
            case "PRICE_INVALID": record.Lines[0].UnitPrice = "1.00001"; break;
            case "NEGATIVE_PRICE": record.Lines[0].UnitPrice = "-1"; break;
            case "LINES_REQUIRED": record.Lines.Clear(); break;
            case "PLACED_IN_FUTURE": record.PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)); break;
            case "INVALID_FIELD": record.CurrencyCode = "euro"; break;
            default: throw new ArgumentOutOfRangeException(nameof(reason));
        }
    }
}
