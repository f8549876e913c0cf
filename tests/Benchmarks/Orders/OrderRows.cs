using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Benchmarks.Echo;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Benchmarks.Orders.V1;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Orders;

/// <summary>
/// Order-tracking on PostgreSQL: news of a thousand parcels at once, an order read, an order told in words; among ten thousand orders and among a million. News makes orders larger:
/// each row has orders of its own, which nobody was told of before, so that rows can be compared; those that are read have the same number of scans in every run.
/// </summary>
internal sealed class OrderRows(Report report, Settings settings)
{
    private const int Parcels = 1_000;
    private const int Readers = 64;
    private const int Scans = 36;
    private const int ReadsBetweenChecks = 40;
    private const int Others = 20_000;
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const string Carrier = "benchmark";
    private static readonly Method<GetOrderRequest, TakenOrder> GetOrder =
        AnswersAsBytes.Of<GetOrderRequest, TakenOrder>(OrderTrackingService.Descriptor, "GetOrder", TakenOrder.Parser);

    private long reads;

    public async Task Measure()
    {
        await using var server = await PostgresServer.StartAsync();
        using var folder = new TempFolder("orders");
        var database = (await server.CreateDatabaseAsync()).ConnectionString;
        await using var service = await RunningService.Start(OrderTrackingApplication.Build, new Dictionary<string, string?>
        {
            ["Omnichannel:Storage:Provider"] = "postgres",
            ["Omnichannel:Storage:ConnectionString"] = database,
            ["Omnichannel:Events:Provider"] = "embedded",
            ["Omnichannel:Events:Path"] = folder["events.db"],
            ["Omnichannel:Grants:Keys:0:Id"] = "1",
            ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
        });
        var ops = new OrderClients(service.As(Role.Ops, "ops-1"));
        await using var raw = new RawOrders(database);

        foreach (var (orders, name) in new[] { (Few, "10,000"), (Many, "1,000,000") })
        {
            if (settings.WantsRow($"ingest among {name} orders"))
            {
                var told = await Announce(ops, $"INGEST{orders}N", Parcels);
                await raw.Fill("fill", orders, told[0].OrderId);
                await MeasureIngest(ops, raw, told, name);
            }
        }

        var read = await Announce(ops, "READ", Readers);
        var news = new News();
        for (var i = 0; i < Scans; i++)
        {
            await Ingest(ops, read, news.Next());
        }

        await MeasureReads(service, raw, [.. read.Select(parcel => parcel.OrderId)]);
    }

    private async Task MeasureIngest(OrderClients ops, RawOrders raw, IReadOnlyList<Parcel> parcels, string name)
    {
        var (what, limit) = ($"ingest among {name} orders", $"raw bulk statements among {name} orders");
        var news = new News();
        var both = await Load.InTurns(1, settings, _ => raw.WriteAll(parcels), _ => Ingest(ops, parcels, news.Next()));
        report.Remember(limit, both[0]);
        report.Rate(what, both[1], Parcels, ">= 0.5 of raw", limit);
    }

    private async Task MeasureReads(RunningService service, RawOrders raw, IReadOnlyList<string> orderIds)
    {
        await using var bare = await BareEcho.Start();
        using var channels = new Channels(service.App.Addresses().Grpc);
        var token = service.Tokens.Issue(Role.Customer, "customer-1");
        var with = new CallOptions(new Metadata { { "authorization", "Bearer " + token } });
        var callers = Enumerable.Range(0, Readers).Select(reader => channels.Of(reader)).ToArray();
        await using var rows = await raw.Readers(Readers);

        async Task Read(int reader, string orderId) => Check((await callers[reader].AsyncUnaryCall(GetOrder, null, with, new GetOrderRequest { OrderId = orderId })).Order);

        async Task Measure(string what, Func<int, string> next, string? aim = ">= 0.75 of all of these")
        {
            if (!settings.WantsRow(what))
            {
                return;
            }

            var (echo, select) = (EchoRows.Name("bare", Readers), $"raw select for {what}");
            var all = await Load.InTurns(
                Readers,
                settings,
                bare.Calls(Readers),
                reader => rows.Read(reader, next(reader)),
                reader => Read(reader, next(reader)));
            report.Remember(echo, all[0]);
            report.Remember(select, all[1]);
            report.Rate(what, all[2], aim, echo, select);
        }

        string Another() => RawOrders.IdOf("read", 1 + (int)(Interlocked.Increment(ref reads) % Others));

        // What somebody looks at is asked for again and again.
        await Measure("GetOrder (64)", reader => orderIds[reader]);
        const string Known = "GetOrder, each time another one (64)";
        const string Unknown = "GetOrder, each time one that is not known encoded (64)";
        if (settings.WantsRow(Known) || settings.WantsRow(Unknown))
        {
            // What many look at is another order each time, and was looked at before. The service keeps the answer of what is read twice, once.
            await raw.Fill("read", Others, orderIds[0]);
            await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
            {
                for (var i = 0; i < 3 * Others / Readers; i++)
                {
                    await Read(reader, Another());
                }
            }));
            await Measure(Known, _ => Another());

