using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>
/// Whatever the order in which events of parcels and pieces, forecasts, corrections and milestones arrive, however often and how late: status, quantities, deliveries and the promise's outcome
/// are the same in the end. Meanwhile a unit is cancelled, the promise is revised, and the timer fires.
/// </summary>
public sealed class ArrivalOrderProperties
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly ShipmentStatus[] Statuses = Enum.GetValues<ShipmentStatus>();

    private static readonly DateTimeOffset LongAfter = Monday.AddDays(120);

    [Fact]
    public void Order_AnyArrival_IsTheSameInTheEnd() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var expected = Play(history, history.InOrder);
        var actual = Play(history, history.Arrivals);
        Assert.Equal(expected.Shipments.Select(s => s.State), actual.Shipments.Select(s => s.State));
        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal((expected.DeliveredAt, expected.IsDeliveryAssumed), (actual.DeliveredAt, actual.IsDeliveryAssumed));
        Assert.Equal(Fulfilments.Of(expected), Fulfilments.Of(actual));
        Assert.Equal(expected.Promises.Select(p => (p.State, p.Window, p.Revision)), actual.Promises.Select(p => (p.State, p.Window, p.Revision)));
    }));

    [Fact]
    public void Promise_IsDecidedInTheEnd_AndEveryTurnIsTold() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var told = new List<OrderEvent>();
        var order = Play(history, history.Arrivals, told);
        foreach (var promise in order.Promises)
        {
            Assert.True(promise.State is PromiseState.Kept or PromiseState.Broken);
            var known = PromiseState.Made;
            foreach (var e in told)
            {
                known = e switch
                {
                    PromiseKept kept when kept.Promise.PromiseId == promise.PromiseId => Told(known, PromiseState.Made, PromiseState.Kept),
                    PromiseBroken broken when broken.Promise.PromiseId == promise.PromiseId => Told(known, PromiseState.Made, PromiseState.Broken),
                    PromiseOutcomeCorrected corrected when corrected.Promise.PromiseId == promise.PromiseId => Told(known, corrected.Previous, corrected.Promise.State),
                    _ => known,
                };
            }

            Assert.Equal(promise.State, known);
            Assert.Equal(promise.State, promise.Turns[^1].State);
        }
    }));

    [Fact]
    public void Quantities_AfterAnyHistory_KeepTheInvariants() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var order = Play(history, history.Arrivals);
        order = Returned(order, "r1", LongAfter, new LineUnits("1", 2), new LineUnits("2", 1));
        foreach (var line in Fulfilments.Of(order))
        {
            Assert.True(line.Fulfilled + line.Cancelled <= line.Ordered);
            Assert.True(line.Returned <= line.Fulfilled);
            Assert.True(line.Delivered <= line.Fulfilled);
            Assert.True(line.Fulfilled <= line.Packed && line.Packed <= line.Picked && line.Picked <= line.Ordered - line.Cancelled);
        }

        Assert.Equal(order.Status, StatusRules.Of(order, Fulfilments.Of(order)));
    }));

    [Fact]
    public void DeliveredEvents_OverAnyArrival_EndWithWhatIsTrue() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        var told = new List<OrderEvent>();
        var order = Play(history, history.Arrivals, told);
        (DateTimeOffset? At, bool Assumed) known = (null, false);
        foreach (var e in told)
        {
            var next = e switch
            {
                OrderDelivered delivered => (delivered.EffectiveAt, delivered.Assumed),
                OrderDeliveryCorrected => (null, false),
                _ => known,
            };
            Assert.True(e is not (OrderDelivered or OrderDeliveryCorrected) || next != known);
            known = next;
        }

        Assert.Equal((order.DeliveredAt, order.IsDeliveryAssumed), known);
    }));

    [Fact]
    public void Explanation_AfterAnyPartOfAHistory_IsSaidInEveryLanguage() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        Play(history, history.Arrivals, seen: order =>
        {
            var explanation = Explanation.Of(order);
            Assert.All(Phrases.Spoken, language => Assert.NotEqual("", explanation.Say(language, LocalDays.Utc).Text));
        });
    }));

    private static PromiseState Told(PromiseState known, PromiseState previous, PromiseState next)
    {
        Assert.Equal(previous, known);
        Assert.NotEqual(known, next);
        return next;
    }

    private static Order Play(History history, IReadOnlyList<Arrival> arrivals, List<OrderEvent>? told = null, Action<Order>? seen = null)
    {
        told ??= [];
        seen ??= _ => { };
        var order = Shipped(Order(), "p1", new LineUnits("1", 2));
        order = OrderSteps.Ship(order, Parcel("p2", new LineUnits("2", 1)) with { Pieces = ["A", "B"] }, Monday.AddHours(1)).Value.Order;
        order = Step(OrderSteps.SetPromise(order, new Window(Monday.AddHours(10), history.Latest), ["1"], Monday.AddHours(2)).Value, told);
        order = Step(OrderSteps.SetPromise(order, new Window(Monday.AddHours(10), Monday.AddHours(20)), ["2"], Monday.AddHours(2)).Value, told);
        order = Step(OrderSteps.RevisePromise(order, order.Promises[1].PromiseId, new Window(Monday.AddHours(10), history.Latest), "", Monday.AddHours(2)).Value, told);
        var isCancelled = false;
        foreach (var arrival in arrivals)
        {
            if (!isCancelled && arrival.At >= history.CancelledAt)
            {
                order = Cancel(order, history, told);
                isCancelled = true;
            }

            order = PassTime(order, arrival.At, told);
            seen(order);
            order = Step(
                arrival.Milestone is { } milestone ? OrderSteps.Report(order, milestone, arrival.At).Value : OrderSteps.Track(order, arrival.Parcel, [arrival.Event], arrival.At), told);
            seen(order);
        }

        order = PassTime(isCancelled ? order : Cancel(order, history, told), LongAfter, told);
        seen(order);
        return order;
    }

    private static Order Cancel(Order order, History history, List<OrderEvent> told) =>
        Step(OrderSteps.Cancel(PassTime(order, history.CancelledAt, told), [new LineUnits("1", 1)], "", SalesChannel.Web, history.CancelledAt).Value, told);

    // As the durable timer does.
    private static Order PassTime(Order order, DateTimeOffset now, List<OrderEvent> told)
    {
        while (order.NextLookAt is { } at && at <= now)
        {
            order = Step(OrderSteps.Look(order, at), told);
        }

        return order;
    }

    private static Order Step(Change change, List<OrderEvent> told)
    {
        told.AddRange(change.Events);
        return change.Order;
    }

    private static Gen<History> Histories() =>
        from events in Gen.ListOf(Gen.Frequency((5, Events()), (1, Milestones())), 10)
        from count in Gen.Choose(0, 10)
        from latest in Gen.Choose(20, 90)
        from cancelled in Gen.Choose(3, 150)
        let taken = events.Take(count).DistinctBy(e => (e.Parcel, e.Event.EventId)).ToArray()
        from shuffled in Gen.Shuffle(taken.Concat(taken.Take(4)).ToArray())
        from hours in Gen.ListOf(Gen.Choose(3, 500), shuffled.Length)
        select new History(taken, [.. shuffled.Zip(hours.Order(), (e, hour) => e with { At = Monday.AddHours(hour) })], Monday.AddHours(latest), Monday.AddHours(cancelled).AddMinutes(30));

    private static Gen<Arrival> Events() =>
        from parcel in Gen.Elements("p1", "p2")
        from status in Gen.Frequency((3, Gen.Elements(Statuses)), (2, Gen.Elements(ShipmentStatus.Delivered, ShipmentStatus.OutForDelivery)))
        from hour in Gen.Choose(1, 100)
        from isCorrection in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from uncertain in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 14)))
        from forecast in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(10, 120)))
        from piece in Gen.Elements("", "A", "B")
        let part = parcel == "p2" && !isCorrection ? piece : ""
        select new Arrival(parcel, Event(status, hour, $"{parcel}{part}-{status}-{hour}-{isCorrection}") with
        {
            Piece = part,
            IsCorrection = isCorrection && status is not ShipmentStatus.Unspecified,
            UncertainBy = TimeSpan.FromHours(uncertain),
            EstimatedDeliveryAt = forecast > 0 ? Monday.AddHours(forecast) : null,
        });

    private static Gen<Arrival> Milestones() =>
        from line in Gen.Elements(new LineUnits("1", 1), new LineUnits("1", 3), new LineUnits("2", 1))
        from kind in Gen.Elements(MilestoneKind.Picked, MilestoneKind.Packed)
        let id = $"{kind}-{line.LineId}-{line.Quantity}"
        select new Arrival("", Event(ShipmentStatus.Unspecified, 1, id))
        {
            Milestone = new Milestone { MilestoneId = id, Kind = kind, Lines = [line], At = Monday.AddHours(2) },
        };

    private sealed record Arrival(string Parcel, TrackingEvent Event)
    {
        public Milestone? Milestone { get; init; }

        public DateTimeOffset At { get; init; } = Monday.AddHours(3);
    }

    private sealed record History(Arrival[] InOrder, Arrival[] Arrivals, DateTimeOffset Latest, DateTimeOffset CancelledAt);
}
