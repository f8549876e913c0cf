using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class PromiseTests
{
    private static readonly Window ThreeDays = new(Monday.AddDays(1), Monday.AddDays(3));

    [Fact]
    public void DeliveredInTime_IsKept_AtOnceAndOnce()
    {
        var order = Promised(Shipped(Order()));

        var kept = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31));

        Assert.Single(kept.Events.OfType<PromiseKept>());
        Assert.Null(kept.Order.NextLookAt);
        Assert.Empty(OrderSteps.Look(kept.Order, Monday.AddDays(30)).Events);
    }

    [Fact]
    public void SilenceUntilTheEnd_IsAtRiskThenBroken_OnceEach()
    {
        var order = Promised(Order());
        Assert.Equal(order.Promise!.RiskAt, order.NextLookAt);

        var risk = OrderSteps.Look(order, order.NextLookAt!.Value);
        Assert.Equal("NOT_SHIPPED", Assert.IsType<PromiseAtRisk>(Assert.Single(risk.Events)).Reason);
        Assert.Equal(order.Promise.DecidedAt, risk.Order.NextLookAt);

        var broken = OrderSteps.Look(risk.Order, risk.Order.NextLookAt!.Value);
        Assert.Equal("WINDOW_PASSED", Assert.IsType<PromiseBroken>(Assert.Single(broken.Events)).Reason);
        Assert.Empty(OrderSteps.Look(broken.Order, Monday.AddDays(30)).Events);

        // News that it had been in time all the same takes the outcome back, and says so.
        var late = OrderSteps.Track(Shipped(broken.Order), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddDays(9));
        Assert.Equal((PromiseState.Kept, PromiseState.Broken), Corrected(late));
        Assert.DoesNotContain(late.Events, e => e is PromiseKept or PromiseBroken);
    }

    [Fact]
    public void TimerTooEarly_ChangesNothing()
    {
        var order = Promised(Order());
        Assert.Equal(order, OrderSteps.Look(order, Monday.AddHours(3)).Order);
    }

    [Fact]
    public void DeliveredLate_ToldBeforeTheTimerCame_IsBrokenByTheEvent()
    {
        var order = Promised(Shipped(Order()));

        var change = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.Delivered, 80)], Monday.AddDays(4));

        Assert.Equal("DELIVERED_LATE", Assert.Single(change.Events.OfType<PromiseBroken>()).Reason);
    }

    [Theory]
    [InlineData(ShipmentStatus.Delayed, "CARRIER_DELAY")]
    [InlineData(ShipmentStatus.OnHold, "ON_HOLD")]
    [InlineData(ShipmentStatus.DeliveryFailed, "DELIVERY_FAILED")]
    [InlineData(ShipmentStatus.LostSuspected, "CARRIER_DELAY")]
    public void BadNews_PutsItAtRisk_OncePerRevision(ShipmentStatus status, string reason)
    {
        var order = Promised(Shipped(Order()));
        var first = OrderSteps.Track(order, "p1", [Event(status, 10)], Monday.AddHours(11));
        Assert.Equal(reason, Assert.Single(first.Events.OfType<PromiseAtRisk>()).Reason);
        Assert.Empty(OrderSteps.Track(first.Order, "p1", [Event(status, 12)], Monday.AddHours(13)).Events.OfType<PromiseAtRisk>());

        var revised = OrderSteps.RevisePromise(
            first.Order, first.Order.Promise!.PromiseId, new Window(Monday.AddDays(4), Monday.AddDays(6)), "customs", Monday.AddHours(14)).Value;
        Assert.Equal(2, revised.Order.Promise!.Revision);
        Assert.Single(revised.Events.OfType<PromiseRevised>());
        Assert.Single(revised.Events.OfType<PromiseAtRisk>());
    }

    [Fact]
    public void Forecast_BehindTheWindow_PutsItAtRisk()
    {
        var order = Promised(Shipped(Order()));
        var change = OrderSteps.Track(
            order, "p1", [Event(ShipmentStatus.InTransit, 10) with { EstimatedDeliveryAt = Monday.AddDays(5) }], Monday.AddHours(11));

        Assert.Equal("CARRIER_FORECAST", Assert.Single(change.Events.OfType<PromiseAtRisk>()).Reason);
    }

    [Fact]
    public void Revision_GivesMoreTime_AndKeepsTheEarlierWindow()
    {
        var order = Promised(Order());
        var revised = OrderSteps.RevisePromise(order, order.Promise!.PromiseId, new Window(Monday.AddDays(4), Monday.AddDays(6)), "stock", Monday.AddHours(5)).Value.Order;

        Assert.Equal(
            [
                new PromiseTurn(PromiseState.Made, 1, Monday.AddHours(2), ThreeDays, ""),
                new PromiseTurn(PromiseState.Made, 2, Monday.AddHours(5), revised.Promise!.Window, "stock"),
            ],
            revised.Promise.Turns);
        Assert.Empty(OrderSteps.Look(revised, Monday.AddDays(4)).Events);
        Assert.Single(OrderSteps.Look(revised, Monday.AddDays(7)).Events.OfType<PromiseBroken>());
    }

    [Fact]
    public void WholeOrderCancelled_WithdrawsThePromise()
    {
        var cancelled = OrderSteps.Cancel(Promised(Order()), [], "", SalesChannel.Web, Monday.AddHours(3)).Value;

        Assert.Equal(PromiseState.Withdrawn, cancelled.Order.Promise!.State);
        Assert.Null(cancelled.Order.NextLookAt);
        Assert.DoesNotContain(cancelled.Events, e => e is PromiseBroken or PromiseKept);
    }

    [Fact]
    public void SetPromise_Refusals_SayWhyNot()
    {
        Assert.Equal("PROMISE_EXISTS", OrderSteps.SetPromise(Promised(Order()), ThreeDays, [], Monday).Refusal!.Reason);
        Assert.Equal("ORDER_HISTORICAL", OrderSteps.SetPromise(Order(Sale(origin: OrderOrigin.Historical)), ThreeDays, [], Monday).Refusal!.Reason);
        Assert.Equal("ORDER_DELIVERED", OrderSteps.SetPromise(Order(Sale(method: FulfilmentMethod.TakeAway)), ThreeDays, [], Monday).Refusal!.Reason);
        Assert.Equal("WINDOW_INVALID", OrderSteps.SetPromise(Order(), new Window(Monday.AddDays(3), Monday.AddDays(1)), [], Monday).Refusal!.Reason);
        Assert.Equal("WINDOW_INVALID", OrderSteps.SetPromise(Order(), ThreeDays, [], Monday.AddDays(9)).Refusal!.Reason);
        var kept = OrderSteps.Track(Promised(Shipped(Order())), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;
        Assert.Equal("PROMISE_FINAL", OrderSteps.RevisePromise(kept, kept.Promise!.PromiseId, ThreeDays, "", Monday.AddHours(32)).Refusal!.Reason);
        Assert.Equal("PROMISE_NOT_FOUND", OrderSteps.RevisePromise(kept, "other", ThreeDays, "", Monday.AddHours(32)).Refusal!.Reason);
    }

    [Fact]
    public void ShortWindows_AreDecidedQuickly()
    {
        var promise = Promised(Order(), new Window(Monday.AddHours(2), Monday.AddHours(2).AddSeconds(5))).Promise!;
        Assert.Equal(promise.Window.LatestAt.AddSeconds(0.25), promise.DecidedAt);
        Assert.Equal(TimeSpan.FromHours(1), Promised(Order()).Promise!.DecidedAt - ThreeDays.LatestAt);
    }

    [Fact]
    public void DeliveredByMistake_Corrected_IsOpenAgain_AndDecidedAnew()
    {
        var kept = OrderSteps.Track(Promised(Shipped(Order())), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;

        var open = OrderSteps.Correct(kept, "p1", Correction(ShipmentStatus.InTransit, 32), Monday.AddHours(33)).Value;
        Assert.Equal((PromiseState.Made, PromiseState.Kept), Corrected(open));
        Assert.NotNull(open.Order.NextLookAt);

        var broken = OrderSteps.Look(open.Order, Monday.AddDays(4));
        Assert.Equal("WINDOW_PASSED", Assert.Single(broken.Events.OfType<PromiseBroken>()).Reason);

        // After the window has ended there is nothing to wait for.
        var late = OrderSteps.Correct(kept, "p1", Correction(ShipmentStatus.InTransit, 32), Monday.AddDays(4)).Value;
        Assert.Equal((PromiseState.Broken, PromiseState.Kept), Corrected(late));
    }

    [Fact]
    public void DeliveredInTime_ToldAfterTheEnd_IsKeptCorrected()
    {
        var broken = OrderSteps.Look(Promised(Shipped(Order())), Monday.AddDays(3).AddHours(1)).Order;
        Assert.Equal(PromiseState.Broken, broken.Promise!.State);

        var corrected = OrderSteps.Track(broken, "p1", [Event(ShipmentStatus.Delivered, 71)], Monday.AddDays(3).AddHours(2));

        Assert.Equal((PromiseState.Kept, PromiseState.Broken), Corrected(corrected));
        Assert.Equal([PromiseState.Made, PromiseState.Broken, PromiseState.Kept], corrected.Order.Promise!.Turns.Select(turn => turn.State));
    }

    [Fact]
    public void ReturnedToSender_KeepsNone_WhateverIsDeliveredThere()
    {
        var order = Promised(Shipped(Order()));
        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.Delivered, 40), Event(ShipmentStatus.ReturnToSender, 30)], Monday.AddHours(41)).Order;

        Assert.Equal(PromiseState.AtRisk, order.Promise!.State);
        Assert.Equal(PromiseState.Broken, OrderSteps.Look(order, Monday.AddDays(4)).Order.Promise!.State);
    }

    [Theory]
    [InlineData(80, true)] // it may have been at hour 66
    [InlineData(90, false)]
    public void UncertainTime_BreaksNone_ByItself(int hour, bool isKept)
    {
        var told = Event(ShipmentStatus.Delivered, hour) with { UncertainBy = TimeSpan.FromHours(14) };

        var change = OrderSteps.Track(Promised(Shipped(Order())), "p1", [told], Monday.AddDays(4));

        Assert.Equal(isKept ? PromiseState.Kept : PromiseState.Broken, change.Order.Promise!.State);
    }

    [Fact]
    public void ReadyAtTheStore_KeepsWhatIsCollected_NotWhatIsShipped()
    {
        var pickup = Promised(Order(Sale(method: FulfilmentMethod.Pickup)));
        var ready = OrderSteps.MarkReady(pickup, "order-1~s1", [], Told(20), Monday.AddHours(21)).Value;
        Assert.Single(ready.Events.OfType<PromiseKept>());
        Assert.All(Fulfilments.Of(ready.Order), line => Assert.Equal(0, line.Fulfilled));
        Assert.Equal(OrderStatus.PickupAvailable, ready.Order.Status);

        var collected = OrderSteps.Collect(ready.Order, "order-1~s1", [], ("", ""), Told(90), Monday.AddHours(91)).Value.Order;
        Assert.All(Fulfilments.Of(collected), line => Assert.Equal(line.Ordered, line.Fulfilled));
        Assert.Equal(PromiseState.Kept, collected.Promise!.State);

        var shipped = OrderSteps.Track(Promised(Shipped(Order())), "p1", [Event(ShipmentStatus.ReadyForPickup, 20)], Monday.AddHours(21));
        Assert.Empty(shipped.Events.OfType<PromiseKept>());
    }

    [Fact]
    public void ReplacedParcel_SpeaksNoMoreForTheOrder()
    {
        var order = OrderSteps.Track(Promised(Shipped(Order())), "p1", [Event(ShipmentStatus.ReturnToSender, 10)], Monday.AddHours(11)).Order;
        Assert.Equal((OrderStatus.Problem, "RETURN_TO_SENDER"), (order.Status, Explanation.Of(order).Code));

        var revised = OrderSteps.RevisePromise(order, order.Promise!.PromiseId, new Window(Monday.AddDays(2), Monday.AddDays(6)), "", Monday.AddHours(12)).Value.Order;
        revised = Shipped(OrderSteps.Look(revised, Monday.AddHours(12)).Order, "p2");
        revised = OrderSteps.Track(revised, "p2", [Event(ShipmentStatus.InTransit, 13)], Monday.AddHours(14)).Order;
        Assert.Equal(OrderStatus.InTransit, revised.Status);
        Assert.NotEqual("RETURN_TO_SENDER", Explanation.Of(revised).Code);
    }

    [Fact]
    public void Silence_OfAParcelUnderWay_PutsItAtRisk()
    {
        var order = Promised(Shipped(Order()), new Window(Monday.AddDays(5), Monday.AddDays(14)));
        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.InTransit, 6)], Monday.AddHours(7)).Order;

        // Two working days after Monday, and a quarter of the promised span.
        Assert.Equal(Monday.AddHours(2) + ((Monday.AddDays(14) - Monday.AddHours(2)) / 4), order.NextLookAt);
        Assert.Equal("NO_NEWS", Assert.Single(OrderSteps.Look(order, order.NextLookAt!.Value).Events.OfType<PromiseAtRisk>()).Reason);

        var scanned = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.InTransit, 70)], Monday.AddHours(71)).Order;
        Assert.DoesNotContain(OrderSteps.Look(scanned, order.NextLookAt!.Value).Events, e => e is PromiseAtRisk);
    }

    [Fact]
    public void Postage_OfGoodsThatLeft_PutsNothingAtRisk()
    {
        var sale = Sale();
        var order = Promised(Shipped(Order(sale with { Lines = [.. sale.Lines, Line("post", 1, 490) with { NonMerchandise = true }] })));
        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.InTransit, 40)], Monday.AddHours(41)).Order;

        Assert.DoesNotContain(OrderSteps.Look(order, order.Promise!.RiskAt).Events, e => e is PromiseAtRisk);
    }

    [Fact]
    public void Promises_OfDifferentLines_StandBesideEachOther()
    {
        var sale = Sale() with { Promised = new DeliveryDays(1, 3) };
        sale = sale with { Lines = [Line("1", 3, 1000, FulfilmentMethod.Pickup), sale.Lines[1]] };
        var order = OrderSteps.Place(sale, Monday).Order;
        Assert.Equal(["2"], order.Promise!.LineIds);
        Assert.Equal("PROMISE_EXISTS", OrderSteps.SetPromise(order, ThreeDays, ["2"], Monday).Refusal!.Reason);
        Assert.Equal("PROMISE_EXISTS", OrderSteps.SetPromise(order, ThreeDays, [], Monday).Refusal!.Reason);
        Assert.Equal("LINE_NOT_FOUND", OrderSteps.SetPromise(order, ThreeDays, ["3"], Monday).Refusal!.Reason);

        order = OrderSteps.SetPromise(order, new Window(Monday, Monday.AddDays(1)), ["1"], Monday).Value.Order;
        order = Shipped(order, "p2", new LineUnits("2", 1));
        order = OrderSteps.MarkReady(order, "order-1~s1", [], Told(3), Monday.AddHours(4)).Value.Order;
        Assert.Equal([PromiseState.Made, PromiseState.Kept], order.Promises.Select(promise => promise.State));
        Assert.Equal(order.Promises[0], order.Promise);

        order = OrderSteps.RevisePromise(order, order.Promises[0].PromiseId, new Window(Monday.AddDays(1), Monday.AddDays(2)), "", Monday.AddHours(5)).Value.Order;
        order = OrderSteps.Look(order, Monday.AddDays(3)).Order;
        Assert.Equal([PromiseState.Broken, PromiseState.Kept], order.Promises.Select(promise => promise.State));
    }

    [Fact]
    public void CancelledAfterTheEnd_StaysBroken()
    {
        var broken = OrderSteps.Look(Promised(Order()), Monday.AddDays(4)).Order;

        var cancelled = OrderSteps.Cancel(broken, [], "", SalesChannel.Web, Monday.AddDays(5)).Value;

        Assert.Equal(PromiseState.Broken, cancelled.Order.Promise!.State);
        Assert.DoesNotContain(cancelled.Events, e => e is PromiseOutcomeCorrected);
    }

    private static (PromiseState Now, PromiseState Before) Corrected(Change change)
    {
        var told = Assert.Single(change.Events.OfType<PromiseOutcomeCorrected>());
        return (told.Promise.State, told.Previous);
    }

    private static Order Promised(Order order, Window? window = null) => OrderSteps.SetPromise(order, window ?? ThreeDays, [], Monday.AddHours(2)).Value.Order;
}
