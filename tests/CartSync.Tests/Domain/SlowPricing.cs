using System.Numerics;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>
/// The rules of the README once more, as they are written there and without a thought for speed: exact fractions, one line after the other, every group tried. What the
/// fast pricing is compared with.
/// </summary>
internal static class SlowPricing
{
    public static Dictionary<string, (BigInteger Gross, List<(string Id, BigInteger Off)> Shares)> Price(Basket basket, SalesChannel channel, DateTimeOffset now)
    {
        var lines = basket.Cart.Lines.ToDictionary(line => line.LineId, line => Gross(basket, line));
        var inForce = basket.Promotions.Where(promotion =>
            (promotion.StartsAt ?? DateTimeOffset.MinValue) <= now && now < (promotion.EndsAt ?? DateTimeOffset.MaxValue)
            && (promotion.Channels.Length == 0 || promotion.Channels.Contains(channel))).ToList();
        var groups = inForce.GroupBy(promotion => promotion.IsExclusive ? "alone " + promotion.Id : "together " + promotion.StackingGroup).Select(group => group.ToList()).ToList();
        return basket.Cart.Lines.ToDictionary(line => line.LineId, line =>
        {
            var best = groups.Select(group => Chain(basket, line, lines[line.LineId], group))
                .Prepend([])
                .MaxBy(shares => shares.Aggregate(BigInteger.Zero, (sum, share) => sum + share.Off))!;
            return (lines[line.LineId], best);
        });
    }

    private static List<(string Id, BigInteger Off)> Chain(Basket basket, CartLine line, BigInteger gross, List<Promotion> group)
    {
        var shares = new List<(string, BigInteger)>();
        var left = gross;
        foreach (var promotion in group)
        {
            var off = BigInteger.Min(left, Off(basket, line, left, promotion));
            left -= off;
            if (off > 0)
            {
                shares.Add((promotion.Id, off));
            }
        }

        return shares;
    }

    private static BigInteger Off(Basket basket, CartLine line, BigInteger left, Promotion promotion)
    {
        var eligible = basket.Cart.Lines.Where(other => IsFor(basket, other, promotion)).OrderBy(other => other.LineId, StringComparer.Ordinal).ToList();
        if (!eligible.Contains(line))
        {
            return 0;
        }

        switch (promotion.Benefit)
        {
            case Benefit.PercentOff percent:
                return Round(left * (BigInteger)(percent.Percent * 10_000), 1_000_000);
            case Benefit.AmountOff amount:
                return Round((BigInteger)amount.AmountMinor * line.Quantity, PricedPer(basket, line));
            case Benefit.BuyForFewer fewer:
                var units = eligible.Where(other => PricedPer(basket, other) == 1).OrderBy(other => basket.Find(other.Sku)!.Price!.Value.Amount).ThenBy(other => other.LineId, StringComparer.Ordinal)
                    .SelectMany(other => Enumerable.Repeat(other.LineId, other.Quantity)).ToList();
                var free = units.Count / fewer.Quantity * (fewer.Quantity - fewer.PayQuantity);
                return Round(left * units.Take(free).Count(id => id == line.LineId), line.Quantity);
            case Benefit.ThresholdOff threshold:
                var grosses = eligible.Select(other => Gross(basket, other)).ToList();
                var sum = grosses.Aggregate(BigInteger.Zero, (total, gross) => total + gross);
                if (sum < threshold.MinimumMinor || sum == 0)
                {
                    return 0;
                }

                var off = threshold.AmountMinor is { } minor ? BigInteger.Min(minor, sum) : Round(sum * (BigInteger)(threshold.Percent!.Value * 10_000), 1_000_000);
                var share = Share(off, grosses, eligible.IndexOf(line));
                return threshold.AmountMinor is null ? Round(left * share, Gross(basket, line)) : share;
            default:
                return 0;
        }
    }

    // One unit after the other goes to whoever is furthest below the exact share.
    private static BigInteger Share(BigInteger off, List<BigInteger> weights, int at)
    {
        var sum = weights.Aggregate(BigInteger.Zero, (total, weight) => total + weight);
        var parts = weights.Select(weight => off * weight / sum).ToList();
        var given = parts.Aggregate(BigInteger.Zero, (total, part) => total + part);
        foreach (var i in Enumerable.Range(0, parts.Count).OrderByDescending(i => (off * weights[i]) - (parts[i] * sum)).ThenBy(i => i).Take((int)(off - given)))
        {
            parts[i]++;
        }

        return parts[at];
    }

    private static bool IsFor(Basket basket, CartLine line, Promotion promotion)
    {
        var item = basket.Find(line.Sku)!;
        var isNamed = promotion.Skus.Contains(item.Sku) || promotion.Categories.Any(category => (item.Category + "/").StartsWith(category + "/", StringComparison.Ordinal));
        return !line.IsSaved && Gross(basket, line) > 0 && (isNamed || (promotion.Skus.Length + promotion.Categories.Length == 0 && !item.IsNonMerchandise));
    }

    private static BigInteger Gross(Basket basket, CartLine line) => Round(
        (BigInteger)(basket.Find(line.Sku)!.Price!.Value.Amount * 10_000) * line.Quantity * Currencies.MinorUnits(basket.Cart.CurrencyCode), 10_000 * PricedPer(basket, line));

    private static int PricedPer(Basket basket, CartLine line) => basket.Find(line.Sku)!.Measure is Measure.Piece ? 1 : 1000;

    private static BigInteger Round(BigInteger amount, BigInteger by)
    {
        var twice = (2 * (amount % by)).CompareTo(by);
        var down = amount / by;
        return twice > 0 || (twice == 0 && !down.IsEven) ? down + 1 : down;
    }
}
