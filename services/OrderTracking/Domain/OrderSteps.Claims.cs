using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>
/// Claims about parcels. An accepted one takes its units out of the parcel: they came to nothing there. Then they are cancelled, or open to be shipped again; so no rule for
/// quantities, promises or money needs to know of claims, and nothing is given back twice.
/// </content>
public static partial class OrderSteps
{
    /// <summary>Most claims of an order.</summary>
    public const int MostClaims = 100;

    /// <summary>Files a claim; without lines about all of the parcel that can be claimed.</summary>
    public static Decision<Change> File(Order order, Claim claim, SalesChannel channel, DateTimeOffset now)
    {
        if (Find(order, claim.ShipmentId) is not { } parcel)
        {
            return new ShipmentNotFound();
        }

        if (order.Claims.Count >= MostClaims)
        {
            return new TooManyClaims();
        }

        if (!ParcelState.IsWithCustomer(parcel.State.Status))
        {
            return new NotDelivered();
        }

        IReadOnlyList<LineUnits> lines = claim.Lines.Count > 0
            ? Merge(claim.Lines)
            : [.. Merge(parcel.Lines).Select(units => units with { Quantity = Claimable(order, parcel, units.LineId) }).Where(units => units.Quantity > 0)];
        if ((lines.Count > 0 ? WhyNotClaimed(order, parcel, lines) : WhyNotClaimed(order, parcel, Merge(parcel.Lines)) ?? new ClaimExceedsDelivered("", 0)) is { } refusal)
        {
            return refusal;
        }

        var filed = claim with { Lines = lines };
        return Settle(order, order with { Claims = [.. order.Claims, filed] }, [new ClaimFiled(now, filed, channel)], now, now);
    }

    /// <summary>Staff take a claim up, or a declined one again.</summary>
    public static Decision<Change> Review(Order order, string claimId, DateTimeOffset now)
    {
        if (order.Claims.FirstOrDefault(claim => claim.ClaimId == claimId) is not { } known)
        {
            return new ClaimNotFound();
        }

        if (known.State is ClaimState.Declined && WhyNotClaimed(order, Find(order, known.ShipmentId)!, known.Lines) is { } refusal)
        {
            return refusal;
        }

        return known.State is ClaimState.Open or ClaimState.Declined
            ? Settle(order, Replace(order, known.To(ClaimState.InReview, now) with { Resolution = ClaimResolution.Unspecified, Reason = "" }), [], now, now)
            : new ClaimStateWrong(known.State);
    }

    /// <summary>Staff accept or decline a claim.</summary>
    public static Decision<Change> Resolve(Order order, string claimId, ClaimResolution resolution, string reason, SalesChannel channel, DateTimeOffset now)
    {
        if (order.Claims.FirstOrDefault(claim => claim.ClaimId == claimId) is not { } known)
        {
            return new ClaimNotFound();
        }

        if (!known.IsUndecided)
        {
            return new ClaimStateWrong(known.State);
        }

        if (resolution is ClaimResolution.None)
        {
            return string.IsNullOrWhiteSpace(reason) ? new ReasonRequired()
                : Decided(order, known.To(ClaimState.Declined, now) with { Resolution = resolution, Reason = reason }, channel, now);
        }

        if (CameBack(order, known) is { } excess)
        {
            return excess;
        }

        var accepted = known.To(ClaimState.Accepted, now) with { Resolution = resolution, Reason = reason };
        var next = TakeOut(Replace(order, accepted), accepted);
        var told = new ClaimResolved(now, accepted, channel);
        return resolution is ClaimResolution.Replacement
            ? Settle(order, next, [told], now, now)
            : CallOff(order, next, accepted.Lines, known.Kind is ClaimKind.ArrivedDamaged ? "ARRIVED_DAMAGED" : "DELIVERED_NOT_RECEIVED", channel, now, told);
    }

    /// <summary>Whoever filed a claim takes it back.</summary>
    public static Decision<Change> Withdraw(Order order, string claimId, SalesChannel channel, DateTimeOffset now) =>
        order.Claims.FirstOrDefault(claim => claim.ClaimId == claimId) is not { } known ? new ClaimNotFound()
        : known.IsUndecided ? Decided(order, known.To(ClaimState.Withdrawn, now), channel, now)
        : new ClaimStateWrong(known.State);

    private static Change Decided(Order order, Claim decided, SalesChannel channel, DateTimeOffset now) =>
        Settle(order, Replace(order, decided), [new ClaimResolved(now, decided, channel)], now, now);

    // Another claim's units, and what came back, cannot be claimed; nor can more than the parcel brought.
    private static Refusal? WhyNotClaimed(Order order, Shipment parcel, IReadOnlyList<LineUnits> lines)
    {
        foreach (var units in lines)
        {
            if (order.Sale.Lines.All(line => line.LineId != units.LineId))
            {
                return new LineNotFound(units.LineId);
            }

            var left = Claimable(order, parcel, units.LineId);
            if (units.Quantity > left)
            {
                return units.Quantity <= Claimable(order, parcel, units.LineId, awaited: 0) ? new UnitsInReturn(units.LineId, left) : new ClaimExceedsDelivered(units.LineId, left);
            }
        }

        return null;
    }

    private static int Claimable(Order order, Shipment parcel, string lineId) => Claimable(order, parcel, lineId, order.Returns.Sum(known => known.Awaited(lineId)));

    // Accepted claims have taken their units out of the parcel already.
    private static int Claimable(Order order, Shipment parcel, string lineId, long awaited)
    {
        var open = order.Claims.Where(claim => claim.IsUndecided).ToList();
        var inParcel = Units(parcel.Lines, lineId) - open.Where(claim => claim.ShipmentId == parcel.ShipmentId).Sum(claim => Units(claim.Lines, lineId));
        var line = Fulfilments.Of(order).First(line => line.LineId == lineId);
        return (int)Math.Max(0, Math.Min(inParcel, line.Allocated - line.Returned - awaited - open.Sum(claim => Units(claim.Lines, lineId))));
    }

    private static ClaimExceedsDelivered? CameBack(Order order, Claim claim)
    {
        foreach (var line in Fulfilments.Of(order))
        {
            var claimed = Units(claim.Lines, line.LineId);
            if (claimed > 0 && claimed > line.Allocated - line.Returned)
            {
                return new ClaimExceedsDelivered(line.LineId, Math.Max(0, line.Allocated - line.Returned));
            }
        }

        return null;
    }

    private static Order TakeOut(Order order, Claim claim) => order with
    {
        Shipments =
        [
            .. order.Shipments.Select(parcel => parcel.ShipmentId != claim.ShipmentId ? parcel : parcel with
            {
                Lines =
                [
                    .. Merge(parcel.Lines).Select(units => units with { Quantity = (int)(units.Quantity - Units(claim.Lines, units.LineId)) }).Where(units => units.Quantity > 0),
                ],
            }),
        ],
    };

    private static long Units(IEnumerable<LineUnits> lines, string lineId) => lines.Where(units => units.LineId == lineId).Sum(units => (long)units.Quantity);

    private static Order Replace(Order order, Claim claim) =>
        order with { Claims = [.. order.Claims.Select(other => other.ClaimId == claim.ClaimId ? claim : other)] };
}
