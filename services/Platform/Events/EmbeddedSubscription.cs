using Microsoft.Data.Sqlite;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>A member of a consumer group of the embedded log. Reads on its own connection, beside the writer.</summary>
internal sealed class EmbeddedSubscription : IEventSubscription
{
    private readonly EmbeddedEventLog log;
    private readonly string group;
    private readonly PartitionSchedule<Owned> schedule;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand select;

    public EmbeddedSubscription(EmbeddedEventLog log, EmbeddedLogFile file, string group, IReadOnlySet<string> topics, TimeProvider clock)
    {
        this.log = log;
        this.group = group;
        Topics = topics;
        schedule = new PartitionSchedule<Owned>(clock, log.Groups.Gate);
        connection = file.Connect();
        select = connection.CreateCommand();
        select.CommandText = """
            select position, id, type, source, subject, aggregate_version, time, traceparent, data
            from events where position >= $from and position < $to order by position limit $max
            """;
        select.Parameters.AddRange([new SqliteParameter("$from", 0L), new SqliteParameter("$to", 0L), new SqliteParameter("$max", 0L)]);
    }

    /// <summary>What this member subscribed to.</summary>
    public IReadOnlySet<string> Topics { get; }

    /// <summary>Called under the groups' gate.</summary>
    public bool Owns(LogPartition partition) => schedule.Owned.Any(mine => mine.Partition == partition);

    /// <summary>Looks again for events.</summary>
    public void Wake() => schedule.Wake();

    /// <summary>Called under the groups' gate: the partitions that are this member's from now on, with the group's committed offsets.</summary>
    public void Assign(IReadOnlyCollection<(LogPartition Partition, long Committed)> partitions) =>
        schedule.Assign([.. partitions.Select(share =>
            schedule.Owned.FirstOrDefault(mine => mine.Partition == share.Partition) ?? new Owned(share.Partition, share.Committed))]);

    /// <inheritdoc/>
    public Task<EventBatch?> Poll(int maxEvents, TimeSpan wait, CancellationToken cancellation) =>
        schedule.Next(mine => Read(mine, maxEvents), wait, cancellation);

    /// <inheritdoc/>
    public async Task Commit(EventBatch batch, CancellationToken cancellation)
    {
        var mine = (Owned)batch.Ownership!;
        var written = false;
        await log.Write(
            connection =>
            {
                lock (log.Groups.Gate)
                {
                    written = !mine.IsRevoked;
                }

                if (written)
                {
                    EmbeddedEventLog.WriteOffset(connection, group, mine.Partition, batch.NextOffset);
                }
            },
            committed: () =>
            {
                if (written)
                {
                    log.Groups.Committed(group, mine.Partition, batch.NextOffset);
                    mine.Done = batch.NextOffset;
                }
            }).WaitAsync(cancellation).ConfigureAwait(false);
        schedule.Release(mine);
    }

    /// <inheritdoc/>
    public void Retry(EventBatch batch, TimeSpan delay)
    {
        var mine = (Owned)batch.Ownership!;
        mine.Position = batch.FirstOffset;
        schedule.Release(mine, delay);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PartitionProgress>> MeasureProgress(CancellationToken cancellation)
    {
        lock (log.Groups.Gate)
        {
            return Task.FromResult<IReadOnlyList<PartitionProgress>>([.. schedule.Owned.Select(mine =>
                new PartitionProgress(mine.Partition.Topic, mine.Partition.Number, Math.Max(0, mine.Partition.Head - mine.Done), mine.IsPutOff))]);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        log.Groups.Leave(group, this);
        select.Dispose();
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private EventBatch? Read(Owned mine, int maxEvents)
    {
        var partition = mine.Partition;
        var head = partition.Head;
        var (offsets, events) = log.Guard(() => Select(partition, mine.Position, head, maxEvents));
        if (events.Count == 0)
        {
            // Retention has removed everything up to here.
            mine.Position = head;
            mine.Done = head;
            return null;
        }

        mine.Done = offsets[0];
        mine.Position = offsets[^1] + 1;
        mine.IsInHand = true;
        return new EventBatch(partition.Topic, partition.Number, offsets[0], mine.Position, events) { Offsets = offsets, Ownership = mine };
    }

    private (List<long> Offsets, List<EventRecord> Events) Select(LogPartition partition, long from, long to, int maxEvents)
    {
        select.Parameters[0].Value = EmbeddedLogFile.Position(partition.Key, from);
        select.Parameters[1].Value = EmbeddedLogFile.Position(partition.Key, to);
        select.Parameters[2].Value = maxEvents;
        var offsets = new List<long>();
        var events = new List<EventRecord>();
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            offsets.Add(EmbeddedLogFile.Offset(rows.GetInt64(0)));
            events.Add(new EventRecord(
                partition.Topic, rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetInt64(5),
                Instants.FromMicros(rows.GetInt64(6)), rows.IsDBNull(7) ? null : rows.GetString(7), rows.GetFieldValue<byte[]>(8)));
        }

        return (offsets, events);
    }

    private sealed class Owned(LogPartition partition, long position) : PartitionOwnership
    {
        private long done = position;

        public LogPartition Partition => partition;

        /// <summary>The next offset to read. Only the loop that owns the subscription moves it.</summary>
        public long Position { get; set; } = position;

        /// <summary>Everything before this offset has had its effect, or is gone. Read from other threads.</summary>
        public long Done
        {
            get => Volatile.Read(ref done);
            set => Volatile.Write(ref done, value);
        }

        public override bool HasEvents => Position < partition.Head;
    }
}
