using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What is only downloaded is with the customer as soon as it is paid.</summary>
public sealed class DigitalTests
{
    private static readonly Tender Rest = new(TenderKind.Card, "rest", 3000);

    [Fact]
    public void Paid_IsDeliveredAtOnce()
    {
        var change = OrderSteps.Place(Sale(method: FulfilmentMethod.Digital), Monday.AddHours(2));

        Assert.Equal((OrderStatus.Delivered, Monday, false), (change.Order.Status, change.Order.DeliveredAt, change.Order.IsDeliveryAssumed));
        Assert.False(Assert.Single(change.Events.OfType<OrderDelivered>()).HandedOver);
        Assert.All(Fulfilments.Of(change.Order), line => Assert.Equal((line.Ordered, line.Ordered), (line.Fulfilled, line.Delivered)));
        Assert.Equal("ALREADY_SHIPPED", OrderSteps.Cancel(change.Order, [], "", SalesChannel.Web, Monday.AddHours(3)).Refusal!.Reason);
    }

    [Fact]
    public void WithADeposit_WaitsForTheRest_AndIsDeliveredWithIt()
    {
        var order = OrderSteps.Place(Deposit(FulfilmentMethod.Digital), Monday).Order;
        Assert.Equal((OrderStatus.PaymentDue, null), (order.Status, order.DeliveredAt));
        Assert.All(Fulfilments.Of(order), line => Assert.Equal((0, line.Ordered), (line.Delivered, line.Cancellable)));

        var held = OrderSteps.RecordPayment(order, Rest, "p1", PaymentState.Authorised, Monday.AddHours(1), Monday.AddHours(1)).Value.Order;
        Assert.Null(held.DeliveredAt);

        var paid = OrderSteps.RecordPayment(held, Rest, "p1", PaymentState.Captured, Monday.AddHours(5), Monday.AddHours(6)).Value;
        Assert.Equal((OrderStatus.Delivered, Monday.AddHours(5)), (paid.Order.Status, paid.Order.DeliveredAt));
        Assert.Equal(Monday.AddHours(5), Assert.Single(paid.Events.OfType<OrderDelivered>()).EffectiveAt);
    }

    [Fact]
    public void GivenBackLater_StaysDelivered()
    {
        var order = OrderSteps.Place(Sale(method: FulfilmentMethod.Digital), Monday).Order;

        var given = OrderSteps.RequestRefund(order, new RefundAsk("goodwill", "GOODWILL", 1000), Monday.AddDays(1)).Value.Order;

        Assert.Equal((OrderStatus.Delivered, Monday), (given.Status, given.DeliveredAt));
    }

    [Fact]
    public void BesideGoods_IsNoPartOfTheirParcel_NorOfTheirPromise()
    {
        var sale = Sale() with { Promised = new DeliveryDays(1, 3) };
        sale = sale with { Lines = [sale.Lines[0], sale.Lines[1] with { Method = FulfilmentMethod.Digital }] };
        var order = OrderSteps.Place(sale, Monday).Order;
        Assert.Equal((OrderStatus.Processing, null), (order.Status, order.DeliveredAt));
        Assert.Equal([0, 1], Fulfilments.Of(order).Select(line => line.Delivered));

        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", OrderSteps.Ship(order, Parcel("p0", new LineUnits("2", 1)), Monday.AddHours(1)).Refusal!.Reason);
        var shipped = Shipped(order);
        Assert.Equal([new LineUnits("1", 3)], shipped.Shipments[0].Lines);

        var delivered = OrderSteps.Track(shipped, "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31));
        Assert.Equal((OrderStatus.Delivered, PromiseState.Kept), (delivered.Order.Status, delivered.Order.Promise!.State));
    }

    [Fact]
    public void Unpaid_BesideGoods_IsNotShippedWithThem()
    {
        var sale = Deposit(FulfilmentMethod.Ship);
        sale = sale with { Lines = [sale.Lines[0], sale.Lines[1] with { Method = FulfilmentMethod.Digital }] };

        var shipped = Shipped(OrderSteps.Place(sale, Monday).Order);

        Assert.Equal([new LineUnits("1", 3)], shipped.Shipments[0].Lines);
        Assert.Equal(0, Fulfilments.Of(shipped)[1].Delivered);
    }

    private static Sale Deposit(FulfilmentMethod method) => Sale(method: method) with { Tenders = [new Tender(TenderKind.Card, "deposit", 3000)] };
}
