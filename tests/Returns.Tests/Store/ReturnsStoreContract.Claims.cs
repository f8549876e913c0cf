using Omnichannel.Orders.V1;

namespace Omnichannel.Returns.Tests.Store;

/// <content>Claims that Order-tracking accepted, and what does not hold.</content>
public abstract partial class ReturnsStoreContract
{
    [Fact]
    public async Task ClaimAccepted_AfterTheReturnBegan_ItsUnitsAreTakenWithoutARefund()
    {
        await Place("o1");
        var begun = await Begin("o1", "1", 3);
        await Accept("o1", 2, claim: 5);
        Assert.Equal((2, 333), ((await Get(begun.ReturnId)).Lines[0].ClaimedQuantity, (int)(await Get(begun.ReturnId)).RefundAmount.AmountMinor));

        var done = await Complete(begun);

        Assert.Equal((V1.ReturnState.Resolved, 3, 333), (done.State, done.Lines[0].ReceivedQuantity, (int)done.Refund.Amount.AmountMinor));
        var told = await Published();
        var received = V1.ReturnReceived.Parser.ParseFrom(told.Single(e => e.Type == V1.ReturnReceived.Descriptor.FullName).Data.Span).Lines.Single();
        Assert.Equal((3, 2), (received.Quantity, received.ClaimedQuantity));
        Assert.Equal(1, V1.ReturnResolved.Parser.ParseFrom(told.Single(e => e.Type == V1.ReturnResolved.Descriptor.FullName).Data.Span).Lines.Single().Quantity);
        Assert.Empty(await breaches.List(null, 10, default));
    }

    [Fact]
    public async Task ClaimAccepted_BeforeTheReturn_SaysWhyNot_AndDeclinedOnesSayNothing()
    {
        await Place("o1");
        await Apply(Sales.Record("o1", Claim("o1", 3, ClaimState.Declined), version: 4));
        await Accept("o1", 2, claim: 5);
        Assert.Equal(1, (await queries.Eligibility("o1", As("customer-1"), default)).Lines[0].Returnable);
        await Accept("o1", 1, claim: 7);

        await Refused("CLAIM_ACCEPTED", () => Begin("o1", "1", 1));
    }

    [Fact]
    public async Task WhatDoesNotHold_IsKnownWhileItLasts()
    {
        await Place("o1");
        await Begin("o1", "1", 2);
        Assert.Empty(await breaches.List(null, 10, default));

        await Apply(Sales.Record("o1", new OrderDeliveryCorrected { OrderId = "o1" }, version: 4));
        Assert.Equal([("o1", "RETURNED_BEYOND_FULFILLED", "1")], (await breaches.List(null, 10, default)).Select(known => (known.Subject, known.Invariant, known.Part)));
        await Apply(Sales.Record("o1", Sales.Delivered("o1"), version: 5));
        Assert.Empty(await breaches.List(null, 10, default));
    }

    [Fact]
    public async Task UnitsThatCameBackAndAreCancelledAllTheSame_AreKnown()
    {
        await Place("o1");
        await Complete(await Begin("o1", "1", 3));
        await Apply(Sales.Record("o1", Cancelled("o1", 4), version: 4));

        Assert.Equal(
            [("CANCELLED_BEYOND_ORDERED", "1"), ("RETURNED_BEYOND_FULFILLED", "1"), ("SETTLED_BEYOND_SOLD", "")],
            (await breaches.List(null, 10, default)).Select(known => (known.Invariant, known.Part)));
    }

    // As Order-tracking tells it: the claim, then what was called off.
    private async Task Accept(string orderId, int units, long claim)
    {
        await Apply(Sales.Record(orderId, Claim(orderId, units, ClaimState.Accepted), claim));
        await Apply(Sales.Record(orderId, Cancelled(orderId, units), claim));
    }

    private static OrderCancelled Cancelled(string orderId, int units) => new() { OrderId = orderId, Lines = { new CancelledLine { LineId = "1", Quantity = units } } };

    private static ClaimResolved Claim(string orderId, int units, ClaimState state) => new()
    {
        OrderId = orderId, Claim = new Claim { ClaimId = "c", OrderId = orderId, State = state, Lines = { new LineQuantity { LineId = "1", Quantity = units } } },
    };
}
