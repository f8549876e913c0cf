using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>
/// An event log in one SQLite file, for a process that hosts everything: durable, partitioned, with consumer groups, the contract of Kafka
/// without its server. One process at a time opens the file.
/// </summary>
/// <remarks>
/// Publishing returns after the sync to disk, so the relay may remove its outbox rows. Subscribers are woken by the writer, not by polling.
/// Unlike Kafka, retention waits for groups that are behind: an embedded installation has nobody who watches their lag.
/// </remarks>
public sealed class EmbeddedEventLog : IEventLog
{
    private const int RemovedPerStep = 500;

    private readonly EmbeddedEventLogOptions options;
    private readonly TimeProvider clock;
    private readonly EmbeddedLogFile file;
    private readonly EmbeddedLogWriter writer;
    private readonly EmbeddedLogAppender appender;
    private readonly ConcurrentDictionary<string, LogPartition[]> topics = new(StringComparer.Ordinal);
    private readonly ITimer retention;
    private int disposed;

    /// <summary>Opens the log, and creates it when absent.</summary>
    /// <exception cref="EventLogDamagedException">The file is damaged or is not an event log.</exception>
    /// <exception cref="EventLogUnavailableException">Another process has it open, or the disk fails.</exception>
    public EmbeddedEventLog(EmbeddedEventLogOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Partitions, 1);
        this.options = options;
        this.clock = clock;
        appender = new EmbeddedLogAppender(clock);
        file = EmbeddedLogFile.Open(options.Path);
        try
        {
            Guard(LoadTopics);
            writer = new EmbeddedLogWriter(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        retention = clock.CreateTimer(_ => _ = RemoveExpiredQuietly(), null, options.RetentionInterval, options.RetentionInterval);
    }

    /// <summary>Group membership.</summary>
    internal EmbeddedGroups Groups { get; } = new();

    /// <inheritdoc/>
    public IEventPublisher CreatePublisher(string name) => new Publisher(this);

    /// <inheritdoc/>
    public IEventSubscription Subscribe(string group, IReadOnlyCollection<string> topics)
    {
        // The writer has a thread of its own, so waiting here cannot block it.
        var partitions = topics.Distinct(StringComparer.Ordinal).SelectMany(topic => PartitionsOf(topic).GetAwaiter().GetResult()).ToList();
        var committed = new Dictionary<LogPartition, long>();
        Write(connection => LoadOffsets(connection, group, partitions, committed)).GetAwaiter().GetResult();
        var member = new EmbeddedSubscription(this, file, group, topics.ToHashSet(StringComparer.Ordinal), clock);
        Groups.Join(group, member, committed);
        return member;
    }

    /// <summary>How many events were ever published, and whether every group that has subscribed has applied all of them that it gets.</summary>
    public (long Published, bool IsApplied) Progress()
    {
        // Before the groups: what is published meanwhile shows in the next number.
        var published = topics.Values.Sum(partitions => partitions.Sum(partition => partition.Head));
        return (published, !Groups.Behind().Exists(behind => Guard(() => HasEvents(behind.Partition, behind.Offset))));
    }

    /// <summary>Removes events older than the retention in small steps, so that publishers in between wait milliseconds. Runs by itself; tests call it.</summary>
    public async Task<int> RemoveExpired()
    {
        var removed = 0;
        foreach (var partition in topics.Values.SelectMany(partitions => partitions))
        {
            var before = -1;
            while (removed != before)
            {
                before = removed;
                await Write(connection => removed += RemoveStep(connection, partition)).ConfigureAwait(false);
            }
        }

        return removed;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await retention.DisposeAsync().ConfigureAwait(false);
            writer.Dispose();
            appender.Dispose();
            file.Dispose();
        }
    }

    /// <summary>Runs on the writer's thread; completes when it is on disk.</summary>
    internal Task Write(Action<SqliteConnection> apply, Action? committed = null, Action? rolledBack = null) => writer.Write(apply, committed, rolledBack);

