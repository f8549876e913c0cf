using Omnichannel.Orders.V1;
using Omnichannel.Values;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Orders;

/// <summary>Something that happened to a parcel.</summary>
/// <param name="At">By the carrier.</param>
/// <param name="Status">Names its text; empty for a code that nobody knows.</param>
/// <param name="IsProblem">Somebody has to see to it.</param>
/// <param name="Words">The carrier's; its code where it has none.</param>
/// <param name="Place">As the carrier names it; may be empty.</param>
/// <param name="Reason">Normalised; may be empty.</param>
/// <param name="Source">Who told: <c>webhook</c>, <c>poll</c>, <c>ops</c>, <c>import</c>, <c>correction</c>.</param>
public sealed record Scan(DateTimeOffset At, string Status, bool IsProblem, string Words, string Place, string Reason, string Source);

/// <summary>A parcel as a page shows it.</summary>
/// <param name="Shipment">The parcel.</param>
/// <param name="Status">Names its text.</param>
/// <param name="Stage">How far it came: 0 announced, 1 with the carrier, 2 on its way, 3 nearly there, 4 with the customer.</param>
/// <param name="IsProblem">Somebody has to see to it.</param>
/// <param name="Tracking">The carrier's page; null when it has none that a browser may open.</param>
/// <param name="Scans">Latest first.</param>
/// <param name="Contents">Titles with quantities.</param>
public sealed record ParcelView(
    Shipment Shipment, string Status, int Stage, bool IsProblem, Uri? Tracking, IReadOnlyList<Scan> Scans, IReadOnlyList<(string Title, LineQuantity Quantity)> Contents)
{
    /// <summary>Of <see cref="Stage"/>.</summary>
    public const int Stages = 5;

    /// <summary>How many things a person would count in it.</summary>
    public int Things => Contents.Sum(part => Measures.Of(part.Quantity.Measure).Things(part.Quantity.Quantity));

    /// <summary>A parcel of an order.</summary>
    public static ParcelView Of(Shipment shipment, Order order)
    {
        var titles = order.Lines.ToDictionary(line => line.Sale.LineId, line => line.Sale.Title, StringComparer.Ordinal);
        return new ParcelView(
            shipment,
            NameOf(shipment.Status),
            Math.Max(StageOf(shipment.Status), shipment.Status is ShipmentStatus.Pending ? 0 : shipment.Events.Select(scan => StageOf(scan.Status)).DefaultIfEmpty().Max(stage => Math.Min(stage, 3))),
            IsTrouble(shipment.Status),
            Page(shipment.TrackingUri),
            [.. shipment.Events.Select(Of).Reverse()],
            [.. shipment.Lines.Select(part => (titles.GetValueOrDefault(part.LineId, part.LineId), part))]);
    }

    private static Scan Of(TrackingEvent scan) => new(
        scan.OccurredAt.ToDateTimeOffset(),
        scan.Status is ShipmentStatus.Unspecified ? "" : NameOf(scan.Status),
        IsTrouble(scan.Status),
        scan.Description.Length > 0 ? scan.Description : scan.CarrierStatusCode,
        scan.Place,
        ReasonOf(scan.Reason),
        scan.Source);

    /// <summary>Names its text; empty when there is none.</summary>
    public static string ReasonOf(ShipmentReason reason) => reason is ShipmentReason.Unspecified ? "" : Enums.Name(reason);

    private static string NameOf(ShipmentStatus status) => Enums.Name(status);

    private static bool IsTrouble(ShipmentStatus status) => status is ShipmentStatus.DeliveryFailed or ShipmentStatus.ReturnToSender or ShipmentStatus.LostSuspected
        or ShipmentStatus.Expired or ShipmentStatus.OnHold or ShipmentStatus.Delayed;

    // Side states say nothing of how far a parcel came: its earlier scans do.
    private static int StageOf(ShipmentStatus status) => status switch
    {
        ShipmentStatus.PickedUp => 1,
        ShipmentStatus.InTransit => 2,
        ShipmentStatus.OutForDelivery or ShipmentStatus.ReadyForPickup => 3,
        ShipmentStatus.Delivered or ShipmentStatus.Collected => 4,
        _ => 0,
    };

    // The address comes from elsewhere: nothing but a page may be opened by it.
    private static Uri? Page(string address) => Uri.TryCreate(address, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? page : null;
}
