using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Reads orders.</summary>
public sealed class OrderQueries(IDatabase database)
{
    /// <summary>A page of large orders ends early: a client takes messages of 4 MiB.</summary>
    private const int MostBytesPerPage = 2 * 1024 * 1024;

    /// <summary>The order; null when there is none or it is not the requester's.</summary>
    public Task<Order?> Find(string orderId, Requester who, CancellationToken cancellation) =>
        database.Read(
            async sql => await sql.QueryFirst<byte[]>("select state from orders where order_id = @orderId", new { orderId }) is { } state
                && OrderDocument.ReadOrder(state) is var order && await MaySee(sql, order, who)
                    ? order
                    : null,
            cancellation);

    /// <summary>An order's version, without reading the order.</summary>
    public Task<long> Version(string orderId, CancellationToken cancellation) =>
        database.Read(sql => sql.QueryFirst<long>("select version from orders where order_id = @orderId", new { orderId }), cancellation);

    /// <summary>An owner's orders of all channels, latest first; a customer's include those of the guests they were.</summary>
    public async Task<OrderPage> List(OrderListing listing, CancellationToken cancellation)
    {
        var found = await database.Read(
            sql => sql.Query<Row>(
                $"""
                select order_id as OrderId, placed_at as PlacedAt, state as State from orders
                where owner_id in (select @owner union all {GuestOwners.GuestsOf("@owner")})
                    and placed_at >= @from and placed_at < @before and (placed_at, order_id) < (@afterPlacedAt, @afterOrderId)
                order by placed_at desc, order_id desc limit @most
                """,
                new
                {
                    owner = listing.OwnerId,
                    from = listing.PlacedFrom?.ToMicros() ?? long.MinValue,
                    before = listing.PlacedBefore?.ToMicros() ?? long.MaxValue,
                    afterPlacedAt = listing.After?.PlacedAt ?? long.MaxValue,
                    afterOrderId = listing.After?.OrderId ?? "",
                    most = listing.PageSize + 1,
                }),
            cancellation);
        var taken = 0;
        for (var bytes = 0; taken < found.Count && taken < listing.PageSize && (taken == 0 || bytes + found[taken].State.Length <= MostBytesPerPage); taken++)
        {
            bytes += found[taken].State.Length;
        }

        return new OrderPage(
            [.. found.Take(taken).Select(row => OrderDocument.ReadOrder(row.State))],
            taken < found.Count ? new PageKey(found[taken - 1].PlacedAt, found[taken - 1].OrderId) : null);
    }

    /// <summary>Whether a shopper owns an order of the number that was typed.</summary>
    public Task<bool> IsOwner(string typed, Requester who, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            foreach (var state in await sql.Query<byte[]>("select state from orders where order_number = @number order by order_id limit 8", new { number = Canonical.OrderNumber(typed) }))
            {
                if (await MaySee(sql, OrderDocument.ReadOrder(state), who))
                {
                    return true;
                }
            }

            return false;
        },
        cancellation);

    /// <summary>Orders of the number that was typed, with the hashes of how their buyers are reached.</summary>
    public Task<IReadOnlyList<LookupCandidate>> FindByNumber(string typed, CancellationToken cancellation) =>
        database.Read(
            async sql => (IReadOnlyList<LookupCandidate>)[.. (await sql.Query<LookupRow>(
                """
                select orders.state as State, coalesce(given.email_hash, earlier.email_hash) as EmailHash, coalesce(given.phone_hash, earlier.phone_hash) as PhoneHash
                from orders
                    left join checkout_details as given on given.order_id = orders.order_id and given.checkout_id = coalesce(orders.checkout_id, given.checkout_id)
                    left join delivery_details as earlier on earlier.order_id = orders.order_id and earlier.checkout_id = coalesce(orders.checkout_id, earlier.checkout_id)
                where orders.order_number = @number order by orders.order_id limit 8
                """,
                new { number = Canonical.OrderNumber(typed) })).Select(row => new LookupCandidate(OrderDocument.ReadOrder(row.State), row.EmailHash, row.PhoneHash))],
            cancellation);

    internal static async Task<bool> MaySee(SqlSession sql, Order order, Requester who)
    {
        if (!who.IsShopper || (who.Subject.Length > 0 && (order.CustomerId == who.Subject || order.Sale.GuestId == who.Subject)))
        {
            return true;
        }

        return order.Sale.GuestId.Length > 0 && await GuestOwners.Find(sql, order.Sale.GuestId) == who.Subject;
    }

    private sealed record Row
    {
        public string OrderId { get; init; } = "";

        public long PlacedAt { get; init; }

        public byte[] State { get; init; } = [];
    }

    private sealed record LookupRow
    {
        public byte[] State { get; init; } = [];

        public byte[]? EmailHash { get; init; }

        public byte[]? PhoneHash { get; init; }
    }
}

/// <summary>Which orders to list.</summary>
public sealed record OrderListing(string OwnerId, int PageSize)
{
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

/// <summary>An order that a look-up may mean.</summary>
public sealed record LookupCandidate(Order Order, byte[]? EmailHash, byte[]? PhoneHash);
