using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Adjustments;

namespace Omnichannel.WebConsole.Tests.Adjustments;

/// <summary>Points by hand, as the page asks for them.</summary>
public sealed class AdjustmentsModelTests
{
    private readonly LoyaltyProgram program = new();
    private readonly ScriptedCalls calls;
    private readonly AdjustmentsModel model;
    private bool refuses;

    public AdjustmentsModelTests()
    {
        calls = new ScriptedCalls()
            .On<GetMemberRequest, GetMemberResponse>("GetMember", (_, _) => new GetMemberResponse { Member = new Member { ProgramId = "gold", Balance = new Balance { Active = 10 } } })
            .On<GetProgramRequest, GetProgramResponse>("GetProgram", (request, _) => new GetProgramResponse
            {
                Program = request.ProgramId == "gold" ? program : new LoyaltyProgram { StaffLimits = { new StaffLimit { Role = Role.Agent, PerCall = 7 } } },
            })
            .On<AdjustPointsRequest, AdjustPointsResponse>("AdjustPoints", (request, _) => Or(new AdjustPointsResponse { Balance = new Balance { Active = 10 + request.Points } }))
            .On<RequestAdjustmentRequest, RequestAdjustmentResponse>("RequestAdjustment", (_, _) => Or(new RequestAdjustmentResponse()))
            .On<ApproveAdjustmentRequest, ApproveAdjustmentResponse>("ApproveAdjustment", (_, _) => Or(new ApproveAdjustmentResponse { Balance = new Balance { Active = 77 } }))
            .On<DeclineAdjustmentRequest, DeclineAdjustmentResponse>("DeclineAdjustment", (_, _) => Or(new DeclineAdjustmentResponse()))
            .On<ListAdjustmentsRequest, ListAdjustmentsResponse>("ListAdjustments", (request, _) => request.PageToken.Length == 0
                ? new ListAdjustmentsResponse { Adjustments = { new Adjustment { AdjustmentId = "a1", MemberId = "m1" } }, NextPageToken = "more" }
                : new ListAdjustmentsResponse { Adjustments = { new Adjustment { AdjustmentId = "a2", MemberId = "m2" } } });
        model = new AdjustmentsModel(calls, Role.Agent, "m1");
    }

    [Fact]
    public async Task Limits_AreThoseOfTheProgram_ElseThoseThatThereWereFromTheStart()
    {
        await model.Open();
        Assert.Equal(7, model.Limit!.PerCall);

        program.StaffLimits.Add(new StaffLimit { Role = Role.Agent, PerCall = 40 });
        await model.Open();
        Assert.Equal(40, model.Limit!.PerCall);

        program.StaffLimits[0].Role = Role.Ops;
        await model.Open();
        Assert.Null(model.Limit);
    }

    [Fact]
    public async Task Draft_IsGone_OnceItIsDone_AndStays_WhenItIsRefused()
    {
        await model.Open();
        var draft = new AdjustmentDraft { Points = 5, Reason = " Sorry " };
        refuses = true;
        Assert.False(await model.Adjust(draft, TimeZoneInfo.Utc));
        Assert.False(await model.Request(draft, TimeZoneInfo.Utc));
        Assert.Equal((5L, StatusCode.FailedPrecondition, 10L), (draft.Points, model.Refusal!.StatusCode, model.Balance!.Active));

        refuses = false;
        Assert.True(await model.Adjust(draft, TimeZoneInfo.Utc));
        Assert.Equal((null, "", 15L), (draft.Points, draft.Reason, model.Balance!.Active));
        Assert.Equal(("Sorry", 5L), (calls.Made<AdjustPointsRequest>()[^1].Reason, calls.Made<AdjustPointsRequest>()[^1].Points));
    }

    [Fact]
    public async Task WhatWasAskedFor_IsDecided_AndListedAnew()
    {
        await model.Open();
        await model.More();
        Assert.Equal((2, false), (model.Asked.Count, model.HasMore));

        Assert.True(await model.Approve(model.Asked[1]));
        Assert.Equal((1, 10L), (model.Asked.Count, model.Balance!.Active));
        Assert.True(await model.Approve(model.Asked[0]));
        Assert.Equal(77, model.Balance!.Active);
        Assert.True(await model.Decline(model.Asked[0], " No "));
        Assert.Equal("No", calls.Made<DeclineAdjustmentRequest>().Single().Reason);

        await model.Show(AdjustmentState.Declined);
        Assert.Equal((AdjustmentState.Declined, ""), (calls.Made<ListAdjustmentsRequest>()[^1].State, calls.Made<ListAdjustmentsRequest>()[^1].PageToken));
    }

    [Fact]
    public async Task WithoutAMember_WhatAllAskedForIsListed_AndNobodyIsLookedAt()
    {
        var all = new AdjustmentsModel(calls, Role.Ops, "");
        await all.Open();
        Assert.Equal((null, "", 1), (all.Balance, calls.Made<ListAdjustmentsRequest>().Single().MemberId, all.Asked.Count));
        Assert.Empty(calls.Made<GetMemberRequest>());
    }

    [Fact]
    public void Draft_TakesOrGives_AndOnlyWhatFitsItIsAsked()
    {
        var rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");
        var draft = new AdjustmentDraft { Points = 9, AllowsDebt = true, LastDay = new DateOnly(2027, 3, 27) };
        Assert.Equal((9L, false), (draft.Signed, draft.Debt));
        Assert.Equal(new DateTime(2027, 3, 27, 23, 0, 0, DateTimeKind.Utc).ToTimestamp(), draft.ExpiresAt(rome));

        draft.Takes = true;
        Assert.Equal((-9L, true, null), (draft.Signed, draft.Debt, draft.ExpiresAt(rome)));
    }

    private TAnswer Or<TAnswer>(TAnswer answer) => refuses ? throw new RpcException(new Status(StatusCode.FailedPrecondition, "beyond the limit")) : answer;
}
