using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Warehouse;

namespace Omnichannel.WebConsole.Tests.Warehouse;

/// <summary>A day of whoever ships, as its page plays it.</summary>
public sealed class WarehouseModelTests
{
    private static readonly LineQuantity[] Lamps = [new LineQuantity { LineId = "1", Quantity = 2 }];

    private readonly List<WorkItem> work = [new WorkItem { OrderId = "o1", Lines = { new WorkLine { LineId = "1", Quantity = 2 } } }];
    private readonly ScriptedCalls calls;
    private readonly WarehouseModel model;
    private bool refuses;

    public WarehouseModelTests()
    {
        calls = new ScriptedCalls()
            .On<ListWorkRequest, ListWorkResponse>("ListWork", (request, _) => request.PageToken.Length == 0
                ? new ListWorkResponse { Items = { work }, NextPageToken = "more" } : new ListWorkResponse { Items = { work, new WorkItem { OrderId = "o2" } } })
            .On<GetPackingListRequest, GetPackingListResponse>("GetPackingList", (request, _) => Or(new GetPackingListResponse { OrderId = request.OrderId, GiftWrap = true }))
            .On<ReportMilestoneRequest, ReportMilestoneResponse>("ReportMilestone", (request, _) => Or(Reported(request)))
            .On<CreateShipmentRequest, CreateShipmentResponse>("CreateShipment", (_, _) => Or(new CreateShipmentResponse()))
            .On<VoidShipmentRequest, VoidShipmentResponse>("VoidShipment", (_, _) => Or(new VoidShipmentResponse()));
        model = new WarehouseModel(calls);
    }

    [Fact]
    public async Task Day_FromTheListToTheCarrier()
    {
        await model.Refresh();
        Assert.Equal((true, true, 1), (model.IsLoaded, model.HasMore, model.Work.Count));

        Assert.True(await model.Report("o1", MilestoneKind.Picked, Lamps));
        Assert.True(await model.Report("o1", MilestoneKind.Packed, Lamps));
        Assert.True(await model.Announce("o1", " GLS ", " AB12 ", Lamps));
        Assert.Equal(new CreateShipmentRequest { OrderId = "o1", CarrierCode = "gls", TrackingNumber = "AB12", Lines = { Lamps } }, calls.Made<CreateShipmentRequest>().Single());
        Assert.True(await model.CallOff("o1", "s1"));
        Assert.True(await model.HandOver("o1", "s2"));

        var told = calls.Made<ReportMilestoneRequest>();
        Assert.Equal([(MilestoneKind.Picked, ""), (MilestoneKind.Packed, ""), (MilestoneKind.HandedOver, "s2")], told.Select(milestone => (milestone.Kind, milestone.ShipmentId)));
        Assert.Equal(3, told.Select(milestone => milestone.MilestoneId).Distinct().Count());
        Assert.Empty(model.Work);
    }

    [Fact]
    public async Task Refused_IsShown_AndWhatIsOnThePageStays()
    {
        await model.Refresh();
        await model.Open("o1");
        refuses = true;

        Assert.False(await model.HandOver("o1", "s1"));
        Assert.False(await model.Open("o2"));

        Assert.Equal((StatusCode.FailedPrecondition, "o1", 1), (model.Refusal!.StatusCode, model.Packing!.OrderId, model.Work.Count));
        model.Close();
        Assert.Null(model.Packing);
        Assert.True(await model.Refresh());
        Assert.Null(model.Refusal);
    }

    [Fact]
    public async Task More_IsShown_EachOrderOnce_AndLookedAtAgain()
    {
        await model.Refresh();
        Assert.True(await model.More());
        Assert.Equal(["o1", "o2"], model.Work.Select(item => item.OrderId));
        Assert.False(model.HasMore);

        await model.Refresh();
        Assert.Equal(2, model.Work.Count);
        Assert.Equal(["", "", "more", "", "more"], calls.Made<ListWorkRequest>().Select(request => request.PageToken));
    }

    private ReportMilestoneResponse Reported(ReportMilestoneRequest request)
    {
        if (request.Kind is MilestoneKind.HandedOver && !refuses)
        {
            work.Clear();
        }

        return new ReportMilestoneResponse();
    }

    private TAnswer Or<TAnswer>(TAnswer answer) => refuses ? throw new RpcException(new Status(StatusCode.FailedPrecondition, "needs a new label")) : answer;
}
