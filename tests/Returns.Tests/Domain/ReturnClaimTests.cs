using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Units of a return that a claim about their parcel settled.</summary>
public sealed class ReturnClaimTests
{
    private static readonly ReturnPolicy Asking = Some.With(rule => rule with { RequiresApproval = true, Resolutions = [Resolution.Refund, Resolution.Exchange, Resolution.Keep], Keep = Some.Keep(10_000) });

    [Fact]
    public void Settled_TheGoodsAreTaken_AndOnlyTheOthersArePaid()
    {
        var (purchase, begun) = Claimed(begun: 3, claimed: 2);
        Assert.Equal(Some.Eur(333), begun.RefundAmount);
        var order = new OrderReturns(purchase, [begun]);

        var done = begun.Complete([], cashAtTill: false, order, Some.Policy, Some.Till, Some.Now).Value;

        Assert.Equal((3, 1, Some.Eur(333)), (done.Next.Lines[0].Received, done.Next.Counted("1"), done.Events.OfType<Owed>().Single().Amount));
        Assert.Equal(Some.Eur(0), order.Without("r1").With(done.Next).Cost());
    }

    [Fact]
    public void Settled_InWhole_IsTakenWithoutAnything_AndClosed()
    {
        var (purchase, begun) = Claimed(begun: 2, claimed: 3);
        Assert.Equal((0, Some.Eur(0)), (begun.Lines[0].Unclaimed, begun.RefundAmount));

        var done = begun.Complete([], cashAtTill: true, new OrderReturns(purchase, [begun]), Some.Policy, Some.Till, Some.Now).Value;

        Assert.Empty(done.Events.OfType<Owed>());
        Assert.Equal((ReturnState.Closed, 2, 0), (done.Next.State, done.Next.Lines[0].Received, done.Next.Counted("1")));
    }

    // Another unit of the line can be the one of the claim: nobody's return is less.
    [Fact]
    public void OtherUnits_StandForTheClaim()
    {
        var order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));
        Assert.Empty(order.With(Some.Begun(order, Some.Asks("r1", "1", 1))).SettledBy(new Dictionary<string, int> { ["1"] = 2 }));
    }

    [Fact]
    public void OfSeveralReturns_TheLatestGivesItsUnitsUpFirst()
    {
        var order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));
        var first = Some.Begun(order, Some.Asks("a", "1", 1));
        var second = Some.Begun(order.With(first), Some.Asks("b", "1", 2)) with { RequestedAt = Some.Now.AddHours(1) };

        var settled = order.With(first).With(second).SettledBy(new Dictionary<string, int> { ["1"] = 2 });

        Assert.Equal(("b", 2), (Assert.Single(settled).Key, settled["b"]["1"]));
    }

    [Fact]
    public void Approve_OfUnitsThatAreAllSettled_SaysWhyNot()
    {
        var (purchase, begun) = Claimed(begun: 3, claimed: 3, Asking);
        var order = new OrderReturns(purchase, [begun]);

        Assert.Equal("CLAIM_ACCEPTED", begun.Approve(order, Asking, Some.Till, Some.Now).Refusal!.Reason);
        Assert.Equal(ReturnState.Declined, begun.Decline("It was paid back already.").Value.Next.State);
        var (some, part) = Claimed(begun: 3, claimed: 1, Asking);
        Assert.Equal(ReturnState.Approved, part.Approve(new OrderReturns(some, [part]), Asking, Some.Till, Some.Now).Value.Next.State);
    }

    [Fact]
    public void EndedReturn_WhoseUnitsWereClaimed_IsNotTakenLate()
    {
        var order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));
        var cancelled = Some.Begun(order, Some.Asks("r1", "1", 3)).Cancel().Value.Next;
        var claimed = new OrderReturns(Of(order.Order, 2), [cancelled]);

        Assert.Equal("CLAIM_ACCEPTED", cancelled.Receive([], claimed, Some.Policy, Some.Now, "stood in the post").Refusal!.Reason);
    }

    [Fact]
    public void NewReturn_OfClaimedUnits_SaysWhyNot()
    {
        var purchase = Of(Some.Order([Some.Line("1", 3, 1000)]), 3);
        Assert.Equal("CLAIM_ACCEPTED", Return.Create(Some.Asks("r1", "1", 1), Some.Fresh(purchase), Some.Policy, Some.Now).Refusal!.Reason);
        Assert.Equal("NOT_FULFILLED", Return.Create(Some.Asks("r1", "1", 1), Some.Fresh(purchase with { ClaimedQuantities = new Dictionary<string, int>() }), Some.Policy, Some.Now).Refusal!.Reason);
    }

    // The unit that is sent again in the place of a claimed one can come back by another return.
    [Fact]
    public void ReplacedUnits_AreFreeToComeBack_OnceTheyAreSentAgain()
    {
        var order = Some.Fresh(Some.Order([Some.Line("1", 1, 1000)]));
        var begun = Some.Begun(order, Some.Asks("r1", "1", 1));
        begun = begun.Settled(order.With(begun).SettledBy(new Dictionary<string, int> { ["1"] = 1 })["r1"], order.With(begun), Some.Policy).Next;
        var claimed = new OrderReturns(order.Order with { ClaimedQuantities = new Dictionary<string, int> { ["1"] = 1 } }, [begun]);

        var original = begun.Complete([], cashAtTill: false, claimed, Some.Policy, Some.Till, Some.Now).Value;
        Assert.Empty(original.Events.OfType<Owed>());
        var again = Some.Begun(claimed.Without("r1").With(original.Next), Some.Asks("r2", "1", 1));
        Assert.Equal(Some.Eur(1000), again.RefundAmount);
    }

    private static (Order Purchase, Return Begun) Claimed(int begun, int claimed, ReturnPolicy? policy = null)
    {
        var order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));
        var live = Some.Begun(order, Some.Asks("r1", "1", begun), policy);
        var all = order.With(live);
        return (Of(order.Order, claimed), live.Settled(all.SettledBy(new Dictionary<string, int> { ["1"] = claimed })["r1"], all, policy ?? Some.Policy).Next);
    }

    private static Order Of(Order order, int claimed) => order with
    {
        CancelledQuantities = new Dictionary<string, int> { ["1"] = claimed },
        ClaimedQuantities = new Dictionary<string, int> { ["1"] = claimed },
    };
}
