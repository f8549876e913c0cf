using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>How units at stores come to nothing: nobody came for them, nobody could do them, or they were called off.</content>
public static partial class OrderSteps
{
    /// <summary>Reason of the cancellation of what nobody came for.</summary>
    public const string PickupExpired = "PICKUP_EXPIRED";

    /// <summary>Reason of the cancellation of what a store rejected and nobody moved.</summary>
    public const string PickupRejectedFinally = "PICKUP_REJECTED";

    /// <summary>What time alone does at stores: reminders, what nobody came for, and what nobody moved.</summary>
    private static Order PassTimeAtStores(Order order, List<OrderEvent> events, DateTimeOffset now)
    {
        foreach (var id in order.Pickups.Select(pickup => pickup.PickupId).ToList())
        {
            var pickup = order.Pickups.First(known => known.PickupId == id);
            var state = PickupState.Of(pickup, order);
            if (state.GiveUpAt <= now)
            {
                order = GiveUp(order, id, UnitsOf(state, line => line.Rejected), FormattableString.Invariant($"given-up/{pickup.Events.Count}"), PickupRejectedFinally, events, now);
                pickup = order.Pickups.First(known => known.PickupId == id);
                state = PickupState.Of(pickup, order);
            }

            if (state.ExpiresAt <= now)
            {
                var lines = UnitsOf(state, line => line.Ready);
                var expired = new PickupEvent { EventId = FormattableString.Invariant($"expired/{pickup.Events.Count}"), Kind = PickupEventKind.Expired, At = now, ToldAt = now, Lines = lines };
                order = CallOff(order, id, expired, isGone: false, PickupExpired, events, now);
            }
            else if (state.RemindAt <= now)
            {
                var reminded = new PickupEvent
                {
                    EventId = FormattableString.Invariant($"reminded/{pickup.Events.Count}"), Kind = PickupEventKind.Reminded, At = now, ToldAt = now, Until = state.ExpiresAt,
                };
                order = Replace(order, pickup.With(reminded));
                events.Add(new PickupReminded(now, pickup, state.ExpiresAt!.Value));
            }
        }

        return order;
    }

    private static DateTimeOffset? NextLookAtStores(Order order) => order.Pickups.Select(pickup => PickupState.Of(pickup, order))
        .SelectMany(state => new[] { state.RemindAt, state.ExpiresAt, state.GiveUpAt }).Min();

    // Units that a customer calls off: first those that no store works on, then rejected ones, then those that wait.
    private static Order TakeFromStores(Order order, Cancellation cancellation, string eventId, DateTimeOffset now, out Cancellation placed)
    {
        var places = new List<PlaceUnits>();
        var open = Fulfilments.Of(order).ToDictionary(line => line.LineId, line => line.Shippable, StringComparer.Ordinal);
        var left = cancellation.Lines.ToDictionary(units => units.LineId, units => Math.Max(0, units.Quantity - open[units.LineId]), StringComparer.Ordinal);
        foreach (var pickup in order.Pickups)
        {
            var state = PickupState.Of(pickup, order);
            var rejected = Take(state, line => line.Rejected, left);
            var waiting = Take(state, line => line.Waiting, left);
            var told = new PickupTold(eventId, "", now);
            var after = rejected.Count > 0 ? pickup.With(Event(told with { EventId = eventId + "/given-up" }, PickupEventKind.GivenUp, now) with { Lines = rejected }) : pickup;
            after = waiting.Count > 0 ? after.With(Event(told, PickupEventKind.Cancelled, now) with { Lines = waiting }) : after;
            places.AddRange(rejected.Select(units => new PlaceUnits(units.LineId, units.Quantity, pickup.StoreId, IsGone(pickup, rejected))));
            places.AddRange(waiting.Select(units => new PlaceUnits(units.LineId, units.Quantity, pickup.StoreId, IsGone: false)));
            order = Replace(order, after);
        }

        placed = cancellation with { Places = places };
        return order;
    }

    private static List<LineUnits> Take(PickupState state, Func<PickupUnits, int> from, Dictionary<string, int> left)
    {
        var taken = state.Lines.Select(line => new LineUnits(line.LineId, Math.Min(from(line), left.GetValueOrDefault(line.LineId)))).Where(units => units.Quantity > 0).ToList();
        foreach (var units in taken)
        {
            left[units.LineId] -= units.Quantity;
        }

        return taken;
    }

    private static Order GiveUp(Order order, string pickupId, IReadOnlyList<LineUnits> lines, string eventId, string reason, List<OrderEvent> events, DateTimeOffset now)
    {
        var pickup = order.Pickups.First(known => known.PickupId == pickupId);
        var givenUp = new PickupEvent { EventId = eventId, Kind = PickupEventKind.GivenUp, At = now, ToldAt = now, Lines = lines };
        return CallOff(order, pickupId, givenUp, IsGone(pickup, lines), reason, events, now);
    }

    private static Order CallOff(Order order, string pickupId, PickupEvent end, bool isGone, string reason, List<OrderEvent> events, DateTimeOffset now)
    {
        var pickup = order.Pickups.First(known => known.PickupId == pickupId);
        var next = Replace(order, pickup.With(end));
        var cancellation = new Cancellation
        {
            Lines = WithPostage(next, Fulfilments.Of(next), end.Lines),
            At = now,
            Reason = reason,
            Places = [.. end.Lines.Select(units => new PlaceUnits(units.LineId, units.Quantity, pickup.StoreId, isGone))],
        };
        return Cancelled(next, cancellation, SalesChannel.None, events, now);
    }

    // Goods that were rejected because they are not there, or are broken, go back to no stock.
    private static bool IsGone(Pickup pickup, IReadOnlyList<LineUnits> lines) => pickup.Events.LastOrDefault(
        e => e.Kind is PickupEventKind.Rejected && e.Lines.Any(rejected => lines.Any(units => units.LineId == rejected.LineId)))?.Rejection is PickupRejection.OutOfStock or PickupRejection.Damaged;
}
