using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// What one store does of an order: the units that it was given, and the set of what happened to them. Quantities are sums over that set, so the order in which devices tell does not
/// matter; see <see cref="PickupState"/>.
/// </summary>
public sealed record Pickup
{
    /// <summary>Most people whom an owner lets collect at a time.</summary>
    public const int MostCollectors = 5;

    /// <summary>Of the order and its turn there: the same sale always has the same ones.</summary>
    public required string PickupId { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>What it does the goods for.</summary>
    public PickupPurpose Purpose { get; init; } = PickupPurpose.Collection;

    /// <summary>What it was given.</summary>
    public required IReadOnlyList<LineUnits> Lines { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AssignedAt { get; init; }

    /// <summary>Where the store is, as far as it was known when it was given the work.</summary>
    public StorePlace Place { get; init; } = StorePlace.Unknown;

    /// <summary>What happened, each event once, sorted by time.</summary>
    public IReadOnlyList<PickupEvent> Events { get; init; } = [];

    /// <summary>Who else may collect, in the order in which they were named.</summary>
    public IReadOnlyList<Collector> Collectors { get; init; } = [];

    /// <summary>The id of a store's work.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="turn">Which of its pickups, from 1.</param>
    public static string IdOf(string orderId, int turn) => FormattableString.Invariant($"{orderId}~s{turn}");

    /// <summary>The order of a pickup's id; null when it is no such id.</summary>
    public static string? OrderOf(string pickupId) => pickupId.LastIndexOf("~s", StringComparison.Ordinal) is > 0 and var at ? pickupId[..at] : null;

    /// <summary>The days of the store; those of where the order goes when its zone is not known.</summary>
    public LocalDays Days(Sale sale) => LocalDays.TryIn(Place.ZoneId) ?? sale.Place.Days;

    /// <summary>Until when it was promised; null without a promise.</summary>
    public DateTimeOffset? DueAt(Order order) => order.Promises.LastOrDefault(promise => Lines.Any(units => promise.Covers(units.LineId)))?.Window.LatestAt;

    /// <summary>With another event; the same pickup when it knows it.</summary>
    public Pickup With(PickupEvent next) => Events.Any(known => known.EventId == next.EventId)
        ? this
        : this with { Events = [.. Events.Append(next).OrderBy(e => e.At).ThenBy(e => e.EventId, StringComparer.Ordinal)] };
}

/// <summary>Where a store is.</summary>
/// <param name="Name">As people know it.</param>
/// <param name="Address">On one line.</param>
/// <param name="ZoneId">Its IANA time zone.</param>
public sealed record StorePlace(string Name, string Address, string ZoneId)
{
    /// <summary>Nobody told.</summary>
    public static StorePlace Unknown { get; } = new("", "", "");
}

/// <summary>One thing that happened to a pickup.</summary>
public sealed record PickupEvent
{
    /// <summary>Names it; the same again changes nothing.</summary>
    public required string EventId { get; init; }

    /// <summary>What.</summary>
    public PickupEventKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When we were told.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>Which units.</summary>
    public IReadOnlyList<LineUnits> Lines { get; init; } = [];

    /// <summary>Why the store cannot do it.</summary>
    public PickupRejection Rejection { get; init; }

    /// <summary>Device or person; empty where time did it.</summary>
    public string By { get; init; } = "";

    /// <summary>What was checked instead of a code, or why an event was taken back.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where exactly a customer is.</summary>
    public string Note { get; init; } = "";

    /// <summary>To whom goods were handed who is not the owner.</summary>
    public string CollectorId { get; init; } = "";

    /// <summary>The event that was taken back, or the pickup to which units went.</summary>
    public string OtherId { get; init; } = "";

    /// <summary>Until when goods are kept.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it may be taken back: money and goods that moved on stay where they are.</summary>
    public bool IsUndoable => Kind is PickupEventKind.Accepted or PickupEventKind.Ready or PickupEventKind.Rejected or PickupEventKind.Collected or PickupEventKind.Arrived
        or PickupEventKind.Extended;
}

/// <summary>Somebody whom the owner lets collect, with a code of their own.</summary>
/// <param name="CollectorId">Which of the pickup's, from 1.</param>
/// <param name="Name">What the store checks.</param>
public sealed record Collector(string CollectorId, string Name)
{
    /// <summary>Their code is good no more.</summary>
    public bool IsRevoked { get; init; }
}

/// <summary>What became of the units of a line at a store. They add up to what it was given.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">What it was given.</param>
public sealed record PickupUnits(string LineId, int Quantity)
{
    /// <summary>Not picked yet.</summary>
    public int Waiting => Left - Collected - Ready;

    /// <summary>Wait for the customer, or the carrier.</summary>
    public int Ready { get; init; }

    /// <summary>With the customer, or sent.</summary>
    public int Collected { get; init; }

    /// <summary>Rejected, and neither moved nor cancelled.</summary>
    public int Rejected { get; init; }

    /// <summary>Elsewhere.</summary>
    public int Moved { get; init; }

    /// <summary>Called off, by the customer or because nobody could do it.</summary>
    public int Cancelled { get; init; }

    /// <summary>Nobody came for them.</summary>
    public int Expired { get; init; }

    /// <summary>What is still the store's, or was handed over by it.</summary>
    public int Left => Quantity - Rejected - Moved - Cancelled - Expired;
}
