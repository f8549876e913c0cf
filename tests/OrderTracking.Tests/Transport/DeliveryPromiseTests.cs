using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Tests.Transport;

public sealed class DeliveryPromiseTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private static readonly MarketDays Italy = WorkingDays.BuiltIn.In("IT");

    [Fact]
    public async Task QuoteDelivery_IsLearnedFromImportedHistory()
    {
        Assert.Equal("LANE_NOT_LEARNED", await RunningOrders.Reason(() => Quote("standard").ResponseAsync));

        await Import(Enumerable.Range(0, 100).Select(i => Shipped("standard", i, 3)));

        var quote = await Quote("standard");
        Assert.Equal(DeliveryBasis.Learned, quote.Estimate.Basis);
        Assert.Equal((3, 3, true, "14:00", "17:00"), (quote.Estimate.MinDays, quote.Estimate.MaxDays, quote.Estimate.WorkingDays, quote.Estimate.CutOff, quote.Estimate.By));

        // Friday morning, three working days: Wednesday until five. In the afternoon it is Monday's order.
        Assert.Equal(("2026-03-11T15:59:59Z", "Europe/Rome"), (quote.Estimate.LatestAt.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ", null), quote.Estimate.TimeZone));
        Assert.Equal(quote.Estimate.LatestAt.ToDateTimeOffset().AddDays(1), (await Quote("standard", "2026-03-06T14:30:00Z")).Estimate.LatestAt.ToDateTimeOffset());
        Assert.InRange(quote.ExpectedAt.ToDateTimeOffset(), quote.Estimate.EarliestAt.ToDateTimeOffset(), quote.Estimate.LatestAt.ToDateTimeOffset());
        Assert.Equal(0.9, quote.Confidence);
        Assert.InRange(quote.Parcels, 30, 100);
    }

    [Fact]
    public async Task QuoteDelivery_OfAPostalArea_IsTheArea_AndOfACarrierTheCarrier()
    {
        await Import(Enumerable.Range(0, 100).Select(i => Shipped("zoned", i, 1)));
        await Import(Enumerable.Range(0, 100).Select(i => Shipped("zoned", i, 4, "90100")));

        Assert.Equal(4, (await Quote(new QuoteDeliveryRequest { Market = "IT", ShippingOptionId = "zoned", RegionCode = "it", PostalCode = "90 121" })).Estimate.MaxDays);
        Assert.Equal(1, (await Quote(new QuoteDeliveryRequest { Market = "IT", ShippingOptionId = "zoned", RegionCode = "IT", PostalCode = "20121" })).Estimate.MaxDays);
        Assert.Equal(4, (await Quote(new QuoteDeliveryRequest { Market = "IT", CarrierCode = "Carrier-Of-Zoned", RegionCode = "IT" })).Estimate.MaxDays);
        Assert.Equal(2 + 1, (await Quote(new QuoteDeliveryRequest { Market = "IT", ShippingOptionId = "zoned", RegionCode = "IT", PostalCode = "20121", HandlingDays = 2 })).Estimate.MaxDays);
    }

    [Fact]
    public async Task QuoteDelivery_OfWhatNoQuestionIs_IsRefused_AndShoppersDoNotAsk()
    {
        QuoteDeliveryRequest[] wrong =
        [
            new() { Market = "IT" },
            new() { Market = "IT", ShippingOptionId = "standard", CarrierCode = "dhl" },
            new() { Market = "IT", ShippingOptionId = "standard", CutOff = "2 pm" },
            new() { Market = "IT", ShippingOptionId = "standard", Confidence = 1 },
            new() { Market = "IT", ShippingOptionId = "standard", HandlingDays = -1 },
            new() { Market = "IT", ShippingOptionId = "standard", PostalCode = "20121" },
            new() { Market = "IT", ShippingOptionId = "standard", RegionCode = "Italy" },
            new() { Market = "IT", ShippingOptionId = "standard", OrderedAt = new Timestamp { Seconds = -62_135_596_800 } },
            new() { Market = "IT", ShippingOptionId = "standard", OrderedAt = new Timestamp { Seconds = 253_402_300_799 } },
        ];
        foreach (var request in wrong)
        {
            Assert.Equal("INVALID_FIELD", await RunningOrders.Reason(() => Quote(request).ResponseAsync));
        }

        Assert.Equal("ROLE_NOT_ALLOWED", await RunningOrders.Reason(() =>
            orders.As(Role.Customer, "customer-1").Promises.QuoteDeliveryAsync(new QuoteDeliveryRequest { Market = "IT", ShippingOptionId = "standard" }).ResponseAsync));
    }

    [Theory]
    [InlineData("shipped_at is not before placed_at.", -1, 50)]
    [InlineData("delivered_at is not before shipped_at.", 60, 50)]
    public async Task ImportOrders_OfAnImpossiblePassage_IsRefused(string fault, double shipped, double delivered)
    {
        var record = RunningOrders.Record($"impossible-{shipped}");
        (record.ShippedAt, record.DeliveredAt) = (RunningOrders.At(shipped), RunningOrders.At(delivered));

        var result = (await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { record } })).Results[0];

        Assert.Equal((ImportOutcome.Rejected, "INVALID_FIELD", fault), (result.Outcome, result.Refusal.Reason, result.Refusal.Message));
    }

    private AsyncUnaryCall<QuoteDeliveryResponse> Quote(string option, string orderedAt = "2026-03-06T09:00:00Z") => Quote(
        new QuoteDeliveryRequest { Market = "IT", ShippingOptionId = option, CutOff = "14:00", OrderedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(orderedAt, null)) });

    private AsyncUnaryCall<QuoteDeliveryResponse> Quote(QuoteDeliveryRequest request) => orders.As(Role.Service, "cart").Promises.QuoteDeliveryAsync(request);

    private async Task Import(IEnumerable<OrderRecord> records)
    {
        var response = await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { records } });
        Assert.All(response.Results, result => Assert.Equal(ImportOutcome.Imported, result.Outcome));
    }

    // Three a day, the latest first; it comes in the afternoon so many working days after its day.
    private static OrderRecord Shipped(string option, int number, int days, string postalCode = "20121")
    {
        var day = Italy.Calendar.OnOrAfter(new DateOnly(2026, 2, 20).AddDays(-number / 3));
        var record = RunningOrders.Record($"{option}-{postalCode}-{number}");
        record.PlacedAt = Timestamp.FromDateTimeOffset(Italy.Days.From(day, new TimeOnly(9, 0)));
        record.ShippedAt = Timestamp.FromDateTimeOffset(Italy.Days.From(day, new TimeOnly(18, 0)));
        record.DeliveredAt = Timestamp.FromDateTimeOffset(Italy.Days.From(Italy.Calendar.Add(day, days), new TimeOnly(16, 20)));
        record.ShippingOptionId = option;
        record.CarrierCode = $"carrier-of-{option}";
        record.RegionCode = "IT";
        record.PostalCode = postalCode;
        return record;
    }
}
