using System.Numerics;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A line that may earn: of an order or of a basket.</summary>
/// <param name="AmountMinor">What was paid for all units, in minor units.</param>
public sealed record EarningLine(string LineId, string Sku, string Category, long Quantity, long AmountMinor, bool IsMerchandise);

/// <summary>Where, when and by whom something is bought.</summary>
public sealed record Purchase(string Market, SalesChannel Channel, string CurrencyCode, string TierId, DateTimeOffset At);

/// <summary>What a line earns and by which rule; the rule is empty when none applies.</summary>
public sealed record EarnedLine(string LineId, long Quantity, long Points, string RuleId);

/// <summary>The one function from a purchase to points: orders, history and previews use it.</summary>
public static class EarnFunction
{
    // So that no sum over an order's lines overflows.
    private const long MostPointsOfLine = long.MaxValue / 10_000;

    /// <summary>
    /// Per line, rounded down: floor(amount in major units x points per unit x multiplier), computed exactly. Of the rules whose terms a line
    /// meets, the one with the greatest priority counts, on a tie the first. What is not merchandise or was free earns nothing.
    /// </summary>
    public static IReadOnlyList<EarnedLine> Earn(LoyaltyProgram program, Purchase purchase, IReadOnlyList<EarningLine> lines)
    {
        // Most terms are the purchase's, not the line's: tested once.
        var candidates = program.EarnRules.Where(rule => Meets(rule, purchase)).OrderByDescending(rule => rule.Priority).ToList();
        var earned = new List<EarnedLine>(lines.Count);
        foreach (var line in lines)
        {
            var rule = line.IsMerchandise && line.AmountMinor > 0 ? candidates.Find(candidate => Meets(candidate, line)) : null;
            earned.Add(new EarnedLine(line.LineId, line.Quantity, rule is null ? 0 : Points(rule, purchase.CurrencyCode, line.AmountMinor), rule?.RuleId ?? ""));
        }

        return earned;
    }

    /// <summary>Whether a category is one of these or below one of them.</summary>
    public static bool IsWithin(string category, IReadOnlyList<string> roots) => roots.Any(root => CategoryPath.Contains(root, category));

    private static long Points(EarnRule rule, string currencyCode, long amountMinor)
    {
        var (rate, rateScale) = Fraction(rule.PointsPerUnit);
        var (multiplier, multiplierScale) = Fraction(rule.Multiplier);
        var points = amountMinor * rate * multiplier / (rateScale * multiplierScale * Currencies.MinorUnits(currencyCode));
        return points > MostPointsOfLine ? throw new OverflowException("A line earns more points than a ledger can hold.") : (long)points;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(decimal value) =>
        ((BigInteger)decimal.Truncate(value * 1_000_000m), 1_000_000);

    private static bool Meets(EarnRule rule, Purchase purchase) =>
        (rule.Markets.Count == 0 || rule.Markets.Contains(purchase.Market))
        && (rule.Channels.Count == 0 || rule.Channels.Contains(purchase.Channel))
        && (rule.CurrencyCodes.Count == 0 || rule.CurrencyCodes.Contains(purchase.CurrencyCode))
        && (rule.TierIds.Count == 0 || rule.TierIds.Contains(purchase.TierId))
        && (rule.StartsAt is not { } start || start <= purchase.At)
        && (rule.EndsAt is not { } end || purchase.At < end);

    private static bool Meets(EarnRule rule, EarningLine line) =>
        (rule.Skus.Count == 0 || rule.Skus.Contains(line.Sku))
        && (rule.Categories.Count == 0 || IsWithin(line.Category, rule.Categories));
}
