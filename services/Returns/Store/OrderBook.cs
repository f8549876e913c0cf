using Google.Protobuf;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;
using Omnichannel.Types.V1;
using ExternalKey = Omnichannel.Platform.Domain.ExternalKey;

namespace Omnichannel.Returns.Store;

/// <summary>
/// The purchases that Returns knows, kept from Order-tracking's events in the inbox transaction. News of an order that is not known yet waits in
/// a room of its own.
/// </summary>
public sealed partial class OrderBook(Breaches breaches, PolicyBook policies)
{
    private static readonly WaitingRoom Waiting = new("news-of-orders");

    /// <summary>A purchase, with the policy version that its buyer was shown, else the one that was in force.</summary>
    public async Task Placed(UnitOfWork unit, OrderPlaced placed)
    {
        var waited = await Waiting.Open(unit, placed.OrderId).ConfigureAwait(false);
        unit.Sql.Defer(
            $"""
            insert into orders (order_id, external_key, customer_id, guest_id, placed_at, policy_version, tier, sale, fulfilment_version, delivery_version, windows_version)
            values (@id, @external, @customer, @guest, @placed, coalesce((select version from policies where policy_id = @policy and version = @shown), {PolicyBook.InForceSql("@policy", "@placed")}, 1),
                    {Shoppers.Tier}, @sale, 0, 0, 0)
            on conflict (order_id) do nothing
            """,
            new
            {
                id = placed.OrderId,
                external = placed.ExternalId.Length == 0 ? null : new ExternalKey(placed.Source, placed.StoreId, placed.ExternalId).Text,
                customer = NullIfEmpty(placed.CustomerId),
                guest = NullIfEmpty(placed.GuestId),
                placed = placed.EffectiveAt.ToInstant().ToMicros(),
                policy = ReturnPolicy.Default,
                shown = (long)placed.ReturnPolicyVersion,
                sale = OrderMapping.Compact(placed).ToByteArray(),
            });
        unit.Sql.Defer(
            "insert into purchase_currencies (market, currency_code) values (@market, @currency) on conflict (market, currency_code) do nothing",
            new { market = placed.Market, currency = placed.CurrencyCode });
        foreach (var news in waited)
        {
            await Apply(unit, placed.OrderId, news).ConfigureAwait(false);
        }

        if (placed.Origin is Types.V1.Origin.Live || waited.Any(news => MovesWindows(news.Type)))
        {
            await TellWindows(unit, placed.OrderId).ConfigureAwait(false);
        }
    }

    /// <summary>News of an order: applied, or kept until the order is known.</summary>
    public async Task Changed(UnitOfWork unit, string orderId, EventRecord record)
    {
        var news = WaitingNews.Of(record);
        var before = await WithReturns(unit, orderId).ConfigureAwait(false);
        if (!await Apply(unit, orderId, news).ConfigureAwait(false)
            && !await Waiting.Wait(unit, orderId, news, () => Exists(unit, orderId)).ConfigureAwait(false))
        {
            await Apply(unit, orderId, news).ConfigureAwait(false);
        }

        if (MovesWindows(news.Type))
        {
            await TellWindows(unit, orderId).ConfigureAwait(false);
        }

        if (before is not null && await WithReturns(unit, orderId).ConfigureAwait(false) is { } after)
        {
            breaches.Follow(unit, orderId, Invariants.BrokenBy(before.All), Invariants.BrokenBy(after.All));
        }
    }

    /// <summary>A customer reached a tier. Earlier ones are kept: news of a purchase may come later than news of the tier that it led to.</summary>
    public void TierReached(UnitOfWork unit, string customerId, string tierId, DateTimeOffset since) => unit.Sql.Defer(
        """
        insert into customer_tiers (customer_id, tier_id, since) values (@customerId, @tierId, @since)
        on conflict (customer_id, since) do update set tier_id = excluded.tier_id
        """,
        new { customerId, tierId, since = since.ToMicros() });

    // Null for an order that nothing comes back of: it breaks nothing.
    private static async Task<Loaded?> WithReturns(UnitOfWork unit, string orderId) =>
        await unit.Sql.QueryFirst<string>("select return_id from returns where order_id = @orderId limit 1", new { orderId }).ConfigureAwait(false) is null
            ? null
            : await Loaded.Find(unit.Sql, orderId, caller: null).ConfigureAwait(false);

