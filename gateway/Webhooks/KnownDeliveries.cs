using System.Collections.Concurrent;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>
/// Deliveries that were taken lately, for as long as their signatures hold at least: a sender who did not hear our answer sends again, and so does whoever overheard it. Each
/// gateway has its own memory; what they do not know of each other, the target knows.
/// </summary>
internal sealed class KnownDeliveries(TimeProvider clock)
{
    // A timestamp may be as far ahead of now as behind it.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(10);
    private readonly Lock turning = new();
    private ConcurrentDictionary<string, bool> current = new();
    private ConcurrentDictionary<string, bool> earlier = new();
    private DateTimeOffset turnAt = DateTimeOffset.MinValue;

    /// <summary>Whether it was taken.</summary>
    public bool Know(string delivery) => current.ContainsKey(delivery) || earlier.ContainsKey(delivery);

    /// <summary>It was taken.</summary>
    public void Remember(string delivery)
    {
        lock (turning)
        {
            if (clock.GetUtcNow() is var now && now >= turnAt)
            {
                (earlier, current, turnAt) = (now < turnAt + Turn ? current : new(), new(), now + Turn);
            }
        }

        current[delivery] = true;
    }
}
