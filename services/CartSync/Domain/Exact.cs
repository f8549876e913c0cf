namespace Omnichannel.CartSync.Domain;

/// <summary>Division that rounds half to even, in whole numbers.</summary>
internal static class Exact
{
    /// <summary>Of amounts that are not negative.</summary>
    public static long Divide(long amount, long by)
    {
        var (quotient, remainder) = Math.DivRem(amount, by);

        // Against what is missing to the next whole, which cannot overflow.
        var missing = by - remainder;
        return remainder > missing || (remainder == missing && (quotient & 1) == 1) ? quotient + 1 : quotient;
    }

    /// <summary>Of amounts that are not negative.</summary>
    public static Int128 Divide(Int128 amount, Int128 by)
    {
        var (quotient, remainder) = Int128.DivRem(amount, by);
        var missing = by - remainder;
        return remainder > missing || (remainder == missing && (quotient & 1) == 1) ? quotient + 1 : quotient;
    }
}
