namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Tells which versions of orders this process reads a second time, by fixed memory: what others push out is at worst taken for new, which costs the keeping of a view. A version is
/// told of once, so that replicas of two builds do not keep their views over each other's again and again.
/// </summary>
internal sealed class RepeatedReads
{
    private const int Places = 1 << 16;

    // Of what stands at a place: its hash with the last bit as it was read once, or told of.
    private readonly long[] seen = new long[Places];

    /// <summary>Whether this is the second read of a version that was not told of.</summary>
    public bool IsSecond(string orderId, long version)
    {
        var hash = ((long)orderId.GetHashCode(StringComparison.Ordinal) << 32) ^ (version * -7046029254386353131);
        var (once, told) = (hash | 1, hash & ~1L);
        ref var place = ref seen[(int)((ulong)hash >> 32) & (Places - 1)];
        var known = Volatile.Read(ref place);
        if (known == told)
        {
            return false;
        }

        // Two readers of one moment may both be told: the one view is kept twice.
        Volatile.Write(ref place, known == once ? told : once);
        return known == once;
    }
}
