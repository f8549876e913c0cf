using System.Globalization;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.People;
using Omnichannel.TestKit;
using ClaimResolution = Omnichannel.OrderTracking.Domain.ClaimResolution;
using FulfilmentMethod = Omnichannel.OrderTracking.Domain.FulfilmentMethod;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <content>Orders as they are answered: what is kept of them encoded is never anything else than what their documents say.</content>
public abstract partial class OrderStoreContract
{
    private static readonly string[] Shown = ["order-1", "order-2", "order-3"];

    private static readonly Requester[] Askers =
        [Staff, Shopper("customer-1"), Shopper("customer-2"), Shopper("guest-1"), Shopper("guest-2"), Shopper("old-me"), Shopper("")];

    private static readonly ShipmentStatus[] ScannedAs =
        [ShipmentStatus.InTransit, ShipmentStatus.Delayed, ShipmentStatus.OutForDelivery, ShipmentStatus.Delivered, ShipmentStatus.DeliveryFailed];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task View_AfterAnythingThatMayHappen_IsWhatTheDocumentSays_ToEachWhoMaySeeIt_AndToNobodyElse(int seed)
    {
        var random = new Random(seed);
        var views = Views();
        var served = 0L;
        await Place(Some.Sale() with { Promised = new(1, 3), PromisedAt = Some.Monday });
        await Place(Some.Sale("order-2") with { CustomerId = "", GuestId = "guest-1", OrderNumber = "O-TEST000002" });
        await Place(Collected("order-3") with { CustomerId = "old-me", GuestId = "guest-2", OrderNumber = "O-TEST000003" });
        for (var i = 0; i < 30; i++)
        {
            clock.Now = clock.Now.AddMinutes(random.Next(600));
            await Happen(random, i);

            // What is read twice is kept, and read the third time.
            for (var round = 0; round < 3; round++)
            {
                foreach (var orderId in Shown)
                {
                    var who = round == 0 ? Staff : Askers[random.Next(Askers.Length)];
                    Assert.Equal(Text(await Encoded(orderId, who)), Text(await views.Find(orderId, who, default)));
                }
            }

            foreach (var orderId in Shown)
            {
                await views.Find(orderId, Staff, default);
                await KeptOf(orderId);
                foreach (var who in Askers)
                {
                    Assert.Equal(Text(await Encoded(orderId, who)), Text(await views.Find(orderId, who, default)));
                }
            }

            served += await KeptViews();
        }

        Assert.True(served > 30, $"only {served} views were kept");
    }

    [Fact]
    public async Task View_OfAnotherVersion_OrOfAnotherBuild_IsNotAnswered()
    {
        var views = Views();
        await Place(Some.Sale());
        for (var i = 0; i < 2; i++)
        {
            await views.Find("order-1", Staff, default);
        }

        await KeptOf("order-1");
        byte[] marked = [1, 2, 3];
        await database.Write(sql => sql.Execute("update orders set view = @marked", new { marked }));
        Assert.Equal(marked, await views.Find("order-1", Staff, default));
        Assert.Equal(marked, await views.Find("order-1", Shopper("customer-1"), default));
        Assert.Null(await views.Find("order-1", Shopper("customer-2"), default));

        var next = new OrderViews(database, queries, NullLogger<OrderViews>.Instance) { Form = views.Form + 1 };
        Assert.Equal(Text(await Encoded("order-1", Staff)), Text(await next.Find("order-1", Staff, default)));

        // Written past everything that knows of views; far from the next version, of which this is no first read.
        await database.Write(sql => sql.Execute("update orders set version = version + 100"));
        Assert.Equal(Text(await Encoded("order-1", Staff)), Text(await views.Find("order-1", Staff, default)));
        await database.Write(sql => sql.Execute("update orders set version = version - 100"));
        Assert.Equal(marked, await views.Find("order-1", Staff, default));

        await Announce("announce-1", "order-1", "TR-1");
        Assert.Equal(Text(await Encoded("order-1", Staff)), Text(await views.Find("order-1", Staff, default)));
        Assert.Equal(0, await KeptViews());
    }

    [Fact]
    public async Task View_OfAnOrderThatIsReadOnce_IsNotKept()
    {
        var views = Views();
        await Place(Some.Sale());
        await Place(Some.Sale("other") with { OrderNumber = "O-TEST000002" });
        await views.Find("other", Staff, default);
        await views.Find("order-1", Staff, default);
        await views.Find("order-1", Staff, default);
        await KeptOf("order-1");

        Assert.Equal(1, await KeptViews());
    }

