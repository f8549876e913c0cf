using Omnichannel.Orders.V1;
using Omnichannel.Values;
using Measure = Omnichannel.Types.V1.Measure;

namespace Omnichannel.WebConsole.Orders;

/// <summary>Some of a parcel that a claim can be about.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Title">As it was sold.</param>
/// <param name="Most">All that can be claimed; above zero.</param>
/// <param name="Measure">As the line was sold.</param>
public sealed record ClaimPart(string LineId, string Title, int Most, Measure Measure)
{
    /// <summary>What is claimed; all of it at first.</summary>
    public int Quantity { get; set; } = Most;

    /// <summary>Pieces are counted. A length or a weight is claimed whole: nobody measures how much of it broke.</summary>
    public bool IsCounted => Measures.Of(Measure).PricedPer() == 1;

    /// <summary>Whether any of it is claimed.</summary>
    public bool IsClaimed
    {
        get => Quantity > 0;
        set => Quantity = value ? Most : 0;
    }
}

/// <summary>A parcel that was delivered, with what of it can be claimed.</summary>
/// <param name="Shipment">The parcel.</param>
/// <param name="Parts">At least one.</param>
public sealed record ClaimableParcel(Shipment Shipment, IReadOnlyList<ClaimPart> Parts);

/// <summary>What somebody is about to say of a parcel, as the form has it. The platform decides whether it is so.</summary>
public sealed class ClaimDraft
{
    private ClaimDraft(IReadOnlyList<ClaimableParcel> parcels) => (Parcels, ShipmentId) = (parcels, parcels.Count > 0 ? parcels[0].Shipment.ShipmentId : "");

    /// <summary>Those that a claim can be about.</summary>
    public IReadOnlyList<ClaimableParcel> Parcels { get; }

    /// <summary>The one that it is about; the first one at first.</summary>
    public string ShipmentId { get; set; }

    /// <summary>What is wrong; nothing at first, for nobody should say by mistake that a parcel did not come.</summary>
    public ClaimKind Kind { get; set; }

    /// <summary>In words.</summary>
    public string Description { get; set; } = "";

    /// <summary>References of photos, one a line.</summary>
    public string Photos { get; set; } = "";

    /// <summary>Of the parcel that it is about.</summary>
    public IReadOnlyList<ClaimPart> Parts => Parcels.FirstOrDefault(parcel => parcel.Shipment.ShipmentId == ShipmentId)?.Parts ?? [];

    /// <summary>It says what is wrong, and with what. Without lines a claim would be about all of the parcel.</summary>
    public bool IsWhole => Kind is not ClaimKind.Unspecified && Parts.Any(part => part.IsClaimed);

    /// <summary>About an order as it is now.</summary>
    public static ClaimDraft Of(Order order) => new(
    [
        .. order.Shipments.Where(parcel => parcel.Status is ShipmentStatus.Delivered or ShipmentStatus.Collected)
            .Select(parcel => new ClaimableParcel(parcel, [.. Claimable(order, parcel)])).Where(parcel => parcel.Parts.Count > 0),
    ]);

    /// <summary>Files it.</summary>
    public FileClaimRequest ToRequest(string orderId) => new()
    {
        OrderId = orderId,
        ShipmentId = ShipmentId,
        Kind = Kind,
        Lines = { Parts.Where(part => part.IsClaimed).Select(part => new LineQuantity { LineId = part.LineId, Quantity = part.Quantity }) },
        Description = Description.Trim(),
        PhotoReferences = { Photos.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
    };

    // What came back, and what another claim is about, is not offered.
    private static IEnumerable<ClaimPart> Claimable(Order order, Shipment parcel)
    {
        var undecided = order.Claims.Where(claim => claim.State is ClaimState.Open or ClaimState.InReview).ToList();
        foreach (var units in parcel.Lines)
        {
            var line = order.Lines.First(line => line.Sale.LineId == units.LineId);
            var here = units.Quantity - Units(undecided.Where(claim => claim.ShipmentId == parcel.ShipmentId), units.LineId);
            var anywhere = line.FulfilledQuantity - line.ReturnedQuantity - Units(undecided, units.LineId);
            if (Math.Min(here, anywhere) is > 0 and var most)
            {
                yield return new ClaimPart(units.LineId, line.Sale.Title, most, units.Measure);
            }
        }
    }

    private static int Units(IEnumerable<Claim> claims, string lineId) => claims.SelectMany(claim => claim.Lines).Where(units => units.LineId == lineId).Sum(units => units.Quantity);
}