            // As after a change of each: the answer is made.
            await raw.ForgetAnswers();
            await Measure(Unknown, _ => Another(), aim: null);
        }

        if (settings.WantsRow("ExplainOrder (1)"))
        {
            var orders = new OrderClients(channels.Of(0, token)).Orders;
            report.Rate(
                "ExplainOrder (1)",
                await Load.Run(1, settings, async _ => await orders.ExplainOrderAsync(new ExplainOrderRequest { OrderId = orderIds[0], Language = "it" })),
                "p99 < 5 ms");
        }
    }

    // Now and then the whole of it.
    private void Check(ByteString order)
    {
        if (order.IsEmpty || (Interlocked.Increment(ref reads) % ReadsBetweenChecks == 0 && Omnichannel.Orders.V1.Order.Parser.ParseFrom(order).Shipments[0].Events.Count != Scans))
        {
            throw new InvalidOperationException($"The order that was answered has not {Scans} scans.");
        }
    }

    private static async Task<IReadOnlyList<Parcel>> Announce(OrderClients ops, string name, int count)
    {
        var parcels = new List<Parcel>();
        for (var i = 0; i < count; i++)
        {
            var number = $"{name}{i:D6}";
            var order = (await ops.Orders.RecordOrderAsync(new RecordOrderRequest { Order = Record(number) })).Order;
            await ops.Shipments.CreateShipmentAsync(new CreateShipmentRequest { OrderId = order.OrderId, CarrierCode = Carrier, TrackingNumber = number });
            parcels.Add(new Parcel(order.OrderId, number));
        }

        return parcels;
    }

    private static async Task Ingest(OrderClients ops, IReadOnlyList<Parcel> parcels, NormalisedTrackingEvent news)
    {
        var request = new IngestTrackingEventsRequest();
        foreach (var parcel in parcels)
        {
            request.Reports.Add(new TrackingReport { CarrierCode = Carrier, Event = new NormalisedTrackingEvent(news) { TrackingNumber = parcel.Number } });
        }

        await ops.Shipments.IngestTrackingEventsAsync(request);
    }

    private static OrderRecord Record(string number) => new()
    {
        Source = "benchmark",
        ExternalId = number,
        CustomerId = "customer-1",
        CurrencyCode = "EUR",
        Market = "IT",
        Channel = Channel.Social,
        PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1)),
        Lines =
        {
            new OrderRecordLine { LineId = "1", Sku = "sku-1", Title = "a lamp", Quantity = 3, UnitPrice = "10" },
            new OrderRecordLine { LineId = "2", Sku = "sku-2", Title = "a shade", Quantity = 1, UnitPrice = "25.00" },
        },
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = $"pay-{number}", Amount = new Money { CurrencyCode = "EUR", AmountMinor = 5_500 } } },
    };

    // Each piece of news changes where the parcel stands, so each is told on.
    private sealed class News
    {
        private DateTimeOffset moment = DateTimeOffset.UtcNow.AddHours(-1);
        private bool isMoving;

        public NormalisedTrackingEvent Next()
        {
            moment += TimeSpan.FromMilliseconds(1);
            isMoving = !isMoving;
            return new NormalisedTrackingEvent { OccurredAt = Timestamp.FromDateTimeOffset(moment), Status = isMoving ? ShipmentStatus.InTransit : ShipmentStatus.Delayed, Place = "Bologna" };
        }
    }
}

/// <summary>An order of one parcel.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The parcel's, with its carrier.</param>
internal sealed record Parcel(string OrderId, string Number);