    [Fact]
    public async Task View_OfAPersonWhoIsErased_IsGone_AndComesBackByNoReadOfBefore()
    {
        var views = Views();
        await Place(Some.Sale());
        await Place(Some.Sale("other") with { OrderNumber = "O-TEST000002" });
        await views.Find("order-1", Staff, default);

        // Readers of that moment keep what they saw, before or after.
        var reads = Enumerable.Range(0, 40).Select(_ => views.Find("order-1", Staff, default)).ToList();
        Assert.True(await people.Erase("order-1", (_, _) => true, default));
        await Task.WhenAll(reads);
        for (var i = 0; i < 3; i++)
        {
            await views.Find("other", Staff, default);
        }

        // Kept one after the other: what came before the other order's is written.
        await KeptOf("other");
        Assert.Null(await views.Find("order-1", Staff, default));
        Assert.Equal(1, await database.Read(sql => sql.QueryFirst<long>("select count(*) from orders")));
    }

    [Fact]
    public async Task View_AfterCollectorsAreForgotten_NamesThemNoMore()
    {
        var views = Views();
        await Place(Collected("order-1"));
        await Do("order-1", (order, _, now) => OrderSteps.AuthorizeCollector(order, "order-1~s1", "Aunt Olga", now));
        for (var i = 0; i < 2; i++)
        {
            Assert.Contains("Aunt Olga", Text(await views.Find("order-1", Staff, default)), StringComparison.Ordinal);
        }

        await KeptOf("order-1");
        await people.Forget("order-1", people.ForgetCollectors, (_, _) => true, default);

        Assert.DoesNotContain("Aunt Olga", Text(await views.Find("order-1", Staff, default)), StringComparison.Ordinal);
        Assert.Equal(0, await database.Read(sql => sql.QueryFirst<long>("select count(*) from orders where view is not null")));
    }

    private OrderViews Views() => new(database, queries, NullLogger<OrderViews>.Instance);

    private async Task<byte[]?> Encoded(string orderId, Requester who) => (await queries.Find(orderId, who, default))?.ToProto().ToByteArray();

    private static string Text(byte[]? view) => view is null ? "nothing" : $"{Convert.ToHexString(view)} {Orders.V1.Order.Parser.ParseFrom(view)}";

    private Task<long> KeptViews() => database.Read(sql => sql.QueryFirst<long>("select count(*) from orders where view is not null and view_version = version"));

    // A reader does not wait until its view is kept.
    private Task KeptOf(string orderId) => Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Equal(
        0, await database.Read(sql => sql.QueryFirst<long>("select count(*) from orders where order_id = @orderId and (view is null or view_version <> version)", new { orderId }))));

    private async Task Happen(Random random, int i)
    {
        var (orderId, key, hours) = (Shown[random.Next(Shown.Length)], i.ToString(CultureInfo.InvariantCulture), (clock.Now - Some.Monday).TotalHours);
        try
        {
            var order = await Load(orderId);
            var parcel = order.Shipments.Count > 0 ? order.Shipments[random.Next(order.Shipments.Count)] : null;
            await (random.Next(15) switch
            {
                0 => Announce(key, orderId, $"TR-{i}"),
                1 or 2 or 3 => tracking.Ingest([Incoming(parcel?.TrackingNumber ?? $"TR-{i + 1}", ScannedAs[random.Next(ScannedAs.Length)], hours - random.Next(30))], 1, default),
                4 when parcel is not null => Correct(orderId, parcel.ShipmentId, ScannedAs[random.Next(ScannedAs.Length)]),
                5 => Step(orderId, (known, now) => OrderSteps.Cancel(known, [new LineUnits("1", 1)], "too late", SalesChannel.Web, now)),
                6 => Step(orderId, (known, now) => OrderSteps.SetPromise(known, new Window(now.AddDays(1), now.AddDays(2)), [], now)),
                7 => Step(orderId, (known, now) => OrderSteps.Receive(known, $"r-{i % 3}", $"receipt-{i}", [new LineUnits("1", 1)], now, now)),
                8 => executor.Apply(unit => store.ApplyReturn(unit, Asked($"refund-{i}", random.Next(1, 2_000)) with { OrderId = orderId })),
                9 when parcel is not null => File(orderId, parcel.ShipmentId, key),
                10 when order.Claims.Count > 0 => Step(orderId, (known, now) => OrderSteps.Resolve(known, known.Claims[^1].ClaimId, ClaimResolution.Refund, "gone", SalesChannel.Support, now)),
                11 => Step("order-2", (known, now) => OrderSteps.Claim(known, "customer-1", now)),
                12 => executor.Apply(unit => GuestOwners.Follow(unit, "guest-1", random.Next(2) == 0 ? "customer-2" : null, i + 1)),
                13 => executor.Apply(unit => random.Next(3) == 0
                    ? PersonMerges.FollowUndo(unit, "m-1")
                    : PersonMerges.Follow(unit, "m-1", new PersonMerge("old-me", "customer-1", 1))),
                _ => Do("order-3", (known, told, now) => random.Next(3) switch
                {
                    0 => OrderSteps.AcceptPickup(known, "order-3~s1", told, now),
                    1 => OrderSteps.MarkReady(known, "order-3~s1", [], told, now),
                    _ => OrderSteps.AuthorizeCollector(known, "order-3~s1", $"aunt {i}", now),
                }),
            });
        }
        catch (RefusedException)
        {
            // Not everything may happen at every time.
        }
    }
}
