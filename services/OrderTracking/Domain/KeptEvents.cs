namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// How much a parcel keeps of what it is told: of each piece and status the first and the last of many events, apart by scans, forecasts and numbers of other carriers. What a
/// warehouse and staff tell is kept always.
/// </summary>
/// <remarks>
/// The rule looks at the set alone, so what is kept is the same in whatever order events come, and an event that was left out and comes again is left out again. No carrier tells
/// so much of one parcel; where somebody does, neither the status nor the first delivery is lost, and the document stays small.
/// </remarks>
internal static class KeptEvents
{
    private const int MostAtEitherEnd = 50;
    private const int FewestAtEitherEnd = 5;

    /// <summary>What is kept of events that are sorted by <see cref="TrackingEvent.Order"/>; the same list when it is all.</summary>
    /// <param name="sorted">What was told.</param>
    /// <param name="pieces">Of how many pieces the parcel is; 0 or 1 for one.</param>
    public static IReadOnlyList<TrackingEvent> Of(IReadOnlyList<TrackingEvent> sorted, int pieces)
    {
        var end = Math.Max(FewestAtEitherEnd, MostAtEitherEnd / Math.Max(1, pieces));
        if (sorted.Count <= 2 * end)
        {
            return sorted;
        }

        var counts = sorted.CountBy(KindOf).ToDictionary();
        var seen = new Dictionary<Kind, int>();
        var kept = new List<TrackingEvent>(sorted.Count);
        foreach (var e in sorted)
        {
            var kind = KindOf(e);
            var at = seen[kind] = seen.GetValueOrDefault(kind) + 1;
            if (at <= end || at > counts[kind] - end || e.IsCorrection || e.Source is TrackingEvent.ByWarehouse)
            {
                kept.Add(e);
            }
        }

        return kept.Count == sorted.Count ? sorted : kept;
    }

    private static Kind KindOf(TrackingEvent e) => new(e.Piece, e.Status, e.IsForecast, e.OnwardCarrier.Length > 0);

    private readonly record struct Kind(string Piece, ShipmentStatus Status, bool IsForecast, bool IsOnward);
}
