using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Support.V1;
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
    public void Turns_OfTheOrder_TellHowThePromiseInForceCameAbout()
    {
        var turns = PromiseTurns.Of(Sample.Promise(PromiseState.Broken, from: 24, until: 48, revision: 2));

        Assert.Equal(["REVISED", "BROKEN"], turns.Select(turn => turn.Name));
        Assert.Equal(Sample.Placed.AddHours(48), turns[0].Until);
    }

    [Fact]
    public void Turns_OfTheTimeline_TellEveryWindowOfThisOrder()
    {
        TimelineEntry[] entries =
        [
            Entry("PromiseRevised", "cart-1.1", 5, ("promised_until", "2026-03-06T09:00:00.0000000Z"), ("reason", "STRIKE")),
            Entry("PromiseMade", "cart-1.1", 0, ("promised_until", "2026-03-04T09:00:00.0000000Z")),
            Entry("PromiseMade", "cart-2.1", 1, ("promised_until", "2026-03-05T09:00:00.0000000Z")),
            Entry("PromiseKept", "cart-1.1", 60),
        ];

        var turns = PromiseTurns.Of(entries, "cart-1.1");

        Assert.Equal(["MADE", "REVISED", "KEPT"], turns.Select(turn => turn.Name));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero), turns[0].Until);
        Assert.Equal("STRIKE", turns[1].Reason);
        Assert.Null(turns[2].Until);
    }

    private static double Percent(string css) => double.Parse(css.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);

    private static TimelineEntry Entry(string name, string order, double hours, params (string Name, string Value)[] facts)
    {
        var entry = new TimelineEntry
        {
            EntryId = Guid.NewGuid().ToString(), Kind = TimelineKind.Promise, EventName = $"omnichannel.orders.v1.{name}", SubjectId = order,
            OccurredAt = Timestamp.FromDateTimeOffset(Sample.Placed.AddHours(hours)),
        };
        entry.Facts.Add(facts.ToDictionary(fact => fact.Name, fact => fact.Value));
        return entry;
    }
}
