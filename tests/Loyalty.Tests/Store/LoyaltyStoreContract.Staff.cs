using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Points that staff give and take.</content>
public abstract partial class LoyaltyStoreContract
{
    private static readonly Actor Ann = new("ann", ActorRole.Agent, SalesChannel.Support, null, null);
    private static readonly Actor Olga = new("olga", ActorRole.Ops, SalesChannel.None, null, null);

    [Fact]
    public async Task Agent_TenCallsAtOnce_GiveNoMoreThanADayAllows_WhoeverTheMembersAre()
    {
        for (var i = 0; i < 10; i++)
        {
            await bench.Enroll($"m{i}");
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Record.ExceptionAsync(() => Adjust(Ann, $"m{i}", 5000))));

        Assert.Equal(4, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal(new AdjustmentLimit("day", 20_000, 0), Assert.IsAssignableFrom<RefusedException>(error).Refusal));
        Assert.Equal(20_000, (await Task.WhenAll(Enumerable.Range(0, 10).Select(i => bench.Points($"m{i}")))).Sum(points => points.Active));
    }

    [Fact]
    public async Task Agent_HasALimitACall_ADay_AndAMonth_ForGivingTakingAndHoldingTogether()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100_000);
        Assert.Equal(new AdjustmentLimit("call", 10_000, 10_000), (await Assert.ThrowsAsync<RefusedException>(() => Adjust(Ann, "m", 10_001))).Refusal);
        await Adjust(Ann, "m", 8000);
        await Adjust(Ann, "m", -8000);
        Assert.Equal(new AdjustmentLimit("day", 20_000, 4000), (await Assert.ThrowsAsync<RefusedException>(() => HoldBy(Ann, 4001))).Refusal);
        await HoldBy(Ann, 4000);
        for (var day = 1; day < 5; day++)
        {
            await bench.Advance(TimeSpan.FromDays(1));
            await Adjust(Ann, "m", 10_000);
            await Adjust(Ann, "m", -10_000);
        }

        await bench.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new AdjustmentLimit("month", 100_000, 0), (await Assert.ThrowsAsync<RefusedException>(() => Adjust(Ann, "m", 1))).Refusal);
        await Adjust(Ann with { SubjectId = "bea" }, "m", 1);
        await bench.Advance(TimeSpan.FromDays(31));
        await Adjust(Ann, "m", 1);
    }

    [Fact]
    public async Task Adjustment_ThatOneAsksFor_AnotherOneApproves_Once()
    {
        await bench.Enroll("m");
        var asked = await Ask("m", 50_000);
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
        Assert.Equal("OWN_ADJUSTMENT", await Reason(() => Approve(asked, Ann)));
        Assert.Equal("OWN_ADJUSTMENT", await Reason(() => Approve(asked, Olga with { ActingId = "ann" })));
        Assert.Equal(new ApprovalLimit(0), (await Assert.ThrowsAsync<RefusedException>(() => Approve(asked, Ann with { SubjectId = "bea" }))).Refusal);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Record.ExceptionAsync(() => Approve(asked, Olga with { SubjectId = $"olga-{i}" }))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal(new AdjustmentDecided(AdjustmentState.Approved), Assert.IsAssignableFrom<RefusedException>(error).Refusal));
        Assert.Equal((0, 50_000, 0, 0), await bench.Points("m"));
        Assert.Equal(["ann"], (await bench.Published<V1.AdjustmentRequested>()).Select(told => told.RequestedBy));
        Assert.Equal([("ann", V1.AdjustmentState.Approved)], (await bench.Published<V1.AdjustmentDecided>()).Select(told => (told.RequestedBy, told.State)));
        Assert.Equal("ann", Assert.Single(await bench.Published<V1.PointsAdjusted>()).AgentId);
        Assert.Equal("ADJUSTMENT_NOT_FOUND", await Reason(() => Approve("adj-none", Olga)));
    }

    [Fact]
    public async Task Adjustment_ThatThePointsDoNotAllow_StaysPending_IsDeclined_OrLapsesByTimer()
    {
        await bench.Enroll("m");
        var (taken, late) = (await Ask("m", -50_000), await Ask("m", 50_000));
        Assert.Equal("INSUFFICIENT_POINTS", await Reason(() => Approve(taken, Olga)));
        Assert.Equal([AdjustmentState.Pending, AdjustmentState.Pending], await States());
        await bench.Get<Adjustments>().Decline(bench.Context(), taken, Ann, "a mistake", _ => new Empty());

        await bench.Advance(TimeSpan.FromDays(7));

        Assert.Equal([AdjustmentState.Declined, AdjustmentState.Lapsed], await States());
        Assert.Equal(new AdjustmentDecided(AdjustmentState.Lapsed), (await Assert.ThrowsAsync<RefusedException>(() => Approve(late, Olga))).Refusal);
        Assert.Equal([("ann", V1.AdjustmentState.Declined), ("", V1.AdjustmentState.Lapsed)], (await bench.Published<V1.AdjustmentDecided>()).Select(told => (told.DecidedBy, told.State)));
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
    }

    private async Task<IReadOnlyList<AdjustmentState>> States() =>
        [.. (await bench.Get<Adjustments>().Page(new AdjustmentQuery("m", null, null, 10), default)).OrderBy(adjustment => adjustment.Command.Points).Select(adjustment => adjustment.State)];

    private Task Adjust(Actor actor, string memberId, long points) =>
        bench.Get<Adjustments>().Adjust(bench.Context(), new AdjustCommand(memberId, points, false, null, "why", actor), _ => new Empty());

    private async Task HoldBy(Actor agent, long points) => await bench.Commands.Hold(
        bench.Context(), new HoldCommand("m", points, "call 17", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Support) { Agent = agent }, (_, _) => new Empty());

    private async Task<string> Ask(string memberId, long points) => (await bench.Get<Adjustments>().Request(
        bench.Context(), new AdjustCommand(memberId, points, false, null, "why", Ann), asked => new StringValue { Value = asked.AdjustmentId })).Value;

    private Task Approve(string adjustmentId, Actor by) => bench.Get<Adjustments>().Approve(bench.Context(), adjustmentId, by, (_, _) => new Empty());
}
