using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What cancelling and amending do with lines, and why not.</summary>
public sealed class CancelAndAmendTests
{
    // Of five: one cancelled, one delivered, one in a parcel that waits, two open.
    private static Order Mixed()
    {
        var order = OrderSteps.Cancel(Order(Sale(quantity: 5)), [new LineUnits("1", 1)], "", SalesChannel.Web, Monday).Value.Order;
        order = Shipped(order, "gone", new LineUnits("1", 1));
        order = OrderSteps.Track(order, "gone", [Event(ShipmentStatus.Delivered, 5)], Monday.AddHours(5)).Order;
        return Shipped(order, "waits", new LineUnits("1", 1));
    }

    [Fact]
    public void Cancel_MoreThanCanBe_CancelsTheRest_AndSaysWhyNotMore()
    {
        var order = Mixed();

        var outcome = OrderSteps.PlanCancel(order, [new LineUnits("1", 7)]).Value.Lines.Single();
        var after = OrderSteps.Cancel(order, [new LineUnits("1", 7)], "CHANGED_MIND", SalesChannel.Web, Monday.AddHours(6)).Value.Order;

        Assert.Equal(2, outcome.Cancelled);
        Assert.Equal(
            [
                new RefusedUnits(LineRefusal.InParcel, 1), new RefusedUnits(LineRefusal.HandedOver, 1), new RefusedUnits(LineRefusal.AlreadyCancelled, 1),
                new RefusedUnits(LineRefusal.NotOrdered, 2),
            ],
            outcome.Refused);
        Assert.Equal((3, 2000L), (Fulfilments.Of(after)[0].Cancelled, after.Cancellations[^1].RefundMinor));
    }

    /// <summary>Told twice, or again with what was cancelled before: no unit is cancelled that nobody withdrew from, and none that left.</summary>
    [Fact]
    public void Withdrawn_WhatHasNotLeft_IsCalledOffOnce()
    {
        var after = OrderSteps.CallOffWithdrawn(Mixed(), [new LineUnits("1", 3)], SalesChannel.Web, Monday.AddHours(6));

        Assert.Equal((3, OrderSteps.Withdrawn), (Fulfilments.Of(after.Order)[0].Cancelled, after.Order.Cancellations[^1].Reason));
        Assert.Empty(OrderSteps.CallOffWithdrawn(after.Order, [new LineUnits("1", 3)], SalesChannel.Web, Monday.AddHours(7)).Events);
        Assert.Empty(OrderSteps.CallOffWithdrawn(after.Order, [new LineUnits("1", 5)], SalesChannel.Web, Monday.AddHours(7)).Events);
    }

    [Fact]
    public void Cancel_Everything_SaysOfEachLineWhatIsLeft()
    {
        var outcomes = OrderSteps.PlanCancel(Mixed(), []).Value.Lines;

        Assert.Equal(["1", "2"], outcomes.Select(line => line.LineId));
        Assert.Equal([2, 1], outcomes.Select(line => line.Cancelled));
        Assert.Equal([2, 0], outcomes.Select(line => line.Refused.Sum(units => units.Quantity)));
    }

    [Fact]
    public void Cancel_OfALineThatIsGone_IsRefused_ThoughAnotherIsOpen()
    {
        var order = Shipped(Order(), "p1", new LineUnits("1", 3));

        Assert.Equal("ALREADY_SHIPPED", OrderSteps.Cancel(order, [new LineUnits("1", 1)], "", SalesChannel.Web, Monday.AddHours(2)).Refusal!.Reason);
        Assert.Equal(["2"], OrderSteps.Cancel(order, [new LineUnits("1", 1), new LineUnits("2", 1)], "", SalesChannel.Web, Monday.AddHours(2)).Value
            .Order.Cancellations.Single().Lines.Select(units => units.LineId));
    }

    [Fact]
    public void Amend_KeepsFewer_AndRefusesWhatIsAnotherSale()
    {
        var order = Mixed();
        LineAmendment[] asked =
        [
            new("1", 1),
            new("2", 4) { Fulfilment = (FulfilmentMethod.Pickup, "milano-1"), Options = new Dictionary<string, string> { ["colour"] = "red" } },
        ];

        var outcomes = OrderSteps.PlanAmend(order, asked).Value.Lines;
        var after = OrderSteps.Amend(order, asked, "CHANGED_MIND", SalesChannel.Web, Monday.AddHours(6)).Value.Order;

        Assert.Equal((2, new RefusedUnits(LineRefusal.InParcel, 1)), (outcomes[0].Cancelled, outcomes[0].Refused.Single()));
        Assert.Equal(
            [new RefusedUnits(LineRefusal.OrderAgain, 3), new RefusedUnits(LineRefusal.FulfilmentFixed, 1), new RefusedUnits(LineRefusal.OptionsFixed, 1)], outcomes[1].Refused);
        Assert.Equal([3, 0], Fulfilments.Of(after).Select(line => line.Cancelled));
    }

    [Fact]
    public void Amend_ToWhatItIs_ChangesNothing()
    {
        var order = Order();

        var change = OrderSteps.Amend(order, [new LineAmendment("1", 3), new LineAmendment("2", null) { Fulfilment = (FulfilmentMethod.Ship, "") }], "", SalesChannel.Web, Monday).Value;

        Assert.Equal((order.Version, 0), (change.Order.Version, change.Events.Count));
        Assert.All(OrderSteps.PlanAmend(order, [new LineAmendment("2", 1)]).Value.Lines, line => Assert.Empty(line.Refused));
        Assert.Equal("LINE_NOT_FOUND", OrderSteps.Amend(order, [new LineAmendment("9", 1)], "", SalesChannel.Web, Monday).Refusal!.Reason);
    }
}
