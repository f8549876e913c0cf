using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.ReturnDesk;

namespace Omnichannel.WebConsole.Tests.ReturnDesk;

/// <summary>A return on the desk, as its page plays it, and who may do what about it.</summary>
public sealed class ReturnDeskModelTests
{
    private readonly ScriptedCalls calls;
    private readonly ReturnDeskModel model;
    private ReturnState state = ReturnState.Approved;

    public ReturnDeskModelTests()
    {
        calls = new ScriptedCalls()
            .On<GetReturnByRmaCodeRequest, GetReturnByRmaCodeResponse>("GetReturnByRmaCode", (request, _) => request.RmaCode == "R-1" ? new GetReturnByRmaCodeResponse { GoodsReturn = Now() } : throw Refused())
            .On<GetReturnRequest, GetReturnResponse>("GetReturn", (_, _) => new GetReturnResponse { GoodsReturn = Now() })
            .On<ApproveReturnRequest, ApproveReturnResponse>("ApproveReturn", (_, _) => new ApproveReturnResponse { GoodsReturn = To(ReturnState.Approved) })
            .On<DeclineReturnRequest, DeclineReturnResponse>("DeclineReturn", (_, _) => new DeclineReturnResponse { GoodsReturn = To(ReturnState.Declined) })
            .On<ReceiveReturnRequest, ReceiveReturnResponse>("ReceiveReturn", (_, _) => new ReceiveReturnResponse { GoodsReturn = To(ReturnState.Received) })
            .On<InspectReturnRequest, InspectReturnResponse>("InspectReturn", (_, _) => new InspectReturnResponse { GoodsReturn = To(ReturnState.Resolved) })
            .On<VoidReverseDeliveryRequest, VoidReverseDeliveryResponse>("VoidReverseDelivery", (_, _) => new VoidReverseDeliveryResponse())
            .On<SettleShortfallRequest, SettleShortfallResponse>("SettleShortfall", (_, _) => new SettleShortfallResponse { GoodsReturn = To(ReturnState.Closed) });
        model = new ReturnDeskModel(calls);
    }

    [Fact]
    public async Task Goods_AreReceivedAndLookedAt_AndTheRefundIsFollowed()
    {
        Assert.True(await model.Find("R-1"));
        Assert.True(await model.Receive("r1", [new ReceivedLine { LineId = "1", Quantity = 2 }], ""));
        Assert.Equal(ReturnState.Received, model.Found!.State);
        Assert.True(await model.Inspect("r1", [new Inspection { LineId = "1", Quantity = 2, Grade = InspectionGrade.A, Disposition = Disposition.Restocked }]));
        Assert.Equal(ReturnState.Resolved, model.Found!.State);
        state = ReturnState.Closed;
        Assert.True(await model.Refresh());
        Assert.Equal(ReturnState.Closed, model.Found!.State);

        model.Close();
        Assert.True(await model.Refresh());
        Assert.Null(model.Found);
        Assert.Single(calls.Made<GetReturnRequest>());
    }

    [Fact]
    public async Task WrongCode_LeavesNothingOnTheDesk_AndOtherRefusalsLeaveWhatIsThere()
    {
        Assert.False(await model.Find("R-2"));
        Assert.Equal((StatusCode.NotFound, null), (model.Refusal!.StatusCode, model.Found));
        await model.Find("R-1");
        Assert.Null(model.Refusal);
    }

    [Fact]
    public async Task Staff_Decide()
    {
        await model.Find("R-1");
        Assert.True(await model.Approve("r1"));
        Assert.True(await model.Decline("r1", "worn"));
        Assert.True(await model.Settle("r1", ShortfallState.WrittenOff, "lost"));
        Assert.Equal(new SettleShortfallRequest { ReturnId = "r1", Decision = ShortfallState.WrittenOff, Reason = "lost" }, calls.Made<SettleShortfallRequest>().Single());
        Assert.True(await model.Void("r1", "d1"));
        Assert.Single(calls.Made<GetReturnRequest>());
    }

    [Theory]
    [InlineData(Role.Terminal, "receive")]
    [InlineData(Role.Associate, "receive approve")]
    [InlineData(Role.Agent, "approve settle")]
    [InlineData(Role.Ops, "receive approve settle")]
    public void Acts_AreThoseOfTheRole(Role reader, string may)
    {
        var line = new ReturnLine { LineId = "1", Quantity = 2, ReceivedQuantity = 1 };
        var awaited = new Return { State = ReturnState.PartiallyReceived, Lines = { line } };
        var asked = new Return { State = ReturnState.Requested, Lines = { line } };
        var lacking = new Return { State = ReturnState.Expired, Lines = { line }, Shortfall = new Shortfall { State = ShortfallState.Open } };

        Assert.Equal(may.Contains("receive", StringComparison.Ordinal), ReturnActs.MayReceive(awaited, reader));
        Assert.Equal(may.Contains("receive", StringComparison.Ordinal), ReturnActs.MayInspect(awaited, reader));
        Assert.Equal(may.Contains("receive", StringComparison.Ordinal), ReturnActs.MayReceive(lacking, reader));
        Assert.Equal(may.Contains("approve", StringComparison.Ordinal), ReturnActs.MayApprove(asked, reader));
        Assert.Equal(may.Contains("settle", StringComparison.Ordinal), ReturnActs.MaySettle(lacking, reader));
        Assert.False(ReturnActs.MayApprove(awaited, reader));
        Assert.False(ReturnActs.MayReceive(asked, reader));
    }

    private Return Now() => new() { ReturnId = "r1", RmaCode = "R-1", State = state, RequestedAt = new Timestamp() };

    private Return To(ReturnState next)
    {
        state = next;
        return Now();
    }

    private static RpcException Refused() => new(new Status(StatusCode.NotFound, "none"));
}
