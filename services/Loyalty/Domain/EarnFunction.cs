using System.Numerics;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A line that may earn: of an order or of a basket.</summary>
/// <param name="AmountMinor">What was paid for all units, in minor units.</param>
public sealed record EarningLine(string LineId, string Sku, string Category, long Quantity, long AmountMinor, bool IsMerchandise);

/// <summary>Where, when and by whom something is bought.</summary>
public sealed record Purchase(string Market, SalesChannel Channel, string CurrencyCode, string TierId, DateTimeOffset At)
{
    /// <summary>Whether the buyer has no other order that counts.</summary>
    public bool IsFirst { get; init; }
}

/// <summary>What a line earns and by which rules, comma-separated; empty when none applies.</summary>
public sealed record EarnedLine(string LineId, long Quantity, long Points, string RuleId)
{
    /// <summary>How much of the points is each rule's; they add up.</summary>
    public IReadOnlyList<EarnedPart> Parts { get; init; } = [];

    /// <summary>The line with other parts. Rules that give nothing are not named.</summary>
    public EarnedLine Of(IReadOnlyList<EarnedPart> parts) => parts.Count == 0 ? this : this with
    {
        Points = parts.Sum(part => part.Points),
        RuleId = string.Join(',', parts.Where(part => part.Points > 0).Select(part => part.RuleId)) is { Length: > 0 } rules ? rules : string.Join(',', parts.Select(part => part.RuleId)),
        Parts = parts,
    };
}

/// <summary>What one rule gives for a line.</summary>
public sealed record EarnedPart(string RuleId, long Points);

/// <summary>The one function from a purchase to points: orders, history, previews and simulations use it.</summary>
public static class EarnFunction
{
    // So that no sum over an order's lines overflows.
    private const long MostPointsOfLine = long.MaxValue / 10_000;
    private const long Scale = 1_000_000;

    /// <summary>
    /// What each line earns, computed exactly: by amount at the rate with the greatest priority whose terms it meets (on a tie the one whose id comes first in the alphabet), by piece
    /// at all that apply, both times the multipliers that apply, combined and rounded as the program says. Bonuses for the order are divided over the lines that may earn, in
    /// proportion to what was paid for them, so that what comes back takes its part along. What is not merchandise, was free or is excluded earns nothing.
    /// </summary>
    /// <remarks>The order in which a program lists its rules never matters.</remarks>
    public static IReadOnlyList<EarnedLine> Earn(LoyaltyProgram program, Purchase purchase, IReadOnlyList<EarningLine> lines) => Earn(program, purchase, lines, isStatus: false);

    /// <summary>The status points that each line earns: the same function of the rules for them. None where the program has no such rule.</summary>
    public static IReadOnlyList<EarnedLine> EarnStatus(LoyaltyProgram program, Purchase purchase, IReadOnlyList<EarningLine> lines) =>
        program.EarnsStatus ? Earn(program, purchase, lines, isStatus: true) : [];

    /// <summary>What an event earns, as one line of one unit.</summary>
    public static EarnedLine Earn(LoyaltyProgram program, NamedEvent happened, string tierId) => Earn(program, happened, tierId, isStatus: false);

    /// <summary>The status points that an event earns. None where the program has no rule for them.</summary>
    public static IReadOnlyList<EarnedLine> EarnStatus(LoyaltyProgram program, NamedEvent happened, string tierId) =>
        program.EarnsStatus ? [Earn(program, happened, tierId, isStatus: true)] : [];

    /// <summary>Whether a category is one of these or below one of them.</summary>
    public static bool IsWithin(string category, IReadOnlyList<string> roots) => roots.Any(root => CategoryPath.Contains(root, category));

    private static IReadOnlyList<EarnedLine> Earn(LoyaltyProgram program, Purchase purchase, IReadOnlyList<EarningLine> lines, bool isStatus)
    {
        // Most terms are the purchase's, not the line's: tested once.
        var weekday = WeekdayOf(program, purchase.At);
        List<EarnRule> candidates =
        [
            .. program.EarnRules.Where(rule => rule.Status == isStatus && rule.IsFor(purchase, weekday)).OrderByDescending(rule => rule.Priority).ThenBy(rule => rule.RuleId, StringComparer.Ordinal),
        ];
        List<ExactLine> exact = [.. lines.Select(line => ExactOf(program, purchase.CurrencyCode, candidates, line))];
        var points = Round(program, exact);
        var bonuses = Bonuses(candidates, exact);
        return [.. exact.Select((line, i) => Earned(line, points[i], bonuses[i]))];
    }

    private static EarnedLine Earn(LoyaltyProgram program, NamedEvent happened, string tierId, bool isStatus)
    {
        var weekday = WeekdayOf(program, happened.At);
        return new EarnedLine("", 1, 0, "").Of(
        [
            .. program.EarnRules.Where(rule => rule.Status == isStatus && rule.Kind is EarnKind.Bonus && rule.IsFor(happened, tierId, weekday))
                .OrderBy(rule => rule.RuleId, StringComparer.Ordinal).Select(rule => new EarnedPart(rule.RuleId, rule.Points)),
        ]);
    }

    private static Weekday WeekdayOf(LoyaltyProgram program, DateTimeOffset at) =>
        LocalDays.In(program.TimeZoneId).DayOf(at).DayOfWeek is var day and not DayOfWeek.Sunday ? (Weekday)(int)day : Weekday.Sunday;

