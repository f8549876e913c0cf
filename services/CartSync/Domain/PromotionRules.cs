using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// Promotions on a basket (README, "Prices and promotions"). Whether a promotion applies, to which lines and to how many units, is decided by the basket before any
/// promotion. Each line then works out every group of promotions for itself, one promotion after the other, and takes the group that leaves least to pay.
/// </summary>
/// <remarks>
/// Because no promotion looks at what another one did to other lines, the order of lines cannot matter, and because every step turns a smaller amount into a smaller one,
/// taking a promotion away never makes anything cheaper.
/// </remarks>
internal static class PromotionRules
{
    /// <summary>When the next of them begins or ends; the end of time for never.</summary>
    public static DateTimeOffset NextMoment(ImmutableArray<Promotion> promotions, DateTimeOffset now)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var promotion in promotions)
        {
            next = promotion.StartsAt is { } start && start > now && start < next ? start : next;
            next = promotion.EndsAt is { } end && end > now && end < next ? end : next;
        }

        return next;
    }

    /// <summary>Takes what promotions give off the lines.</summary>
    /// <param name="lines">Priced, in any order; saved ones among them get nothing.</param>
    /// <param name="promotions">Greatest priority first, then by id.</param>
    /// <param name="channel">Channel of the cart.</param>
    /// <param name="now">Moment of the pricing.</param>
    public static void Apply(PricedLine[] lines, ImmutableArray<Promotion> promotions, SalesChannel channel, DateTimeOffset now)
    {
        var inForce = 0;
        foreach (var promotion in promotions)
        {
            inForce += promotion.IsInForce(channel, now) ? 1 : 0;
        }

        if (inForce == 0)
        {
            return;
        }

        var cuts = ArrayPool<Cut>.Shared.Rent(lines.Length * inForce);
        var offers = ArrayPool<Offer>.Shared.Rent(inForce);
        try
        {
            var (count, groups) = Offers(lines, promotions, channel, now, offers, cuts);
            if (count > 0)
            {
                Span<long> left = groups <= 64 ? stackalloc long[groups] : new long[groups];
                for (var i = 0; i < lines.Length; i++)
                {
                    TakeBest(ref lines[i], i, lines.Length, offers.AsSpan(0, count), cuts, left);
                }
            }
        }
        finally
        {
            ArrayPool<Offer>.Shared.Return(offers, clearArray: true);
            ArrayPool<Cut>.Shared.Return(cuts);
        }
    }

    /// <summary>What each promotion in force would do to each line, and into how many groups they fall.</summary>
    private static (int Count, int Groups) Offers(
        PricedLine[] lines, ImmutableArray<Promotion> promotions, SalesChannel channel, DateTimeOffset now, Offer[] offers, Cut[] cuts)
    {
        var (count, groups, isAny) = (0, 0, false);
        foreach (var promotion in promotions)
        {
            if (promotion.IsInForce(channel, now))
            {
                // One that gives nothing here still says how early its group comes.
                isAny |= Fill(promotion, lines, cuts.AsSpan(count * lines.Length, lines.Length));
                var group = promotion.IsExclusive ? -1 : GroupOf(promotion, offers.AsSpan(0, count));
                offers[count++] = new Offer(promotion, group < 0 ? groups++ : group);
            }
        }

        return isAny ? (count, groups) : (0, 0);
    }

    private static int GroupOf(Promotion promotion, ReadOnlySpan<Offer> offers)
    {
        foreach (var offer in offers)
        {
            if (!offer.Promotion.IsExclusive && offer.Promotion.StackingGroup == promotion.StackingGroup)
            {
                return offer.Group;
            }
        }

        return -1;
    }

    private static void TakeBest(ref PricedLine line, int at, int width, ReadOnlySpan<Offer> offers, Cut[] cuts, Span<long> left)
    {
        if (line.Line.IsSaved || line.LineTotalMinor <= 0)
        {
            return;
        }

        left.Fill(line.LineTotalMinor);
        for (var p = 0; p < offers.Length; p++)
        {
            ref var after = ref left[offers[p].Group];
            after -= cuts[(p * width) + at].Of(after);
        }

        // Among groups that leave the same, the one whose first promotion has the greatest priority.
        var best = 0;
        for (var g = 1; g < left.Length; g++)
        {
            best = left[g] < left[best] ? g : best;
        }

        if (left[best] == line.LineTotalMinor)
        {
            return;
        }

        var shares = ImmutableArray.CreateBuilder<DiscountShare>(1);
        var rest = line.LineTotalMinor;
        for (var p = 0; p < offers.Length; p++)
        {
            if (offers[p].Group == best && cuts[(p * width) + at].Of(rest) is > 0 and var off)
            {
                shares.Add(new DiscountShare(DiscountKind.Promotion, offers[p].Promotion.Id, off));
                rest -= off;
            }
        }

        line = line with { Discounts = shares.DrainToImmutable(), NetMinor = rest };
    }

    /// <summary>False when it gives nothing to any line.</summary>
    private static bool Fill(Promotion promotion, PricedLine[] lines, Span<Cut> row)
    {
        row.Clear();
        switch (promotion.Benefit)
        {
            case Benefit.PercentOff percent:
                return ForEach(promotion, lines, row, Cut.Part(Scaled(percent.Percent), HundredPercent), 0);
            case Benefit.AmountOff amount:
                return ForEach(promotion, lines, row, default, amount.AmountMinor);
            case Benefit.BuyForFewer fewer:
                return FreeUnits(promotion, fewer, lines, row);
            case Benefit.ThresholdOff threshold:
                return Together(promotion, threshold, lines, row);
            default:
                return false;
        }
    }

    private static bool ForEach(Promotion promotion, PricedLine[] lines, Span<Cut> row, Cut each, long perUnitMinor)
    {
        var isAny = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (IsEligible(promotion, lines[i]))
            {
                isAny = true;
                row[i] = perUnitMinor > 0 ? Cut.AtMost(Off(perUnitMinor, lines[i])) : each;
            }
        }

        return isAny;
    }

    // The cheapest units of all eligible lines together are free. What is weighed has no units to count.
    private static bool FreeUnits(Promotion promotion, Benefit.BuyForFewer terms, PricedLine[] lines, Span<Cut> row)
    {
        int[] eligible = [.. Eligible(promotion, lines).Where(i => lines[i].Measure is Measure.Piece)];
        long units = 0;
        foreach (var i in eligible)
        {
            units += lines[i].Line.Quantity;
        }

        var free = units / terms.Quantity * (terms.Quantity - terms.PayQuantity);
        if (free == 0)
        {
            return false;
        }

        Array.Sort(eligible, (a, b) => ComparePrices(lines[a], lines[b]) is not 0 and var order ? order : CompareIds(lines[a], lines[b]));
        foreach (var i in eligible)
        {
            var taken = Math.Min(free, lines[i].Line.Quantity);
            row[i] = taken > 0 ? Cut.Part(taken, lines[i].Line.Quantity) : default;
            free -= taken;
        }

        return true;
    }

    // What the whole gives is split in proportion to the lines before promotions.
    private static bool Together(Promotion promotion, Benefit.ThresholdOff terms, PricedLine[] lines, Span<Cut> row)
    {
        var eligible = Eligible(promotion, lines);
        long sum = 0;
        foreach (var i in eligible)
        {
            sum = checked(sum + lines[i].LineTotalMinor);
        }

        if (eligible.Length == 0 || sum < terms.MinimumMinor)
        {
            return false;
        }

        Array.Sort(eligible, (a, b) => CompareIds(lines[a], lines[b]));
        var off = terms.AmountMinor is { } amount ? Math.Min(amount, sum) : Part(sum, Scaled(terms.Percent ?? 0), HundredPercent);
        var shares = Split(off, eligible, lines, sum);
        for (var k = 0; k < eligible.Length; k++)
        {
            row[eligible[k]] = terms.AmountMinor is null ? Cut.Part(shares[k], lines[eligible[k]].LineTotalMinor) : Cut.AtMost(shares[k]);
        }

        return true;
    }

    // Largest remainders; of equal ones the line with the lesser id, so that the order in the cart does not matter.
    private static long[] Split(long off, int[] eligible, PricedLine[] lines, long sum)
    {
        var shares = new long[eligible.Length];
        var remainders = new (Int128 Remainder, int At)[eligible.Length];
        var rest = off;
        for (var k = 0; k < shares.Length; k++)
        {
            var (share, remainder) = Int128.DivRem((Int128)off * lines[eligible[k]].LineTotalMinor, sum);
            shares[k] = (long)share;
            remainders[k] = (-remainder, k);
            rest -= shares[k];
        }

        Array.Sort(remainders);
        for (var k = 0; k < rest; k++)
        {
            shares[remainders[k].At]++;
        }

        return shares;
    }

    private static int[] Eligible(Promotion promotion, PricedLine[] lines)
    {
        var eligible = new List<int>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            if (IsEligible(promotion, lines[i]))
            {
                eligible.Add(i);
            }
        }

        return [.. eligible];
    }

    private static bool IsEligible(Promotion promotion, in PricedLine line) => !line.Line.IsSaved && line.LineTotalMinor > 0 && promotion.IsFor(line.Line.Sku, line.Item);

    private static int CompareIds(in PricedLine a, in PricedLine b) => string.CompareOrdinal(a.Line.LineId, b.Line.LineId);

    // Of one unit, without rounding.
    private static int ComparePrices(in PricedLine a, in PricedLine b) => PriceOf(a).CompareTo(PriceOf(b));

    private static decimal PriceOf(in PricedLine line) => line.Item?.Price?.Amount ?? decimal.Parse(line.UnitPrice, CultureInfo.InvariantCulture);

    private const long HundredPercent = 1_000_000;

    private static long Scaled(decimal percent) => (long)(percent * 10_000m);

    private static long Off(long amountMinor, in PricedLine line) =>
        (long)Int128.Min(Exact.Divide((Int128)amountMinor * line.Line.Quantity, line.Measure.PricedPer()), long.MaxValue);

    /// <summary>Rounded half to even.</summary>
    private static long Part(long amount, long numerator, long denominator) =>
        numerator == denominator ? amount
        : amount <= long.MaxValue / Math.Max(numerator, 1) ? Exact.Divide(amount * numerator, denominator)
        : (long)Exact.Divide((Int128)amount * numerator, denominator);

    private readonly record struct Offer(Promotion Promotion, int Group);

    /// <summary>What one promotion takes off one line: a part of what is left, or an amount as far as something is left.</summary>
    private readonly record struct Cut(long Numerator, long Denominator)
    {
        public static Cut Part(long numerator, long denominator) => new(numerator, denominator);

        public static Cut AtMost(long amount) => new(amount, 0);

        public long Of(long left) => Denominator == 0 ? Math.Min(left, Numerator) : PromotionRules.Part(left, Numerator, Denominator);
    }
}
