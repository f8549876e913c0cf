using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;
using Omnichannel.Support.V1;

namespace Omnichannel.SupportContext.Transport;

/// <summary>The live timeline.</summary>
public sealed partial class SupportContextGrpcService
{
    private const int MostAtOnce = 200;

    /// <inheritdoc/>
    public override async Task WatchTimeline(WatchTimelineRequest request, IServerStreamWriter<WatchTimelineResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Range("resume_sequence", request.ResumeSequence, 0, long.MaxValue)
            .OptionalText("language", request.Language, 35).ThrowIfInvalid();
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        var cancellation = context.CancellationToken;
        using var watch = new OwnersWatch(live);
        var owners = await timeline.Owners(request.CustomerId, cancellation).ConfigureAwait(false);
        watch.Follow(owners);
        var seen = request.HasResumeSequence ? request.ResumeSequence : await timeline.Last(cancellation).ConfigureAwait(false);
        await responseStream.WriteAsync(new WatchTimelineResponse { Sequence = seen }, cancellation).ConfigureAwait(false);
        while (true)
        {
            var learned = await timeline.Learned(owners, seen, MostAtOnce, cancellation).ConfigureAwait(false);
            foreach (var entry in learned)
            {
                seen = entry.Sequence;
                await responseStream.WriteAsync(
                    new WatchTimelineResponse { Sequence = seen, Entry = ToProto.Entry(entry, request.CustomerId, request.Language) }, cancellation).ConfigureAwait(false);
            }

            if (learned.Count < MostAtOnce)
            {
                await watch.Wait(cancellation).ConfigureAwait(false);
                owners = await timeline.Owners(request.CustomerId, cancellation).ConfigureAwait(false);
                watch.Follow(owners);
            }
        }
    }

    /// <summary>Wakes when anything of any of the owners changed; whose past belongs to a customer changes while they are watched.</summary>
    private sealed class OwnersWatch(ILiveNotifications live) : IDisposable
    {
        private readonly Dictionary<string, LiveSubscription> subscriptions = new(StringComparer.Ordinal);

        public void Follow(IEnumerable<string> owners)
        {
            foreach (var owner in owners.Where(owner => !subscriptions.ContainsKey(owner)))
            {
                subscriptions.Add(owner, live.Subscribe(owner));
            }
        }

        public async Task Wait(CancellationToken cancellation)
        {
            using var one = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var waits = subscriptions.Values.Select(subscription => subscription.Wait(one.Token)).ToList();
            await Task.WhenAny(waits).ConfigureAwait(false);
            await one.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(waits)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }

        public void Dispose()
        {
            foreach (var subscription in subscriptions.Values)
            {
                subscription.Dispose();
            }
        }
    }
}
