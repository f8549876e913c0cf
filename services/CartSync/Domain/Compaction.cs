using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// Folds a line's older contributions into one. What every live device has seen is told apart by nobody any more, so folding it changes no answer. Beyond a bound the
/// oldest are folded whoever has not seen them: a base older than that has seen nothing of the folded part, and is told so (BASE_TOO_OLD).
/// </summary>
/// <remarks>Contributions are most of a busy cart's state, which every operation writes to a log that is flushed: its size is what limits the rate.</remarks>
public static class Compaction
{
    /// <summary>A device is live for so long after its last edit; an older one has to look again before it can remove.</summary>
    public static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(30);

    /// <summary>So many are kept in detail in any case, for a device that has looked at the cart and makes its first edit.</summary>
    public const int InDetail = 16;

    /// <summary>The bound.</summary>
    public const int Most = 48;

    // Each folding leaves room, so that not every edit folds.
    private const int NewestInDetail = 8;
    private const int LeftBeyondMost = 16;

    /// <summary>The line as it is stored at the cart's present version and time.</summary>
    public static CartLine Compact(SharedCart cart, CartLine line)
    {
        if (line.Contributions.Length <= InDetail)
        {
            return line;
        }

        var folded = Fold(cart, line, line.Contributions.Length - NewestInDetail, SeenByAll(cart));
        return folded.Contributions.Length <= Most ? folded : Fold(cart, folded, folded.Contributions.Length - LeftBeyondMost + 1, long.MaxValue);
    }

    /// <summary>The version that every live device has seen.</summary>
    public static long SeenByAll(SharedCart cart)
    {
        var live = cart.UpdatedAt - DeviceLifetime;
        var seen = long.MaxValue;
        foreach (var mark in cart.Devices)
        {
            if (mark.SeenVersion < seen && mark.SeenVersion != DeviceMark.SeesNothing && mark.UsedAt > live)
            {
                seen = mark.SeenVersion;
            }
        }

        return seen;
    }

    // Of the oldest ones, those up to a version become one. What a merge added stays apart while the merge can be taken back.
    private static CartLine Fold(SharedCart cart, CartLine line, int oldest, long upTo)
    {
        var kept = ImmutableArray.CreateBuilder<Contribution>(line.Contributions.Length);
        long version = 0;
        var (quantity, count, isSet) = (0, 0, false);
        for (var i = 0; i < line.Contributions.Length; i++)
        {
            var contribution = line.Contributions[i];
            if (i >= oldest || contribution.Version > upTo || IsUndoable(cart, contribution))
            {
                kept.Add(contribution);
                continue;
            }

            version = Math.Max(version, contribution.Version);
            quantity += contribution.Quantity;
            isSet |= contribution.IsSet;
            count++;
        }

        return count < 2 ? line : line with
        {
            Contributions = [new Contribution("", 0, version, quantity, isSet), .. kept],
            CompactedVersion = Math.Max(version, line.CompactedVersion),
        };
    }

    private static bool IsUndoable(SharedCart cart, Contribution contribution)
    {
        if (!MergeRecord.Made(contribution))
        {
            return false;
        }

        foreach (var merge in cart.Merges)
        {
            if (merge.Device == contribution.Device && !merge.IsUndone && merge.UndoExpiresAt > cart.UpdatedAt)
            {
                return true;
            }
        }

        return false;
    }
}
