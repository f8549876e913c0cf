namespace Omnichannel.Platform.Domain;

/// <summary>
/// What some of the units of a line are worth: of money, of points, of anything that is counted in whole minor units. The first k of q units are worth
/// <c>whole * k / q</c> together, rounded half to even; later ones what is missing to that.
/// </summary>
/// <remarks>
/// Whoever counts all units that went before, cancelled ones too, gives back exactly the whole in the end: in whatever parts, in whatever order, and in whichever service.
/// Rounding each part by itself would lose or invent a minor unit in four of ten cases.
/// </remarks>
/// <param name="Whole">What all units are worth, in minor units; may be negative.</param>
/// <param name="Units">How many units that is. With none there is nothing to divide, and every part is 0.</param>
public readonly record struct Portion(long Whole, long Units)
{
    /// <summary>What the first units are worth together. Those beyond the last are worth nothing.</summary>
    public long First(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        return units >= Units ? (Units > 0 ? Whole : 0) : HalfToEven((Int128)Whole * units, Units);
    }

    /// <summary>What the next units are worth, after those that went before.</summary>
    /// <param name="units">How many go now.</param>
    /// <param name="before">How many went before, for whatever reason.</param>
    public long Next(long units, long before)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        return checked(First(before > long.MaxValue - units ? long.MaxValue : before + units) - First(before));
    }

    private static long HalfToEven(Int128 dividend, long divisor)
    {
        var (quotient, rest) = Int128.DivRem(Int128.Abs(dividend), divisor);
        var twice = rest * 2;
        if (twice > divisor || (twice == divisor && Int128.IsOddInteger(quotient)))
        {
            quotient++;
        }

        return (long)(Int128.IsNegative(dividend) ? -quotient : quotient);
    }
}
