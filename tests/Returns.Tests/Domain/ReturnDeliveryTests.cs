using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Parcels that bring goods back.</summary>
public sealed class ReturnDeliveryTests
{
    private static readonly OrderReturns Order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));
    private static readonly Return Begun = Some.Begun(Order, Some.Asks("r1", "1", 2, method: ReturnMethod.Carrier));

    [Fact]
    public void FirstScan_OfAnyParcel_SetsTheReturnInTransit_Once()
    {
        var ready = Begun.Deliver(Parcel("a")).Value.Next.Deliver(Parcel("b")).Value.Next;
        var moved = ready.Carried("b", Some.Now, null, Order, Some.Policy, Some.Now);
        var again = moved.Next.Carried("b", Some.Now, null, Order, Some.Policy, Some.Now);
        var there = moved.Next.Carried("b", Some.Now, Some.Now.AddDays(2), Order, Some.Policy, Some.Now.AddDays(2));

        Assert.Equal((ReturnState.InTransit, null), (moved.Next.State, moved.Next.ReceiveUntil));
        Assert.Equal("b", Assert.IsType<Posted>(Assert.Single(moved.Events)).Parcel.TrackingNumber);
        Assert.Same(moved.Next, again.Next);
        Assert.Equal((ReverseDeliveryState.Ready, ReverseDeliveryState.Delivered), (there.Next.Deliveries[0].State, there.Next.Deliveries[1].State));
        Assert.Empty(there.Events);
    }

    [Fact]
    public void AScanThatWasNone_IsTakenBackFromTheParcel()
    {
        var moved = Begun.Deliver(Parcel("a")).Value.Next.Carried("a", Some.Now, null, Order, Some.Policy, Some.Now).Next;

        Assert.Equal(ReverseDeliveryState.Ready, moved.Carried("a", null, null, Order, Some.Policy, Some.Now).Next.Deliveries[0].State);
    }

    [Fact]
    public void Scanned_AfterItExpired_GoesOnByRule_ElseWaitsForStaff()
    {
        var expired = Begun.Deliver(Parcel("a")).Value.Next.TimeIsUp(Order, Some.Policy, Some.Now.AddDays(30)).Next;
        var late = Some.Now.AddDays(33);
        var patient = Some.Policy with { Processing = Some.Policy.Processing with { LateDays = 5 } };

        Assert.Equal(ReturnState.InTransit, expired.Carried("a", late, null, Order, patient, late).Next.State);
        Assert.Equal(ReturnState.Received, expired.Receive([], Order, patient, late).Value.Next.State);
        var waiting = expired.Carried("a", late, null, Order, Some.Policy, late).Next;
        Assert.Equal((ReturnState.Expired, ReverseDeliveryState.InTransit), (waiting.State, waiting.Deliveries[0].State));
        Assert.IsType<WrongState>(waiting.Receive([], Order, Some.Policy, late).Refusal);
        Assert.Equal(ReturnState.Received, waiting.Receive([], Order, Some.Policy, late, "stood in the post").Value.Next.State);
        Assert.IsType<WrongState>(expired.Receive([], Order, patient, late.AddDays(3)).Refusal);
    }

    [Fact]
    public void Void_IsForWhatNoCarrierHasSeen_AndGoesWithTheReturn()
    {
        var two = Begun.Deliver(Parcel("a")).Value.Next.Deliver(Parcel("b")).Value.Next;
        var voided = two.Void("a").Value;
        var moved = voided.Next.Carried("b", Some.Now, null, Order, Some.Policy, Some.Now).Next;

        Assert.Equal("a", Assert.IsType<DeliveryVoided>(Assert.Single(voided.Events)).Delivery.ReverseDeliveryId);
        Assert.Empty(voided.Next.Void("a").Value.Events);
        Assert.IsType<AlreadyPosted>(moved.Void("b").Refusal);
        Assert.IsType<ReverseDeliveryNotFound>(moved.Void("c").Refusal);
        Assert.Equal(2, two.Cancel().Value.Events.OfType<DeliveryVoided>().Count());
        Assert.Equal(ReverseDeliveryState.Voided, voided.Next.Carried("a", Some.Now, null, Order, Some.Policy, Some.Now).Next.Deliveries[0].State);
    }

    [Fact]
    public void Label_IsForAnApprovedReturn_ByCarrier_AndForTenParcels()
    {
        var waiting = Some.Begun(Order, Some.Asks("r2", "1", 1, method: ReturnMethod.Carrier), Some.With(rule => rule with { RequiresApproval = true }));
        var full = Enumerable.Range(0, Return.MostDeliveries).Aggregate(Begun, (current, i) => current.Deliver(Parcel($"{i}")).Value.Next);

        Assert.IsType<ApprovalPending>(waiting.Deliver(Parcel("a")).Refusal);
        Assert.IsType<NotByCarrier>(Some.Begun(Order, Some.Asks("r3", "1", 1)).Deliver(Parcel("a")).Refusal);
        Assert.IsType<WrongState>(Begun.Cancel().Value.Next.Deliver(Parcel("a")).Refusal);
        Assert.IsType<TooManyDeliveries>(full.Deliver(Parcel("more")).Refusal);
        Assert.True(full.Void("3").Value.Next.Deliver(Parcel("more")).IsAccepted);
    }

    // GS1's own example of a code.
    [Fact]
    public void Sscc_IsAsGs1MakesIt() => Assert.Equal("006141411234567890", Sscc.Of("0614141", 123_456_789));

    [Fact]
    public void Sscc_ThatHasNoRoomLeft_IsNoneAtAll() => Assert.Throws<ArgumentOutOfRangeException>(() => Sscc.Of("952123456789", 10_000));

    private static ReverseDelivery Parcel(string id) => new(id, ReverseDeliveryMethod.Label, ReverseDeliveryState.Ready, "file", id, ["Via Roma 1"], Some.Now);
}
