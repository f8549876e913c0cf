using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Reads orders.</summary>
public sealed class OrderQueries(IDatabase database)
{
    /// <summary>The order; null when there is none or it is not the requester's.</summary>
    public Task<Order?> Find(string orderId, Requester who, CancellationToken cancellation) =>
        database.Read(
            async sql => await sql.QueryFirst<byte[]>("select state from orders where order_id = @orderId", new { orderId }) is { } state
                && OrderDocument.Read(state) is var order && await MaySee(sql, order, who)
                    ? order
                    : null,
            cancellation);

    /// <summary>An order's version, without reading the order.</summary>
    public Task<long> Version(string orderId, CancellationToken cancellation) =>
        database.Read(sql => sql.QueryFirst<long>("select version from orders where order_id = @orderId", new { orderId }), cancellation);

    /// <summary>Whether a shopper owns an order of the number that was typed.</summary>
    public Task<bool> IsOwner(string typed, Requester who, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            foreach (var state in await sql.Query<byte[]>("select state from orders where order_number = @number order by order_id limit 8", new { number = Canonical.OrderNumber(typed) }))
            {
                if (await MaySee(sql, OrderDocument.Read(state), who))
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
                select orders.state as State, given.email_hash as EmailHash, given.phone_hash as PhoneHash
                from orders left join checkout_details as given on given.order_id = orders.order_id and given.checkout_id = coalesce(orders.checkout_id, given.checkout_id)
                where orders.order_number = @number order by orders.order_id limit 8
                """,
                new { number = Canonical.OrderNumber(typed) })).Select(row => new LookupCandidate(OrderDocument.Read(row.State), row.EmailHash, row.PhoneHash))],
            cancellation);

    internal static async Task<bool> MaySee(SqlSession sql, Order order, Requester who)
    {
        if (!who.IsShopper || (who.Subject.Length > 0 && (order.CustomerId == who.Subject || order.Sale.GuestId == who.Subject)))
        {
            return true;
        }

        if (who.Subject.Length == 0)
        {
            return false;
        }

        var guestOwner = order.Sale.GuestId.Length > 0 ? await GuestOwners.Find(sql, order.Sale.GuestId) : null;
        return guestOwner == who.Subject || (await PersonMerges.Everybody(sql, who.Subject)).Any(person => person == guestOwner || (person == order.CustomerId && person.Length > 0));
    }

    private sealed record LookupRow
    {
        public byte[] State { get; init; } = [];

        public byte[]? EmailHash { get; init; }

        public byte[]? PhoneHash { get; init; }
    }
}

/// <summary>An order that a look-up may mean.</summary>
public sealed record LookupCandidate(Order Order, byte[]? EmailHash, byte[]? PhoneHash);
