using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Until when lines of orders can be returned: the latest news of Returns, kept whether the order is known or not.</summary>
internal static class ReturnWindows
{
    /// <summary>Keeps news of an order's windows.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="version">Of the news.</param>
    /// <param name="windows">Ends by line: all that there are.</param>
    /// <returns>False for news that are older than what is known, or are known.</returns>
    public static async Task<bool> Keep(UnitOfWork unit, string orderId, long version, IReadOnlyDictionary<string, DateTimeOffset> windows) => await unit.Sql.Execute(
        """
        insert into return_windows (order_id, version, windows) values (@orderId, @version, @windows)
        on conflict (order_id) do update set version = excluded.version, windows = excluded.windows where return_windows.version < excluded.version
        """,
        new { orderId, version, windows = Columns.ToJson(windows.ToDictionary(window => window.Key, window => window.Value.ToMicros())) }).ConfigureAwait(false) > 0;

    /// <summary>The ends by line.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> Of(SqlSession sql, string orderId) =>
        Read(await sql.QueryFirst<string>("select windows from return_windows where order_id = @orderId", new { orderId }).ConfigureAwait(false));

    /// <summary>The ends by line, as the table holds them; none where it has no row.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> Read(string? windows) => windows is null
        ? new Dictionary<string, DateTimeOffset>()
        : Columns.FromJson<Dictionary<string, long>>(windows).ToDictionary(window => window.Key, window => Instants.FromMicros(window.Value), StringComparer.Ordinal);
}
