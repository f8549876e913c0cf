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
            .On<CollectPickupRequest, CollectPickupResponse>("CollectPickup", (request, _) => request.PickupId == refuses ? throw Refused() : new CollectPickupResponse { Pickup = To(request.PickupId, PickupStatus.Collected) })
            .On<SendPickupRequest, SendPickupResponse>("SendPickup", (request, _) => new SendPickupResponse { Pickup = To(request.PickupId, PickupStatus.Collected) })
            .On<UndoPickupEventRequest, UndoPickupEventResponse>("UndoPickupEvent", (request, _) => new UndoPickupEventResponse { Pickup = Pickup(request.PickupId) })
            .On<GetOrderRequest, GetOrderResponse>("GetOrder", (request, _) => new GetOrderResponse { Order = new Order { OrderId = request.OrderId, Pickups = { Pickup("o2~s2"), Pickup("o2~s1", new PickupEvent { EventId = "e1" }) } } });
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
        await model.Collect(model.Found, [new LineQuantity { LineId = "1", Quantity = 2 }], "not looked at");
        var handed = calls.Made<CollectPickupRequest>().Single();
        Assert.Equal(("AAAA-0001", "", 2), (handed.Code, handed.Checked, handed.Lines.Single().Quantity));
        Assert.Equal(PickupStatus.Collected, model.Found.Status);
        Assert.Empty(model.Work);
    }

    [Fact]
    public async Task WhoeverHasNoCode_IsHandedTheGoods_ForWhatWasChecked()
    {
        await model.Find("AAAA-0001");
        await model.Open(work[1]);
        Assert.Equal(("o2~s1", "", "e1"), (model.Found!.PickupId, model.Code, model.Found.Events.Single().EventId));
        await model.Collect(model.Found, [new LineQuantity { LineId = "1", Quantity = 1 }], "identity card");
        Assert.Equal(CollectPickupRequest.ProofOneofCase.Checked, calls.Made<CollectPickupRequest>().Single().ProofCase);

        await model.Undo(model.Found, new PickupEvent { EventId = "e2" }, "another customer");
        var undone = calls.Made<UndoPickupEventRequest>().Single();
        Assert.Equal(("o2~s1", "e2", "another customer"), (undone.PickupId, undone.EventId, undone.Reason));
        Assert.Equal(PickupStatus.Waiting, model.Found.Status);
    }

    [Fact]
    public async Task Parcel_LeavesWithItsUnits()
    {
        await model.Open(work[1]);
        await model.Send(model.Found!, [new LineQuantity { LineId = "1", Quantity = 1 }], ("dhl", "JJD014"));
        var sent = calls.Made<SendPickupRequest>().Single();
        Assert.Equal(("o2~s1", "dhl", "JJD014", 1), (sent.PickupId, sent.CarrierCode, sent.TrackingNumber, sent.Lines.Single().Quantity));
        Assert.Equal(PickupStatus.Collected, model.Found!.Status);
    }

    [Fact]
    public async Task WhatIsOver_IsAskedFor_InsteadOfWhatIsToBeDone()
    {
        await model.Refresh();
        await model.Show(over: true);
        await model.Show(over: false);
        Assert.Equal([0, 4, 0], calls.Made<ListPickupsRequest>().Select(request => request.Statuses.Count));
        Assert.DoesNotContain(PickupStatus.Ready, calls.Made<ListPickupsRequest>()[1].Statuses);
    }

    [Fact]
    public async Task WrongCode_IsRefused_AndTheCustomerStaysAtTheCounter()
    {
        await model.Find("AAAA-0001");
        refuses = "o1~s1";
        await model.Collect(model.Found!, [new LineQuantity { LineId = "1", Quantity = 1 }], "");
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

    private static Pickup Pickup(string id, params IEnumerable<PickupEvent> events) =>
        new() { PickupId = id, OrderId = id.Split('~')[0], StoreId = "milano-1", Status = PickupStatus.Waiting, Events = { events } };

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
