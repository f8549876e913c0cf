using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// A parcel of several pieces, each with a number and news of its own. Nobody says which units are in which piece: so the parcel is delivered when all of them are, and it is void
/// when all of them are.
/// </summary>
public static class ParcelPieces
{
    private const int Moving = 3;
    private const int Announced = 9;

    /// <summary>Where the parcel stands by where its pieces stand.</summary>
    public static ParcelState Together(IReadOnlyList<ParcelState> pieces)
    {
        // The label of a piece that was called off never was a piece.
        var counted = pieces.Where(piece => piece.Status is not ShipmentStatus.Cancelled).ToList();
        if (counted.Count == 0 || counted.TrueForAll(piece => ParcelState.IsVoid(piece.Status)))
        {
            return (counted.Count == 0 ? pieces : counted).MaxBy(piece => piece.At)!;
        }

        if (counted.TrueForAll(piece => ParcelState.IsWithCustomer(piece.Status)))
        {
            return counted.MaxBy(piece => piece.DeliveredAt)! with
            {
                LeftAt = counted.Min(piece => piece.LeftAt),
                DeliveredFrom = counted.Max(piece => piece.DeliveredFrom),
                ReadyFrom = counted.Max(piece => piece.ReadyFrom),
            };
        }

        return Slowest(counted);
    }

    /// <summary>Since when nobody told of the piece that is on its way and was told of the least; since the last news of all when none is on its way.</summary>
    public static DateTimeOffset SilentSince(Shipment parcel)
    {
        var underWay = parcel.Pieces.Where(piece => !ParcelState.IsTerminal(parcel.StateOf(piece).Status)).ToList();
        return underWay.Count == 0 ? parcel.LastNewsAt : underWay.Min(piece =>
            parcel.Events.LastOrDefault(e => e.IsScan && (e.Piece.Length == 0 || e.Piece == piece)) is { } last && last.OccurredAt > parcel.CreatedAt ? last.OccurredAt : parcel.CreatedAt);
    }

    /// <summary>Which piece news of a number is about: that piece, or the one that another carrier goes on with. Empty when the parcel is one, or nobody can tell.</summary>
    public static string PieceOf(this Shipment parcel, string number) => parcel.Pieces.Count == 0 ? ""
        : parcel.Pieces.Contains(number) ? number
        : parcel.Events.FirstOrDefault(e => e.OnwardCarrier.Length > 0 && Canonical.TrackingNumber(e.OnwardNumber) == number)?.Piece ?? "";

    // The parcel is as the piece that needs somebody, else the one that is furthest from the customer. One that was not handed over yet does not hold back the word that others are
    // on their way.
    private static ParcelState Slowest(List<ParcelState> pieces)
    {
        var slowest = pieces.OrderBy(piece => Rank(piece.Status)).ThenByDescending(piece => piece.At).First();
        var isPartLeft = pieces.Exists(piece => piece.Status is ShipmentStatus.Pending) && Rank(slowest.Status) is > Moving and < Announced;
        return slowest with
        {
            Status = ParcelState.IsVoid(slowest.Status) ? ShipmentStatus.DeliveryFailed : isPartLeft ? ShipmentStatus.InTransit : slowest.Status,
            LeftAt = pieces.Min(piece => piece.LeftAt),
            DeliveredAt = null,
            DeliveredFrom = null,
            ReadyFrom = pieces.TrueForAll(piece => piece.ReadyFrom is not null) ? pieces.Max(piece => piece.ReadyFrom) : null,
        };
    }

    private static int Rank(ShipmentStatus status) => status switch
    {
        _ when ParcelState.IsProblem(status) => 0,
        ShipmentStatus.OnHold => 1,
        ShipmentStatus.Delayed => 2,
        ShipmentStatus.PickedUp => Moving,
        ShipmentStatus.InTransit => 4,
        ShipmentStatus.OutForDelivery => 5,
        ShipmentStatus.ReadyForPickup => 6,
        ShipmentStatus.Pending => Announced,
        _ => 7,
    };
}