    private static ExactLine ExactOf(LoyaltyProgram program, string currencyCode, List<EarnRule> candidates, EarningLine line)
    {
        if (!line.IsMerchandise || line.AmountMinor <= 0 || program.ExcludedFromEarning.Includes(line))
        {
            return new ExactLine(line, false, [], BigInteger.One);
        }

        // All over one denominator: minor units x millionths of the base, and the multipliers' own.
        var met = candidates.Where(rule => rule.IsFor(line)).ToList();
        var minorUnits = (BigInteger)Currencies.MinorUnits(currencyCode);
        var parts = new List<(string RuleId, BigInteger Points)>();
        if (met.Find(rule => rule.Kind is EarnKind.Rate) is { } rate)
        {
            parts.Add((rate.RuleId, line.AmountMinor * Millionths(rate.PointsPerUnit)));
        }

        parts.AddRange(met.Where(rule => rule.Kind is EarnKind.Item).Select(rule => (rule.RuleId, line.Quantity * Millionths(rule.PointsPerItem) * minorUnits)));
        var denominator = minorUnits * Scale;
        var multipliers = parts.Count == 0 ? [] : met.Where(rule => rule.Kind is EarnKind.Multiplier && rule.Multiplier > 1).ToList();
        if (multipliers.Count > 0)
        {
            Multiply(program.CombineMultipliers, multipliers, parts, ref denominator);
        }

        return new ExactLine(line, true, parts, denominator);
    }

    // What multipliers add beyond the base is theirs: in proportion to what each would add alone, whatever they are called.
    private static void Multiply(MultiplierCombining combining, List<EarnRule> multipliers, List<(string RuleId, BigInteger Points)> parts, ref BigInteger denominator)
    {
        var one = (BigInteger)Scale;
        var whole = BigInteger.Pow(one, multipliers.Count);
        var factor = combining is MultiplierCombining.Sum
            ? (one + multipliers.Aggregate(BigInteger.Zero, (sum, rule) => sum + Millionths(rule.Multiplier) - one)) * (whole / one)
            : multipliers.Aggregate(BigInteger.One, (product, rule) => product * Millionths(rule.Multiplier));
        var alone = multipliers.Aggregate(BigInteger.Zero, (sum, rule) => sum + Millionths(rule.Multiplier) - one);
        var extra = parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Points) * (factor - whole);
        for (var i = 0; i < parts.Count; i++)
        {
            parts[i] = (parts[i].RuleId, parts[i].Points * whole * alone);
        }

        parts.AddRange(multipliers.Select(rule => (rule.RuleId, extra * (Millionths(rule.Multiplier) - one))));
        denominator *= whole * alone;
    }

    private static IReadOnlyList<long> Round(LoyaltyProgram program, List<ExactLine> lines)
    {
        if (program.RoundPer is RoundingUnit.Line)
        {
            return [.. lines.Select(line => Whole(program.Rounding, line.Total, line.Denominator))];
        }

        // Brought to one denominator, the lines add up exactly.
        var common = lines.Select(line => line.Denominator).Distinct().Aggregate(BigInteger.One, (product, denominator) => product * denominator);
        List<BigInteger> totals = [.. lines.Select(line => line.Total * (common / line.Denominator))];
        return Apportionment.Of(Whole(program.Rounding, totals.Aggregate(BigInteger.Zero, (sum, total) => sum + total), common), totals);
    }

    private static List<List<EarnedPart>> Bonuses(List<EarnRule> candidates, List<ExactLine> lines)
    {
        var bonuses = lines.Select(_ => new List<EarnedPart>()).ToList();
        foreach (var rule in candidates.Where(rule => rule.Kind is EarnKind.Bonus).OrderBy(rule => rule.RuleId, StringComparer.Ordinal))
        {
            List<BigInteger> weights = [.. lines.Select(line => line.MayEarn && rule.IsFor(line.Line) ? (BigInteger)line.Line.AmountMinor : BigInteger.Zero)];
            var shares = weights.TrueForAll(weight => weight.IsZero) ? [] : Apportionment.Of(rule.Points, weights);
            for (var i = 0; i < shares.Count; i++)
            {
                if (shares[i] > 0)
                {
                    bonuses[i].Add(new EarnedPart(rule.RuleId, shares[i]));
                }
            }
        }

        return bonuses;
    }

    private static EarnedLine Earned(ExactLine line, long points, List<EarnedPart> bonuses)
    {
        var shares = line.Total.IsZero ? [.. line.Parts.Select(_ => 0L)] : Apportionment.Of(points, [.. line.Parts.Select(part => part.Points)]);
        return new EarnedLine(line.Line.LineId, line.Line.Quantity, 0, "").Of([.. line.Parts.Select((part, i) => new EarnedPart(part.RuleId, shares[i])), .. bonuses]);
    }

    private static long Whole(PointRounding rounding, BigInteger numerator, BigInteger denominator)
    {
        var points = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = rest * 2;
        if (rounding is PointRounding.HalfEven && (twice > denominator || (twice == denominator && !points.IsEven)))
        {
            points++;
        }

        return points > MostPointsOfLine ? throw new OverflowException("A line earns more points than a ledger can hold.") : (long)points;
    }

    private static BigInteger Millionths(decimal value) => (BigInteger)decimal.Truncate(value * Scale);

    // What a line earns before it is rounded: each rule's part, over one denominator.
    private sealed record ExactLine(EarningLine Line, bool MayEarn, IReadOnlyList<(string RuleId, BigInteger Points)> Parts, BigInteger Denominator)
    {
        public BigInteger Total => Parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Points);
    }
}
