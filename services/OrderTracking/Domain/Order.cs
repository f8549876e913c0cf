using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// One order: the facts (the sale, its parcels with the set of their tracking events, cancellations, returns, promises) and what was last derived from them
/// and published (status, delivered, version). Everything told about an order follows from the facts, so that the order in which they came does not matter.
/// </summary>
public sealed record Order
{
    private Derived<
        (Sale, IReadOnlyList<Shipment>, IReadOnlyList<Pickup>, IReadOnlyList<Cancellation>, IReadOnlyList<Milestone>, IReadOnlyList<OrderReturn>, OrderMoney),
        IReadOnlyList<LineFulfilment>> lines;

    /// <summary>The sale, which never changes.</summary>
    public required Sale Sale { get; init; }

    /// <summary>Who claimed a receipt without a customer; empty when nobody did.</summary>
    public string ClaimedBy { get; init; } = "";

    /// <summary>Parcels.</summary>
    public IReadOnlyList<Shipment> Shipments { get; init; } = [];

    /// <summary>Parcels that bring goods back. What is in them, their returns tell.</summary>
    public IReadOnlyList<Shipment> ReturnShipments { get; init; } = [];

    /// <summary>What stores do for it, in the order in which it was given to them.</summary>
    public IReadOnlyList<Pickup> Pickups { get; init; } = [];

    /// <summary>Windows that were promised, in the order in which they were; of one line at most one is open.</summary>
    public IReadOnlyList<Promise> Promises { get; init; } = [];

    /// <summary>Units that were called off before they left.</summary>
    public IReadOnlyList<Cancellation> Cancellations { get; init; } = [];

    /// <summary>Units that were picked or packed.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>What was said to be wrong with parcels.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Raised by every change of the address that the order's goods go to; it is kept apart.</summary>
    public int AddressVersion { get; init; } = 1;

    /// <summary>Units that came back, by return.</summary>
    public IReadOnlyList<OrderReturn> Returns { get; init; } = [];

    /// <summary>Refunds of further sales that came in under this order's id.</summary>
    public IReadOnlyList<string> SecondSaleRefunds { get; init; } = [];

    /// <summary>Payments, refunds and charges since the sale.</summary>
    public OrderMoney Money { get; init; } = OrderMoney.None;

    /// <summary>Derived, as last published.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Derived: when the last unit was with the customer, while all are.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Derived: whether that is only assumed, because nobody reported of a parcel.</summary>
    public bool IsDeliveryAssumed { get; init; }

    /// <summary>When the last unit was cancelled, if all are.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Derived: what the facts say beyond what can be. What is told of the order stays within it.</summary>
    public IReadOnlyList<Breach> Breaches { get; init; } = [];

    /// <summary>When time alone may change something: a promise, or what silence means. The durable timer stands at it.</summary>
    public DateTimeOffset? NextLookAt { get; init; }

    /// <summary>Raised by every change.</summary>
    public long Version { get; init; }

    /// <summary>The order's id.</summary>
    public string OrderId => Sale.OrderId;

    /// <summary>The customer: of the sale, or who claimed it.</summary>
    public string CustomerId => Sale.CustomerId.Length > 0 ? Sale.CustomerId : ClaimedBy;

    /// <summary>Customer, else guest, else null: who lists it.</summary>
    public string? OwnerId => CustomerId.Length > 0 ? CustomerId : Sale.GuestId.Length > 0 ? Sale.GuestId : null;

    /// <summary>A parcel of it, whichever way it goes; null when there is no such.</summary>
    public Shipment? Parcel(string shipmentId) => Shipments.Concat(ReturnShipments).FirstOrDefault(parcel => parcel.ShipmentId == shipmentId);

    /// <summary>What has become of its lines: <see cref="Fulfilments.Of"/>.</summary>
    internal IReadOnlyList<LineFulfilment> Lines =>
        lines.Of((Sale, Shipments, Pickups, Cancellations, Milestones, Returns, Money), this, static order => Fulfilments.Derive(order));

