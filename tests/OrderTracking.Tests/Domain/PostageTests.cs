using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Postage and fees stand on the order as lines of their own, and go the way of the goods.</summary>
public sealed class PostageTests
{
    private const int Postage = 495;

    [Fact]
    public void Cancel_TheRest_WhileSomeIsOnItsWay_KeepsThePostageThatWasEarned()
    {
        var order = Shipped(WithPostage(), "p1", new LineUnits("1", 3));

        var rest = OrderSteps.Cancel(order, [], "CHANGED_MIND", SalesChannel.Web, Monday.AddHours(2)).Value;

        Assert.Equal([new LineUnits("2", 1)], rest.Order.Cancellations[0].Lines);
        Assert.Equal(2500, new PaymentLedger(rest.Order.Sale, rest.Order.Money).GivenBackMinor);
        Assert.Equal("ALREADY_SHIPPED", OrderSteps.Cancel(rest.Order, [], "", SalesChannel.Web, Monday.AddHours(3)).Refusal!.Reason);
        Assert.Equal("ALREADY_SHIPPED", OrderSteps.Cancel(order, [new LineUnits("post", 1)], "", SalesChannel.Web, Monday.AddHours(2)).Refusal!.Reason);
        Assert.Equal(
            [new RefusedUnits(LineRefusal.GoesWithGoods, 1)], OrderSteps.PlanCancel(order, [new LineUnits("post", 1)]).Value.Lines.Single().Refused);
        var delivered = OrderSteps.Track(rest.Order, "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;
        Assert.Equal(OrderStatus.Delivered, delivered.Status);
    }

    [Fact]
    public void Cancel_AllGoodsByName_CancelsThePostageWithTheLast()
    {
        var first = OrderSteps.Cancel(WithPostage(), [new LineUnits("1", 3)], "", SalesChannel.Web, Monday).Value.Order;

        var last = OrderSteps.Cancel(first, [new LineUnits("2", 1)], "", SalesChannel.Web, Monday).Value;

        Assert.Equal([new LineUnits("2", 1), new LineUnits("post", 1)], last.Order.Cancellations[1].Lines);
        Assert.Equal((OrderStatus.Cancelled, 5500L + Postage), (last.Order.Status, new PaymentLedger(last.Order.Sale, last.Order.Money).GivenBackMinor));
        Assert.True(last.Events.OfType<OrderCancelled>().Single().WholeOrder);
    }

    [Fact]
    public void Cancel_WhatShouldHaveBeenSent_GivesThePostageBack_AlthoughTheRestWasTakenAway()
    {
        var sale = WithPostage().Sale;
        var mixed = Order(sale with
        {
            HandedOverAt = Monday,
            Lines = [sale.Lines[0] with { Method = FulfilmentMethod.TakeAway }, .. sale.Lines.Skip(1)],
        });

        var cancelled = OrderSteps.Cancel(mixed, [], "", SalesChannel.Web, Monday).Value.Order;

        Assert.Equal([new LineUnits("2", 1), new LineUnits("post", 1)], cancelled.Cancellations[0].Lines);
        Assert.Equal(OrderStatus.Delivered, cancelled.Status);
    }

    [Fact]
    public void AllGoodsReturned_IsReturned_ThoughPostageCannotComeBack()
    {
        var order = OrderSteps.Track(Shipped(WithPostage()), "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;

        var some = Returned(order, "r1", Monday.AddDays(3), new LineUnits("1", 3));
        var all = Returned(some, "r2", Monday.AddDays(4), new LineUnits("2", 1));

        Assert.Equal((OrderStatus.Delivered, OrderStatus.Returned), (some.Status, all.Status));
    }

    [Fact]
    public void AnyHistory_PostageGoesWithTheGoods() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), Play).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var order = WithPostage(random.Next(1, 5), random.Next(1, 4));
        for (var step = 1; step < 12; step++)
        {
            var now = Monday.AddHours(step);
            var open = Fulfilments.Of(order).Where(line => line is { LineId: not "post", Open: > 0 }).ToList();
            var some = open.Where(_ => random.Next(3) > 0).Select(line => new LineUnits(line.LineId, random.Next(1, line.Open + 1))).ToList();
            order = random.Next(4) switch
            {
                0 when some.Count > 0 => Taken(order, OrderSteps.Ship(order, Parcel($"p{step}", [.. some]), now)),
                1 when some.Count > 0 => Taken(order, OrderSteps.Cancel(order, some, "", SalesChannel.Web, now)),
                2 => Taken(order, OrderSteps.Cancel(order, [], "", SalesChannel.Web, now)),
                _ when order.Shipments.Count > 0 => OrderSteps.Track(
                    order,
                    order.Shipments[random.Next(order.Shipments.Count)].ShipmentId,
                    [Event(random.Next(2) == 0 ? ShipmentStatus.Delivered : ShipmentStatus.ReturnToSender, step)],
                    now).Order,
                _ => order,
            };
            Check(order);
        }
    }

    private static void Check(Order order)
    {
        var lines = Fulfilments.Of(order);
        var goods = lines.Where(line => line.LineId != "post").ToList();
        var postage = lines.Single(line => line.LineId == "post");
        Assert.Equal(goods.All(line => line.Cancelled == line.Ordered), postage.Cancelled == 1);
        Assert.True(postage.Cancellable == 0 || goods.All(line => line.Allocated == 0), "postage of goods that are on their way can be cancelled");
        Assert.Equal(postage.Cancelled == 1, order.Status is OrderStatus.Cancelled);
        var back = goods.Zip(order.Sale.Lines, (line, sold) => line.Cancelled * (sold.NetTotalMinor / sold.Quantity)).Sum();
        Assert.Equal(postage.Cancelled == 1 ? order.Sale.Totals.Due : back, new PaymentLedger(order.Sale, order.Money).GivenBackMinor);
    }

    private static Order Taken(Order before, Platform.Domain.Decision<Change> decision) => decision.IsAccepted ? decision.Value.Order : before;

    // Three (or so many) for 10.00, one (or so many) for 25.00, and postage.
    private static Order WithPostage(int first = 3, int second = 1)
    {
        var due = (first * 1000) + (second * 2500) + Postage;
        return Order(Sale() with
        {
            Lines = [Line("1", first, 1000), Line("2", second, 2500), Line("post", 1, Postage) with { NonMerchandise = true }],
            Totals = new OrderTotals(due, 0, 0, 0, 0, due),
            Tenders = [new Tender(TenderKind.Card, "card-1", due)],
        });
    }
}
