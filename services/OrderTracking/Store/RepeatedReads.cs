namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Tells which versions of orders this process reads a second time, by fixed memory: what others push out is at worst taken for new. A version is told of once, so that replicas of
/// two builds do not keep their views over each other's again and again.
/// </summary>
internal sealed class RepeatedReads
{
    private const int Ways = 4;
    private const int Sets = 1 << 15;

    // Of each version its hash, with the last bit as it was read once, or told of. Within a set the latest stands first. Readers of one moment may mix up a set: then something
    // counts as new, or is told of twice.
    private readonly long[] seen = new long[Sets * Ways];

    /// <summary>Whether this is the second read of a version that was not told of.</summary>
    public bool IsSecond(string orderId, long version)
    {
        var hash = ((long)orderId.GetHashCode(StringComparison.Ordinal) << 32) ^ (version * -7046029254386353131);
        var (once, told) = (hash | 1, hash & ~1L);
        var set = seen.AsSpan((int)(((ulong)hash >> 32) % Sets) * Ways, Ways);
        for (var i = 0; i < Ways; i++)
        {
            if (set[i] == told)
            {
                return false;
            }

            if (set[i] == once)
            {
                set[i] = told;
                return true;
            }
        }

        set[..^1].CopyTo(set[1..]);
        set[0] = once;
        return false;
    }
}
