using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Scans at impossible times, and more of them than anybody needs, on every way in.</summary>
public sealed class HostileScanTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private static readonly Timestamp Year1 = Timestamp.FromDateTime(new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly Timestamp Year2062 = Timestamp.FromDateTime(new DateTime(2062, 3, 4, 0, 0, 0, DateTimeKind.Utc));
    private static readonly Timestamp Year9999 = Timestamp.FromDateTime(new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc));

    public static TheoryData<string> Years => new(["0001-01-01", "2062-03-04", "9000-12-31", "9999-12-31"]);

    [Fact]
    public async Task Ingest_EventsOfImpossibleTimes_AreRefusedOneByOne_AndTheParcelStaysAsItIs()
    {
        var parcel = await Announced("times-1");
        NormalisedTrackingEvent Told(Timestamp at, Timestamp? expected = null) => new()
        {
            TrackingNumber = parcel.TrackingNumber, OccurredAt = at, Status = expected is null ? ShipmentStatus.Delivered : ShipmentStatus.Unspecified, EstimatedDeliveryAt = expected,
        };

        var response = await Ingest([.. new[] { Told(Year1), Told(Year2062), Told(Year9999), Told(At(1), Year1), Told(At(1), Year2062), Told(At(1), Year9999), Told(Year9999, At(30)) }
            .Select(e => new TrackingReport { CarrierCode = "dhl", Event = e })]);

        Assert.Equal(
            ["OCCURRED_TOO_EARLY", "OCCURRED_IN_FUTURE", "OCCURRED_IN_FUTURE", "OCCURRED_TOO_EARLY", "OCCURRED_IN_FUTURE", "OCCURRED_IN_FUTURE", "OCCURRED_IN_FUTURE"],
            response.Results.Select(result => result.Refusal.Reason));
        Assert.Empty((await Parcel(parcel)).Events);
    }

    [Theory]
    [MemberData(nameof(Years))]
    public async Task Ingest_DocumentsOfImpossibleTimes_LoseThemAlone(string day)
    {
        var parcel = await Announced($"times-{day}");

        // In UTC, without an offset where nobody knows the place, and as a forecast.
        var response = await Ingest(
            Document("dhl", $$"""{"shipments":[{"id":"{{parcel.TrackingNumber}}","estimatedTimeOfDelivery":"{{day}}T10:00:00","events":[{"statusCode":"delivered","timestamp":"{{day}}T10:00:00Z"},{"statusCode":"delivered","timestamp":"{{day}}T10:00:00"},{{GoodScan}}]}]}"""),
            Document("dhl", $$"""{"shipments":[{"id":"{{parcel.TrackingNumber}}","estimatedTimeOfDelivery":"{{day}}","events":[]}]}"""));

        Assert.Equal(1, response.Results[0].AcceptedEvents);
        Assert.InRange(response.Results[0].UnreadableEvents, 2, 3);
        Assert.Equal(0, response.Results[1].AcceptedEvents);
        var seen = await Parcel(parcel);
        Assert.Equal((ShipmentStatus.InTransit, null), (seen.Status, seen.EstimatedDeliveryAt));
    }

    [Fact]
    public async Task Ingest_ScansOfImpossibleTimes_BeforeTheirParcelIsAnnounced_KeepNobodyFromAnnouncingIt()
    {
        var scans = new[] { "0001-01-01T00:00:00", "1970-01-01T00:00:00", "1970-01-01T00:00:00+14:00", "2062-01-01T00:00:00Z" };
        await Ingest(Document("dhl", $$"""{"shipments":[{"id":"early-times","events":[{{string.Join(',', scans.Select(at => $$"""{"statusCode":"transit","timestamp":"{{at}}"}"""))}},{{GoodScan}}]}]}"""));

        var parcel = await Announced("early-times");

        Assert.Single((await Parcel(parcel)).Events);
    }

    [Fact]
    public async Task EveryOtherWayToTellATime_RefusesImpossibleOnes()
    {
        var parcel = await Announced("times-ways");
        foreach (var (at, told) in new[] { (Year1, "OCCURRED_BEFORE_ORDER"), (Year2062, "OCCURRED_IN_FUTURE"), (Year9999, "OCCURRED_IN_FUTURE") })
        {
            Assert.Equal(told, await Reason(async () => await orders.Ops.Shipments.CreateShipmentAsync(
                new CreateShipmentRequest { OrderId = parcel.OrderId, CarrierCode = "dhl", TrackingNumber = $"TW-{at.Seconds}", PickedUpAt = at })));
            Assert.Equal(told, await Reason(async () => await orders.Ops.Shipments.CorrectStatusAsync(
                new CorrectStatusRequest { OrderId = parcel.OrderId, ShipmentId = parcel.ShipmentId, Status = ShipmentStatus.Delivered, OccurredAt = at, Reason = "seen" })));
            Assert.Equal(told, await Reason(async () => await orders.As(Role.Warehouse, "warehouse-1").Fulfilment.ReportMilestoneAsync(
                new ReportMilestoneRequest { OrderId = parcel.OrderId, MilestoneId = $"m-{at.Seconds}", Kind = MilestoneKind.HandedOver, ShipmentId = parcel.ShipmentId, OccurredAt = at })));
        }

        foreach (var (at, told) in new[] { (Year1, "INVALID_FIELD"), (Year2062, "PLACED_IN_FUTURE"), (Year9999, "PLACED_IN_FUTURE") })
        {
            var (placed, shipped, delivered) = (Record($"placed-{at.Seconds}"), Record($"shipped-{at.Seconds}"), Record($"delivered-{at.Seconds}"));
            (placed.PlacedAt, shipped.ShippedAt, delivered.DeliveredAt) = (at, at, at);
            var results = (await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { placed, shipped, delivered } })).Results;
            Assert.Equal([told, told, told], results.Select(result => result.Refusal?.Reason));
        }
    }

    [Fact]
    public async Task Ingest_ADocumentOfTenMegabytes_IsRefusedBeforeItIsRead()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Ingest(Document("dhl", new string(' ', 10 * 1024 * 1024))));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task Ingest_TheLargestDocument_AllOfOneParcel_IsTakenAndKeptSmall()
    {
        var parcel = await Announced("large-1");
        var start = DateTime.UtcNow.AddMinutes(-90);
        var scans = Enumerable.Range(0, 40_000).Select(i => $$"""{"statusCode":"transit","timestamp":"{{start.AddMilliseconds(100 * i).ToString("yyyy-MM-dd'T'HH:mm:ss.f'Z'", CultureInfo.InvariantCulture)}}"}""");

        var result = (await Ingest(Document("dhl", $$"""{"shipments":[{"id":"{{parcel.TrackingNumber}}","events":[{{string.Join(',', scans)}}]}]}"""))).Results[0];

        Assert.Equal((100, 39_900), (result.AcceptedEvents, result.SurplusEvents));
        Assert.Equal(100, (await Parcel(parcel)).Events.Count);
    }

    private static string GoodScan => $$"""{"statusCode":"transit","timestamp":"{{DateTime.UtcNow.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""";

    private static TrackingReport Document(string carrier, string payload) => new() { CarrierCode = carrier, RawPayload = payload };

    private async Task<IngestTrackingEventsResponse> Ingest(params TrackingReport[] reports) =>
        await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest { Reports = { reports } });

    /// <summary>A parcel of one of the units of line 1; what is left can be shipped.</summary>
    private async Task<(string OrderId, string ShipmentId, string TrackingNumber)> Announced(string name)
    {
        var order = await orders.RecordOpen(name);
        var shipment = (await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest
        {
            OrderId = order.OrderId, CarrierCode = "dhl", TrackingNumber = name, Lines = { new LineQuantity { LineId = "1", Quantity = 1 } },
        })).Shipment;
        return (order.OrderId, shipment.ShipmentId, name);
    }

    private async Task<Shipment> Parcel((string OrderId, string ShipmentId, string TrackingNumber) parcel) =>
        (await orders.Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = parcel.OrderId })).Order.Shipments.Single(shipment => shipment.ShipmentId == parcel.ShipmentId);
}
