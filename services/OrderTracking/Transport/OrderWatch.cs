using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Live;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Follows one order: as it is, then after each change. A slow reader skips versions; versions never go back.</summary>
public sealed class OrderWatch(OrderQueries queries, ILiveNotifications live)
{
    /// <summary>Sends until cancelled, or until the order is the caller's no longer.</summary>
    public async Task Follow(string orderId, long resumeVersion, Requester who, Func<Order, Task> send, CancellationToken cancellation)
    {
        // Subscribed before the first read: what changes in between wakes the first wait.
        using var changes = live.Subscribe(OrderRows.LiveKey(orderId));
        for (var seen = resumeVersion; ;)
        {
            var order = await queries.Find(orderId, who, cancellation) ?? throw new RefusedException(new OrderNotFound());
            if (order.Version > seen)
            {
                seen = order.Version;
                await send(order);
            }

            do
            {
                await changes.Wait(cancellation);
            }
            while (await queries.Version(orderId, cancellation) == seen);
        }
    }
}
