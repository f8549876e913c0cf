using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Carriers;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.OrderTracking.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;
using FulfilmentMethod = Omnichannel.OrderTracking.Domain.FulfilmentMethod;
using Order = Omnichannel.OrderTracking.Domain.Order;
using OrderStatus = Omnichannel.OrderTracking.Domain.OrderStatus;
using PromiseState = Omnichannel.OrderTracking.Domain.PromiseState;
using Shipment = Omnichannel.OrderTracking.Domain.Shipment;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;
using TenderKind = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <summary>What the store must do, on every engine.</summary>
public abstract partial class OrderStoreContract : IAsyncLifetime
{
    private static readonly Requester Staff = new("agent-1", false, SalesChannel.Support);
    private readonly ManualClock clock = new(Some.Monday.AddHours(1));
    private IDatabase database = null!;
    private CommandExecutor executor = null!;
    private SqlOutbox outbox = null!;
    private OrderStore store = null!;
    private OrderImport import = null!;
    private OrderQueries queries = null!;
    private OrderSearch search = null!;
    private PersonStore people = null!;
    private Breaches breaches = null!;
    private TrackingStore tracking = null!;
    private PassageStore passages = null!;
    private DeliveryStore deliveries = null!;
    private ShippingStore shipping = null!;
    private readonly AskedCarriers port = new();
    private TrackingLinkStore links = null!;
    private PickupStore pickups = null!;
    private StoreRecords stores = null!;
    private readonly PickupCodes codes = new(new InstallationKey(new InstallationSettings { Key = Convert.ToBase64String(new byte[32]) }));

