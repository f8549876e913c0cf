using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>What promotions did to a line when its owner last saw it. A line without it had none.</summary>
/// <param name="Quantity">Units then: the total is compared only with that of as many.</param>
/// <param name="NetMinor">The line's total then, after promotions.</param>
/// <param name="PromotionIds">Those that lowered it, in their order.</param>
public sealed record SeenPromotions(int Quantity, long NetMinor, ImmutableArray<string> PromotionIds);

/// <summary>Why a line is not what its owner last saw. The numbers are those of the contract.</summary>
public enum LineChangeKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The item's price.</summary>
    PriceChanged = 1,

    /// <summary>A promotion lowers it now.</summary>
    PromotionStarted = 2,

    /// <summary>A promotion no longer does.</summary>
    PromotionEnded = 3,

    /// <summary>The same promotions take off more or less.</summary>
    PromotionChanged = 4,

    /// <summary>None can be had.</summary>
    StockGone = 5,

    /// <summary>Fewer can be had than the line has.</summary>
    StockLimited = 6,

    /// <summary>Enough can be had again.</summary>
    StockBack = 7,

    /// <summary>No longer sold.</summary>
    NoLongerSold = 8,
}

/// <summary>One thing that changed about a line without its owner.</summary>
/// <param name="Kind">What.</param>
/// <param name="PromotionId">Which promotion, if one.</param>
/// <param name="PreviousNetMinor">The line's total when it was last seen, after promotions; null when that was another quantity.</param>
public readonly record struct LineChange(LineChangeKind Kind, string PromotionId = "", long? PreviousNetMinor = null);

/// <summary>
/// Explains lines: what of price, promotions and availability is not as it was when the owner last edited the line (README, "What changed meanwhile"). What an edit
/// brings about on other lines is no news: whoever made it sees the answer.
/// </summary>
public static class LineChanges
{
    /// <summary>What changed; empty for most lines, at no cost.</summary>
    public static ImmutableArray<LineChange> Of(in PricedLine priced)
    {
        var line = priced.Line;
        if (line.AcknowledgedPrice.Length == 0)
        {
            return [];
        }

        var availability = AvailabilityOf(priced);
        if (availability is LineAvailability.Discontinued)
        {
            return line.AcknowledgedAvailability is LineAvailability.Discontinued ? [] : [new LineChange(LineChangeKind.NoLongerSold)];
        }

        var isRepriced = line.AcknowledgedPrice != priced.UnitPrice;
        if (!isRepriced && availability == line.AcknowledgedAvailability && SeesPromotionsOf(priced))
        {
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<LineChange>();
        if (isRepriced)
        {
            changes.Add(new LineChange(LineChangeKind.PriceChanged));
        }

        AddPromotions(priced, isRepriced, changes);
        if (OfStock(line.AcknowledgedAvailability, availability) is not LineChangeKind.None and var stock)
        {
            changes.Add(new LineChange(stock));
        }

        return changes.DrainToImmutable();
    }

    /// <summary>Whether the quantity can be had.</summary>
    public static LineAvailability AvailabilityOf(in PricedLine priced) =>
        priced.Item?.AvailabilityOf(priced.Line.Quantity, priced.Line.Fulfilment) ?? LineAvailability.Discontinued;

    /// <summary>Whether the change makes the line dearer than it was seen.</summary>
    public static bool IsDearer(in LineChange change, in PricedLine priced) => change.Kind switch
    {
        LineChangeKind.PromotionEnded => change.PreviousNetMinor is not { } seen || priced.NetMinor > seen,
        LineChangeKind.PromotionChanged => priced.NetMinor > change.PreviousNetMinor,
        _ => false,
    };

    /// <summary>
    /// Takes note of the promotions that the editor is shown: on the lines that were edited, and on those where only the edit made a difference. A line whose promotions had
    /// changed before keeps what it had. Marks the lines that watchers are to be sent, as <see cref="ShowMoved"/> does.
    /// </summary>
    /// <param name="before">The cart as it was.</param>
    /// <param name="after">The cart after the edit.</param>
    /// <param name="around">Time and prices of both.</param>
    public static SharedCart Acknowledge(SharedCart before, SharedCart after, Surroundings around) => Acknowledge(before, after, around, null, isEdit: true);

    /// <summary>
    /// A merge, or its undo: nobody edited a line. What it brings about is no news, for it is told in the answer; what was news before, on whatever line, stays so. Marks the
    /// lines that watchers are to be sent, as <see cref="ShowMoved"/> does.
    /// </summary>
    /// <param name="before">The cart as it was.</param>
    /// <param name="after">The cart afterwards.</param>
    /// <param name="around">Time and prices of both.</param>
    /// <param name="guest">The cart whose lines came in.</param>
    public static SharedCart AcknowledgeEffects(SharedCart before, SharedCart after, Surroundings around, SharedCart? guest = null) =>
        Acknowledge(before, after, around, guest, isEdit: false);

    /// <summary>
    /// Watchers are sent the lines that changed. A line that a change elsewhere in the basket made cheaper or dearer is one of them, whoever made that change and whether or
    /// not anybody has seen it; so every change of a cart passes here that has not marked them already (<see cref="Change{T}.MarksMoved"/>).
    /// </summary>
    /// <param name="before">The cart as it was.</param>
    /// <param name="after">The cart afterwards.</param>
    /// <param name="around">Time and prices of both.</param>
    public static SharedCart ShowMoved(SharedCart before, SharedCart after, Surroundings around)
    {
        if (around.Book.Promotions.IsEmpty || (before.Lines == after.Lines && before.LastEditChannel == after.LastEditChannel)
            || after.Lines.All(line => line.ChangedVersion > before.Version))
        {
            return after;
        }

        var were = Pricing.Price(before, around.Book, before.LastEditChannel, around.Now);
        var are = Pricing.Price(after, around.Book, after.LastEditChannel, around.Now);
        var lines = after.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            var at = IndexOf(were, lines[i].LineId, i);
            lines = MarkMoved(lines, i, before, after, at < 0 ? null : were[at], are[i]);
        }

        return lines == after.Lines ? after : after with { Lines = lines };
    }

