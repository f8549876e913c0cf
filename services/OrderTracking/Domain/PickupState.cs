namespace Omnichannel.OrderTracking.Domain;

/// <summary>Where a store's work stands: sums over the set of its events.</summary>
/// <param name="Status">Now.</param>
/// <param name="Lines">In the order in which they were given.</param>
public sealed record PickupState(PickupStatus Status, IReadOnlyList<PickupUnits> Lines)
{
    private readonly IReadOnlyList<PickupEvent> counted = [];

    /// <summary>Since when all that is left is ready, while something waits for its customer; by the moment at which we were told.</summary>
    public DateTimeOffset? ReadySince { get; private init; }

    /// <summary>When the last of it was ready; null when nothing was.</summary>
    public DateTimeOffset? ReadyAt => counted.Where(e => e.Kind is PickupEventKind.Ready or PickupEventKind.Collected).Select(e => (DateTimeOffset?)e.At).Max();

    /// <summary>Until when what is ready is kept.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>Until when it may be kept at most.</summary>
    public DateTimeOffset? MostUntil { get; private init; }

    /// <summary>When the last of it was handed over; null while nothing was.</summary>
    public DateTimeOffset? CollectedAt => counted.Where(e => e.Kind is PickupEventKind.Collected).Select(e => (DateTimeOffset?)e.At).Max();

    /// <summary>The customer says to be there; until goods are handed over after it.</summary>
    public PickupEvent? Arrival => counted.LastOrDefault(e => e.Kind is PickupEventKind.Arrived) is { } arrived && Lines.Any(line => line.Left > line.Collected) && !(CollectedAt >= arrived.At)
        ? arrived
        : null;

    /// <summary>When the reminder is due that has not gone out; null when none is.</summary>
    public DateTimeOffset? RemindAt { get; private init; }

    /// <summary>When rejected units are cancelled that nobody has moved; null when there are none.</summary>
    public DateTimeOffset? GiveUpAt { get; private init; }

    /// <summary>Whether nothing of it is left to be done.</summary>
    public bool IsOver => Status is not (PickupStatus.Waiting or PickupStatus.Picking or PickupStatus.Ready);

    /// <summary>Where a pickup of an order stands.</summary>
    public static PickupState Of(Pickup pickup, Order order)
    {
        var undone = pickup.Events.Where(e => e.Kind is PickupEventKind.Undone).Select(e => e.OtherId).ToHashSet(StringComparer.Ordinal);
        var counted = pickup.Events.Where(e => !undone.Contains(e.EventId)).ToList();
        var sent = order.Shipments.Where(parcel => parcel.PickupId == pickup.PickupId && !ParcelState.IsVoid(parcel.State.Status)).SelectMany(parcel => parcel.Lines).ToList();
        var lines = pickup.Lines.Select(given => Units(given, counted, sent)).ToList();
        var state = new PickupState(StatusOf(lines, counted), lines, counted);
        return state.InTime(pickup, order);
    }

    /// <summary>How many units of a line were ready, or handed over, by a moment. That nobody came for them does not change it.</summary>
    public int ReadyBy(string lineId, DateTimeOffset at)
    {
        int Sum(PickupEventKind kind) => counted.Where(e => e.Kind == kind && e.At <= at).SelectMany(e => e.Lines).Where(units => units.LineId == lineId).Sum(units => units.Quantity);
        return Lines.Where(line => line.LineId == lineId).Sum(line => Math.Min(line.Left + line.Expired, Math.Max(Sum(PickupEventKind.Ready), Sum(PickupEventKind.Collected))));
    }

    /// <summary>How many units of a line may still be said to be ready: a hand-over may have been told before it.</summary>
    public int MayBecomeReady(string lineId) => Lines.Where(line => line.LineId == lineId).Sum(line => line.Left - Sum(counted, PickupEventKind.Ready, lineId));

    private PickupState(PickupStatus status, IReadOnlyList<PickupUnits> lines, IReadOnlyList<PickupEvent> counted)
        : this(status, lines) => this.counted = counted;

