using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Carriers;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>What operators see of carriers that nobody knows, and of documents that are not as their data files say. Each test has carriers of its own: the counters are the process's.</summary>
public sealed class CarrierMetricsTests(RunningOrders orders) : IClassFixture<RunningOrders>, IDisposable
{
    private readonly CounterReader counters = new();

    public void Dispose() => counters.Dispose();

    [Fact]
    public async Task EventsOfACarrierWithoutADataFile_AreCounted_OnceEach()
    {
        await Ingest(Told("Sparrow ", 1), Told("sparrow", 2), Told("sparrow", 2), Told("ontrac", 1));
        await Ingest(Told("sparrow", 1));

        Assert.Equal(2, counters.Of("unknown_carriers", "sparrow"));
        Assert.Equal((0, 0), (counters.Of("unknown_carriers", "ontrac"), counters.Of("unreadable_carrier_events", "sparrow")));
        Assert.Equal(0, counters.Of("unknown_carrier_codes", "sparrow"));
    }

    [Fact]
    public async Task CodesInNoDataFile_AreCounted_OfCarriersThatAreKnown()
    {
        await Ingest(new TrackingReport
        {
            CarrierCode = "speedee", Event = new NormalisedTrackingEvent { TrackingNumber = "s-1", OccurredAt = At(1), CarrierStatusCode = "NEVER_SEEN" },
        });

        Assert.Equal((1, 0), (counters.Of("unknown_carrier_codes", "speedee"), counters.Of("unknown_carriers", "speedee")));
    }

    [Fact]
    public async Task EventsThatCannotBeRead_AreCounted_AndDocumentsOfWhichNothingCan()
    {
        const string Half = """{"tracking_events":[{"event_type":"Pickup"},{"event_type":"Pickup","scan_time":"0001-01-01T00:00:00Z"},{"event_type":"Pickup","scan_time":"2026-03-03T10:00:00Z"}]}""";
        var response = await Ingest(Document("sendle", Half));
        Assert.Equal((1, 2), (response.Results[0].AcceptedEvents, response.Results[0].UnreadableEvents));
        Assert.Equal(2, counters.Of("unreadable_carrier_events", "sendle"));

        foreach (var nothing in new[] { """{"tracking_events":[{"event_type":"Pickup"}]}""", "[]", "<xml/>" })
        {
            Assert.Equal("PAYLOAD_NOT_UNDERSTOOD", (await Ingest(Document("sendle", nothing))).Results[0].Refusal.Reason);
        }

        Assert.Equal(5, counters.Of("unreadable_carrier_events", "sendle"));
        await Ingest(Document("starling", "{}"), new TrackingReport { CarrierCode = "sendle", RawPayload = Half.Replace("Pickup", "Delivered", StringComparison.Ordinal), TrackingNumber = "s-2" });
        Assert.Equal((0, 7), (counters.Of("unreadable_carrier_events", "starling"), counters.Of("unreadable_carrier_events", "sendle")));
    }

    [Fact]
    public async Task AnswersOfACarrierThatIsAsked_AreCountedAlike()
    {
        const string Payload = """{"trackResponse":{"shipment":[{"package":[{"trackingNumber":"1Z-POLLED","activity":[{"status":{"code":"ZZ"},"gmtDate":"20260303","gmtTime":"10:00:00"},{"status":{"code":"OT"}}]}]}]}}""";
        var order = await orders.RecordOpen("polled-1");
        await orders.Ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = "ups", TrackingNumber = "1Z-POLLED", PickedUpAt = At(1) });
        var services = orders.Service.App.Services;
        var port = new AskedCarriers { Carriers = { "ups" }, Answer = new CarrierAnswer(Payload) };
        var poll = new CarrierPollTimer(
            services.GetRequiredService<TrackingStore>(), services.GetRequiredService<ShippingStore>(), port, services.GetRequiredService<CarrierCatalogue>(), TimeProvider.System);
        var (unknown, unreadable) = (counters.Of("unknown_carrier_codes", "ups"), counters.Of("unreadable_carrier_events", "ups"));

        await poll.Fire(new DueTimer(TrackingStore.PollTimerKind, "ups/1ZPOLLED", 0, DateTimeOffset.UtcNow), default);

        Assert.InRange(counters.Of("unknown_carrier_codes", "ups") - unknown, 1, int.MaxValue);
        Assert.InRange(counters.Of("unreadable_carrier_events", "ups") - unreadable, 1, int.MaxValue);
    }

    private async Task<IngestTrackingEventsResponse> Ingest(params TrackingReport[] reports) =>
        await orders.Ops.Shipments.IngestTrackingEventsAsync(new IngestTrackingEventsRequest { Reports = { reports } });

    private static TrackingReport Told(string carrier, double hours) => new()
    {
        CarrierCode = carrier, Event = new NormalisedTrackingEvent { TrackingNumber = "m-1", OccurredAt = At(hours), Status = ShipmentStatus.InTransit },
    };

    private static TrackingReport Document(string carrier, string payload) => new() { CarrierCode = carrier, RawPayload = payload, TrackingNumber = "s-1" };
}
