using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

public sealed class OrderStepsTests
{
    [Fact]
    public void Of_ShippedOrderOnItsWay_TellsWhatWasAndWhatIsAhead()
    {
        var order = Sample.Order(OrderStatus.InTransit);
        order.Shipments.Add(Sample.Parcel(ShipmentStatus.InTransit, (1, ShipmentStatus.Pending), (5, ShipmentStatus.PickedUp), (9, ShipmentStatus.InTransit)));

        Assert.Equal(
            [
                new OrderStep("PLACED", StepState.Done, Sample.Placed),
                new OrderStep("PREPARING", StepState.Done, null),
                new OrderStep("ON_THE_WAY", StepState.Current, Sample.Placed.AddHours(5)),
                new OrderStep("DELIVERED", StepState.Ahead, null),
            ],
            OrderSteps.Of(order));
    }

    [Fact]
    public void Of_OrderThatIsPacked_SaysSo_OnceAllOfItIs()
    {
        var order = Sample.Order(OrderStatus.Processing, Sample.Ship, Sample.Ship);
        order.Milestones.Add(new Milestone { MilestoneId = "m-1", Kind = MilestoneKind.Packed, At = Sample.At(2) });
        order.Lines[0].PackedQuantity = 1;
        Assert.Equal("PREPARING", OrderSteps.Of(order).Single(step => step.State is StepState.Current).Name);

        order.Lines[1].CancelledQuantity = 1;

        Assert.Equal(["PLACED", "PREPARING", "PACKED", "ON_THE_WAY", "DELIVERED"], OrderSteps.Of(order).Select(step => step.Name));
        Assert.Equal(new OrderStep("PACKED", StepState.Current, Sample.Placed.AddHours(2)), OrderSteps.Of(order).Single(step => step.State is StepState.Current));
        order.Status = OrderStatus.InTransit;
        Assert.Equal("ON_THE_WAY", OrderSteps.Of(order).Single(step => step.State is StepState.Current).Name);
    }

    [Fact]
    public void Of_ParcelThatWasVoided_DoesNotSayThatTheOrderLeft()
    {
        var order = Sample.Order(OrderStatus.InTransit);
        order.Shipments.Add(Sample.Parcel(ShipmentStatus.Cancelled, (2, ShipmentStatus.PickedUp)));
        order.Shipments.Add(Sample.Parcel(ShipmentStatus.InTransit, (7, ShipmentStatus.InTransit)));

        Assert.Equal(Sample.Placed.AddHours(7), OrderSteps.Of(order).Single(step => step.Name == "ON_THE_WAY").At);
    }

    [Fact]
    public void Of_SaleOverTheCounter_IsOneStepAndDone()
    {
        var order = Sample.Order(OrderStatus.Delivered, Sample.TakeAway);
        order.DeliveredAt = Sample.At(0);

        Assert.Equal([new OrderStep("PLACED", StepState.Done, Sample.Placed), new OrderStep("HANDED_OVER", StepState.Done, Sample.Placed)], OrderSteps.Of(order));
    }

    [Fact]
    public void Of_PostageBesideGoodsToCollect_GoesTheWayOfTheGoods()
    {
        var order = Sample.Order(OrderStatus.PickupAvailable, Sample.Pickup, Sample.Ship);
        order.Lines[1].Sale.NonMerchandise = true;
        order.Shipments.Add(Sample.Parcel(ShipmentStatus.ReadyForPickup, (3, ShipmentStatus.ReadyForPickup)));

        var steps = OrderSteps.Of(order);
        Assert.Equal(["PLACED", "PREPARING", "READY", "COLLECTED"], steps.Select(step => step.Name));
        Assert.Equal((StepState.Current, Sample.Placed.AddHours(3)), (steps[2].State, steps[2].At));
    }

    [Fact]
    public void Of_ShippedParcelThatWaitsAtAShop_HasTheStopInBetween()
    {
        var order = Sample.Order(OrderStatus.PickupAvailable);
        order.Shipments.Add(Sample.Parcel(ShipmentStatus.ReadyForPickup, (3, ShipmentStatus.InTransit), (20, ShipmentStatus.ReadyForPickup)));

        var steps = OrderSteps.Of(order);
        Assert.Equal(["PLACED", "PREPARING", "ON_THE_WAY", "READY", "DELIVERED"], steps.Select(step => step.Name));
        Assert.Equal(StepState.Current, steps[3].State);
    }

    [Theory]
    [InlineData(OrderStatus.Processing, "PREPARING", StepState.Current)]
    [InlineData(OrderStatus.PaymentDue, "PAYMENT", StepState.Current)]
    [InlineData(OrderStatus.Problem, "ON_THE_WAY", StepState.Problem)]
    [InlineData(OrderStatus.Cancelled, "CANCELLED", StepState.Ended)]
    public void Of_OpenOrder_StandsAtOneStep(OrderStatus status, string name, StepState state)
    {
        var here = Assert.Single(OrderSteps.Of(Sample.Order(status)), step => step.State is not (StepState.Done or StepState.Ahead));
        Assert.Equal((name, state), (here.Name, here.State));
    }

    [Fact]
    public void Of_WhatCameBack_EndsWithTheReturn()
    {
        var steps = OrderSteps.Of(Sample.Order(OrderStatus.Returned));
        Assert.All(steps, step => Assert.Equal(StepState.Done, step.State));
        Assert.Equal("RETURNED", steps[^1].Name);
    }

    [Fact]
    public void Of_HistoryOfAnotherSystem_ClaimsNoWayThatNobodyTold()
    {
        var order = Sample.Order(OrderStatus.Delivered);
        order.Lines[0].Sale.Fulfilment = null;

        Assert.Equal(["PLACED", "DELIVERED"], OrderSteps.Of(order).Select(step => step.Name));
    }

    [Fact]
    public void Of_AnyStatusAndWay_PlacesNothingAheadOfWhereTheOrderIs()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            foreach (var ways in new[] { [Sample.Ship], [Sample.Pickup], [Sample.TakeAway], [Sample.Ship, Sample.Pickup, Sample.TakeAway], new[] { new Omnichannel.Types.V1.Fulfilment() } })
            {
                var states = OrderSteps.Of(Sample.Order(status, ways)).Select(step => step.State).ToList();
                Assert.Equal(states.OrderBy(state => state is StepState.Done ? 0 : state is StepState.Ahead ? 2 : 1), states);
                Assert.True(states.Count(state => state is StepState.Current or StepState.Problem or StepState.Ended) <= 1);
            }
        }
    }
}