    private static PickupUnits Units(LineUnits given, List<PickupEvent> counted, List<LineUnits> sent)
    {
        var units = new PickupUnits(given.LineId, given.Quantity)
        {
            Rejected = Sum(counted, PickupEventKind.Rejected, given.LineId) - Sum(counted, PickupEventKind.Moved, given.LineId) - Sum(counted, PickupEventKind.GivenUp, given.LineId),
            Moved = Sum(counted, PickupEventKind.Moved, given.LineId),
            Cancelled = Sum(counted, PickupEventKind.Cancelled, given.LineId) + Sum(counted, PickupEventKind.GivenUp, given.LineId),
            Expired = Sum(counted, PickupEventKind.Expired, given.LineId),
        };
        var collected = Math.Min(units.Left, Sum(counted, PickupEventKind.Collected, given.LineId) + sent.Where(part => part.LineId == given.LineId).Sum(part => part.Quantity));
        return units with { Collected = collected, Ready = Math.Max(0, Math.Min(units.Left, Sum(counted, PickupEventKind.Ready, given.LineId)) - collected) };
    }

    private static int Sum(IEnumerable<PickupEvent> counted, PickupEventKind kind, string lineId) =>
        counted.Where(e => e.Kind == kind).SelectMany(e => e.Lines).Where(units => units.LineId == lineId).Sum(units => units.Quantity);

    private static PickupStatus StatusOf(List<PickupUnits> lines, List<PickupEvent> counted) => lines switch
    {
        _ when lines.Exists(line => line.Waiting > 0) => counted.Exists(e => e.Kind is PickupEventKind.Accepted) || lines.Exists(line => line.Ready + line.Collected > 0)
            ? PickupStatus.Picking
            : PickupStatus.Waiting,
        _ when lines.Exists(line => line.Ready > 0) => PickupStatus.Ready,
        _ when lines.Exists(line => line.Collected > 0) => PickupStatus.Collected,
        _ when lines.Exists(line => line.Expired > 0) => PickupStatus.Expired,
        _ when counted.Exists(e => e.Kind is PickupEventKind.Rejected) => PickupStatus.Rejected,
        _ => PickupStatus.Cancelled,
    };

    private PickupState InTime(Pickup pickup, Order order)
    {
        var terms = PickupTerms.BuiltIn.In(order.Sale.Market);
        var days = pickup.Days(order.Sale);
        var rejectedAt = Lines.Any(line => line.Rejected > 0) ? counted.LastOrDefault(e => e.Kind is PickupEventKind.Rejected)?.ToldAt : null;
        var state = this with { GiveUpAt = rejectedAt?.AddHours(terms.MoveWithinHours) };
        if (Status is not PickupStatus.Ready || pickup.Purpose is PickupPurpose.Shipping)
        {
            return state;
        }

        var since = counted.Where(e => e.Kind is PickupEventKind.Ready).Max(e => (DateTimeOffset?)e.ToldAt) ?? pickup.AssignedAt;
        var first = days.EndOfDayAfter(since, terms.HoldDays);
        var most = days.EndOfDayAfter(since, terms.HoldDays + terms.ExtendDays);
        var until = counted.Where(e => e.Kind is PickupEventKind.Extended).Select(e => e.Until!.Value).Where(end => end <= most).Append(first).Max();

        // Who had it kept longer a moment ago need not be reminded of it.
        var remindAt = days.From(days.DayOf(until.AddTicks(-1)).AddDays(-terms.RemindDaysBefore), terms.RemindAtTime);
        var isReminded = counted.Any(e => (e.Kind is PickupEventKind.Reminded && e.Until == until) || (e.Kind is PickupEventKind.Extended && e.ToldAt >= remindAt));
        return state with
        {
            ReadySince = since,
            ExpiresAt = until,
            MostUntil = most,
            RemindAt = isReminded ? null : remindAt,
        };
    }
}
