using Omnichannel.OrderTracking.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class ParcelStateTests
{
    [Fact]
    public void Fold_WithoutEvents_IsPending() => Assert.Equal(ShipmentStatus.Pending, Fold().Status);

    [Fact]
    public void Fold_MainPath_EndsDelivered_WithItsTimes()
    {
        var state = Fold(
            Event(ShipmentStatus.PickedUp, 1), Event(ShipmentStatus.InTransit, 5), Event(ShipmentStatus.OutForDelivery, 20), Event(ShipmentStatus.Delivered, 24));

        Assert.Equal(
            new ParcelState(ShipmentStatus.Delivered, Monday.AddHours(24), ShipmentReason.Unspecified, Monday.AddHours(1), Monday.AddHours(24))
            {
                DeliveredFrom = Monday.AddHours(24), ReadyFrom = Monday.AddHours(24),
            },
            state);
    }

    [Theory]
    [InlineData(ShipmentStatus.Delivered)]
    [InlineData(ShipmentStatus.Collected)]
    [InlineData(ShipmentStatus.ReturnToSender)]
    [InlineData(ShipmentStatus.Cancelled)]
    [InlineData(ShipmentStatus.Expired)]
    public void Fold_Terminal_IsNotLeftByLaterEvents(ShipmentStatus terminal) =>
        Assert.Equal(terminal, Fold(Event(terminal, 10), Event(ShipmentStatus.InTransit, 11), Event(ShipmentStatus.DeliveryFailed, 12)).Status);

    [Fact]
    public void Fold_Correction_LeavesTerminal_AndLaterEventsCountAgain()
    {
        var corrected = Fold(Event(ShipmentStatus.Delivered, 10), Correction(ShipmentStatus.InTransit, 12));
        Assert.Equal(ShipmentStatus.InTransit, corrected.Status);
        Assert.Null(corrected.DeliveredAt);

        var again = Fold(Event(ShipmentStatus.Delivered, 10), Correction(ShipmentStatus.InTransit, 12), Event(ShipmentStatus.Delivered, 30, "second"));
        Assert.Equal(Monday.AddHours(30), again.DeliveredAt);
    }

    [Fact]
    public void Fold_LabelToldAgain_TakesNoProgressBack() =>
        Assert.Equal(ShipmentStatus.InTransit, Fold(Event(ShipmentStatus.InTransit, 5), Event(ShipmentStatus.Pending, 6), Event(ShipmentStatus.PickedUp, 7)).Status);

    [Fact]
    public void Fold_UnknownCode_ChangesNothing() =>
        Assert.Equal(ShipmentStatus.InTransit, Fold(Event(ShipmentStatus.InTransit, 5), Event(ShipmentStatus.Unspecified, 6)).Status);

    [Fact]
    public void Fold_SameMinute_TheFurtherStatusHolds() =>
        Assert.Equal(ShipmentStatus.Delivered, Fold(Event(ShipmentStatus.Delivered, 5), Event(ShipmentStatus.OutForDelivery, 5)).Status);

    [Fact]
    public void Fold_FailedThenOutAgain_IsOutAgain() =>
        Assert.Equal(
            ShipmentStatus.OutForDelivery,
            Fold(Event(ShipmentStatus.OutForDelivery, 5), Event(ShipmentStatus.DeliveryFailed, 6), Event(ShipmentStatus.OutForDelivery, 30)).Status);

    [Fact]
    public void Fold_UncertainTime_HasTheBenefitOfTheDoubt() =>
        Assert.Equal(Monday.AddHours(16), Fold(Event(ShipmentStatus.Delivered, 30) with { UncertainBy = TimeSpan.FromHours(14) }).DeliveredFrom);

    private static ParcelState Fold(params TrackingEvent[] events) => Parcel("p").With(events).State;

    [Fact]
    public void Forecast_TheOneThatWasMadeLastCounts_InWhateverOrderTheyCome()
    {
        TrackingEvent Made(double hour, int day) => Some.Event(ShipmentStatus.Unspecified, hour, $"forecast-{hour}-{day}") with { EstimatedDeliveryAt = Some.Monday.AddDays(day) };
        TrackingEvent[] all = [Made(1, 3), Some.Event(ShipmentStatus.InTransit, 2), Made(3, 5), Some.Event(ShipmentStatus.Delivered, 40), Made(5, 4)];
        var parcel = Some.Parcel("p1");

        foreach (var seed in Enumerable.Range(0, 60))
        {
            var shuffled = all.Concat(all).ToArray();
            new Random(seed).Shuffle(shuffled);
            var then = shuffled.Aggregate(parcel, (shipment, e) => shipment.With([e]));

            Assert.Equal(Some.Monday.AddDays(4), then.EstimatedDeliveryAt);
            Assert.Equal((5, ShipmentStatus.Delivered), (then.Events.Count, then.State.Status));
        }
    }

    [Fact]
    public void Forecast_ThatACarrierComesBackTo_CountsAgain_OneThatItRepeatsIsNoNews()
    {
        TrackingEvent Heard(double hour, int day) => Some.Event(ShipmentStatus.Unspecified, hour, $"forecast-{day}") with { EstimatedDeliveryAt = Some.Monday.AddDays(day) };
        var first = Some.Parcel("p1").With([Heard(1, 3)]);

        Assert.Same(first, first.With([Heard(2, 3)]));
        Assert.Equal(Some.Monday.AddDays(5), first.With([Heard(3, 5)]).EstimatedDeliveryAt);
        Assert.Equal(Some.Monday.AddDays(3), first.With([Heard(3, 5)]).With([Heard(4, 3)]).EstimatedDeliveryAt);
        Assert.Equal(Some.Monday.AddDays(3), first.With([Heard(4, 3), Heard(3, 5)]).EstimatedDeliveryAt);
    }
}
