using Omnichannel.Loyalty.V1;

namespace Omnichannel.WebConsole.Programs;

/// <summary>Whom a draft would change, as it is told: of many members those whom it changes most are kept.</summary>
public sealed class TrialResult
{
    /// <summary>So many are shown.</summary>
    public const int Most = 100;

    private readonly PriorityQueue<MemberChange, (bool, ulong)> kept = new();

    /// <summary>Members looked at so far.</summary>
    public long LookedAt { get; private set; }

    /// <summary>Members whom it would change, so far.</summary>
    public long Changed { get; private set; }

    /// <summary>What it came to; null until it has ended.</summary>
    public SimulationSums? Sums { get; private set; }

    /// <summary>Those whom it changes most: another tier first, then by points.</summary>
    public IReadOnlyList<MemberChange> Changes =>
        [.. kept.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element.MemberId, StringComparer.Ordinal).Select(item => item.Element)];

    /// <summary>Something was told.</summary>
    public void Take(SimulateProgramResponse told)
    {
        switch (told.NewsCase)
        {
            case SimulateProgramResponse.NewsOneofCase.Change:
                LookedAt = told.Position;
                Changed++;
                kept.Enqueue(told.Change, Weight(told.Change));
                if (kept.Count > Most)
                {
                    kept.Dequeue();
                }

                break;
            case SimulateProgramResponse.NewsOneofCase.Sums:
                (LookedAt, Changed, Sums) = (told.Sums.Members, told.Sums.ChangedMembers, told.Sums);
                break;
            default:
                // What a later version tells besides.
                break;
        }
    }

    private static (bool HasOtherTier, ulong Points) Weight(MemberChange change) =>
        (change.TierBefore != change.TierAfter, (ulong)Math.Abs((decimal)change.PointsAfter - change.PointsBefore));
}
