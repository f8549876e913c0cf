using System.Numerics;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Divides whole points in proportion to exact weights; the parts add up, and none differs from its exact share by a point or more.</summary>
public static class Apportionment
{
    /// <summary>The parts. What rounding down leaves goes, a point each, to the largest remainders; of equal ones the earlier part gets it.</summary>
    /// <param name="points">Not negative.</param>
    /// <param name="weights">Not negative, and not all zero unless there are no points.</param>
    public static IReadOnlyList<long> Of(long points, IReadOnlyList<BigInteger> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        var total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        if (points == 0)
        {
            return [.. weights.Select(_ => 0L)];
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        var shares = weights.Select(weight => BigInteger.DivRem(points * weight, total)).ToList();
        var parts = shares.Select(share => (long)share.Quotient).ToArray();
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => shares[i].Remainder).ThenBy(i => i).Take((int)(points - parts.Sum())))
        {
            parts[i]++;
        }

        return parts;
    }
}
