using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>What is known of shoppers at a time. Looked up only for policies whose scopes ask.</summary>
internal static class Shoppers
{
    /// <summary>The tier that a customer has at <c>@placed</c>, in SQL.</summary>
    public const string Tier = "(select tier_id from customer_tiers where customer_id = @customer and since <= @placed order by since desc limit 1)";

    /// <summary>An order with what was known of who bought it.</summary>
    public static async Task<Loaded> Known(SqlSession sql, Loaded loaded, ReturnPolicy policy) =>
        policy.Asks.Signals ? new Loaded(await Known(sql, loaded.Order, policy).ConfigureAwait(false), loaded.Returns) : loaded;

    /// <summary>An order with what was known of who bought it.</summary>
    public static async Task<Order> Known(SqlSession sql, Order order, ReturnPolicy policy) => policy.Asks.Signals
        ? order with { Signals = await Signals(sql, order.CustomerId, order.GuestId, order.PlacedAt, policy).ConfigureAwait(false) }
        : order;

    /// <summary>What is known of a shopper at a time, as a policy asks.</summary>
    public static async Task<IReadOnlyList<ShopperSignal>> Signals(SqlSession sql, string customer, string guest, DateTimeOffset at, ReturnPolicy policy)
    {
        var signals = new List<ShopperSignal>();
        if (!policy.Asks.Signals)
        {
            return signals;
        }

        if (customer.Length == 0)
        {
            signals.Add(ShopperSignal.Guest);
        }

        var owner = customer.Length > 0 ? "o.customer_id = @customer" : "o.guest_id = @guest";
        if (customer.Length + guest.Length == 0)
        {
            return signals;
        }

        var before = new { customer, guest, placed = at.ToMicros() };
        if (await sql.QueryFirst<string>($"select order_id from orders o where {owner} and placed_at < @placed limit 1", before).ConfigureAwait(false) is null)
        {
            signals.Add(ShopperSignal.FirstPurchase);
        }

        if (policy.Frequent is { } frequent && await Returns(sql, owner, customer, guest, at, frequent.Days).ConfigureAwait(false) >= frequent.Returns)
        {
            signals.Add(ShopperSignal.FrequentReturner);
        }

        return signals;
    }

    private static Task<long> Returns(SqlSession sql, string owner, string customer, string guest, DateTimeOffset at, int days) => sql.QueryFirst<long>(
        $"""
        select count(*) from orders o join returns r on r.order_id = o.order_id
        where {owner} and r.requested_at >= @since and r.requested_at < @placed and r.state not in ({(long)ReturnState.Declined}, {(long)ReturnState.Cancelled})
        """,
        new { customer, guest, since = at.AddDays(-days).ToMicros(), placed = at.ToMicros() });
}
