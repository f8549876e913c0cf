using Omnichannel.OrderTracking.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What a parcel keeps when it is told very much.</summary>
public sealed class KeptEventsTests
{
    private static readonly ShipmentStatus[] OnItsWay = [ShipmentStatus.Unspecified, ShipmentStatus.PickedUp, ShipmentStatus.InTransit, ShipmentStatus.OutForDelivery];

    [Fact]
    public void With_AMillionScans_KeepsFewHundred_AndKnowsWhereTheParcelIs()
    {
        var parcel = Parcel("p1").With([Event(ShipmentStatus.PickedUp, 1, "first")]);
        for (var batch = 0; batch < 1_000; batch++)
        {
            parcel = parcel.With(Enumerable.Range(batch * 1_000, 1_000).Select(i => Event(OnItsWay[i % OnItsWay.Length], 2 + (i % 7_919 / 1_000d), $"scan-{i}")));
        }

        parcel = parcel.With([Event(ShipmentStatus.Delivered, 30, "last")]);

        Assert.InRange(parcel.Events.Count, 300, 500);
        Assert.Equal((ShipmentStatus.Delivered, Monday.AddHours(30), Monday.AddHours(1)), (parcel.State.Status, parcel.State.DeliveredAt, parcel.State.LeftAt));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public void With_VeryManyEvents_KeepsTheSame_InWhateverOrderTheyCome(int pieces)
    {
        var random = new Random(17);
        var parcel = Parcel("p1") with { Pieces = [.. Enumerable.Range(0, pieces).Select(i => $"piece-{i}")] };
        var all = Enumerable.Range(0, 6_000).Select(i => Event(OnItsWay[random.Next(OnItsWay.Length)], random.Next(500) / 10d, $"e-{i}") with
        {
            Piece = pieces == 0 ? "" : $"piece-{random.Next(pieces)}",
            EstimatedDeliveryAt = i % 9 == 0 ? Monday.AddDays(3 + (i / 9d / 100)) : null,
        }).ToArray();
        var atOnce = parcel.With(all);

        Assert.InRange(atOnce.Events.Count, 1, 5_000);
        foreach (var seed in Enumerable.Range(0, 12))
        {
            var shuffled = all.Concat(all.Take(1_000)).ToArray();
            new Random(seed).Shuffle(shuffled);
            var then = shuffled.Chunk(400).Aggregate(parcel, (shipment, some) => shipment.With(some));

            Assert.Equal(atOnce.Events.Select(e => e.EventId), then.Events.Select(e => e.EventId));
            Assert.Equal((atOnce.State, atOnce.EstimatedDeliveryAt), (then.State, then.EstimatedDeliveryAt));
            Assert.Same(then, then.With(all));
        }
    }

    [Fact]
    public void With_AsManyScansAsTheLongestWayHas_KeepsAll() =>
        Assert.Equal(100, Parcel("p1").With(Enumerable.Range(0, 100).Select(i => Event(ShipmentStatus.InTransit, i, $"scan-{i}"))).Events.Count);

    [Fact]
    public void With_VeryManyScans_LosesNoCorrection_AndNothingOfTheWarehouse()
    {
        TrackingEvent[] ours =
        [
            .. Enumerable.Range(0, 150).Select(i => Correction(ShipmentStatus.InTransit, 10 + (i / 100d))),
            .. Enumerable.Range(0, 150).Select(i => Event(ShipmentStatus.PickedUp, 10 + (i / 100d), $"order-1/milestone-{i}") with { Source = TrackingEvent.ByWarehouse }),
        ];
        var scans = Enumerable.Range(0, 2_000).SelectMany(i => new[] { Event(ShipmentStatus.InTransit, i / 50d, $"transit-{i}"), Event(ShipmentStatus.PickedUp, i / 50d, $"picked-{i}") });

        Assert.Empty(ours.Except(Parcel("p1").With(scans).With(ours).With(scans).Events));
    }

    [Fact]
    public void Track_AScanThatDisplacesAnother_IsNewsToTheOrder()
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [.. Enumerable.Range(0, 300).Select(i => Event(ShipmentStatus.InTransit, 2 + (i / 100d), $"scan-{i}"))], Monday.AddHours(6)).Order;

        var then = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.InTransit, 6, "later")], Monday.AddHours(6)).Order;

        Assert.Equal(order.Shipments[0].Events.Count, then.Shipments[0].Events.Count);
        Assert.Equal((order.Version + 1, "later"), (then.Version, then.Shipments[0].Events[^1].EventId));
    }
}