    /// <summary>Stores that sold it, or do something for it.</summary>
    public IEnumerable<string> StoreIds => Pickups.Select(pickup => pickup.StoreId).Append(Sale.StoreId).Where(storeId => storeId.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>By which its customer is told days: the store's clock where all goods are collected in one place, else that of where it goes.</summary>
    public LocalDays Days => Pickups.Select(pickup => pickup.Place.ZoneId).Distinct(StringComparer.Ordinal).ToList() is [{ Length: > 0 } zone]
        && Sale.Lines.All(line => line.NonMerchandise || line.Method is FulfilmentMethod.Pickup)
            ? LocalDays.In(zone)
            : Sale.Place.LastDays;

    /// <summary>The promise that speaks for the whole order: of those that no later one replaces the one that matters most, of equal ones the latest.</summary>
    public Promise? Promise => Promises.Where((promise, i) => !Promises.Skip(i + 1).Any(later => later.Replaces(promise))).Reverse().MinBy(promise => promise.State switch
    {
        PromiseState.Broken => 0,
        PromiseState.AtRisk => 1,
        PromiseState.Made => 2,
        PromiseState.Kept => 3,
        _ => 4,
    });
}

/// <summary>Units that were called off.</summary>
public sealed record Cancellation
{
    /// <summary>What.</summary>
    public required IReadOnlyList<LineUnits> Lines { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is given back for them.</summary>
    public long RefundMinor { get; init; }

    /// <summary>Which of them stores had.</summary>
    public IReadOnlyList<PlaceUnits> Places { get; init; } = [];

    /// <summary>The claim that led to it: they had left and came to nothing. Else empty.</summary>
    public string ClaimId { get; init; } = "";
}

/// <summary>Some units of a line at a store.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">How many.</param>
/// <param name="StoreId">The store.</param>
/// <param name="IsGone">They are not there, or cannot be sold.</param>
public sealed record PlaceUnits(string LineId, int Quantity, string StoreId, bool IsGone);

/// <summary>What is known of one return: what is to come back, receipts as they came in, and its resolution, which then alone counts.</summary>
public sealed record OrderReturn
{
    /// <summary>The return.</summary>
    public required string ReturnId { get; init; }

    /// <summary>Units that are to come back.</summary>
    public IReadOnlyList<LineUnits> Begun { get; init; } = [];

    /// <summary>It ended without its goods: declined, called off or expired.</summary>
    public bool HasEnded { get; init; }

    /// <summary>By receipt (the event that told), units by line.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LineUnits>> Received { get; init; } = new Dictionary<string, IReadOnlyList<LineUnits>>();

    /// <summary>Units that are given back, and what they are worth: decided here, once; null until resolved.</summary>
    public IReadOnlyList<ReturnedUnits>? Resolved { get; init; }

    /// <summary>Units for which money was given back before they were looked at, and what they are worth: decided here, once. Null while there was none; what was asked back is taken off.</summary>
    public IReadOnlyList<ReturnedUnits>? Advanced { get; init; }

    /// <summary>Units for which money is given back.</summary>
    public IReadOnlyList<ReturnedUnits> Given => Advanced ?? Resolved ?? [];

    /// <summary>What counts now.</summary>
    public IEnumerable<LineUnits> Units => Resolved?.Select(units => new LineUnits(units.LineId, units.Quantity)) ?? Received.Values.SelectMany(lines => lines);

    /// <summary>Units of a line that are still to come back, or whose money went back without them.</summary>
    public long Awaited(string lineId) => Math.Max(0, Math.Max(Resolved is not null || HasEnded ? 0 : Of(Begun, lineId), OfAdvanced(lineId)) - Of(Units, lineId));

    private long OfAdvanced(string lineId) => Advanced?.Where(units => units.LineId == lineId).Sum(units => (long)units.Quantity) ?? 0;

    private static long Of(IEnumerable<LineUnits> lines, string lineId) => lines.Where(units => units.LineId == lineId).Sum(units => (long)units.Quantity);
}

/// <summary>Units that came back, and what they are worth with their tax, before fees.</summary>
public sealed record ReturnedUnits(string LineId, int Quantity, long WorthMinor);
