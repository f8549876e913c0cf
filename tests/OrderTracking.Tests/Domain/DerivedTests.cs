using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Tests.Store;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What is derived once is never what followed from other facts.</summary>
public sealed class DerivedTests
{
    private static readonly DateTimeOffset Noon = Monday.AddHours(3);

    [Fact]
    public void Quantities_AreThoseOfTheFacts_AfterEveryKindOfStep()
    {
        var order = Order(Sale() with { Lines = [Line("1", 3, 1000), Line("2", 1, 2500, FulfilmentMethod.Digital), Line("3", 1, 500, FulfilmentMethod.Pickup)], Tenders = [] });
        Func<Order, Order>[] steps =
        [
            known => OrderSteps.Report(known, new Milestone { MilestoneId = "m-1", Kind = MilestoneKind.Picked, Lines = [new LineUnits("1", 2)], At = Noon }, Noon).Value.Order,
            known => OrderSteps.RecordPayment(known, new Tender(TenderKind.Card, "pay-1", known.Sale.Totals.Due), "pay-1", PaymentState.Captured, Noon, Noon).Value.Order,
            known => Shipped(known, "p1", new LineUnits("1", 1)),
            known => OrderSteps.Track(known, "p1", [Event(ShipmentStatus.InTransit, 5)], Monday.AddHours(5)).Order,
            known => OrderSteps.Track(known, "p1", [Event(ShipmentStatus.Delivered, 6)], Monday.AddHours(6)).Order,
            known => OrderSteps.Cancel(known, [new LineUnits("1", 1)], "", SalesChannel.Web, Monday.AddHours(7)).Value.Order,
            known => OrderSteps.Receive(known, "r-1", "receipt-1", [new LineUnits("1", 1)], Monday.AddHours(8), Monday.AddHours(8)).Order,
            known => Returned(known, "r-1", Monday.AddHours(9)),
            known => known with { Pickups = [.. known.Pickups.Select(pickup => pickup with { Lines = [new LineUnits("3", 0)] })] },
            known => OrderSteps.Track(known, "p1", [Correction(ShipmentStatus.Cancelled, 10)], Monday.AddHours(10)).Order,
        ];

        foreach (var step in steps)
        {
            var before = Filled.Members(Fulfilments.Derive(order));
            Assert.Equal(before, Filled.Members(Fulfilments.Of(order)));

            var after = step(order);

            Assert.NotEqual(before, Filled.Members(Fulfilments.Derive(after)));
            Assert.Equal(Filled.Members(Fulfilments.Derive(after)), Filled.Members(Fulfilments.Of(after)));
            Assert.Equal(before, Filled.Members(Fulfilments.Of(order)));
            order = after;
        }
    }

    [Fact]
    public void State_OfACopyWithOtherFacts_IsTheirs()
    {
        var parcel = Parcel("p1", new LineUnits("1", 1));
        Assert.Equal(ShipmentStatus.Pending, parcel.Reported.Status);

        Assert.Equal(ShipmentStatus.InTransit, (parcel with { Events = [Event(ShipmentStatus.InTransit, 5)] }).Reported.Status);
        Assert.Equal(Noon, (parcel with { CreatedAt = Noon }).Reported.At);
        Assert.Equal(
            ShipmentStatus.Delivered, (parcel with { Events = [Event(ShipmentStatus.Delivered, 5) with { Piece = "a" }, Event(ShipmentStatus.Delivered, 6) with { Piece = "b" }], Pieces = ["a", "b"] }).Reported.Status);
        Assert.Equal(ShipmentStatus.Pending, parcel.Reported.Status);
        Assert.Same(parcel.Reported, (parcel with { OriginId = "elsewhere" }).Reported);
    }

    [Fact]
    public void WhatWasDerivedOfOneOfThem_MakesEqualRecordsNoLessEqual()
    {
        var parcel = Parcel("p1", new LineUnits("1", 1));
        var same = parcel with { };
        _ = parcel.Reported;

        Assert.Equal(same, parcel);
        Assert.Equal(same.GetHashCode(), parcel.GetHashCode());
    }
}
