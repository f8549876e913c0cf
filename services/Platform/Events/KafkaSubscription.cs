using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>
/// A member of a Kafka consumer group. One thread polls without pause, so that the group does not throw out a member whose handlers wait
/// for a database; what arrives is kept per partition until the loop takes it.
/// </summary>
internal sealed class KafkaSubscription : IEventSubscription
{
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly PartitionSchedule<Owned> schedule;
    private readonly int bufferLimit;
    private readonly ILogger logger;
    private readonly string group;
    private readonly IConsumer<byte[], byte[]> consumer;
    private readonly KafkaOffsets offsets;
    private readonly Thread poller;
    private readonly CancellationTokenSource stop = new();
    private volatile EventLogUnavailableException? failed;
    private int disposed;

    public KafkaSubscription(ConsumerConfig config, IReadOnlyCollection<string> topics, int bufferLimit, TimeProvider clock, ILogger logger)
    {
        this.bufferLimit = bufferLimit;
        this.logger = logger;
        group = config.GroupId;
        schedule = new PartitionSchedule<Owned>(clock, gate);
        consumer = new ConsumerBuilder<byte[], byte[]>(config)
            .SetLogHandler((_, message) => Log.Kafka(logger, message.Name, message.Facility, message.Message))
            .SetErrorHandler((_, error) => Report(error))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions.Select(offset => offset.TopicPartition)))
            .SetPartitionsLostHandler((_, partitions) => Revoked(partitions.Select(offset => offset.TopicPartition)))
            .Build();
        offsets = new KafkaOffsets(consumer);
        consumer.Subscribe(topics);
        poller = new Thread(PollUntilStopped) { IsBackground = true, Name = $"kafka-{group}" };
        poller.Start();
    }

    /// <inheritdoc/>
    public Task<EventBatch?> Poll(int maxEvents, TimeSpan wait, CancellationToken cancellation) =>
        failed is { } failure ? Task.FromException<EventBatch?>(failure) : schedule.Next(mine => Take(mine, maxEvents), wait, cancellation);

    /// <inheritdoc/>
    public async Task Commit(EventBatch batch, CancellationToken cancellation)
    {
        var mine = (Owned)batch.Ownership!;
        if (!IsRevoked(mine))
        {
            // When the partition is revoked between the check and the broker's answer, the broker may take the offset all the same. That
            // is safe: everything before it has had its effect. At worst the new owner's events are delivered once more.
            await Task.Run(() => Commit(new TopicPartitionOffset(mine.Partition, batch.NextOffset)), CancellationToken.None)
                .WaitAsync(cancellation).ConfigureAwait(false);
        }

        lock (gate)
        {
            mine.Done = batch.NextOffset;
        }

        schedule.Release(mine);
    }

    /// <inheritdoc/>
    public void Retry(EventBatch batch, TimeSpan delay)
    {
        var mine = (Owned)batch.Ownership!;
        lock (gate)
        {
            for (var i = batch.Events.Count - 1; i >= 0; i--)
            {
                mine.Waiting.AddFirst((batch.Offsets[i], batch.Events[i]));
            }
        }

        schedule.Release(mine, delay);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PartitionProgress>> MeasureProgress(CancellationToken cancellation)
    {
        List<(Owned Mine, PartitionOffsets Asked, bool IsPutOff)> owned;
        lock (gate)
        {
            owned = [.. schedule.Owned.Select(mine => (mine, new PartitionOffsets(mine.Partition, mine.Done, IsFetching: !mine.IsPaused), mine.IsPutOff))];
        }

        // Brokers may be asked, and may be away: never under the gate, which the poller needs.
        var answers = await Task.Run(() => offsets.Find([.. owned.Select(one => one.Asked)]), cancellation).ConfigureAwait(false);
        lock (gate)
        {
            foreach (var (one, answer) in owned.Zip(answers))
            {
                one.Mine.Done ??= answer.Done;
            }
        }

        return [.. owned.Zip(answers, (one, answer) =>
            new PartitionProgress(one.Mine.Partition.Topic, one.Mine.Partition.Partition.Value, answer.Lag, one.IsPutOff))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.Run(poller.Join).ConfigureAwait(false);
            stop.Dispose();
        }
    }

    private void Commit(TopicPartitionOffset offset)
    {
        try
        {
            consumer.Commit([offset]);
        }
        catch (KafkaException failure) when (failure.Error.Code
            is ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId or ErrorCode.RebalanceInProgress or ErrorCode.FencedInstanceId)
        {
            // The group is being spread anew: either the partition is gone, or the next commit of it covers this one.
            Log.CommitDuringRebalance(logger, group, offset.Topic, offset.Partition.Value, failure.Error.Code);
        }
        catch (KafkaException failure)
        {
            throw new EventLogUnavailableException($"Kafka did not commit an offset of {group}: {failure.Error.Reason}", failure);
        }
        catch (ObjectDisposedException failure)
        {
            throw new EventLogUnavailableException($"The subscription of {group} is closed.", failure);
        }
    }

    private EventBatch? Take(Owned mine, int maxEvents)
    {
        var offsets = new List<long>();
        var events = new List<EventRecord>();
        lock (gate)
        {
            while (events.Count < maxEvents && mine.Waiting.First is { } first)
            {
                offsets.Add(first.Value.Offset);
                events.Add(first.Value.Event);
                mine.Waiting.RemoveFirst();
            }

            if (events.Count == 0)
            {
                return null;
            }

            mine.IsInHand = true;
            if (mine.IsPaused && mine.Waiting.Count <= bufferLimit / 2)
            {
                mine.IsPaused = false;
                Try(() => consumer.Resume([mine.Partition]));
            }
        }

        return new EventBatch(mine.Partition.Topic, mine.Partition.Partition.Value, offsets[0], offsets[^1] + 1, events) { Offsets = offsets, Ownership = mine };
    }

    private void PollUntilStopped()
    {
        try
        {
            while (!stop.IsCancellationRequested && failed is null)
            {
                PollOnce();
            }

            // Leaves the group at once, so that the others need not wait for the session to time out.
            Try(consumer.Close);
        }
        finally
        {
            offsets.Close(consumer.Dispose);
            schedule.Wake();
        }
    }

    private void PollOnce()
    {
        try
        {
            if (consumer.Consume(PollWait) is { IsPartitionEOF: false } result)
            {
                Keep(result);
            }
        }
        catch (ConsumeException failure)
        {
            Report(failure.Error);
        }
        catch (KafkaException failure)
        {
            Report(failure.Error);
        }
    }

    private void Keep(ConsumeResult<byte[], byte[]> result)
    {
        var record = CloudEventHeaders.Read(MessageOf(result));
        lock (gate)
        {
            if (schedule.Owned.FirstOrDefault(mine => mine.Partition == result.TopicPartition) is not { } mine)
            {
                return;
            }

            mine.Waiting.AddLast((result.Offset.Value, record));
            if (!mine.IsPaused && mine.Waiting.Count >= bufferLimit)
            {
                mine.IsPaused = true;
                Try(() => consumer.Pause([mine.Partition]));
            }
        }

        schedule.Wake();
    }

    private void Assigned(List<TopicPartition> partitions)
    {
        lock (gate)
        {
            var fresh = partitions.Select(partition => new Owned(partition));
            schedule.Assign([.. schedule.Owned.Where(mine => !partitions.Contains(mine.Partition)), .. fresh]);
        }

        Log.PartitionsAssigned(logger, group, partitions.Count);
    }

    private void Revoked(IEnumerable<TopicPartition> partitions)
    {
        var gone = partitions.ToHashSet();
        lock (gate)
        {
            // A pause outlives the assignment: a partition that comes back would stay silent.
            var paused = schedule.Owned.Where(mine => mine.IsPaused && gone.Contains(mine.Partition)).Select(mine => mine.Partition).ToList();
            if (paused.Count > 0)
            {
                Try(() => consumer.Resume(paused));
            }

            schedule.Assign([.. schedule.Owned.Where(mine => !gone.Contains(mine.Partition))]);
        }

        Log.PartitionsRevoked(logger, group, gone.Count);
    }

    private bool IsRevoked(Owned mine)
    {
        lock (gate)
        {
            return mine.IsRevoked;
        }
    }

    private void Report(Error error)
    {
        Log.KafkaError(logger, group, error.Code, error.Reason, error.IsFatal);
        if (error.IsFatal)
        {
            failed = new EventLogUnavailableException($"The subscription of {group} has failed: {error.Code}, {error.Reason}");
            schedule.Wake();
        }
    }

    // Pausing and leaving are courtesies: when they fail, the broker is away or the partition is gone, and the poll says so itself.
    private void Try(Action courtesy)
    {
        try
        {
            courtesy();
        }
        catch (KafkaException failure)
        {
            Log.KafkaError(logger, group, failure.Error.Code, failure.Error.Reason, failure.Error.IsFatal);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    private static CloudEventMessage MessageOf(ConsumeResult<byte[], byte[]> result) => new(
        result.Topic,
        result.Partition.Value,
        result.Offset.Value,
        result.Message.Key is { } key ? Encoding.UTF8.GetString(key) : null,
        (result.Message.Headers ?? []).Select(header => new KeyValuePair<string, byte[]?>(header.Key, header.GetValueBytes())),
        result.Message.Value ?? [],
        new DateTimeOffset(result.Message.Timestamp.UtcDateTime));

    private sealed class Owned(TopicPartition partition) : PartitionOwnership
    {
        public TopicPartition Partition => partition;

        public LinkedList<(long Offset, EventRecord Event)> Waiting { get; } = [];

        /// <summary>Too much has arrived: nothing is fetched until it is taken.</summary>
        public bool IsPaused { get; set; }

        /// <summary>Everything before this offset has had its effect; null until it is known.</summary>
        public long? Done { get; set; }

        public override bool HasEvents => Waiting.Count > 0;
    }
}
