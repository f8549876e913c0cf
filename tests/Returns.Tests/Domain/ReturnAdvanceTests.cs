using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Money that goes back before its goods were looked at, and what becomes of it when they do not come.</summary>
public sealed class ReturnAdvanceTests
{
    private static readonly DateTimeOffset Later = Some.Now.AddDays(3);
    private static readonly ReturnParcel Parcel = new("file", "4711", Later);

    [Theory]
    [InlineData(RefundTrigger.Approval, ReturnState.Approved)]
    [InlineData(RefundTrigger.FirstScan, ReturnState.InTransit)]
    [InlineData(RefundTrigger.Receipt, ReturnState.Received)]
    [InlineData(RefundTrigger.Inspection, ReturnState.Resolved)]
    public void Refund_IsAskedFor_WhenThePolicySays_AndOnce(RefundTrigger at, ReturnState expected)
    {
        var (order, policy) = (Some.Fresh(Some.Order([Some.Line("1", 3, 1000)])), At(at));
        var begun = Return.Create(ByPost("r1", 3), order, policy, Some.Now).Value;
        var posted = begun.Next.Posted(Parcel, order, policy, Later).Value;
        var here = posted.Next.Receive([], order, policy, Later).Value;
        var looked = here.Next.Inspect([Found(3)], order, policy, Some.Till, Later).Value;

        ReturnStep[] steps = [begun, posted, here, looked];
        var asking = steps.Single(step => step.Events.OfType<Owed>().Any());
        Assert.Equal((expected, at, Some.Eur(1000)), (asking.Next.State, asking.Next.Refund!.Trigger, asking.Events.OfType<Owed>().Single().Amount));
        Assert.Contains(looked.Events, told => told is Resolved);
        Assert.Null(looked.Next.Shortfall);
    }

    [Fact]
    public void GoodsThatComeToATill_WithoutAnyScan_AreRefundedThere_Once()
    {
        var (order, policy) = (Some.Fresh(Some.Order([Some.Line("1", 1, 1000)])), At(RefundTrigger.FirstScan));

        var done = Some.Begun(order, ByPost("r1", 1), policy).Complete([], cashAtTill: true, order, policy, Some.Till, Later).Value;

        Assert.Equal((RefundTrigger.Inspection, 1), (done.Next.Refund!.Trigger, done.Events.OfType<Owed>().Count()));
    }

    [Fact]
    public void LinesUnderSeveralRules_WaitForTheLatest()
    {
        var policy = At(RefundTrigger.Approval);
        var lamps = Some.Rule("lamps", PolicyScope.Everything with { Categories = ["home/lighting"] }, 30) with { RefundAt = RefundTrigger.Receipt };
        policy = policy with { Rules = [.. policy.Rules, lamps] };
        var order = Some.Fresh(Some.Order([Some.Line("1", 1, 1000), Some.Line("2", 1, 500, "home/lighting")]));
        var both = ByPost("r1", 1) with { Lines = [Some.Asked("1", 1), Some.Asked("2", 1)] };

        Assert.Null(Some.Begun(order, both, policy).Refund);
        Assert.NotNull(Some.Begun(order, ByPost("r2", 1), policy).Refund);
    }

    [Fact]
    public void WhatWasMissing_IsTold_AndCanBeCharged_ToTheCent()
    {
        var (order, policy) = (Some.Fresh(Some.Order([Some.Line("1", 3, 1000)])), At(RefundTrigger.FirstScan));
        var paid = Paid(Some.Begun(order, ByPost("r1", 3), policy).Posted(Parcel, order, policy, Later).Value.Next);
        var missing = Found(1) with { Disposition = Disposition.Missing, Grade = InspectionGrade.None };
        var looked = paid.Receive([], order, policy, Later).Value.Next.Inspect([Found(2), missing], order, policy, Some.Till, Later).Value.Next;

        Assert.Equal((ReturnState.Resolved, Some.Eur(1000), 2, 1), (looked.State, looked.RefundAmount, looked.Counted("1"), looked.Withheld("1")));
        Assert.Equal(Some.Eur(333), looked.Shortfall!.Amount);
        Assert.Equal(Invariants.RefundedNotReceived, Assert.Single(Invariants.BrokenBy(order.With(looked))).Invariant);
        Assert.Equal(0, order.With(looked).Available(order.Order.Line("1")!));

        var charged = looked.SettleShortfall(ShortfallState.Charged, "an empty box", order, Some.Till, Later).Value;
        Assert.Equal((ReturnState.Closed, Some.Eur(667)), (charged.Next.State, charged.Next.RefundAmount));
        Assert.Equal(Some.Eur(333), charged.Events.OfType<Reclaimed>().Single().Shortfall.Amount);
        Assert.Empty(Invariants.BrokenBy(order.With(charged.Next)));
        Assert.Equal(Some.Eur(333), Some.Begun(order.With(charged.Next), ByPost("r2", 1), policy).RefundAmount);
        Assert.IsType<NoShortfall>(charged.Next.SettleShortfall(ShortfallState.WrittenOff, "again", order, Some.Till, Later).Refusal);
    }

