using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Whatever the order in which events arrive, and however often: status, quantities and the promise's outcome are the same.</summary>
public sealed class ArrivalOrderProperties
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly ShipmentStatus[] Statuses = Enum.GetValues<ShipmentStatus>();

    [Fact]
    public void Status_AnyPermutationWithDuplicates_IsTheSame() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var expected = Play(history.Events, history);
        var actual = Play(history.Shuffled, history);
        Assert.Equal(expected.Shipments.Select(s => s.State), actual.Shipments.Select(s => s.State));
        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal(expected.DeliveredAt, actual.DeliveredAt);
        Assert.Equal(Fulfilments.Of(expected), Fulfilments.Of(actual));
    }));

    [Fact]
    public void PromiseOutcome_AnyPermutationWithDuplicates_IsPublishedOnceAndTheSame() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var expected = Outcomes(history.Events, history);
        var actual = Outcomes(history.Shuffled, history);
        Assert.Single(expected);
        Assert.Equal(expected, actual);
    }));

    [Fact]
    public void Quantities_AfterAnyHistory_KeepTheInvariants() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var order = Play(history.Shuffled, history);
        order = OrderSteps.Resolve(order, "r1", [new LineUnits("1", 2), new LineUnits("2", 1)], Monday, Monday.AddDays(9)).Order;
        foreach (var line in Fulfilments.Of(order))
        {
            Assert.True(line.Fulfilled + line.Cancelled <= line.Ordered);
            Assert.True(line.Returned <= line.Fulfilled);
            Assert.True(line.Delivered <= line.Fulfilled);
        }

        Assert.Equal(order.Status, StatusRules.Of(order, Fulfilments.Of(order)));
    }));

    [Fact]
    public void DeliveredEvents_OverAnyArrival_AlternateWithCorrections() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var told = Told(history.Shuffled, history).Where(e => e is OrderDelivered or OrderDeliveryCorrected).ToList();
        for (var i = 0; i < told.Count; i++)
        {
            Assert.Equal(i % 2 == 0, told[i] is OrderDelivered);
        }
    }));

    [Fact]
    public void Explanation_AfterAnyPartOfAHistory_IsSaidInEveryLanguage() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        foreach (var count in Enumerable.Range(0, history.Shuffled.Length + 1))
        {
            var explanation = Explanation.Of(Play([.. history.Shuffled.Take(count)], history));
            Assert.All(Phrases.Spoken, language => Assert.NotEqual("", explanation.Say(language, LocalDays.Utc).Text));
        }
    }));

    private static string[] Outcomes(IReadOnlyList<(string Parcel, TrackingEvent Event)> events, History history) =>
        [.. Told(events, history).Where(e => e is PromiseKept or PromiseBroken).Select(e => e.GetType().Name)];

    private static List<OrderEvent> Told(IReadOnlyList<(string Parcel, TrackingEvent Event)> events, History history)
    {
        var told = new List<OrderEvent>();
        Play(events, history, told);
        return told;
    }

    // All events are known before the promise is decided by time; then time decides.
    private static Order Play(IReadOnlyList<(string Parcel, TrackingEvent Event)> events, History history, List<OrderEvent>? told = null)
    {
        told ??= [];
        var order = Shipped(Shipped(Order(), "p1", new LineUnits("1", 3)), "p2", new LineUnits("2", 1));
        order = Step(order, OrderSteps.SetPromise(order, new Window(Monday.AddHours(10), history.Latest), Monday.AddHours(2)).Value, told);
        var now = Monday.AddHours(3);
        foreach (var (parcel, e) in events)
        {
            now += TimeSpan.FromSeconds(1);
            order = Step(order, OrderSteps.Track(order, parcel, [e], now), told);
        }

        order = Step(order, OrderSteps.Look(order, order.Promise!.DecidedAt), told);
        return Step(order, OrderSteps.Look(order, order.Promise!.DecidedAt.AddDays(1)), told);
    }

    private static Order Step(Order _, Change change, List<OrderEvent> told)
    {
        told.AddRange(change.Events);
        return change.Order;
    }

    private static Gen<History> Histories() =>
        from events in Gen.ListOf(Events(), 12)
        from count in Gen.Choose(0, 12)
        from latest in Gen.Choose(20, 90)
        let taken = events.Take(count).DistinctBy(e => (e.Parcel, e.Event.EventId)).ToArray()
        from shuffled in Gen.Shuffle(taken.Concat(taken.Take(4)).ToArray())
        select new History(taken, shuffled, Monday.AddHours(latest));

    private static Gen<(string Parcel, TrackingEvent Event)> Events() =>
        from parcel in Gen.Elements("p1", "p2")
        from status in Gen.Frequency((3, Gen.Elements(Statuses)), (2, Gen.Elements(ShipmentStatus.Delivered, ShipmentStatus.OutForDelivery)))
        from hour in Gen.Choose(1, 100)
        select (parcel, Event(status, hour, $"{parcel}-{status}-{hour}"));

    private sealed record History((string Parcel, TrackingEvent Event)[] Events, (string Parcel, TrackingEvent Event)[] Shuffled, DateTimeOffset Latest);
}
