using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>
/// Chooses the same destination for the same key in every gateway, and moves only the keys of a destination that comes or goes
/// (highest random weight). Carts gain by it: concurrent edits of one cart meet in one process and become one write.
/// </summary>
internal static class Rendezvous
{
    public static DestinationState Choose(string key, IReadOnlyList<DestinationState> destinations)
    {
        var best = destinations[0];
        var bestWeight = ulong.MinValue;
        foreach (var destination in destinations)
        {
            var weight = Mix(Hash(Hash(14695981039346656037, key), destination.DestinationId));
            if (weight > bestWeight)
            {
                (best, bestWeight) = (destination, weight);
            }
        }

        return best;
    }

    // FNV-1a: the runtime's own string hashes differ from process to process.
    private static ulong Hash(ulong hash, string text)
    {
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211;
        }

        return hash;
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