    /// <summary>Turns SQLite's errors into those of the contract.</summary>
    internal T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException failure)
        {
            throw file.Explain(failure);
        }
    }

    /// <summary>Writes a group's offset; on the writer's thread.</summary>
    internal static void WriteOffset(SqliteConnection connection, string group, LogPartition partition, long nextOffset)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            insert into offsets(consumer_group, partition_key, next_offset) values($group, $partition, $next)
            on conflict(consumer_group, partition_key) do update set next_offset = excluded.next_offset
            """;
        command.Parameters.AddWithValue("$group", group);
        command.Parameters.AddWithValue("$partition", partition.Key);
        command.Parameters.AddWithValue("$next", nextOffset);
        command.ExecuteNonQuery();
    }

    private async Task Publish(IReadOnlyList<EventRecord> events)
    {
        var placed = new List<(LogPartition, EventRecord)>(events.Count);
        foreach (var record in events)
        {
            CloudEventHeaders.RequirePublishable(record);
            var partitions = await PartitionsOf(record.Topic).ConfigureAwait(false);
            placed.Add((partitions[LogPartition.Of(record.Subject, partitions.Length)], record));
        }

        IReadOnlyDictionary<LogPartition, long> appended = new Dictionary<LogPartition, long>();
        await Write(
            connection => appended = appender.Append(connection, placed),
            committed: () =>
            {
                foreach (var (partition, next) in appended)
                {
                    partition.Advance(next);
                }

                Groups.Wake(appended);
            },
            rolledBack: () => placed.ForEach(place => place.Item1.Next = place.Item1.Head)).ConfigureAwait(false);
    }

    private async Task<LogPartition[]> PartitionsOf(string topic)
    {
        if (topics.TryGetValue(topic, out var known))
        {
            return known;
        }

        var created = Array.Empty<LogPartition>();
        await Write(connection => created = CreateTopic(connection, topic), committed: () => topics.TryAdd(topic, created)).ConfigureAwait(false);
        return topics[topic];
    }

    private LogPartition[] CreateTopic(SqliteConnection connection, string topic)
    {
        // Two creations of one topic may share a group commit: the second finds the first's rows.
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into partitions(topic, partition_no, next_offset) values($topic, $number, 0) on conflict do nothing";
        insert.Parameters.AddWithValue("$topic", topic);
        var number = insert.Parameters.Add("$number", SqliteType.Integer);
        for (var i = 0; i < options.Partitions; i++)
        {
            number.Value = i;
            insert.ExecuteNonQuery();
        }

        return [.. SelectPartitions(connection).Where(partition => partition.Topic == topic)];
    }

    private int LoadTopics()
    {
        using var connection = file.Connect();
        foreach (var topic in SelectPartitions(connection).GroupBy(partition => partition.Topic, StringComparer.Ordinal))
        {
            topics[topic.Key] = [.. topic];
        }

        return topics.Count;
    }

    private static List<LogPartition> SelectPartitions(SqliteConnection connection)
    {
        using var select = connection.CreateCommand();
        select.CommandText = "select partition_key, topic, partition_no, next_offset from partitions order by topic, partition_no";
        using var rows = select.ExecuteReader();
        var partitions = new List<LogPartition>();
        while (rows.Read())
        {
            partitions.Add(new LogPartition(rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2), rows.GetInt64(3)));
        }

        return partitions;
    }

    // A group that has subscribed gets a row at once: retention must wait for it from the start.
    private static void LoadOffsets(SqliteConnection connection, string group, List<LogPartition> partitions, Dictionary<LogPartition, long> committed)
    {
        using var select = connection.CreateCommand();
        select.CommandText = "select next_offset from offsets where consumer_group = $group and partition_key = $partition";
        select.Parameters.AddWithValue("$group", group);
        var key = select.Parameters.Add("$partition", SqliteType.Integer);
        foreach (var partition in partitions)
        {
            key.Value = partition.Key;
            if (select.ExecuteScalar() is long offset)
            {
                committed[partition] = offset;
            }
            else
            {
                WriteOffset(connection, group, partition, 0);
                committed[partition] = 0;
            }
        }
    }

    // Not all that was published: a group that subscribed late begins behind what is expired.
    private bool HasEvents(LogPartition partition, long offset)
    {
        using var connection = file.Connect();
        using var select = connection.CreateCommand();
        select.CommandText = "select exists(select 1 from events where position >= $from and position < $to)";
        select.Parameters.AddWithValue("$from", EmbeddedLogFile.Position(partition.Key, offset));
        select.Parameters.AddWithValue("$to", EmbeddedLogFile.Position(partition.Key, partition.Head));
        return select.ExecuteScalar() is 1L;
    }

    private int RemoveStep(SqliteConnection connection, LogPartition partition)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            delete from events where position in (
                select position from (select position, appended_at from events where position >= $from and position < $to order by position limit $step)
                where appended_at < $expired and position < coalesce(
                    (select $from + min(next_offset) from offsets where partition_key = $partition), $to))
            """;
        command.Parameters.AddWithValue("$from", EmbeddedLogFile.Position(partition.Key, 0));
        command.Parameters.AddWithValue("$to", EmbeddedLogFile.Position(partition.Key, partition.Head));
        command.Parameters.AddWithValue("$step", RemovedPerStep);
        command.Parameters.AddWithValue("$expired", (clock.GetUtcNow() - options.Retention).ToMicros());
        command.Parameters.AddWithValue("$partition", partition.Key);
        return command.ExecuteNonQuery();
    }

    private async Task RemoveExpiredQuietly()
    {
        try
        {
            await RemoveExpired().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is EventLogUnavailableException or EventLogDamagedException or ObjectDisposedException)
        {
            // Publishers and subscribers meet the same failure and report it; the next interval tries again.
        }
    }

    private sealed class Publisher(EmbeddedEventLog log) : IEventPublisher
    {
        public Task Publish(IReadOnlyList<EventRecord> events, CancellationToken cancellation) => log.Publish(events).WaitAsync(cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
