using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What else there is to say of an order beside where it is: one sentence each, in the order in which they are said.</summary>
public static class Remarks
{
    /// <summary>Of its parcels, where there are several; of what is sent again; of what came back.</summary>
    public static IEnumerable<Explanation> Of(Order order, IReadOnlyList<LineFulfilment> lines) => [.. OfParcels(order), .. OfReplacements(order, lines), .. OfReturns(order, lines)];

    // What came to nothing is in no parcel that counts: so one in the place of another does not count twice.
    private static IEnumerable<Explanation> OfParcels(Order order)
    {
        var parcels = order.Shipments.Where(parcel => parcel.Counts).ToList();
        return parcels.Count < 2 || order.Status is OrderStatus.Delivered or OrderStatus.Returned ? []
            : parcels.GroupBy(parcel => CodeOf(parcel.State)).OrderBy(group => group.Key.Rank).Select(group => Named(group.Key.Code, group, parcels.Count));
    }

    private static (int Rank, string Code) CodeOf(ParcelState state) => state.Status switch
    {
        _ when ParcelState.IsWithCustomer(state.Status) => (0, "PARCELS_ARRIVED"),
        _ when ParcelState.IsProblem(state.Status) => (4, "PARCELS_HELD_UP"),
        ShipmentStatus.ReadyForPickup => (1, "PARCELS_TO_COLLECT"),
        _ => state.LeftAt is null ? (3, "PARCELS_NOT_LEFT") : (2, "PARCELS_ON_THE_WAY"),
    };

    private static IEnumerable<Explanation> OfReplacements(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var lost = order.Claims.Where(claim => claim is { State: ClaimState.Accepted, Resolution: ClaimResolution.Replacement }).Select(claim => (claim.Lines, At: claim.StateAt)).ToList();
        var cameBack = order.Shipments.Where(parcel => parcel.State.LeftAt is not null && ParcelState.IsVoid(parcel.State.Status)).Select(parcel => (parcel.Lines, parcel.State.At));
        var again = order.Shipments.Where(parcel => parcel is { Counts: true, State.DeliveredAt: null }
            && lost.Concat(cameBack).Any(gone => gone.At <= parcel.CreatedAt && AreOfOneLine(gone.Lines, parcel.Lines))).ToList();
        var moving = again.FindAll(parcel => parcel.IsOnItsWay);
        var open = lines.Where(line => line.Open > 0).Select(line => new LineUnits(line.LineId, line.Open)).ToList();
        var isPrepared = again.Count > moving.Count || lost.Exists(gone => AreOfOneLine(gone.Lines, open));
        return
        [
            .. moving.Count > 0 ? [Named("REPLACEMENTS_ON_THE_WAY", moving, moving.Count)] : (IEnumerable<Explanation>)[],
            .. isPrepared ? [new Explanation("REPLACEMENT_PREPARED", new Dictionary<string, object?>())] : (IEnumerable<Explanation>)[],
        ];
    }

    private static IEnumerable<Explanation> OfReturns(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var looked = order.Returns.Where(known => known.Resolved is not null).SelectMany(known => known.Units).ToLookup(units => units.LineId, units => units.Quantity, StringComparer.Ordinal);
        var settled = lines.Select(line => Math.Min(line.Returned, looked[line.LineId].Sum())).ToList();
        return order.Status is OrderStatus.Returned ? [] :
        [
            .. Counted("RETURN_SETTLED", lines.Zip(settled, (line, done) => (long)line.Measure.Things(done)).Sum()),
            .. Counted("RETURN_CAME", lines.Zip(settled, (line, done) => (long)line.Measure.Things(line.Returned - done)).Sum()),
        ];
    }

    private static IEnumerable<Explanation> Counted(string code, long units) => units > 0 ? [new Explanation(code, new Dictionary<string, object?> { ["units"] = units })] : [];

    private static Explanation Named(string code, IEnumerable<Shipment> parcels, int all)
    {
        var names = parcels.Select(parcel => $"{parcel.CarrierCode.ToUpperInvariant()} {parcel.TrackingNumber}".TrimEnd()).ToList();
        return new Explanation(code, new Dictionary<string, object?> { ["count"] = names.Count, ["parcels"] = all, ["names"] = names });
    }

    private static bool AreOfOneLine(IEnumerable<LineUnits> some, IReadOnlyList<LineUnits> others) => some.Any(units => others.Any(other => other.LineId == units.LineId));
}
