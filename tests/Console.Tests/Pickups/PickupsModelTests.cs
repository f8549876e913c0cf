using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Pickups;

namespace Omnichannel.WebConsole.Tests.Pickups;

/// <summary>A store's day, as its page plays it: a customer is there, goods are picked and handed over.</summary>
public sealed class PickupsModelTests
{
    private readonly List<Pickup> work = [];
    private readonly ScriptedCalls calls;
    private readonly PickupsModel model;
    private string refuses = "";

    public PickupsModelTests()
    {
        calls = new ScriptedCalls()
            .On<ListPickupsRequest, ListPickupsResponse>("ListPickups", (request, _) => new ListPickupsResponse { Pickups = { work.Where(pickup => pickup.StoreId == request.StoreId) } })
            .On<FindPickupRequest, FindPickupResponse>("FindPickup", (request, _) => request.Code == "AAAA-0001" ? new FindPickupResponse { Pickup = work[0] } : throw Refused())
            .On<AcceptPickupRequest, AcceptPickupResponse>("AcceptPickup", (request, _) => new AcceptPickupResponse { Pickup = To(request.PickupId, PickupStatus.Picking) })
            .On<MarkPickupReadyRequest, MarkPickupReadyResponse>("MarkPickupReady", (request, _) => new MarkPickupReadyResponse { Pickup = To(request.PickupId, PickupStatus.Ready) })
            .On<RejectPickupRequest, RejectPickupResponse>("RejectPickup", (request, _) => new RejectPickupResponse { Pickup = To(request.PickupId, PickupStatus.Rejected) })
            .On<ExtendPickupRequest, ExtendPickupResponse>("ExtendPickup", (request, _) => request.PickupId == refuses ? throw Refused() : new ExtendPickupResponse { Pickup = work[0] })
            .On<CollectPickupRequest, CollectPickupResponse>("CollectPickup", (request, _) => request.PickupId == refuses ? throw Refused() : new CollectPickupResponse { Pickup = To(request.PickupId, PickupStatus.Collected) });
        model = new PickupsModel(calls, "milano-1");
        work.AddRange([Pickup("o1~s1"), Pickup("o2~s1"), new Pickup { PickupId = "o3~s1", StoreId = "bari-1" }]);
    }

    [Fact]
    public async Task Day_OfAStore_FromItsWorkToTheHandOver()
    {
        await model.Refresh();
        Assert.Equal((true, 2), (model.IsLoaded, model.Work.Count));
        await model.Accept("o1~s1");
        await model.MarkReady("o1~s1");
        Assert.Equal(PickupStatus.Ready, model.Work[0].Status);
        await model.Reject("o2~s1", PickupRejection.OutOfStock);
        Assert.Equal(PickupRejection.OutOfStock, calls.Made<RejectPickupRequest>().Single().Reason);
        Assert.Single(model.Work);

        await model.Find("AAAA-0001");
        Assert.Equal("o1~s1", model.Found!.PickupId);
        await model.Collect("o1~s1", "AAAA-0001");
        Assert.Null(model.Found);
        Assert.Empty(model.Work);
    }

    [Fact]
    public async Task WrongCode_IsRefused_AndTheCustomerStaysAtTheCounter()
    {
        await model.Find("AAAA-0001");
        refuses = "o1~s1";
        await model.Collect("o1~s1", "BBBB-0001");
        Assert.Equal(("o1~s1", StatusCode.InvalidArgument), (model.Found!.PickupId, model.Refusal!.StatusCode));

        await model.Find("CCCC-0001");
        Assert.Null(model.Found);
        model.Unfind();
        Assert.Null(model.Refusal);
    }

    [Fact]
    public async Task Refused_Extension_IsShown_UntilTheNextThingIsDone()
    {
        refuses = "o1~s1";
        await model.Extend("o1~s1");
        Assert.NotNull(model.Refusal);
        await model.Extend("o2~s1");
        Assert.Null(model.Refusal);
        Assert.All(calls.Made<ExtendPickupRequest>(), request => Assert.Equal(1, request.Days));
    }

    private static Pickup Pickup(string id) => new() { PickupId = id, StoreId = "milano-1", Status = PickupStatus.Waiting };

    private static RpcException Refused() => new(new Status(StatusCode.InvalidArgument, "wrong"));

    private Pickup To(string id, PickupStatus status)
    {
        var pickup = work.Single(known => known.PickupId == id);
        pickup.Status = status;
        if (status is not (PickupStatus.Waiting or PickupStatus.Picking or PickupStatus.Ready))
        {
            work.Remove(pickup);
        }

        return pickup;
    }
}
