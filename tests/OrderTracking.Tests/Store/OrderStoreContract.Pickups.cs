using Omnichannel.Cart.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;
using FulfilmentMethod = Omnichannel.OrderTracking.Domain.FulfilmentMethod;
using Order = Omnichannel.OrderTracking.Domain.Order;
using PickupStatus = Omnichannel.OrderTracking.Domain.PickupStatus;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <content>What stores do for orders.</content>
public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task Work_OfAStore_IsListedByWhoIsThere_ThenByWhatIsDue_PageByPage()
    {
        foreach (var (id, hours) in new[] { ("late", 90), ("soon", 20), ("none", 0), ("there", 95) })
        {
            await Place(Collected(id));
            await store.Execute(Command("promise", id), id, Staff, (order, now) => hours == 0
                ? new Change(order, [])
                : OrderSteps.SetPromise(order, new Window(now, Some.Monday.AddHours(hours)), [], now), (_, order) => order.Pickups[0].ToProto(order), default);
        }

        await Place(Collected("elsewhere", "bari-1"));
        await Do("there", (order, told, now) => OrderSteps.MarkReady(order, "there~s1", [], told, now));
        await Do("there", (order, told, now) => OrderSteps.Arrive(order, "there~s1", "", told, now));
        await Place(Collected("done"));
        await Do("done", (order, told, now) => OrderSteps.Collect(order, "done~s1", [], ("", ""), told, now));

        var listed = new List<string>();
        Platform.Transport.PagePlace? next = null;
        do
        {
            var (page, behind) = await pickups.List("milano-1", [], 2, next, default);
            Assert.InRange(page.Count, 1, 2);
            listed.AddRange(page.Select(each => each.Order.OrderId));
            next = behind;
        }
        while (next is not null);

        Assert.Equal(["there", "none", "soon", "late"], listed);
        Assert.Equal(["done"], (await pickups.List("milano-1", [PickupStatus.Collected], 10, null, default)).Pickups.Select(each => each.Order.OrderId));
    }

    [Fact]
    public async Task Goods_HandedOverByManyTillsAtOnce_AreHandedOverOnce()
    {
        await Place(Collected("order-1"));
        await Do("order-1", (order, told, now) => OrderSteps.MarkReady(order, "order-1~s1", [], told, now));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await Do("order-1", (order, told, now) => OrderSteps.Collect(order, "order-1~s1", [], ("", ""), told, now), $"till-{i}");
                return "";
            }
            catch (RefusedException refused)
            {
                return refused.Refusal.Reason;
            }
        }));

        Assert.Single(outcomes, "");
        Assert.Equal(7, outcomes.Count(outcome => outcome == "PICKUP_OVER"));
        Assert.All(Fulfilments.Of(await Load("order-1")), line => Assert.Equal(line.Ordered, line.Delivered));
        Assert.Single(await Published(), "OrderDelivered");
    }

    [Fact]
    public async Task Pickup_OfAnotherStore_IsAsIfItWereNot()
    {
        await Place(Collected("order-1"));
        var theirs = new PickupCaller(new Requester("till-9", false, SalesChannel.Store), "bari-1", "till-9");
        var ours = theirs with { StoreId = "milano-1" };

        Assert.Null(await pickups.Find("order-1~s1", theirs, default));
        Assert.Equal("PICKUP_NOT_FOUND", (await Assert.ThrowsAsync<RefusedException>(() => pickups.Execute(
            Command("accept", "1"), "order-1~s1", theirs, (order, _, id, now) => OrderSteps.AcceptPickup(order, "order-1~s1", new PickupTold(id, "", now), now), (order, pickup) => pickup.ToProto(order), default))).Refusal.Reason);
        Assert.NotNull(await pickups.Find("order-1~s1", ours, default));
        Assert.Null(await pickups.Find("order-1~s1", new PickupCaller(new Requester("eve", true, SalesChannel.Web), null, "eve"), default));
        Assert.Null(await pickups.Find("order-1", ours, default));
    }

    [Fact]
    public async Task Code_FindsItsPickupAtItsStore_HoweverItIsWritten()
    {
        await Place(Collected("order-1"));
        await Do("order-1", (order, _, now) => OrderSteps.AuthorizeCollector(order, "order-1~s1", "Bruno", now));
        foreach (var code in new[] { codes.Of("order-1~s1"), codes.Of("order-1~s1", "1"), codes.Of("order-1~s1").Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant() })
        {
            Assert.Equal("order-1", (await pickups.FindByCode("milano-1", code, default))!.Order.OrderId);
            Assert.Null(await pickups.FindByCode("bari-1", code, default));
        }

        Assert.Null(await pickups.FindByCode("milano-1", codes.Of("order-1~s1", "2"), default));
        await Do("order-1", (order, _, now) => OrderSteps.RevokeCollector(order, "order-1~s1", "1", now));
        Assert.Null(await pickups.FindByCode("milano-1", codes.Of("order-1~s1", "1"), default));
    }

    [Fact]
    public async Task Expiry_ByTheTimer_CancelsAndGivesBack_Once()
    {
        await Place(Collected("order-1"));
        await Do("order-1", (order, told, now) => OrderSteps.MarkReady(order, "order-1~s1", [], told, now));
        await Fire();
        Assert.Single(await Published(), "PickupReminded");
        await Fire();

        Assert.Null(await Timer());
        Assert.Single(await Published(), "OrderCancelled");
        Assert.Single(await Published(), "RefundRequested");
        Assert.Equal(["order-1"], (await pickups.List("milano-1", [PickupStatus.Expired], 10, null, default)).Pickups.Select(each => each.Order.OrderId));
    }

    [Fact]
    public async Task StoreRecord_TheHighestVersionCounts_AndItsZoneIsThePickups()
    {
        foreach (var (version, zone) in new[] { (2, "Europe/Bucharest"), (1, "Europe/Rome"), (3, "America/New_York") })
        {
            await executor.Apply(unit =>
            {
                StoreRecords.Put(unit, new StoreLocation { StoreId = "milano-1", Name = "Brera", TimeZone = zone, Address = new PostalAddress { AddressLines = { "Via Brera 1" }, PostalCode = "20121", Locality = "Milano" } }, version);
                return Task.CompletedTask;
            });
            Assert.Equal(version == 1 ? "Europe/Bucharest" : zone, (await stores.Find("milano-1", default))!.TimeZone);
        }

        await Place(Collected("order-1"));
        Assert.Equal(new StorePlace("Brera", "Via Brera 1, 20121 Milano", "America/New_York"), (await Load("order-1")).Pickups[0].Place);
    }

    private static Sale Collected(string orderId, string storeId = "milano-1")
    {
        var sale = Some.Sale(orderId, method: FulfilmentMethod.Pickup);
        return sale with { Lines = [.. sale.Lines.Select(line => line with { MethodReference = storeId })] };
    }

    private Task<Omnichannel.Orders.V1.Order> Do(string orderId, Func<Order, PickupTold, DateTimeOffset, Decision<Change>> step, string? key = null) => store.Execute(
        Command("step", key ?? Guid.NewGuid().ToString()), orderId, Staff, (order, now) => step(order, new PickupTold(key ?? Guid.NewGuid().ToString(), "till-1", now), now), (_, order) => order.ToProto(), default);

    private static CommandContext Command(string rpc, string key) =>
        new(new Caller("ops-1", Role.Ops, Channel.Unspecified, null, null, "ops-1", DateTimeOffset.MaxValue), rpc, key, [1]);
}
