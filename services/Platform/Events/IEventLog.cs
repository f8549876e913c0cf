namespace Omnichannel.Platform.Events;

/// <summary>One CloudEvents 1.0 event as it stands on a topic (Kafka binary mode; attribute names in <see cref="CloudEventHeaders"/>).</summary>
/// <param name="Topic">For example <c>omnichannel.loyalty.events.v1</c>.</param>
/// <param name="Id">UUIDv7 text, unique for ever: the inbox deduplicates by it.</param>
/// <param name="Type">Full protobuf message name of <paramref name="Data"/>.</param>
/// <param name="Source">The publishing service, for example <c>/omnichannel/loyalty</c>.</param>
/// <param name="Subject">Aggregate id; also the partition key, so order holds per aggregate.</param>
/// <param name="AggregateVersion">Version of the aggregate after this event; several events of one step share it.</param>
/// <param name="Time">When it happened.</param>
/// <param name="TraceParent">W3C trace context of the step that caused it.</param>
/// <param name="Data">Protobuf bytes.</param>
public sealed record EventRecord(
    string Topic, string Id, string Type, string Source, string Subject, long AggregateVersion, DateTimeOffset Time, string? TraceParent,
    ReadOnlyMemory<byte> Data)
{
    /// <summary>Media type of <see cref="Data"/>. This product publishes nothing but protobuf.</summary>
    public string ContentType { get; init; } = CloudEventHeaders.Protobuf;

    /// <summary>
    /// Why what was read is no valid event (a missing or malformed attribute); null when it is valid. Such a record still has an id (made from
    /// its place on the topic) and as much else as could be read, so that a consumer can park it instead of stumbling over it for ever.
    /// </summary>
    public string? Defect { get; init; }
}

/// <summary>A durable, partitioned log with consumer groups: Kafka in clusters, a SQLite file embedded. One contract-test suite holds both to it.</summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>A publisher for one relay. Discard it after any failure and create another.</summary>
    IEventPublisher CreatePublisher(string name);

    /// <summary>Joins a consumer group. Each partition is delivered to one member of the group, in order, from the group's committed offset (at first: the beginning).</summary>
    IEventSubscription Subscribe(string group, IReadOnlyCollection<string> topics);
}

/// <summary>Publishes in order.</summary>
public interface IEventPublisher : IAsyncDisposable
{
    /// <summary>Returns when every event is durable in the log, in the given order per subject. On an exception any prefix may have been written.</summary>
    /// <exception cref="EventLogUnavailableException">The log refused or is away: discard this publisher and begin again with the first event.</exception>
    Task Publish(IReadOnlyList<EventRecord> events, CancellationToken cancellation);
}

/// <summary>A consumer group member. Not thread-safe: one loop owns it.</summary>
/// <remarks>
/// A partition whose batch is neither committed nor handed to <see cref="Retry"/> waits; other partitions go on. When a partition moves to
/// another member of the group, batches of it that are still in hand are void: <see cref="Commit"/> and <see cref="Retry"/> then do nothing,
/// and the new owner is given the same events again. The inbox makes that harmless.
/// </remarks>
public interface IEventSubscription : IAsyncDisposable
{
    /// <summary>The next events of ONE partition, in order, at most <paramref name="maxEvents"/>; null when nothing came within <paramref name="wait"/>.</summary>
    /// <exception cref="EventLogUnavailableException">This subscription has failed for good: dispose it and subscribe again.</exception>
    Task<EventBatch?> Poll(int maxEvents, TimeSpan wait, CancellationToken cancellation);

    /// <summary>Marks the batch as done: after a restart the group continues behind it. Call after the effect's transaction.</summary>
    Task Commit(EventBatch batch, CancellationToken cancellation);

    /// <summary>Delivers the batch again no sooner than <paramref name="delay"/> from now; other partitions go on meanwhile.</summary>
    void Retry(EventBatch batch, TimeSpan delay);

    /// <summary>How far this member is with each of its partitions. The one thing that may be asked beside the loop, from any thread.</summary>
    Task<IReadOnlyList<PartitionProgress>> MeasureProgress(CancellationToken cancellation);
}

/// <summary>How far a member of a group is with a partition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">Number within the topic.</param>
/// <param name="Lag">Published events that it has not committed; null when the log does not say.</param>
/// <param name="IsPaused">A batch of it is to be delivered again: what its events need was away.</param>
public sealed record PartitionProgress(string Topic, int Partition, long? Lag, bool IsPaused);

/// <summary>Consecutive events of one partition.</summary>
public sealed record EventBatch(string Topic, int Partition, long FirstOffset, long NextOffset, IReadOnlyList<EventRecord> Events)
{
    /// <summary>The offset of each event; retention and compaction leave gaps, so they need not be consecutive.</summary>
    public required IReadOnlyList<long> Offsets { get; init; }

    /// <summary>The ownership of the partition under which the log delivered this batch; a later ownership makes the batch void.</summary>
    internal PartitionOwnership? Ownership { get; init; }
}
