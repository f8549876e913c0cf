using Omnichannel.Messaging.Providers;
using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Messaging.Transport;

/// <summary>
/// Sends a message when its timer fires: decide and save, hand over, save the outcome. A crash in between repeats the hand-over with the same message id, which the
/// provider takes for one.
/// </summary>
internal sealed class Sender(MessageStore store, IMessageProvider provider, PublicAddress address, ILogger<Sender> log) : ITimerHandler
{
    // Well under the 15 s after which the timer would fire again.
    private static readonly TimeSpan HandOverLimit = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        await address.Known(cancellation);
        if (await store.Prepare(timer) is not { } message)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(HandOverLimit);
        try
        {
            CrashPoints.Reach("message.queued");
            await provider.Send(message, limit.Token);
            CrashPoints.Reach("message.handed-over");
        }
        catch (ProviderRefusedException refused)
        {
            Log.ProviderRefused(log, refused, provider.Name, message.Row.MessageId);
            await store.NotSent(timer, message, provider.Name, isPermanent: true, TimeSpan.Zero);
            return;
        }
        catch (Exception away) when (!cancellation.IsCancellationRequested)
        {
            Log.ProviderAway(log, away, provider.Name, message.Row.MessageId);
            await store.NotSent(timer, message, provider.Name, isPermanent: false, Pause(message.Row.Attempts));
            return;
        }

        await store.Sent(timer, message, provider.Name);
    }

    // 2 s, 4 s, ... up to 10 min, each up to half longer, so that not all come back at once.
    private static TimeSpan Pause(long attempts) =>
        TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, Math.Min(attempts, 10) + 1)) * (1 + (Random.Shared.NextDouble() / 2)));
}
