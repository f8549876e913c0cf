using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;
using Actor = Omnichannel.Returns.Domain.Actor;
using BoughtOn = Omnichannel.Platform.Domain.SalesChannel;

namespace Omnichannel.Returns.Tests.Store;

/// <content>What comes late.</content>
public abstract partial class ReturnsStoreContract
{
    private static readonly Actor Warehouse = new("warehouse-1", ActorRole.Agent, BoughtOn.None, "", "");

    [Fact]
    public async Task Posted_TheTimerGoes_AndComesBackForTheRest()
    {
        await Place("o1");
        var begun = await Begin("o1", "1", 3);

        var posted = await Step(begun, change => change.Current.Posted(new ReturnParcel("dhl", "4711", change.Now), change.Order, change.Policy, change.Now));
        Assert.Equal((V1.ReturnState.InTransit, null, "4711", clock.GetUtcNow()), (posted.State, posted.ReceiveUntil, posted.Parcel.TrackingNumber, posted.Parcel.PostedAt.ToDateTimeOffset()));
        Assert.Equal(0, await Timers());
        clock.Now += TimeSpan.FromDays(200);

        await Step(begun, change => change.Current.Receive([("1", 1)], change.Order, change.Policy, change.Now));
        var timer = await Timer();
        Assert.Equal(clock.GetUtcNow().AddDays(30), timer.DueAt);
        clock.Now += TimeSpan.FromDays(31);
        await store.TimeIsUp(timer);
        Assert.Equal(V1.ReturnState.Received, (await Get(begun.ReturnId)).State);
        Assert.Contains(await Published(), told => told.Type == V1.ReturnInTransit.Descriptor.FullName);
    }

    [Fact]
    public async Task Expired_ItsGoodsAreTakenWithAReason_UnlessTheirUnitsAreInAnotherReturn()
    {
        await Place("o1");
        var begun = await Begin("o1", "1", 2);
        clock.Now += TimeSpan.FromDays(30);
        await store.TimeIsUp(await Timer());

        clock.Now = Sales.DeliveredAt.AddDays(29);
        var other = await Begin("o1", "1", 2);
        await Refused("QUANTITY_EXCEEDS_RETURNABLE", () => Step(begun, change => change.Current.Receive([], change.Order, change.Policy, change.Now, "stood in the post")));
        await Step(other, change => change.Current.Cancel());

        await Refused("WRONG_STATE", () => Step(begun, change => change.Current.Receive([], change.Order, change.Policy, change.Now)));
        var late = await Step(begun, change => change.Current.Receive([], change.Order, change.Policy, change.Now, "stood in the post"));

        Assert.Equal((V1.ReturnState.Received, "stood in the post"), (late.State, late.LateReason));
    }

    [Fact]
    public async Task Bought_TellsEachMarketsCurrencies()
    {
        await Place("o1");
        await Place("o2");
        var abroad = Sales.Placed("o3");
        (abroad.Market, abroad.CurrencyCode) = ("UK", "GBP");
        await Apply(Sales.Record("o3", abroad));

        Assert.Equal([new MarketCurrency("IT", "EUR"), new MarketCurrency("UK", "GBP")], await policies.Bought());
    }

    private async Task<V1.Return> Step(V1.Return begun, Func<Omnichannel.Returns.Store.ReturnChange, Decision<ReturnStep>> decide) => (await store.Change(
        Command("warehouse-1", Types.V1.Role.Ops), Omnichannel.Returns.Store.ReturnName.Id(begun.ReturnId), Warehouse, decide,
        changed => new V1.ReceiveReturnResponse { GoodsReturn = changed })).GoodsReturn;

    private Task<long> Timers() => database.Read(sql => sql.QueryFirst<long>("select count(*) from timers"));
}
