namespace Omnichannel.Platform.Events;

/// <summary>One member's ownership of one partition, from assignment to revocation. Guarded by the gate of its <see cref="PartitionSchedule{T}"/>.</summary>
internal abstract class PartitionOwnership
{
    /// <summary>Whether there is something to deliver.</summary>
    public abstract bool HasEvents { get; }

    /// <summary>Set for ever when the partition is taken away: batches in hand are void from then on.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>A batch was delivered and is neither committed nor to be retried yet.</summary>
    public bool IsInHand { get; set; }

    /// <summary>What was delivered last failed and is to be delivered again, until it is committed.</summary>
    public bool IsPutOff { get; set; }

    /// <summary>Timestamp of the clock before which nothing is delivered (<see cref="IEventSubscription.Retry"/>).</summary>
    public long NotBefore { get; set; } = long.MinValue;
}
