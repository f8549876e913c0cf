using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Whatever stores do, and in whatever order their devices tell it: no unit is lost, none counts twice, and no money goes back twice.</summary>
public sealed class PickupProperties
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(14778212249463725203, 11722211595270954845, 84);

    [Fact]
    public void Units_AfterAnythingAtStores_AddUp() => Check.One(Quick, Prop.ForAll(Gen.ListOf(Acts(), 14).ToArbitrary(), acts =>
    {
        var order = Order(Sale(method: FulfilmentMethod.Pickup));
        foreach (var (act, i) in acts.Select((act, i) => (act, i)))
        {
            order = Do(order, act, $"act-{i}");
            AddsUp(order);
        }

        order = Do(order, new Act(ActKind.Wait, 0, [], 2000), "end");
        AddsUp(order);

        // Nothing stays for ever but what nobody has picked yet, and what is to be collected with it.
        foreach (var state in order.Pickups.Select(pickup => PickupState.Of(pickup, order)))
        {
            Assert.DoesNotContain(state.Lines, line => line.Rejected > 0);
            Assert.True(state.IsOver || state.Lines.Any(line => line.Waiting > 0));
        }
    }));

    // A till without a connection tells late what it did: who hands over, gets ready and undoes is not heard in that order.
    [Fact]
    public void Facts_InAnyOrder_ComeToTheSame() => Check.One(Quick, Prop.ForAll(Facts().ToArbitrary(), facts =>
    {
        var placed = Order(Sale(method: FulfilmentMethod.Pickup));
        var expected = facts.InOrder.Aggregate(placed, Tell);
        var actual = facts.Arrivals.Aggregate(placed, Tell);
        Assert.Equal(PickupState.Of(expected.Pickups[0], expected).Lines, PickupState.Of(actual.Pickups[0], actual).Lines);
        Assert.Equal(PickupState.Of(expected.Pickups[0], expected).Status, PickupState.Of(actual.Pickups[0], actual).Status);
        Assert.Equal(Fulfilments.Of(expected), Fulfilments.Of(actual));
        Assert.Equal((expected.Status, expected.DeliveredAt), (actual.Status, actual.DeliveredAt));
    }));

    private static void AddsUp(Order order)
    {
        var states = order.Pickups.Select(pickup => PickupState.Of(pickup, order)).ToList();
        foreach (var line in states.SelectMany(state => state.Lines))
        {
            int[] parts = [line.Waiting, line.Ready, line.Collected, line.Rejected, line.Moved, line.Cancelled, line.Expired];
            Assert.All(parts, part => Assert.True(part >= 0));
            Assert.Equal(line.Quantity, parts.Sum());
        }

        foreach (var line in Fulfilments.Of(order))
        {
            var here = states.SelectMany(state => state.Lines).Where(units => units.LineId == line.LineId).ToList();
            Assert.Equal(line.Cancelled, order.Cancellations.SelectMany(cancellation => cancellation.Lines).Where(units => units.LineId == line.LineId).Sum(units => units.Quantity));
            Assert.Equal(line.Ordered - line.Cancelled - line.Shippable, here.Sum(units => units.Waiting + units.Ready + units.Collected + units.Rejected));
            Assert.Equal(here.Sum(units => units.Collected), line.Delivered);
            Assert.True(line.Fulfilled + line.Cancelled <= line.Ordered);
        }

        var ledger = new PaymentLedger(order.Sale, order.Money);
        Assert.True(ledger.GivenBackMinor <= ledger.CapturedMinor);
        Assert.Equal(order.Cancellations.Sum(cancellation => cancellation.RefundMinor), ledger.GivenBackMinor);
    }

    private static Order Do(Order order, Act act, string id)
    {
        var now = Monday.AddHours(1) + TimeSpan.FromHours(act.Hours);
        if (act.Kind is ActKind.Wait)
        {
            while (order.NextLookAt is { } at && at <= now)
            {
                order = OrderSteps.Look(order, at).Order;
            }

            return order;
        }

        var pickup = order.Pickups[act.Pickup % order.Pickups.Count];
        var told = new PickupTold(id, "till-1", now);
        var step = act.Kind switch
        {
            ActKind.Ready => OrderSteps.MarkReady(order, pickup.PickupId, act.Lines, told, now),
            ActKind.Collect => OrderSteps.Collect(order, pickup.PickupId, act.Lines, ("", ""), told, now),
            ActKind.Reject => OrderSteps.RejectPickup(order, pickup.PickupId, act.Lines, (PickupRejection)(1 + (act.Hours % 6)), told, now),
            ActKind.Move => OrderSteps.MovePickup(order, pickup.PickupId, act.Lines, act.Hours % 3 == 0 ? "" : "bari-1", StorePlace.Unknown, told, now),
            ActKind.Extend => OrderSteps.ExtendPickup(order, pickup.PickupId, act.Hours % 4, told, now),
            ActKind.Undo when pickup.Events.Count > 0 => OrderSteps.UndoPickupEvent(order, pickup.PickupId, pickup.Events[act.Hours % pickup.Events.Count].EventId, "a mistake", told, now),
            ActKind.Undo => OrderSteps.AcceptPickup(order, pickup.PickupId, told, now),
            _ => OrderSteps.Cancel(order, act.Lines, "", SalesChannel.Web, now),
        };
        return step.IsAccepted ? step.Value.Order : order;
    }

    private static Order Tell(Order order, Fact fact)
    {
        var told = new PickupTold(fact.Id, "till-1", fact.At);
        var now = Monday.AddHours(50);
        return (fact.IsHandOver
            ? OrderSteps.Collect(order, "order-1~s1", fact.Lines, ("", ""), told, now)
            : OrderSteps.MarkReady(order, "order-1~s1", fact.Lines, told, now)).Value.Order;
    }

    private static Gen<Act> Acts() =>
        from kind in Gen.Elements(Enum.GetValues<ActKind>())
        from pickup in Gen.Choose(0, 3)
        from lines in Units()
        from hours in Gen.Choose(0, 400)
        select new Act(kind, pickup, lines, hours);

    private static Gen<IReadOnlyList<LineUnits>> Units() => Gen.Elements<IReadOnlyList<LineUnits>>(
        [], [new LineUnits("1", 1)], [new LineUnits("1", 2)], [new LineUnits("2", 1)], [new LineUnits("1", 1), new LineUnits("2", 1)]);

    // Each unit is ready once and handed over once; some are neither.
    private static Gen<History> Facts() =>
        from ready in Gen.ListOf(Gen.Choose(0, 40), 4)
        from collected in Gen.ListOf(Gen.Choose(0, 40), 4)
        let units = new[] { "1", "1", "1", "2" }
        let readies = ready.Select((hour, i) => new Fact($"ready-{i}", false, [new LineUnits(units[i], 1)], Monday.AddHours(hour))).Where((_, i) => ready[i] > 5)
        let handed = collected.Select((hour, i) => new Fact($"collected-{i}", true, [new LineUnits(units[i], 1)], Monday.AddHours(hour))).Where((_, i) => collected[i] > 15)
        let all = readies.Concat(handed).OrderBy(fact => fact.At).ThenBy(fact => fact.Id, StringComparer.Ordinal).ToArray()
        from shuffled in Gen.Shuffle(all.Concat(all.Take(3)).ToArray())
        select new History(all, shuffled);

    private enum ActKind
    {
        Ready,
        Collect,
        Reject,
        Move,
        Extend,
        Undo,
        Cancel,
        Wait,
    }

    private sealed record Act(ActKind Kind, int Pickup, IReadOnlyList<LineUnits> Lines, int Hours);

    private sealed record Fact(string Id, bool IsHandOver, IReadOnlyList<LineUnits> Lines, DateTimeOffset At);

    private sealed record History(Fact[] InOrder, Fact[] Arrivals);
}
