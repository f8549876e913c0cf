namespace Omnichannel.Platform.Domain;

/// <summary>
/// What some of the units of a line are worth: of money, of points, of anything that is counted in whole minor units. The first k of q units are worth
/// <c>whole * k / q</c> together, rounded half to even; later ones what is missing to that.
/// </summary>
/// <remarks>
/// Whoever counts all units that went before gives back exactly the whole in the end, in whatever parts. Rounding each part by itself would lose or invent a minor unit in
/// four of ten cases. Two who do not know of each other take from two ends: an order's cancellations the first units, its returns the last (<see cref="Last"/>). Whatever they
/// do at once, both together give back the whole.
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

    /// <summary>What the next units from the other end are worth, after those that went before from there.</summary>
    /// <param name="units">How many go now.</param>
    /// <param name="before">How many went before, from this end.</param>
    public long Last(long units, long before)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        var (end, start) = (Math.Max(0, Units - before), Math.Max(0, Units - before - units));
        return checked(First(end) - First(start));
    }

    /// <summary>
    /// What stays given for some units when others of them are taken back: what all that stay are worth together, from the other end, less what was given for the rest. So all parts add
    /// up still. Where the rest was given something else than it is worth, as in history, these units keep their share.
    /// </summary>
    /// <param name="units">How many of them stay.</param>
    /// <param name="given">These units, and what was given for them.</param>
    /// <param name="others">The rest, and what was given for it.</param>
    public long Staying(long units, Portion given, Portion others)
    {
        var share = given.First(units);
        var exact = Last(units + others.Units, 0) - others.Whole;
        return units < given.Units && exact >= 0 && exact <= given.Whole && Math.Abs(exact - share) <= 1 ? exact : share;
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