    [Fact]
    public void NeverPosted_WrittenOff_NobodyGetsMoneyForThoseUnitsAgain()
    {
        var (order, policy) = (Some.Fresh(Some.Order([Some.Line("1", 2, 1000)])), At(RefundTrigger.Approval));
        var paid = Paid(Some.Begun(order, ByPost("r1", 2), policy));
        Assert.IsType<AlreadyRefunded>(paid.Cancel().Refusal);

        var expired = paid.TimeIsUp(order, policy, Some.Now.AddDays(31)).Next;
        Assert.Equal((ReturnState.Expired, Some.Eur(1000), 2), (expired.State, expired.Shortfall!.Amount, expired.Withheld("1")));
        Assert.IsType<NoShortfall>(paid.SettleShortfall(ShortfallState.Charged, "too soon", order, Some.Till, Later).Refusal);
        Assert.IsType<ReasonRequired>(expired.SettleShortfall(ShortfallState.WrittenOff, " ", order, Some.Till, Later).Refusal);

        var settled = expired.SettleShortfall(ShortfallState.WrittenOff, "a good customer", order, Some.Till, Later).Value.Next;
        Assert.False(Return.Create(ByPost("r2", 1), order.With(settled), policy, Later).IsAccepted);
        Assert.IsType<ShortfallSettled>(settled.Receive([], order.With(settled), policy, Later, "came after all").Refusal);
        Assert.Empty(Invariants.BrokenBy(order.With(settled)));
    }

    [Fact]
    public void WhatComesAfterAll_WhileNobodyHasDecided_SettlesIt()
    {
        var (order, policy) = (Some.Fresh(Some.Order([Some.Line("1", 1, 1000)])), At(RefundTrigger.Approval));
        var expired = Paid(Some.Begun(order, ByPost("r1", 1), policy)).TimeIsUp(order, policy, Some.Now.AddDays(31)).Next;

        var here = expired.Receive([], order.With(expired), policy, Some.Now.AddDays(40), "stood in the post").Value.Next;
        var done = here.Inspect([Found(1)], order.With(here), policy, Some.Till, Some.Now.AddDays(41)).Value.Next;

        Assert.Equal((ReturnState.Closed, null, Some.Eur(1000)), (done.State, done.Shortfall, done.RefundAmount));
    }

    [Fact]
    public void WhatWasNotGivenBackYet_CannotBeAskedForAgain()
    {
        var (order, policy) = (Some.Fresh(Some.Order([Some.Line("1", 1, 1000)])), At(RefundTrigger.Approval));
        var expired = Some.Begun(order, ByPost("r1", 1), policy).TimeIsUp(order, policy, Some.Now.AddDays(31)).Next;

        Assert.IsType<RefundNotCompleted>(expired.SettleShortfall(ShortfallState.Charged, "never posted", order, Some.Till, Later).Refusal);
    }

    [Theory]
    [InlineData(RefundTrigger.Approval)]
    [InlineData(RefundTrigger.Inspection)]
    public void NoMoreIsGiven_ThanTheOrderCosts_WhenHistoryGaveMoreForALineThanItWasWorth(RefundTrigger trigger)
    {
        var fresh = Some.Fresh(Some.Order([Some.Line("1", 1, 1000), Some.Line("2", 1, 1000)]));
        var past = Return.Import(Guid.Empty, new PastReturn(
            new ExternalKey("shop", "", "h1"), new ExternalKey("shop", "", "order-1"), Some.Now, [new PastReturnLine("2", 1, Some.Eur(1400))]), fresh, Some.Now).Value.Next;
        var order = fresh.With(past);

        var begun = Some.Begun(order, ByPost("r1", 1), At(trigger));
        var done = begun.Complete([], cashAtTill: false, order.With(begun), At(trigger), Some.Till, Later).Value.Next;

        Assert.Equal((Some.Eur(600), Some.Eur(600)), (done.RefundAmount, done.Refund!.Amount));
        Assert.Equal(Some.Eur(0), order.With(done).Cost(includesAsked: true));
    }

    [Fact]
    public void NothingStaysAskedFor_OfUnitsThatAClaimSettled()
    {
        var fresh = Some.Fresh(Some.Order([Some.Line("1", 6, 2321)]));
        var first = Some.Begun(fresh, ByPost("r0", 3), At(RefundTrigger.Approval));
        var second = Some.Begun(fresh.With(first), ByPost("r1", 3), At(RefundTrigger.Approval));
        var units = new Dictionary<string, int> { ["1"] = 3 };

        var settled = second.Settled(units, fresh.With(first).With(second), At(RefundTrigger.Approval)).Next;
        var last = first.Settled(units, fresh.With(first).With(settled), At(RefundTrigger.Approval)).Next;

        Assert.Equal((Some.Eur(0), Some.Eur(0)), (settled.RefundAmount, last.RefundAmount));
    }

    private static ReturnPolicy At(RefundTrigger trigger) => Some.With(rule => rule with { RefundAt = trigger });

    private static NewReturn ByPost(string id, int quantity) => Some.Asks(id, "1", quantity, method: ReturnMethod.Carrier);

    private static Inspection Found(int quantity) => new("1", quantity, InspectionGrade.A, Disposition.Restocked, "");

    private static Return Paid(Return asked) => asked.RefundCompleted(
        asked.Refund!.RefundId, new GrantedRefund(asked.Refund.Amount, [], Some.Eur(0), 0), Later, Later).Next;
}
