using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>A log whose acknowledgements and commits a test can lose.</summary>
internal sealed class FaultyEventLog(IEventLog inner) : IEventLog
{
    /// <summary>Asked per publish call: how many of the events are written before it fails; null lets it succeed.</summary>
    public Func<int, int?> FailPublishAfter { get; set; } = _ => null;

    /// <summary>Asked per commit: true makes it fail, as after a crash between effect and commit.</summary>
    public Func<bool> FailsCommit { get; set; } = () => false;

    public int Publishers { get; private set; }

    public IEventPublisher CreatePublisher(string name)
    {
        Publishers++;
        return new Publisher(this, inner.CreatePublisher(name));
    }

    public IEventSubscription Subscribe(string group, IReadOnlyCollection<string> topics) => new Subscription(this, inner.Subscribe(group, topics));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Publisher(FaultyEventLog log, IEventPublisher inner) : IEventPublisher
    {
        private bool failed;

        public async Task Publish(IReadOnlyList<EventRecord> events, CancellationToken cancellation)
        {
            Assert.False(failed, "a publisher that failed must be discarded");
            if (log.FailPublishAfter(events.Count) is { } written)
            {
                failed = true;
                await inner.Publish([.. events.Take(written)], cancellation);
                throw new EventLogUnavailableException("planted");
            }

            await inner.Publish(events, cancellation);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Subscription(FaultyEventLog log, IEventSubscription inner) : IEventSubscription
    {
        public Task<EventBatch?> Poll(int maxEvents, TimeSpan wait, CancellationToken cancellation) => inner.Poll(maxEvents, wait, cancellation);

        public Task Commit(EventBatch batch, CancellationToken cancellation) =>
            log.FailsCommit() ? throw new EventLogUnavailableException("planted") : inner.Commit(batch, cancellation);

        public void Retry(EventBatch batch, TimeSpan delay) => inner.Retry(batch, delay);

        public Task<IReadOnlyList<PartitionProgress>> MeasureProgress(CancellationToken cancellation) => inner.MeasureProgress(cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
