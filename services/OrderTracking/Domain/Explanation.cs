using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What is to be said about an order now: a stable code, and the facts that its sentence names.</summary>
/// <param name="Code">For example ON_TIME; names the sentence in <c>Texts</c>.</param>
/// <param name="Facts">By name: text, numbers, and instants, which are said as days.</param>
public sealed record Explanation(string Code, IReadOnlyDictionary<string, object?> Facts)
{
    /// <summary>What is said.</summary>
    public static Phrases Texts { get; } = Phrases.Embedded(typeof(Explanation).Assembly);

    /// <summary>What is said after it, each a sentence of its own.</summary>
    public IReadOnlyList<Explanation> More { get; init; } = [];

    /// <summary>Answers "where is my order?" from what is known.</summary>
    public static Explanation Of(Order order)
    {
        var lines = Fulfilments.Of(order);
        var parcel = MostTelling(order);
        var (pickup, state) = MostTellingPickup(order);
        return new Explanation(CodeOf(order, parcel, state, lines), new Dictionary<string, object?>
        {
            ["number"] = order.Sale.OrderNumber,
            ["carrier"] = parcel?.CarrierCode.ToUpperInvariant(),
            ["delivered"] = lines.Sum(line => (long)line.Measure.Things(line.Delivered)),
            ["wanted"] = lines.Sum(line => (long)line.Measure.Things(line.Ordered - line.Cancelled)),
            ["date"] = parcel?.State.At ?? order.CancelledAt,
            ["latest"] = order.Promise?.Window.LatestAt,
            ["estimate"] = parcel?.EstimatedDeliveryAt,
            ["deliveredAt"] = order.DeliveredAt,
            ["cancelledAt"] = order.CancelledAt,
            ["store"] = pickup is null ? "" : pickup.Place.Name.Length > 0 ? pickup.Place.Name : pickup.StoreId,
            ["address"] = pickup?.Place.Address ?? "",
            ["until"] = state?.ExpiresAt is { } ends ? pickup!.Days(order.Sale).DayOf(ends.AddTicks(-1)) : null,
        })
        {
            More = [.. Remarks.Of(order, lines)],
        };
    }

    /// <summary>With what became of the order's refunds: for whoever may know what it cost.</summary>
    public Explanation WithRefunds(Order order) => this with { More = [.. More, .. RefundRemarks.Of(order)] };

    /// <summary>The store that the answer is about; empty when it is about none.</summary>
    public static string StoreOf(Order order) => MostTellingPickup(order).Pickup?.StoreId ?? "";

