using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>An order with all of its returns, as it is in the database.</summary>
internal sealed record Loaded(Order Order, IReadOnlyList<Return> Returns)
{
    public OrderReturns All { get; } = new(Order, Returns);

    /// <summary>Loads an order, its row locked inside a transaction that writes; null when it is not there, or not the caller's.</summary>
    public static async Task<Loaded?> Find(SqlSession sql, string orderId, Caller? caller, bool locks = true)
    {
        var row = await sql.QueryFirst<OrderRow>(
            $"select {OrderRow.Columns} from orders where order_id = @orderId{(locks ? sql.Dialect.LockRow : "")}", new { orderId }).ConfigureAwait(false);
        if (row is null || !await MayReach(sql, row, caller).ConfigureAwait(false))
        {
            return null;
        }

        var documents = await sql.Query<byte[]>("select document from returns where order_id = @orderId order by return_id", new { orderId }).ConfigureAwait(false);
        return new Loaded(row.ToDomain(), [.. documents.Select(Parse)]);
    }

    /// <summary>Loads several orders by what a condition selects, with one statement for all of their returns.</summary>
    public static async Task<List<Loaded>> Select(SqlSession sql, IReadOnlyList<OrderRow> rows)
    {
        var ids = rows.Select(row => row.OrderId).ToArray();
        var documents = await sql.Query<byte[]>(
            $"select document from returns where order_id {sql.Dialect.In("@ids")} order by return_id", new { ids }).ConfigureAwait(false);
        var byOrder = documents.Select(Parse).ToLookup(found => found.OrderId, StringComparer.Ordinal);
        return [.. rows.Select(row => new Loaded(row.ToDomain(), [.. byOrder[row.OrderId]]))];
    }

    private static Return Parse(byte[] document) => V1.Return.Parser.ParseFrom(document).ToDomain();

    // Staff reach every order. A shopper reaches their own, and what they bought as a guest before.
    private static async Task<bool> MayReach(SqlSession sql, OrderRow row, Caller? caller)
    {
        if (caller is null or { IsShopper: false } || row.CustomerId == caller.Subject || row.GuestId == caller.Subject)
        {
            return true;
        }

        return row.GuestId is { } guestId && await GuestOwners.Find(sql, guestId).ConfigureAwait(false) == caller.Subject;
    }
}
