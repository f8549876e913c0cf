using Dapper;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Lists orders: an owner's, and for staff those that match what a customer can name.</summary>
public sealed class OrderSearch(IDatabase database, KeyedHash hash)
{
    /// <summary>An owner's orders of all channels, latest first; a customer's include those of the guests they were, and of whoever was merged into them.</summary>
    public Task<OrderPage> List(string ownerId, OrderFilter filter, CancellationToken cancellation) => Page(
        $"owner_id in ({Person.IdsOf("@ownerId")})", new { ownerId }, filter, cancellation);

    /// <summary>Everybody's orders, latest first.</summary>
    /// <param name="typed">What was typed: empty for any order.</param>
    /// <param name="region">Where a phone number without country is dialled.</param>
    /// <param name="storeId">Only orders of this store; empty for all.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Task<OrderPage> Find(string typed, string region, string storeId, OrderFilter filter, CancellationToken cancellation)
    {
        var conditions = new List<string>();
        if (typed.Length > 0)
        {
            conditions.Add(
                $"""
                order_id in (
                    select order_id from order_references where reference {database.Dialect.In("@references")}
                    union select order_id from orders where order_number = @number or order_id = @typed
                    union select bought.order_id from orders as bought join checkout_details as given on given.order_id = bought.order_id and given.checkout_id = coalesce(bought.checkout_id, given.checkout_id)
                        where given.email_hash = @email or given.phone_hash = @phone)
                """);
        }

        if (storeId.Length > 0)
        {
            conditions.Add("order_id in (select order_id from order_references where reference = @store)");
        }

        return Page(
            string.Join(" and ", conditions.DefaultIfEmpty("true")),
            new
            {
                references = OrderReferences.Meant(typed),
                number = Canonical.OrderNumber(typed) ?? "",
                typed = typed.Trim(),
                email = hash.OfEmail(typed),
                phone = hash.OfPhone(typed, region),
                store = OrderReferences.Store(storeId),
            },
            filter,
            cancellation);
    }

    private async Task<OrderPage> Page(string condition, object of, OrderFilter filter, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(of);
        parameters.AddDynamicParams(new
        {
            statuses = filter.Statuses.Select(status => (long)status).ToArray(),
            channels = filter.Channels.Select(channel => channel.ToString()).ToArray(),
            from = filter.PlacedFrom?.ToMicros() ?? long.MinValue,
            before = filter.PlacedBefore?.ToMicros() ?? long.MaxValue,
            afterPlacedAt = filter.After?.PlacedAt ?? long.MaxValue,
            afterOrderId = filter.After?.OrderId ?? "",
            most = filter.PageSize + 1,
        });
        var statuses = filter.Statuses.Count > 0 ? $"and status {database.Dialect.In("@statuses")}" : "";
        var channels = filter.Channels.Count > 0 ? $"and channel {database.Dialect.In("@channels")}" : "";
        var found = await database.Read(
            sql => sql.Query<Row>(
                $"""
                select order_id as OrderId, placed_at as PlacedAt, state as State from orders
                where {condition} {statuses} {channels}
                    and placed_at >= @from and placed_at < @before and (placed_at, order_id) < (@afterPlacedAt, @afterOrderId)
                order by placed_at desc, order_id desc limit @most
                """,
                parameters),
            cancellation);
        var taken = OrderDocument.FittingPage(found.Select(row => row.State), filter.PageSize);
        return new OrderPage(
            [.. found.Take(taken).Select(row => OrderDocument.Read(row.State))],
            taken < found.Count ? new PageKey(found[taken - 1].PlacedAt, found[taken - 1].OrderId) : null);
    }

    private sealed record Row
    {
        public string OrderId { get; init; } = "";

        public long PlacedAt { get; init; }

        public byte[] State { get; init; } = [];
    }
}

/// <summary>Which orders a page has.</summary>
/// <param name="PageSize">At most so many.</param>
public sealed record OrderFilter(int PageSize)
{
    /// <summary>In one of these states; in any when empty.</summary>
    public IReadOnlyList<OrderStatus> Statuses { get; init; } = [];

    /// <summary>Made there; anywhere when empty.</summary>
    public IReadOnlyList<SalesChannel> Channels { get; init; } = [];

    /// <summary>Placed at or after.</summary>
    public DateTimeOffset? PlacedFrom { get; init; }

    /// <summary>Placed before.</summary>
    public DateTimeOffset? PlacedBefore { get; init; }

    /// <summary>Continue behind this order.</summary>
    public PageKey? After { get; init; }
}

/// <summary>The last order of a page.</summary>
/// <param name="PlacedAt">Microseconds.</param>
/// <param name="OrderId">Id.</param>
public sealed record PageKey(long PlacedAt, string OrderId);

/// <summary>A page of orders, and where the next begins.</summary>
public sealed record OrderPage(IReadOnlyList<Order> Orders, PageKey? Next);
