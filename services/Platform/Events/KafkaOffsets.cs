using System.Diagnostics;
using Confluent.Kafka;

namespace Omnichannel.Platform.Events;

/// <summary>
/// Where a consumer's partitions end, and where the group is with them. The client knows the ends of what it fetches; brokers are asked where it does not, and for
/// no longer than <see cref="Patience"/>.
/// </summary>
internal sealed class KafkaOffsets(IConsumer<byte[], byte[]> consumer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // The native client must not go while somebody is inside of it.
    private readonly Lock closing = new();
    private bool isClosed;

    /// <summary>Finds what is not known yet, in the order of the question. What the brokers do not answer stays unknown.</summary>
    public IReadOnlyList<PartitionOffsets> Find(IReadOnlyList<PartitionOffsets> asked)
    {
        lock (closing)
        {
            var began = Stopwatch.GetTimestamp();
            var found = new List<PartitionOffsets>(asked);
            try
            {
                if (!isClosed)
                {
                    FindCommitted(found, Left(began));
                    for (var i = 0; i < found.Count; i++)
                    {
                        found[i] = FindEnd(found[i], Left(began));
                    }
                }
            }
            catch (KafkaException)
            {
                // The brokers are away, or the partition is: those that are left have no answer.
            }

            return found;
        }
    }

    /// <summary>Closes the client when nobody asks it; afterwards nothing is known.</summary>
    public void Close(Action dispose)
    {
        lock (closing)
        {
            isClosed = true;
            dispose();
        }
    }

    private void FindCommitted(List<PartitionOffsets> found, TimeSpan patience)
    {
        var unknown = found.Where(one => one.Done is null).Select(one => one.Partition).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var committed = consumer.Committed(unknown, patience).Where(one => !one.Offset.IsSpecial).ToDictionary(one => one.TopicPartition, one => one.Offset.Value);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Done is null && committed.TryGetValue(found[i].Partition, out var offset))
            {
                found[i] = found[i] with { Done = offset };
            }
        }
    }

    private PartitionOffsets FindEnd(PartitionOffsets asked, TimeSpan patience)
    {
        var known = asked.IsFetching ? consumer.GetWatermarkOffsets(asked.Partition) : null;
        if (known is null || known.High.IsSpecial || (asked.Done is null && known.Low.IsSpecial))
        {
            known = consumer.QueryWatermarkOffsets(asked.Partition, patience);
        }

        // A group that has committed nothing begins with the first event that is there.
        var done = asked.Done ?? known.Low.Value;
        return asked with { Done = done, Lag = Math.Max(0, known.High.Value - done) };
    }

    private static TimeSpan Left(long began)
    {
        var left = Patience - Stopwatch.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : throw new KafkaException(ErrorCode.Local_TimedOut);
    }
}

/// <summary>What is known of a partition.</summary>
/// <param name="Partition">Which.</param>
/// <param name="Done">Everything before it has had its effect; null: not known.</param>
/// <param name="IsFetching">The client fetches it, and so knows its end.</param>
/// <param name="Lag">Events between there and its end; null: not known.</param>
internal sealed record PartitionOffsets(TopicPartition Partition, long? Done, bool IsFetching, long? Lag = null);
