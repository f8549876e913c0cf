using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Events;

/// <summary>Which of a member's partitions delivers next: in turn, one batch in hand per partition, none before its retry is due.</summary>
/// <param name="clock">Measures waits and delays.</param>
/// <param name="gate">Guards the partitions; shared with whoever assigns and revokes them.</param>
internal sealed class PartitionSchedule<TPartition>(TimeProvider clock, Lock gate)
    where TPartition : PartitionOwnership
{
    private readonly WakeUp wake = new();
    private List<TPartition> owned = [];
    private int turn;

    /// <summary>The partitions owned now; read it under the gate.</summary>
    public IReadOnlyList<TPartition> Owned => owned;

    /// <summary>Replaces the partitions; call it under the gate. Those that are not in <paramref name="next"/> are revoked.</summary>
    public void Assign(List<TPartition> next)
    {
        foreach (var lost in owned.Except(next))
        {
            lost.IsRevoked = true;
        }

        owned = next;
        wake.Set();
    }

    /// <summary>Looks again for events.</summary>
    public void Wake() => wake.Set();

    /// <summary>Takes a batch from the next partition that has one; null after <paramref name="wait"/>.</summary>
    public async Task<EventBatch?> Next(Func<TPartition, EventBatch?> take, TimeSpan wait, CancellationToken cancellation)
    {
        var deadline = clock.GetTimestamp() + Ticks(wait);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var now = clock.GetTimestamp();
            while (Ready(now) is { } ready)
            {
                if (take(ready) is { } batch)
                {
                    return batch;
                }
            }

            if (now >= deadline)
            {
                return null;
            }

            var until = Math.Min(deadline, NextRetry(now));
            await wake.Wait(clock.GetElapsedTime(now, until), clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The partition goes on: after <paramref name="delay"/>, or at once.</summary>
    public void Release(PartitionOwnership partition, TimeSpan? delay = null)
    {
        lock (gate)
        {
            partition.IsInHand = false;
            partition.IsPutOff = delay is not null;
            partition.NotBefore = delay is { } span ? clock.GetTimestamp() + Ticks(span) : long.MinValue;
        }

        wake.Set();
    }

    private TPartition? Ready(long now)
    {
        lock (gate)
        {
            for (var i = 0; i < owned.Count; i++)
            {
                // Round robin: a partition with a long backlog does not starve the others.
                turn = (turn + 1) % owned.Count;
                var candidate = owned[turn];
                if (!candidate.IsInHand && candidate.NotBefore <= now && candidate.HasEvents)
                {
                    return candidate;
                }
            }

            return null;
        }
    }

    private long NextRetry(long now)
    {
        lock (gate)
        {
            return owned.Where(mine => mine.NotBefore > now && !mine.IsInHand).Select(mine => mine.NotBefore).DefaultIfEmpty(long.MaxValue).Min();
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);
}