    private static SharedCart Acknowledge(SharedCart before, SharedCart after, Surroundings around, SharedCart? guest, bool isEdit)
    {
        if (around.Book.Promotions.IsEmpty && !HasSeen(after))
        {
            return after;
        }

        var were = Pricing.Price(before, around.Book, before.LastEditChannel, around.Now);
        var came = guest is null ? [] : Pricing.Price(guest, around.Book, guest.LastEditChannel, around.Now);
        var are = Pricing.Price(after, around.Book, after.LastEditChannel, around.Now);
        var lines = after.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            var at = IndexOf(were, lines[i].LineId, i);
            var from = at < 0 ? IndexOf(came, lines[i].LineId, i) : -1;
            var isEdited = isEdit && (at < 0 || !ReferenceEquals(were[at].Line, lines[i]));
            var wasAsSeen = at >= 0 ? SeesPromotionsOf(were[at]) : from >= 0 && SeesPromotionsOf(came[from]);
            if ((isEdited || wasAsSeen) && !IsAsSeen(are[i]))
            {
                lines = lines.SetItem(i, lines[i] with { SeenPromotions = SeenNow(are[i]) });
            }

            lines = MarkMoved(lines, i, before, after, at < 0 ? null : were[at], are[i]);
        }

        return lines == after.Lines ? after : after with { Lines = lines };
    }

    private static ImmutableArray<CartLine> MarkMoved(ImmutableArray<CartLine> lines, int i, SharedCart before, SharedCart after, PricedLine? was, in PricedLine now) =>
        lines[i].ChangedVersion <= before.Version && was is { } priced && IsPricedAnew(priced, now)
            ? lines.SetItem(i, lines[i] with { ChangedVersion = after.Version })
            : lines;

    private static bool HasSeen(SharedCart cart)
    {
        foreach (var line in cart.Lines)
        {
            if (line.SeenPromotions is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the line is shown with another price, discount or availability than before.</summary>
    public static bool IsPricedAnew(in PricedLine was, in PricedLine now) =>
        was.NetMinor != now.NetMinor || was.UnitPrice != now.UnitPrice || !was.Discounts.SequenceEqual(now.Discounts) || AvailabilityOf(was) != AvailabilityOf(now);

    /// <summary>Where a line is; -1 when it is not.</summary>
    /// <param name="lines">Priced lines of one cart.</param>
    /// <param name="lineId">The line.</param>
    /// <param name="likely">Where it probably is.</param>
    public static int IndexOf(ImmutableArray<PricedLine> lines, string lineId, int likely)
    {
        if (likely < lines.Length && lines[likely].Line.LineId == lineId)
        {
            return likely;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Line.LineId == lineId)
            {
                return i;
            }
        }

        return -1;
    }

    private static SeenPromotions? SeenNow(in PricedLine priced) => priced.Discounts.IsEmpty
        ? null
        : new SeenPromotions(priced.Line.Quantity, priced.NetMinor, [.. priced.Discounts.Select(share => share.SourceId)]);

    private static bool IsAsSeen(in PricedLine priced) =>
        SeesPromotionsOf(priced) && (priced.Line.SeenPromotions is not { } seen || (seen.Quantity == priced.Line.Quantity && !priced.Line.IsSaved));

    private static bool SeesPromotionsOf(in PricedLine priced)
    {
        if (priced.Line.IsSaved)
        {
            return true;
        }

        if (priced.Line.SeenPromotions is not { } seen)
        {
            return priced.Discounts.IsEmpty;
        }

        if (seen.PromotionIds.Length != priced.Discounts.Length || (seen.Quantity == priced.Line.Quantity && seen.NetMinor != priced.NetMinor))
        {
            return false;
        }

        for (var i = 0; i < seen.PromotionIds.Length; i++)
        {
            if (seen.PromotionIds[i] != priced.Discounts[i].SourceId)
            {
                return false;
            }
        }

        return true;
    }

    private static void AddPromotions(in PricedLine priced, bool isRepriced, ImmutableArray<LineChange>.Builder changes)
    {
        if (priced.Line.IsSaved)
        {
            return;
        }

        var seen = priced.Line.SeenPromotions;
        ImmutableArray<string> known = seen?.PromotionIds ?? [];
        long? previous = seen is null ? isRepriced ? null : priced.LineTotalMinor : seen.Quantity == priced.Line.Quantity ? seen.NetMinor : null;
        var count = changes.Count;
        foreach (var share in priced.Discounts)
        {
            if (!known.Contains(share.SourceId))
            {
                changes.Add(new LineChange(LineChangeKind.PromotionStarted, share.SourceId, previous));
            }
        }

        foreach (var id in known)
        {
            if (!priced.Discounts.Any(share => share.SourceId == id))
            {
                changes.Add(new LineChange(LineChangeKind.PromotionEnded, id, previous));
            }
        }

        if (changes.Count == count && !isRepriced && seen is not null && previous is { } total && total != priced.NetMinor)
        {
            changes.Add(new LineChange(LineChangeKind.PromotionChanged, "", total));
        }
    }

    private static LineChangeKind OfStock(LineAvailability seen, LineAvailability now) => now switch
    {
        _ when now == seen => LineChangeKind.None,
        LineAvailability.OutOfStock => LineChangeKind.StockGone,
        LineAvailability.Limited => LineChangeKind.StockLimited,
        _ when seen is LineAvailability.OutOfStock or LineAvailability.Limited or LineAvailability.Discontinued => LineChangeKind.StockBack,
        _ => LineChangeKind.None,
    };
}
