using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
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
        Assert.Null(kept.Order.PromiseCheckAt);
        Assert.Empty(OrderSteps.Look(kept.Order, Monday.AddDays(30)).Events);
    }

    [Fact]
    public void SilenceUntilTheEnd_IsAtRiskThenBroken_OnceEach()
    {
        var order = Promised(Order());
        Assert.Equal(order.Promise!.RiskAt, order.PromiseCheckAt);

        var risk = OrderSteps.Look(order, order.PromiseCheckAt!.Value);
        Assert.Equal("NOT_SHIPPED", Assert.IsType<PromiseAtRisk>(Assert.Single(risk.Events)).Reason);
        Assert.Equal(order.Promise.DecidedAt, risk.Order.PromiseCheckAt);

        var broken = OrderSteps.Look(risk.Order, risk.Order.PromiseCheckAt!.Value);
        Assert.Equal("WINDOW_PASSED", Assert.IsType<PromiseBroken>(Assert.Single(broken.Events)).Reason);
        Assert.Empty(OrderSteps.Look(broken.Order, Monday.AddDays(30)).Events);

        // Old news that it had been in time does not take a published outcome back.
        var late = OrderSteps.Track(Shipped(broken.Order), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddDays(9));
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

        Assert.Equal([new PastWindow(1, ThreeDays, Monday.AddHours(2))], revised.Promise!.Past);
        Assert.Empty(OrderSteps.Look(revised, Monday.AddDays(4)).Events);
        Assert.Single(OrderSteps.Look(revised, Monday.AddDays(7)).Events.OfType<PromiseBroken>());
    }

    [Fact]
    public void WholeOrderCancelled_WithdrawsThePromise()
    {
        var cancelled = OrderSteps.Cancel(Promised(Order()), [], "", SalesChannel.Web, Monday.AddHours(3)).Value;

        Assert.Equal(PromiseState.Withdrawn, cancelled.Order.Promise!.State);
        Assert.Null(cancelled.Order.PromiseCheckAt);
        Assert.DoesNotContain(cancelled.Events, e => e is PromiseBroken or PromiseKept);
    }

    [Fact]
    public void SetPromise_Refusals_SayWhyNot()
    {
        Assert.Equal("PROMISE_EXISTS", OrderSteps.SetPromise(Promised(Order()), ThreeDays, Monday).Refusal!.Reason);
        Assert.Equal("ORDER_HISTORICAL", OrderSteps.SetPromise(Order(Sale(origin: OrderOrigin.Historical)), ThreeDays, Monday).Refusal!.Reason);
        Assert.Equal("ORDER_DELIVERED", OrderSteps.SetPromise(Order(Sale(method: FulfilmentMethod.TakeAway)), ThreeDays, Monday).Refusal!.Reason);
        Assert.Equal("WINDOW_INVALID", OrderSteps.SetPromise(Order(), new Window(Monday.AddDays(3), Monday.AddDays(1)), Monday).Refusal!.Reason);
        Assert.Equal("WINDOW_INVALID", OrderSteps.SetPromise(Order(), ThreeDays, Monday.AddDays(9)).Refusal!.Reason);
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

    private static Order Promised(Order order, Window? window = null) => OrderSteps.SetPromise(order, window ?? ThreeDays, Monday.AddHours(2)).Value.Order;
}