    // False when the order is not known.
    private static async Task<bool> Apply(UnitOfWork unit, string orderId, WaitingNews news)
    {
        if (news.Type == OrderFulfilmentChanged.Descriptor.FullName)
        {
            var changed = OrderMapping.Compact(OrderFulfilmentChanged.Parser.ParseFrom(news.Data));
            return await Update(
                unit, "fulfilment = @document, fulfilment_version = @version", "fulfilment_version", orderId, news.Position, changed.ToByteArray()).ConfigureAwait(false);
        }

        if (news.Type == OrderDelivered.Descriptor.FullName)
        {
            var at = OrderDelivered.Parser.ParseFrom(news.Data).EffectiveAt.ToInstant().ToMicros();
            return await Update(unit, "delivered_at = @document, delivery_version = @version", "delivery_version", orderId, news.Position, at).ConfigureAwait(false);
        }

        if (news.Type == OrderDeliveryCorrected.Descriptor.FullName)
        {
            return await Update(
                unit, "delivered_at = null, delivery_version = @version", "delivery_version", orderId, news.Position, null).ConfigureAwait(false);
        }

        if (news.Type == OrderClaimed.Descriptor.FullName)
        {
            var customer = OrderClaimed.Parser.ParseFrom(news.Data).CustomerId;
            return await unit.Sql.Execute(
                "update orders set customer_id = coalesce(customer_id, @customer) where order_id = @orderId", new { orderId, customer }).ConfigureAwait(false) > 0;
        }

        return await Follow(unit, orderId, news).ConfigureAwait(false);
    }

    // What is cumulative in the news: the latest version counts, whatever comes after it.
    private static async Task<bool> Update(UnitOfWork unit, string set, string guard, string orderId, long version, object? document) =>
        await unit.Sql.Execute(
            $"update orders set {set} where order_id = @orderId and {guard} <= @version",
            document is null ? new { orderId, version } : new { orderId, version, document }).ConfigureAwait(false) > 0
        || await Exists(unit, orderId).ConfigureAwait(false);

    // What is a difference in the news: the inbox lets each of them through once. Claims have ids, and each its news in order.
    private static async Task<bool> Follow(UnitOfWork unit, string orderId, WaitingNews news)
    {
        var row = await unit.Sql.QueryFirst<OrderRow>(
            $"select {OrderRow.Columns} from orders where order_id = @orderId{unit.Sql.Dialect.LockRow}", new { orderId }).ConfigureAwait(false);
        if (row is null)
        {
            return false;
        }

        var (column, sum) = news.Type == ClaimResolved.Descriptor.FullName ? ("claims", OrderMapping.With(row.Claims, ClaimResolved.Parser.ParseFrom(news.Data).Claim))
            : news.Type == ClaimFiled.Descriptor.FullName ? ("claims", OrderMapping.With(row.Claims, ClaimFiled.Parser.ParseFrom(news.Data).Claim))
            : ("cancelled", Add(row.Cancelled, OrderCancelled.Parser.ParseFrom(news.Data)).ToByteArray());
        unit.Sql.Defer($"update orders set {column} = @sum where order_id = @orderId", new { orderId, sum });
        return true;
    }

    private static OrderCancelled Add(byte[]? stored, OrderCancelled news)
    {
        var total = new OrderCancelled();
        var earlier = stored is null ? [] : (IEnumerable<CancelledLine>)OrderCancelled.Parser.ParseFrom(stored).Lines;
        total.Lines.Add(earlier.Concat(news.Lines)
            .GroupBy(line => line.LineId, StringComparer.Ordinal)
            .Select(group => new CancelledLine { LineId = group.Key, Quantity = group.Sum(line => line.Quantity) }));
        return total;
    }

    private static async Task<bool> Exists(UnitOfWork unit, string orderId) =>
        await unit.Sql.QueryFirst<string>("select order_id from orders where order_id = @orderId", new { orderId }).ConfigureAwait(false) is not null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
