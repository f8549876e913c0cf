using System.Collections.Concurrent;
using Omnichannel.OrderTracking.Domain;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Orders as they are answered in full, made once for the same stored bytes: a page that asks again, and all that watch an order, get what was made for the first. What is kept
/// is compared with what is stored at every read, so it is never older than that.
/// </summary>
internal sealed class OrderAnswers
{
    // Some 20 KiB each; large orders are seldom, and are made anew.
    private const int MostKept = 2_000;
    private const int LargestKept = 8 * 1024;

    private readonly ConcurrentDictionary<string, OrderAnswer> kept = new(StringComparer.Ordinal);

    /// <summary>The answer of an order.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="state">As it is stored now.</param>
    public OrderAnswer Of(string orderId, byte[] state)
    {
        if (kept.TryGetValue(orderId, out var known) && known.State.AsSpan().SequenceEqual(state))
        {
            return known;
        }

        var order = OrderDocument.Read(state);
        var answer = new OrderAnswer(state, order, order.ToProto());
        if (state.Length <= LargestKept)
        {
            if (kept.Count >= MostKept)
            {
                kept.Clear();
            }

            kept[orderId] = answer;
        }

        return answer;
    }
}

/// <summary>An order and its answer. Many calls share it: nobody changes it.</summary>
/// <param name="State">As it is stored.</param>
/// <param name="Order">The order.</param>
/// <param name="Message">As it is answered in full.</param>
internal sealed record OrderAnswer(byte[] State, Order Order, Proto.Order Message);