    /// <summary>With where that store is now, and when it is open, as seen from a moment.</summary>
    public Explanation With(StorePlace place, OpeningTimes times, DateTimeOffset now)
    {
        DateTime Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, times.TimeZone).DateTime;
        var hours = times.At(now) switch
        {
            { IsOpen: true, ClosesAt: { } closes } => new Explanation("HOURS_OPEN", new Dictionary<string, object?> { ["closes"] = Time(Clock(closes)) }),
            { IsOpen: false, OpensAt: { } opens } when Clock(opens).Date == Clock(now).Date => new Explanation("HOURS_OPENS_TODAY", new Dictionary<string, object?> { ["opens"] = Time(Clock(opens)) }),
            { IsOpen: false, OpensAt: { } opens } => new Explanation("HOURS_OPENS", new Dictionary<string, object?> { ["opens"] = Time(Clock(opens)), ["day"] = DateOnly.FromDateTime(Clock(opens)) }),
            _ => null,
        };
        return this with { Facts = new Dictionary<string, object?>(Facts) { ["store"] = place.Name.Length > 0 ? place.Name : Facts["store"], ["address"] = place.Address, ["hours"] = hours } };
    }

    /// <summary>The sentences for a reader (BCP 47), and the language that they are in.</summary>
    /// <param name="language">Of the reader.</param>
    /// <param name="days">Where its instants are days.</param>
    public (string Text, string Language) Say(string language, LocalDays days)
    {
        var phrases = Texts.In(language);
        var first = phrases.Say(Code, name => Facts.GetValueOrDefault(name) switch
        {
            DateTimeOffset at => phrases.Locale.WeekdayDate(days.DayOf(at)),
            DateOnly day => phrases.Locale.WeekdayDate(day),
            Money amount => phrases.Locale.Price(amount),
            Explanation part => part.Say(language, days).Text,
            IEnumerable<Explanation> parts => phrases.Locale.List(parts.Select(part => part.Say(language, days).Text)),
            IEnumerable<string> names => phrases.Locale.List(names),
            var fact => fact,
        });
        return (phrases.Locale.Sentences([first, .. More.Select(remark => remark.Say(language, days).Text)]), phrases.Tag);
    }

    private static string Time(DateTime clock) => clock.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string CodeOf(Order order, Shipment? parcel, PickupState? pickup, IReadOnlyList<LineFulfilment> lines) => order.Status switch
    {
        _ when order.Claims.Any(claim => claim.IsUndecided) => "CLAIMED",
        OrderStatus.Cancelled => pickup?.Status is PickupStatus.Expired ? "PICKUP_EXPIRED" : "CANCELLED",
        OrderStatus.Returned => "RETURNED",
        OrderStatus.Delivered => StatusRules.IsHandedOver(order) ? "HANDED_OVER"
            : order.IsDeliveryAssumed ? "DELIVERY_ASSUMED" : "DELIVERED",
        OrderStatus.Problem => parcel?.State.Status switch
        {
            ShipmentStatus.ReturnToSender => "RETURN_TO_SENDER",
            ShipmentStatus.LostSuspected => "LOST_SUSPECTED",
            ShipmentStatus.Expired => "PICKUP_EXPIRED",
            _ => "DELIVERY_FAILED",
        },
        OrderStatus.PickupAvailable => pickup?.Status is PickupStatus.Ready ? "READY_IN_STORE" : "PICKUP_AVAILABLE",
        OrderStatus.PaymentDue => "PAYMENT_DUE",
        _ when parcel is null && pickup is not null && order.Promise?.State is not (PromiseState.Broken or PromiseState.AtRisk) =>
            lines.Any(line => line.Delivered > 0) ? "PARTLY_COLLECTED" : order.Promise is { IsOpen: true } ? "PREPARING_IN_STORE_ON_TIME" : "PREPARING_IN_STORE",
        _ => OnItsWay(order, parcel, lines),
    };

    private static string OnItsWay(Order order, Shipment? parcel, IReadOnlyList<LineFulfilment> lines) => (order.Promise?.State, parcel?.State.Status) switch
    {
        (_, ShipmentStatus.OutForDelivery) => "OUT_FOR_DELIVERY",
        (PromiseState.Broken, _) => parcel?.EstimatedDeliveryAt is null ? "PROMISE_BROKEN" : "PROMISE_BROKEN_ESTIMATE",
        (PromiseState.AtRisk, _) => parcel?.EstimatedDeliveryAt is null ? "LATE" : "LATE_ESTIMATE",
        (_, ShipmentStatus.OnHold) => "ON_HOLD",
        (_, ShipmentStatus.Delayed) => "DELAYED",
        _ when lines.Any(line => line.Delivered > 0) => parcel is { IsOnItsWay: true } ? "PARTLY_DELIVERED" : "PARTLY_DELIVERED_PREPARING",
        (_, null or ShipmentStatus.Pending or ShipmentStatus.Cancelled) when IsPacked(order) => order.Promise is { IsOpen: true } ? "PACKED_ON_TIME" : "PACKED",
        (_, null or ShipmentStatus.Pending or ShipmentStatus.Cancelled) => order.Promise is { IsOpen: true } ? "PREPARING_ON_TIME" : "PREPARING",
        (PromiseState.Made, _) => "ON_TIME",
        _ => "IN_TRANSIT",
    };

    private static bool IsPacked(Order order)
    {
        var shipped = WorkToShip.Lines(order).Select(pair => pair.Line).ToList();
        return shipped.Exists(line => line.Packed > 0) && shipped.TrueForAll(line => line.Packed == line.Ordered - line.Cancelled);
    }

    /// <summary>The parcel that the answer is about: one with a problem, else the one furthest from the customer that has left, else any.</summary>
    private static Shipment? MostTelling(Order order) =>
        StatusRules.Speaking(order).OrderByDescending(shipment => Weight(shipment.State.Status)).ThenByDescending(shipment => shipment.State.At).FirstOrDefault();

    /// <summary>The store that the answer is about: one where something is ready, else one that works on it, else any.</summary>
    private static (Pickup? Pickup, PickupState? State) MostTellingPickup(Order order) => order.Pickups.Where(pickup => pickup.Purpose is PickupPurpose.Collection)
        .Select(pickup => ((Pickup?)pickup, (PickupState?)PickupState.Of(pickup, order)))
        .OrderBy(each => each.Item2!.Status switch { PickupStatus.Ready => 0, PickupStatus.Picking => 1, PickupStatus.Waiting => 2, PickupStatus.Expired => 3, _ => 4 }).FirstOrDefault();

    private static int Weight(ShipmentStatus status) => status switch
    {
        _ when ParcelState.IsProblem(status) => 5,
        ShipmentStatus.ReadyForPickup => 4,
        ShipmentStatus.OutForDelivery => 3,
        ShipmentStatus.OnHold or ShipmentStatus.Delayed => 3,
        ShipmentStatus.PickedUp or ShipmentStatus.InTransit => 2,
        ShipmentStatus.Pending => 1,
        _ => 0,
    };
}