    protected abstract Task<IDatabase> Open();

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(OrderTrackingApplication).Assembly);
        outbox = new SqlOutbox(database, clock);
        executor = new CommandExecutor(database, clock, new UuidV7Generator(clock), new ServiceIdentity("orders"), outbox, new TimerWakeUp());
        breaches = new Breaches(database, new ServiceIdentity("orders"), NullLogger<Breaches>.Instance);
        var rows = new OrderRows(new InProcessNotifications(), breaches, new PickupRows(codes));
        pickups = new PickupStore(executor, database, rows, codes);
        stores = new StoreRecords(database);
        var hash = new KeyedHash(new InstallationKey(new InstallationSettings { Key = Convert.ToBase64String(new byte[32]) }));
        store = new OrderStore(executor, rows, hash);
        import = new OrderImport(executor, rows, store, clock);
        queries = new OrderQueries(database);
        search = new OrderSearch(database, hash);
        people = new PersonStore(database, executor, rows);
        passages = new PassageStore(database, clock);
        tracking = new TrackingStore(executor, database, rows, new ParcelRows(port), passages);
        links = new TrackingLinkStore(database, executor);
        deliveries = new DeliveryStore(executor, hash);
        shipping = new ShippingStore(executor, database, rows);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Place_TheSameSaleTwice_IsOneOrder_AnotherSaleIsRefundedOnce()
    {
        await Place(Some.Sale());
        await Place(Some.Sale());
        await Place(Some.Sale() with { Tenders = [new Omnichannel.OrderTracking.Domain.Tender(TenderKind.Card, "card-2", 6000)] });
        await Place(Some.Sale() with { Tenders = [new Omnichannel.OrderTracking.Domain.Tender(TenderKind.Card, "card-2", 6000)] });

        Assert.Equal(["OrderPlaced", "RefundRequested"], await Published());
        Assert.Equal(2, (await Load("order-1")).Version);
    }

    [Fact]
    public async Task Record_TheSameSale_AnswersTheSameOrder_AnotherIsRefused()
    {
        var sale = Some.Sale("x-1") with { ExternalId = "receipt-1" };
        var first = await store.Record(sale, default);
        var again = await store.Record(sale, default);

        Assert.Equal(first.OrderId, again.OrderId);
        Assert.Equal("EXTERNAL_ID_TAKEN", (await Assert.ThrowsAsync<RefusedException>(() => store.Record(sale with { Market = "DE" }, default))).Refusal.Reason);
        Assert.Equal(["OrderPlaced"], await Published());
    }

    [Fact]
    public async Task Record_TheSameSaleFromManyTillsAtOnce_IsOneOrder()
    {
        var sale = Some.Sale("x-1") with { ExternalId = "receipt-1" };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => store.Record(sale, default)));

        Assert.Equal(["OrderPlaced"], await Published());
    }

    [Fact]
    public async Task Import_ABatchAgain_IsAnsweredAsTheFirstTime_AndImportsNothing()
    {
        var batch = Enumerable.Range(0, 700).Select(i => Past($"x-{i}")).ToList();

        var first = await import.Import([.. batch, batch[3], batch[4] with { Market = "DE" }], default);
        var second = await import.Import([.. batch, batch[3], batch[4] with { Market = "DE" }], default);

        Assert.All(first.Take(700), result => Assert.Equal(ImportResult.Imported, result));
        Assert.Equal([ImportResult.Imported, ImportResult.Taken], first.Skip(700));
        Assert.Equal(first, second);
        var events = await outbox.Read(5000, default);
        Assert.Equal(2100, events.Count);
        Assert.All(events, row => Assert.Equal(Some.Monday, row.Event.Time));
        var delivered = Omnichannel.Orders.V1.OrderDelivered.Parser.ParseFrom(events.First(row => row.Event.Type.EndsWith(".OrderDelivered", StringComparison.Ordinal)).Event.Data.Span);
        Assert.Equal(Origin.Historical, delivered.Origin);
        Assert.Equal(Some.Monday, delivered.EffectiveAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task Import_OverlappingBatchesAtOnce_ImportEachSaleOnce()
    {
        var batch = Enumerable.Range(0, 60).Select(i => Past($"x-{i}")).ToList();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => import.Import([.. batch.Skip(i * 5)], default)));

        Assert.All(results.SelectMany(r => r), result => Assert.Equal(ImportResult.Imported, result));
        Assert.Equal(180, (await outbox.Read(5000, default)).Count);
    }

    [Fact]
    public async Task Find_SomebodyElses_IsLikeNone()
    {
        await Place(Some.Sale() with { CustomerId = "", GuestId = "guest-1" });

        Assert.Null(await queries.Find("order-1", Shopper("customer-1"), default));
        Assert.Null(await queries.Find("none", Staff, default));
        Assert.NotNull(await queries.Find("order-1", Staff, default));
        Assert.NotNull(await queries.Find("order-1", Shopper("guest-1"), default));
        await executor.Apply(unit => GuestOwners.Follow(unit, "guest-1", "customer-1", 1));
        Assert.NotNull(await queries.Find("order-1", Shopper("customer-1"), default));
        Assert.Null(await queries.Find("order-1", Shopper("customer-2"), default));
    }

    [Fact]
    public async Task Tracking_EventsBeforeTheirParcel_WaitForIt_AndCountOnce()
    {
        await Place(Some.Sale());
        var early = Incoming("n-1", ShipmentStatus.Delivered, 30);
        var first = await tracking.Ingest([early, early], 1, default);
        var second = await tracking.Ingest([early], 1, default);
        Assert.Equal((1, 1, 1), (first[0].Accepted, first[0].Duplicate, first[0].Pending));
        Assert.Equal((0, 1, 0), (second[0].Accepted, second[0].Duplicate, second[0].Pending));

        await Announce("key-1", "order-1", "n-1");

        Assert.Equal(OrderStatus.Delivered, (await Load("order-1")).Status);
        var third = await tracking.Ingest([early, Incoming("n-1", ShipmentStatus.OutForDelivery, 28)], 1, default);
        Assert.Equal((1, 1), (third[0].Accepted, third[0].Duplicate));

        // The last one: the parcel turns out to have left earlier than was known.
        Assert.Equal(
            ["OrderPlaced", "ShipmentCreated", "ShipmentStatusChanged", "OrderFulfilmentChanged", "OrderDelivered", "OrderFulfilmentChanged"], await Published());
    }

    [Theory]
    [InlineData("JD0146 0000 x", "JD01460000X")]
    [InlineData("jd0146-0000-x", " JD01460000X")]
    [InlineData("JD01460000X", "jd0146 0000 x")]
    public async Task Tracking_ANumberWrittenInTwoWays_IsOneParcel(string announced, string reported)
    {
        await Place(Some.Sale());
        await tracking.Ingest([Incoming(reported, ShipmentStatus.PickedUp, 2)], 1, default);
        await Announce("key-1", "order-1", announced);
        await Announce("key-2", "order-1", reported);
        await tracking.Ingest([Incoming(reported, ShipmentStatus.Delivered, 30)], 1, default);

        var order = await Load("order-1");
        Assert.Equal(OrderStatus.Delivered, order.Status);
        Assert.Equal(announced, Assert.Single(order.Shipments).TrackingNumber);
    }

    [Fact]
    public async Task Tracking_OneBatchOverManyOrders_SavesEachOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await Place(Some.Sale($"o-{i}"));
            await Announce($"key-{i}", $"o-{i}", $"n-{i}");
        }

        await tracking.Ingest(
            [.. Enumerable.Range(0, 5).SelectMany(i => new[] { Incoming($"n-{i}", ShipmentStatus.Delivered, 30), Incoming($"n-{i}", ShipmentStatus.PickedUp, 2) })], 1, default);

        for (var i = 0; i < 5; i++)
        {
            var order = await Load($"o-{i}");
            Assert.Equal(3, order.Version);
            Assert.Equal(2, order.Shipments[0].Events.Count);
            Assert.Equal(OrderStatus.Delivered, order.Status);
        }
    }

    [Fact]
    public async Task Announce_NumberOfAnotherOrder_IsRefused_OfTheSameAnswersIt()
    {
        await Place(Some.Sale("a"));
        await Place(Some.Sale("b"));
        var first = await Announce("key-1", "a", "n-1");

        Assert.Equal(first.ShipmentId, (await Announce("key-2", "a", "n-1")).ShipmentId);
        Assert.Equal("TRACKING_NUMBER_TAKEN", (await Assert.ThrowsAsync<RefusedException>(() => Announce("key-3", "b", "n-1"))).Refusal.Reason);
        Assert.Equal(first, await Announce("key-1", "a", "n-1"));
    }

    [Fact]
    public async Task Announce_ANumberOfMonthsAgo_IsANewParcel_AndOldScansAreNotIts()
    {
        await Place(Some.Sale("a"));
        await Announce("key-1", "a", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.PickedUp, 2), Incoming("n-1", ShipmentStatus.Delivered, 30)], 1, default);
        clock.Now = Some.Monday.AddDays(240);
        await Place(Some.Sale("b"));

        await Announce("key-2", "b", "n-1");
        var late = await tracking.Ingest([Incoming("n-1", ShipmentStatus.OutForDelivery, 29), Incoming("n-1", ShipmentStatus.PickedUp, (240 * 24) + 1)], 1, default);

        Assert.Equal(ShipmentStatus.PickedUp, (await Load("b")).Shipments.Single().State.Status);
        Assert.Equal(3, (await Load("a")).Shipments.Single().Events.Count);
        Assert.Equal((2, 0), (late[0].Accepted, late[0].Outdated));
    }

    [Fact]
    public async Task Announce_WithScansOfMonthsAgoWaiting_IsNotWhereTheyWere()
    {
        clock.Now = Some.Monday.AddDays(20);
        await Place(Some.Sale());
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.Delivered, 30), Incoming("n-1", ShipmentStatus.PickedUp, (19 * 24) + 1)], 1, default);

        await Announce("key-1", "order-1", "n-1");
        var again = await tracking.Ingest([Incoming("n-1", ShipmentStatus.Delivered, 30), Incoming("n-1", ShipmentStatus.PickedUp, (19 * 24) + 1)], 1, default);

        var parcel = (await Load("order-1")).Shipments.Single();
        Assert.Equal((ShipmentStatus.PickedUp, 1), (parcel.State.Status, parcel.Events.Count));
        Assert.Equal((0, 1, 1, 0), (again[0].Accepted, again[0].Duplicate, again[0].Outdated, again[0].Pending));
    }

    [Fact]
    public async Task Announce_ANumberThatWasTypedByMistake_IsFreeOnceItsParcelIsCalledOff_AndItsScansGoAlong()
    {
        await Place(Some.Sale("a"));
        await Place(Some.Sale("b"));
        var wrong = await Announce("key-1", "a", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.PickedUp, 0.5)], 1, default);
        Assert.Equal("TRACKING_NUMBER_TAKEN", (await Assert.ThrowsAsync<RefusedException>(() => Announce("key-2", "b", "n-1"))).Refusal.Reason);

        await Correct("a", wrong.ShipmentId, ShipmentStatus.Cancelled);
        await Announce("key-3", "b", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.Delivered, 30)], 1, default);

        Assert.Equal(OrderStatus.Delivered, (await Load("b")).Status);
        Assert.Equal(2, (await Load("b")).Shipments.Single().Events.Count);
        Assert.Equal(ShipmentStatus.Cancelled, (await Load("a")).Shipments.Single().State.Status);
        Assert.Equal("TRACKING_NUMBER_TAKEN", (await Assert.ThrowsAsync<RefusedException>(() => Announce("key-4", "a", "n-1"))).Refusal.Reason);
    }

    [Fact]
    public async Task Announce_OneNumberForManyOrdersAtOnce_IsOneOrders()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Place(Some.Sale($"o-{i}"))));

        var refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await Announce($"key-{i}", $"o-{i}", "n-1");
                return "";
            }
            catch (RefusedException refused)
            {
                return refused.Refusal.Reason;
            }
        }));

        Assert.Equal(["", .. Enumerable.Repeat("TRACKING_NUMBER_TAKEN", 7)], refusals.Order(StringComparer.Ordinal));
        var orders = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Load($"o-{i}")));
        Assert.Single(orders.SelectMany(order => order.Shipments));
    }

    [Fact]
    public async Task Announce_EachOthersFormerNumbersAtOnce_BothGetThem()
    {
        foreach (var i in Enumerable.Range(0, 4))
        {
            await Place(Some.Sale($"o-{i}"));
            var parcel = await Announce($"key-{i}", $"o-{i}", $"n-{i}");
            await Correct($"o-{i}", parcel.ShipmentId, ShipmentStatus.Cancelled);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Announce($"again-{i}", $"o-{i}", $"n-{3 - i}")));

        foreach (var i in Enumerable.Range(0, 4))
        {
            Assert.Equal([$"n-{i}", $"n-{3 - i}"], (await Load($"o-{i}")).Shipments.Select(shipment => shipment.TrackingNumber));
        }
    }

    [Fact]
    public async Task Scans_OfParcelsThatNobodyAnnounces_GoAfterThirtyDays()
    {
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.PickedUp, 0.5)], 1, default);

        var expires = await database.Read(sql => sql.QueryFirst<long>("select expires_at from waiting_news where room = 'scans-of-parcels'"));
        Assert.Equal(clock.Now.AddDays(30), Instants.FromMicros(expires));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Onward_AParcelFollowsTheCarrierOfTheLastMile_WhicheverIsHeardFirst(bool isAnnouncedFirst)
    {
        var last = new IncomingEvent(0, new ParcelNumber("usps", "94 001"), Some.Event(ShipmentStatus.Delivered, 30, "usps-delivered") with { Source = "webhook" });
        var handover = new IncomingEvent(
            0, new ParcelNumber("dhl", "n-1"), Some.Event(ShipmentStatus.Unspecified, 2, "onward") with { Source = "webhook", OnwardCarrier = "usps", OnwardNumber = "94001" });
        await Place(Some.Sale());
        if (isAnnouncedFirst)
        {
            await Announce("key-1", "order-1", "n-1");
            await tracking.Ingest([handover], 1, default);
            await tracking.Ingest([last], 1, default);
        }
        else
        {
            await tracking.Ingest([last], 1, default);
            await tracking.Ingest([handover], 1, default);
            await Announce("key-1", "order-1", "n-1");
        }

        await tracking.Ingest([handover, last, Incoming("n-1", ShipmentStatus.InTransit, 3)], 1, default);
        var order = await Load("order-1");
        Assert.Equal(OrderStatus.Delivered, order.Status);
        Assert.Equal(3, order.Shipments.Single().Events.Count);
        Assert.Equal("94001", Assert.Single(order.Shipments.Single().ToProto(order).Onward).TrackingNumber);
    }

    [Fact]
    public async Task Onward_ToANumberThatMeansAnotherParcel_TakesItFromNobody()
    {
        await Place(Some.Sale("a"));
        await Place(Some.Sale("b"));
        await Announce("key-1", "a", "n-1");
        await Announce("key-2", "b", "n-2");

        await tracking.Ingest(
            [new IncomingEvent(0, new ParcelNumber("dhl", "n-1"), Some.Event(ShipmentStatus.Unspecified, 2, "onward") with { OnwardCarrier = "dhl", OnwardNumber = "n-2" })], 1, default);
        await tracking.Ingest([Incoming("n-2", ShipmentStatus.Delivered, 30)], 1, default);

        Assert.Equal((OrderStatus.Processing, OrderStatus.Delivered), ((await Load("a")).Status, (await Load("b")).Status));
    }

    [Fact]
    public async Task Poll_AsksUntilTheParcelHasEnded_AndTakesTheAnswersOnce()
    {
        port.Carriers.Add("dhl");
        await Place(Some.Sale());
        await Announce("key-1", "order-1", "n-1");
        var poll = new CarrierPollTimer(tracking, shipping, port, CarrierCatalogue.Embedded(), clock);
        port.Answer = new CarrierAnswer(Scanned("transit", clock.Now));

        var first = (await PollTimer())!;
        Assert.Equal(clock.Now, first.DueAt);
        await poll.Fire(first, default);
        var second = (await PollTimer())!;
        Assert.InRange(second.DueAt, clock.Now.AddMinutes(54), clock.Now.AddMinutes(66));
        clock.Now = second.DueAt;
        port.Answer = new CarrierAnswer(null, TimeSpan.FromMinutes(7));
        await poll.Fire(second, default);
        var third = (await PollTimer())!;
        Assert.Equal(clock.Now.AddMinutes(7), third.DueAt);
        port.Answer = new CarrierAnswer(Scanned("delivered", clock.Now));
        await poll.Fire(third, default);

        Assert.Null(await PollTimer());
        Assert.Equal(OrderStatus.Delivered, (await Load("order-1")).Status);
        Assert.Equal(["poll", "poll"], (await Load("order-1")).Shipments.Single().Events.Select(e => e.Source));
        Assert.Equal(["N1", "N1", "N1"], port.Asked);
    }

    private static string Scanned(string status, DateTimeOffset at) =>
        $$$"""{"shipments":[{"id":"n-1","events":[{"statusCode":"{{{status}}}","timestamp":"{{{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}}"}]}]}""";

    private Task<DueTimer?> PollTimer() => Timer($" where kind = '{TrackingStore.PollTimerKind}'");

    [Fact]
    public async Task Announce_WhileItsEventsComeIn_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Place(Some.Sale($"o-{i}"))));

        await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(i => new Task[]
        {
            Announce($"key-{i}", $"o-{i}", $"n-{i}"),
            tracking.Ingest([Incoming($"n-{i}", ShipmentStatus.Delivered, 30)], 1, default),
        }));

        foreach (var i in Enumerable.Range(0, 8))
        {
            Assert.Equal(OrderStatus.Delivered, (await Load($"o-{i}")).Status);
        }
    }

    [Fact]
    public async Task Promise_TimerStandsAtItsNextLook_AndBreaksItOnce()
    {
        await Place(Some.Sale() with { Promised = new DeliveryDays(0, 1) });
        Assert.Equal((await Load("order-1")).Promise!.RiskAt, (await Timer())!.DueAt);

        await Fire();
        Assert.Equal(PromiseState.AtRisk, (await Load("order-1")).Promise!.State);
        await Fire();
        Assert.Equal(PromiseState.Broken, (await Load("order-1")).Promise!.State);

        Assert.Null(await Timer());
        Assert.Equal(["OrderPlaced", "PromiseMade", "PromiseAtRisk", "PromiseBroken"], await Published());
    }

    [Fact]
    public async Task Promise_TimerThatFiresEarly_StandsAgain()
    {
        await Place(Some.Sale() with { Promised = new DeliveryDays(0, 1) });
        var timer = (await Timer())!;

        await store.Look(timer, default);

        Assert.Equal(timer.DueAt, (await Timer())!.DueAt);
    }

    [Fact]
    public async Task Silence_TheTimerAssumesTheDelivery_AndNewsTakesItBack()
    {
        await Place(Some.Sale() with { Promised = new DeliveryDays(0, 1) });
        await Announce("key-1", "order-1", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.InTransit, 5)], 1, default);
        for (var left = 9; left > 0 && await Timer() is not null; left--)
        {
            await Fire();
        }

        var assumed = await Load("order-1");
        Assert.Equal((OrderStatus.Delivered, true), (assumed.Status, assumed.IsDeliveryAssumed));
        Assert.Equal(assumed.Promise!.Window.LatestAt.AddDays(3), assumed.DeliveredAt);
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.InTransit, 130)], 1, default);

        Assert.Equal((OrderStatus.InTransit, false), ((await Load("order-1")).Status, (await Load("order-1")).IsDeliveryAssumed));
        Assert.NotNull(await Timer());
        Assert.Equal(["OrderDelivered", "ShipmentStatusChanged", "OrderFulfilmentChanged", "OrderDeliveryCorrected"], (await Published())[^4..]);
    }

    [Fact]
    public async Task Place_CountsDays_WhereTheDeliveryDetailsSayItGoes()
    {
        await deliveries.Put("order-1", "checkout-1", new DeliveryDetails { Address = new PostalAddress { RegionCode = "jp" } }, "", "", default);
        await Place(Some.Sale() with { CheckoutId = "checkout-1", Promised = new DeliveryDays(0, 1) });

        Assert.Equal(DateTimeOffset.Parse("2026-03-03T14:59:59Z", null), (await Load("order-1")).Promise!.Window.LatestAt);
    }

    [Fact]
    public async Task Place_TellsByWhatItsBuyerIsKnownAgain_HoweverItIsWritten_AndNothingThatAnybodyReads()
    {
        await Sell("order-1", "Via Roma, 1", "ada@example.org", "fp-1");
        await Sell("order-2", "VIA ROMA 1", "ben@example.org", "fp-1");
        await Sell("order-3", "Via Roma, 11", "ADA@example.org", "fp-2");
        var placed = await database.Read(sql => sql.Query<byte[]>("select data from outbox where type = @type order by seq", new { type = Orders.V1.OrderPlaced.Descriptor.FullName }));
        var marks = placed.Select(data => Orders.V1.OrderPlaced.Parser.ParseFrom(data).BuyerMarks.ToDictionary(mark => mark.Kind, mark => mark.Key)).ToList();

        Assert.Equal([true, true, false], Same(0, 1));
        Assert.Equal([false, false, true], Same(0, 2));
        Assert.All(marks.SelectMany(each => each.Values), key => Assert.Matches("^[0-9a-f]{64}$", key));

        async Task Sell(string orderId, string street, string email, string means)
        {
            await deliveries.Put(orderId, "checkout", new DeliveryDetails { Address = new PostalAddress { AddressLines = { street }, PostalCode = "00184", Locality = "Roma", RegionCode = "IT" } }, email, "", default);
            await executor.Apply(unit => store.Place(unit, Some.Sale(orderId) with { OrderNumber = orderId, CheckoutId = "checkout" }, [new PaymentMeans(Platform.Domain.TenderKind.Card, means)]));
        }

        IEnumerable<bool> Same(int one, int other) => new[] { Orders.V1.BuyerMarkKind.Address, Orders.V1.BuyerMarkKind.Payment, Orders.V1.BuyerMarkKind.Email }
            .Select(kind => marks[one][kind] == marks[other][kind]);
    }

    [Fact]
    public async Task Return_BeforeItsOrder_WaitsForIt()
    {
        var news = new ReturnNews(ReturnNewsKind.Resolved, "order-1", "event-1", "return-1", Some.Monday.AddDays(3)) { Lines = [new ReturnedUnits("1", 2, 0)] };
        await executor.Apply(unit => store.ApplyReturn(unit, news));
        await executor.Apply(unit => store.ApplyReturn(unit, news));
        await Place(Some.Sale(method: FulfilmentMethod.TakeAway));

        Assert.Equal(2, Fulfilments.Of(await Load("order-1"))[0].Returned);
        Assert.Equal("OrderFulfilmentChanged", (await Published())[^1]);
    }

    [Fact]
    public async Task Import_WithReturnsWaiting_AppliesThem()
    {
        await executor.Apply(unit => store.ApplyReturn(unit, new ReturnNews(ReturnNewsKind.Resolved, "x-1", "event-1", "return-1", Some.Monday.AddDays(3)) { Lines = [new ReturnedUnits("1", 1, 0)] }));

        await import.Import([Past("x-1")], default);

        Assert.Equal(1, Fulfilments.Of(await Load("x-1"))[0].Returned);
    }

    [Fact]
    public async Task Lookup_MatchesEmailOrPhone_HoweverWritten_AndKeepsNeither()
    {
        await deliveries.Put("order-1", "checkout-1", new DeliveryDetails { RecipientName = "somebody" }, "Some.Body@Example.org ", "+39 06 123-456", default);
        await Place(Some.Sale());

        var candidate = Assert.Single(await queries.FindByNumber("O-TEST000001", default));
        Assert.True(deliveries.Matches(candidate, "some.body@example.ORG", ""));
        Assert.True(deliveries.Matches(candidate, "", "003906123456"));
        Assert.True(deliveries.Matches(candidate, "", "06 123456"));
        Assert.False(deliveries.Matches(candidate, "other@example.org", ""));
        Assert.False(deliveries.Matches(candidate, "", ""));
        Assert.False(deliveries.Matches(null, "some.body@example.org", ""));
        await Place(Some.Sale("bare"));
        Assert.False(deliveries.Matches((await queries.FindByNumber("O-TEST000001", default))[0], "", ""));
    }

    [Theory]
    [InlineData("o-test000001")]
    [InlineData("TEST000001")]
    [InlineData("#O-TEST000001")]
    [InlineData("# test 0oooo l")]
    [InlineData("O TEST0 00001")]
    public async Task FindByNumber_HoweverItIsTyped_IsTheOrder(string typed)
    {
        await Place(Some.Sale() with { CustomerId = "", ExternalId = "RC-0001" });
        await Place(Some.Sale("order-2") with { OrderNumber = "O-TEST000002" });

        Assert.Equal("order-1", Assert.Single(await queries.FindByNumber(typed, default)).Order.OrderId);
        var customer = new Caller("c-1", Role.Customer, Channel.Web, null, null, "c-1", DateTimeOffset.MaxValue);
        Assert.Equal("order-1", (await store.Claim(
            new CommandContext(customer, "claim", "key", [1]), typed, "c-1", _ => true, order => new StringValue { Value = order.OrderId }, default)).Value);
    }

    [Theory]
    [InlineData("RC-0001")]
    [InlineData("order-1")]
    [InlineData("")]
    public async Task FindByNumber_ByWhatASaleIsCalledElsewhere_FindsNothing(string typed)
    {
        await Place(Some.Sale() with { CustomerId = "", ExternalId = "RC-0001" });
        Assert.Empty(await queries.FindByNumber(typed, default));
        var customer = new Caller("c-1", Role.Customer, Channel.Web, null, null, "c-1", DateTimeOffset.MaxValue);
        await Assert.ThrowsAsync<RefusedException>(() => store.Claim(
            new CommandContext(customer, "claim", "key", [1]), typed, "c-1", _ => true, order => new StringValue { Value = order.OrderId }, default));
    }

    [Fact]
    public async Task Lookup_AfterACheckoutThatWasGivenUp_MatchesTheDetailsOfTheOneThatSoldOnly()
    {
        await Put("checkout-1", "given-up@example.org");
        await Put("checkout-2", "buyer@example.org");
        await Place(Some.Sale() with { CheckoutId = "checkout-2" });

        // What was on its way when the attempt was given up comes late.
        await Put("checkout-1", "late@example.org");

        Assert.True(await IsFoundBy("buyer@example.org"));
        Assert.False(await IsFoundBy("given-up@example.org"));
        Assert.False(await IsFoundBy("late@example.org"));
    }

    [Fact]
    public async Task Lookup_OfASaleWithoutDetails_DoesNotMatchThoseOfACheckoutThatWasGivenUp()
    {
        await Put("checkout-1", "given-up@example.org");
        await Place(Some.Sale() with { CheckoutId = "checkout-2" });

        Assert.False(await IsFoundBy("given-up@example.org"));
        Assert.Equal(0, await Kept());
    }

    [Fact]
    public async Task Details_ThatNoOrderWasMadeWith_GoAfterThirtyDays()
    {
        await Put("checkout-1", "given-up@example.org");
        await deliveries.RemoveUnused((await Timer())!, default);
        Assert.Equal(0, await Kept());

        await Put("checkout-2", "buyer@example.org");
        await Place(Some.Sale() with { CheckoutId = "checkout-2" });
        Assert.Null(await UnusedTimer());
        await Put("checkout-1", "late@example.org");
        await Put("checkout-2", "buyer@example.org");
        var due = (await UnusedTimer())!;
        Assert.Equal(clock.Now.AddDays(30), due.DueAt);
        await deliveries.RemoveUnused(due, default);
        Assert.Equal(1, await Kept());
        Assert.True(await IsFoundBy("buyer@example.org"));
    }

    [Fact]
    public async Task Document_OfAnOrderWithEverything_ComesBackTheSame()
    {
        await Place(Some.Sale() with { Promised = new DeliveryDays(0, 1), CouponCodes = ["TEN"], HoldId = "h", Tenders = [new Omnichannel.OrderTracking.Domain.Tender(TenderKind.Other, "", 6000)] });
        await Announce("key-1", "order-1", "n-1");
        await tracking.Ingest([Incoming("n-1", ShipmentStatus.Delivered, 30)], 1, default);
        await executor.Apply(unit => store.ApplyReturn(unit, new ReturnNews(ReturnNewsKind.Received, "order-1", "e", "r", Some.Monday.AddDays(3)) { Lines = [new ReturnedUnits("1", 2, 0)] }));
        await executor.Apply(unit => store.ApplyReturn(unit, new ReturnNews(ReturnNewsKind.Resolved, "order-1", "f", "r", Some.Monday.AddDays(3))));

        var order = await Load("order-1");

        Assert.Empty(order.Returns.Single().Resolved!);
        Assert.Equal(order.ToProto(), OrderDocument.Read(OrderDocument.Write(order)).ToProto());
        Assert.Equal(PromiseState.Kept, order.Promise!.State);
        Assert.Equal(["TEN"], order.Sale.CouponCodes);
        Assert.Equal("", order.Sale.Tenders.Single().Reference);
    }

    private static Sale Past(string orderId) =>
        Some.Sale(orderId, method: FulfilmentMethod.TakeAway, origin: OrderOrigin.Historical) with { ExternalId = "ext-" + orderId };

    private static Requester Shopper(string subject) => new(subject, true, SalesChannel.Web);

    [Fact]
    public async Task Links_AreGoodUntilRevoked_AndAgainAfterwards_WhateverElseHappensToTheOrder()
    {
        await Place(Some.Sale());
        var first = await links.Make("order-1", Staff, clock.GetUtcNow(), default);
        Assert.Equal("order-1", (await links.Open(Sent(first), default))?.OrderId);
        Assert.Null(await links.Open(first with { OrderId = "order-2" }, default));

        await Revoke("once");
        Assert.Null(await links.Open(Sent(first), default));
        var second = await links.Make("order-1", Staff, clock.GetUtcNow(), default);
        Assert.NotNull(await links.Open(Sent(second), default));

        // Repeated, a revocation has no further effect, and the order's own changes leave it as it is.
        clock.Now = clock.Now.AddMinutes(1);
        await Revoke("once");
        await Announce("announce-1", "order-1", "TR-1");
        Assert.NotNull(await links.Open(Sent(second), default));
        Assert.Null(await links.Open(Sent(first), default));

        // Another replica's clock is behind.
        await Revoke("twice");
        var revokedAt = clock.Now;
        clock.Now = clock.Now.AddSeconds(-1);
        await Revoke("behind");
        Assert.Null(await links.Open(new TrackingLink("order-1", revokedAt), default));
        Assert.NotNull(await links.Open(Sent(await links.Make("order-1", Staff, clock.GetUtcNow(), default)), default));
    }

    [Fact]
    public async Task Links_AreTheOwnersToMakeAndToRevoke()
    {
        await Place(Some.Sale());
        var stranger = new Requester("eve", true, SalesChannel.Web);
        Assert.Equal("ORDER_NOT_FOUND", (await Assert.ThrowsAsync<RefusedException>(() => links.Make("order-1", stranger, clock.GetUtcNow(), default))).Refusal.Reason);
        Assert.Equal("ORDER_NOT_FOUND", (await Assert.ThrowsAsync<RefusedException>(() => Revoke("stranger", stranger))).Refusal.Reason);
        var owner = new Requester(Some.Sale().CustomerId, true, SalesChannel.Web);
        Assert.NotNull(await links.Open(await links.Make("order-1", owner, clock.GetUtcNow(), default), default));
    }

    // As its grant has it.
    private static TrackingLink Sent(TrackingLink link) => TrackingLink.Parse(link.Subject)!;

    private Task Revoke(string key, Requester? who = null) => links.Revoke(
        new CommandContext(new Caller("agent-1", Role.Agent, Channel.Unspecified, null, null, "agent-1", DateTimeOffset.MaxValue), "revoke", key, [1]), "order-1", who ?? Staff, default);

    private static IncomingEvent Incoming(string number, ShipmentStatus status, double hours) =>
        new(0, new ParcelNumber("dhl", number), Some.Event(status, hours, $"{number}-{status}-{hours}") with { Source = "webhook" });

    private Task Place(Sale sale) => executor.Apply(unit => store.Place(unit, sale));

    private Task<Omnichannel.Orders.V1.Shipment> Announce(string key, string orderId, string number) => tracking.Announce(
        new CommandContext(new Caller("ops-1", Role.Ops, Channel.Unspecified, null, null, "ops-1", DateTimeOffset.MaxValue), "ship", key, [1]),
        orderId,
        new Shipment { ShipmentId = "", CarrierCode = "dhl", TrackingNumber = number, Lines = [], CreatedAt = clock.GetUtcNow() },
        OrderSteps.Ship,
        new OrderNotFound(),
        (shipment, order) => shipment.ToProto(order),
        default);

    private Task<Omnichannel.Orders.V1.Shipment> Correct(string orderId, string shipmentId, ShipmentStatus status) => store.Execute(
        new CommandContext(new Caller("ops-1", Role.Ops, Channel.Unspecified, null, null, "ops-1", DateTimeOffset.MaxValue), "correct", $"{shipmentId}-{status}", [1]),
        orderId,
        Staff,
        (order, now) => OrderSteps.Correct(order, shipmentId, Some.Correction(status, (now - Some.Monday).TotalHours), now),
        (_, order) => order.Shipments.First(shipment => shipment.ShipmentId == shipmentId).ToProto(order),
        default);

    private Task Put(string checkoutId, string email) => deliveries.Put("order-1", checkoutId, new DeliveryDetails { RecipientName = email }, email, "", default);

    private async Task<bool> IsFoundBy(string email)
    {
        var candidates = await queries.FindByNumber("O-TEST000001", default);
        Assert.NotEmpty(candidates);
        return candidates.Any(candidate => deliveries.Matches(candidate, email, ""));
    }

    private Task<long> Kept() => database.Read(sql => sql.QueryFirst<long>("select count(*) from checkout_details"));

    private Task<DueTimer?> UnusedTimer() => Timer($" where kind = '{DeliveryStore.UnusedTimerKind}'");

    private async Task<Order> Load(string orderId) => (await queries.Find(orderId, Staff, default))!;

    private async Task<string[]> Published() => [.. (await outbox.Read(5000, default)).Select(row => row.Event.Type.Split('.')[^1])];

    private async Task<DueTimer?> Timer(string which = "")
    {
        var row = await database.Read(sql => sql.QueryFirst<TimerRow>("select kind as Kind, key as Key, generation as Generation, due_at as DueAt from timers" + which));
        return row is null ? null : new DueTimer(row.Kind, row.Key, row.Generation, Instants.FromMicros(row.DueAt));
    }

    private async Task Fire()
    {
        var timer = (await Timer())!;
        clock.Now = timer.DueAt;
        await store.Look(timer, default);
    }

    private sealed record TimerRow
    {
        public string Kind { get; init; } = "";

        public string Key { get; init; } = "";

        public long Generation { get; init; }

        public long DueAt { get; init; }
    }

    private sealed class ManualClock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
