using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Finds an order for somebody who is not signed in. Whoever guesses learns nothing: neither from the answer nor from the time it takes.</summary>
public sealed class OrderLookup(OrderQueries queries, DeliveryStore deliveries, TimeProvider clock)
{
    /// <summary>A little more than any of the ways takes: what finds nothing answers at this time, whichever way it went.</summary>
    private static readonly TimeSpan MissTime = TimeSpan.FromMilliseconds(40);

    /// <summary>The order.</summary>
    /// <exception cref="RefusedException">Unknown, or not matching.</exception>
    public async Task<Order> Find(string number, string email, string phone, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        Order? found = null;
        foreach (var candidate in (await queries.FindByNumber(number, cancellation)).Cast<LookupCandidate?>().DefaultIfEmpty(null))
        {
            if (deliveries.Matches(candidate, email, phone))
            {
                found ??= candidate?.Order;
            }
        }

        if (found is not null)
        {
            return found;
        }

        var left = MissTime - clock.GetElapsedTime(started);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellation);
        throw new RefusedException(new OrderNotFound());
    }
}
