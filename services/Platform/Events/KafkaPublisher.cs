using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>An idempotent producer, from its first event to its first failure.</summary>
internal sealed class KafkaPublisher : IEventPublisher
{
    private readonly IProducer<byte[], byte[]> producer;
    private volatile Error? fatal;

    public KafkaPublisher(ProducerConfig config, ILogger logger) =>
        producer = new ProducerBuilder<byte[], byte[]>(config)
            .SetLogHandler((_, message) => Log.Kafka(logger, message.Name, message.Facility, message.Message))
            .SetErrorHandler((_, error) =>
            {
                if (error.IsFatal)
                {
                    fatal = error;
                }

                Log.KafkaError(logger, config.ClientId, error.Code, error.Reason, error.IsFatal);
            })
            .Build();

    /// <inheritdoc/>
    public async Task Publish(IReadOnlyList<EventRecord> events, CancellationToken cancellation)
    {
        if (fatal is { } error)
        {
            throw Unavailable(error);
        }

        if (events.Count == 0)
        {
            return;
        }

        var delivery = new Delivery(events.Count);
        try
        {
            foreach (var record in events)
            {
                producer.Produce(record.Topic, MessageOf(record), delivery.Report);
            }
        }
        catch (KafkaException failure)
        {
            // A full queue, an event over the size limit, a fatal error earlier: what was produced before it may still be written.
            throw new EventLogUnavailableException($"Kafka did not take an event: {failure.Error.Reason}", failure);
        }

        await delivery.Completed.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        // Joins librdkafka's threads. What is still queued is dropped: the next publisher begins with it.
        await Task.Run(producer.Dispose).ConfigureAwait(false);

    private static Message<byte[], byte[]> MessageOf(EventRecord record)
    {
        CloudEventHeaders.RequirePublishable(record);
        var headers = new Headers();
        foreach (var (name, value) in CloudEventHeaders.Write(record))
        {
            headers.Add(name, value);
        }

        return new Message<byte[], byte[]>
        {
            Key = Encoding.UTF8.GetBytes(record.Subject),
            Value = MemoryMarshal.TryGetArray(record.Data, out var data) && data.Count == data.Array!.Length ? data.Array : record.Data.ToArray(),
            Headers = headers,
        };
    }

    private static EventLogUnavailableException Unavailable(Error error) => new($"Kafka did not write an event: {error.Code}, {error.Reason}");

    /// <summary>Counts the acknowledgements of one call; the first failure decides.</summary>
    private sealed class Delivery(int events)
    {
        private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int missing = events;

        public Task Completed => completed.Task;

        public void Report(DeliveryReport<byte[], byte[]> report)
        {
            if (report.Error.IsError || report.Status != PersistenceStatus.Persisted)
            {
                completed.TrySetException(Unavailable(report.Error));
            }
            else if (Interlocked.Decrement(ref missing) == 0)
            {
                completed.TrySetResult();
            }
        }
    }
}
