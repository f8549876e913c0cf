using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

public sealed class PromiseTests
{
    [Fact]
    public void Bar_OpenPromise_PlacesNowAndTheForecast()
    {
        var order = Sample.Order(OrderStatus.InTransit);
        order.Promise = Sample.Promise(PromiseState.AtRisk, from: 24, until: 48);
        var parcel = Sample.Parcel(ShipmentStatus.InTransit);
        parcel.EstimatedDeliveryAt = Sample.At(96);
        order.Shipments.Add(parcel);

        var bar = PromiseBar.Of(order, Sample.Placed.AddHours(12))!;

        Assert.Equal("AT_RISK", bar.State);
        Assert.Equal(["NOW", "ESTIMATE"], bar.Marks.Select(mark => mark.Name));
        Assert.True(Percent(bar.Marks[0].Left) < Percent(bar.Left));
        Assert.True(Percent(bar.Left) + Percent(bar.Width) < Percent(bar.Marks[1].Left));
        Assert.All([bar.Left, bar.Width, .. bar.Marks.Select(mark => mark.Left)], place => Assert.InRange(Percent(place), 0, 100));
    }

    [Fact]
    public void Bar_KeptPromise_HasTheDeliveryAndNothingThatIsOver()
    {
        var order = Sample.Order(OrderStatus.Delivered);
        order.Promise = Sample.Promise(PromiseState.Kept, from: 24, until: 48);
        order.DeliveredAt = Sample.At(30);

        var bar = PromiseBar.Of(order, Sample.Placed.AddDays(90))!;

        var mark = Assert.Single(bar.Marks);
        Assert.Equal("DELIVERED", mark.Name);
        Assert.InRange(Percent(mark.Left), Percent(bar.Left), Percent(bar.Left) + Percent(bar.Width));
    }

    [Fact]
    public void Bar_PlacesAreWrittenForCssWhateverTheProcessSpeaks()
    {
        var order = Sample.Order(OrderStatus.Processing);
        order.Promise = Sample.Promise(PromiseState.Made, from: 7, until: 9);
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("it");
            Assert.DoesNotContain(',', PromiseBar.Of(order, Sample.Placed)!.Left);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Bar_OrderWithoutPromise_HasNone() => Assert.Null(PromiseBar.Of(Sample.Order(OrderStatus.Processing), Sample.Placed));

    [Fact]
    public void Bar_AssumedDelivery_SaysSo()
    {
        var order = Sample.Order(OrderStatus.Delivered);
        order.Promise = Sample.Promise(PromiseState.Broken, from: 24, until: 48);
        order.DeliveredAt = Sample.At(120);
        order.DeliveryAssumed = true;

        Assert.Equal("ASSUMED", Assert.Single(PromiseBar.Of(order, Sample.Placed.AddDays(9))!.Marks).Name);
    }

    [Fact]
    public void Turns_TellEveryWindow_AndWhatWasTakenBack()
    {
        var promise = Sample.Promise(PromiseState.Broken, from: 24, until: 48, revision: 2);
        promise.Turns.AddRange(
        [
            Turn(PromiseState.Made, 1, 0), Turn(PromiseState.AtRisk, 1, 5), Turn(PromiseState.Made, 2, 6, "STRIKE"), Turn(PromiseState.Kept, 2, 30),
            Turn(PromiseState.Made, 2, 31), Turn(PromiseState.Broken, 2, 50, "WINDOW_PASSED"),
        ]);

        var turns = PromiseTurns.Of(promise);

        Assert.Equal(["MADE", "AT_RISK", "REVISED", "KEPT", "REOPENED", "BROKEN"], turns.Select(turn => turn.Name));
        Assert.Equal([24, null, 48, null, null, null], turns.Select(turn => (turn.Until - Sample.Placed)?.TotalHours));
        Assert.Equal("STRIKE", turns[2].Reason);
        Assert.Empty(PromiseTurns.Of(null));
    }

    private static Omnichannel.Orders.V1.PromiseTurn Turn(PromiseState state, int revision, double at, string reason = "") => new()
    {
        State = state, Revision = revision, At = Sample.At(at), EarliestAt = Sample.At(0), LatestAt = Sample.At(24 * revision), Reason = reason,
    };

    private static double Percent(string css) => double.Parse(css.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
}
