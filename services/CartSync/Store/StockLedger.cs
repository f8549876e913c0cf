using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// What moved since the merchant counted. A level is the last count and the sum of the moves after its moment, in whatever order counts and moves come and however often: each
/// move is a row by its source, and a newer count forgets those that it has seen. Moves never write a count.
/// </summary>
public static class StockLedger
{
    // An event that is older is in any count that a shop still goes by.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    /// <summary>Books moves of one moment, and notes for <see cref="ItemWatch"/> that those who wait for the items are to be looked at.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="at">When the goods moved.</param>
    /// <param name="moves">Of known or unknown items; a place of which nothing is known is left out.</param>
    public static async Task Book(UnitOfWork unit, DateTimeOffset at, IReadOnlyCollection<StockMove> moves)
    {
        var oldest = unit.Now - Horizon;
        if (moves.Count == 0 || at <= oldest)
        {
            return;
        }

        var sql = unit.Sql;
        var single = await Single(sql, await New(sql, moves).ConfigureAwait(false)).ConfigureAwait(false);
        var rows = await Placed(sql, single, at.ToMicros()).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return;
        }

        var revision = await CatalogueRevision.Raise(sql).ConfigureAwait(false);
        var booked = await sql.Query<MoveRow>(
            $"""
            insert into stock_moves (source, sku, location_id, quantity, moved_at)
            select r.source, r.sku, r.location_id, r.quantity, r.moved_at
            from {sql.Dialect.Rows("@rows", ("source", "text"), ("sku", "text"), ("location_id", "text"), ("quantity", "bigint"), ("moved_at", "bigint"))} where true
            on conflict (source, sku) do nothing returning sku as Sku, location_id as LocationId, quantity as Quantity
            """,
            new { rows = SqlRows.Json(rows) }).ConfigureAwait(false);
        if (booked.Count > 0)
        {
            var sums = booked.GroupBy(row => (row.Sku, row.LocationId)).Select(level => new { level.Key.Sku, level.Key.LocationId, Quantity = level.Sum(row => row.Quantity) });
            var rowsOf = sql.Dialect.Rows("@sums", ("sku", "text"), ("location_id", "text"), ("quantity", "bigint"));
            sql.Defer(
                $"""
                update stock set moved = moved + (select r.quantity from {rowsOf} where r.sku = stock.sku and r.location_id = stock.location_id)
                where as_of < @at and exists (select 1 from {rowsOf} where r.sku = stock.sku and r.location_id = stock.location_id)
                """,
                new { sums = SqlRows.Json(sums), at = at.ToMicros() });
            CatalogueRevision.Changed(sql, booked.Select(row => row.Sku).Distinct(StringComparer.Ordinal), revision);
            ItemWatch.Note(unit, booked.Select(row => row.Sku));
        }

        sql.Defer("delete from stock_moves where moved_at <= @oldest", new { oldest = oldest.ToMicros() });
    }

    /// <summary>The sum of the moves after a count <c>r</c>, in SQL.</summary>
    internal const string MovedAfter =
        "coalesce((select cast(sum(m.quantity) as bigint) from stock_moves m where m.sku = r.sku and m.location_id = r.location_id and m.moved_at > r.as_of), 0)";

    /// <summary>Removes what counts have seen.</summary>
    internal static void Forget(SqlSession sql, IEnumerable<CountRow> counts) => sql.Defer(
        $"""
        delete from stock_moves where exists
        (select 1 from {sql.Dialect.Rows("@rows", ("sku", "text"), ("location_id", "text"), ("as_of", "bigint"))}
        where r.sku = stock_moves.sku and r.location_id = stock_moves.location_id and stock_moves.moved_at <= r.as_of)
        """,
        new { rows = SqlRows.Json(counts) });

    // What is booked is left as it was, though a bundle has other parts by now.
    private static async Task<IReadOnlyCollection<StockMove>> New(SqlSession sql, IReadOnlyCollection<StockMove> moves)
    {
        var sources = moves.Select(move => move.Source).ToArray();
        var booked = (await sql.Query<string>($"select distinct source from stock_moves where source {sql.Dialect.In("@sources")}", new { sources }).ConfigureAwait(false))
            .ToHashSet(StringComparer.Ordinal);
        return booked.Count == 0 ? moves : [.. moves.Where(move => !booked.Contains(move.Source))];
    }

    // A bundle has no shelf of its own: what it consists of now moves. Whoever sold an item by another measure than it has speaks of another item.
    private static async Task<IReadOnlyList<StockMove>> Single(SqlSession sql, IReadOnlyCollection<StockMove> moves)
    {
        var known = (await sql.Query<ItemRow>(
            $"""
            select i.sku as Sku, i.measure as Measure, i.is_bundle as IsBundle, case when i.is_bundle = 1 then i.document end as Document
            from {sql.Dialect.Rows("@skus", ("sku", "text"))} join items i on i.sku = r.sku
            """,
            new { skus = Skus(moves) }).ConfigureAwait(false)).ToDictionary(item => item.Sku, StringComparer.Ordinal);
        return
        [
            .. from move in moves
               let item = known.GetValueOrDefault(move.Sku)
               where item is null || item.Measure == move.Measure.Name()
               from part in item is { IsBundle: 1 }
                   ? Item.Parser.ParseFrom(item.Document).Components.Select(part => move with { Sku = part.Sku, Quantity = move.Quantity * part.Quantity })
                   : [move]
               select part,
        ];
    }

    // Goods for a market leave the first warehouse that has a level of the item: its markets see the sum of all, and who ships what is the merchant's business.
    private static async Task<IReadOnlyList<MoveRow>> Placed(SqlSession sql, IReadOnlyList<StockMove> moves, long at)
    {
        var warehouses = await sql.Query<WarehouseRow>(
            $"""
            select w.location_id as LocationId, w.markets as Markets, coalesce(s.sku, '') as Sku from warehouses w
            left join (select k.sku, k.location_id from stock k join {sql.Dialect.Rows("@skus", ("sku", "text"))} on r.sku = k.sku) s on s.location_id = w.location_id
            order by w.location_id
            """,
            new { skus = Skus(moves) }).ConfigureAwait(false);
        return
        [
            .. from move in moves
               where MerchantId.IsValid(move.Sku)
               let location = move.Place switch
               {
                   StockPlace.Store store => MerchantId.IsValid(store.StoreId) ? store.StoreId : null,
                   StockPlace.Warehouse to => warehouses.Where(known => known.ShipsTo(to.Market)).OrderBy(known => known.Sku != move.Sku).FirstOrDefault()?.LocationId,
                   _ => null,
               }
               where location is not null
               select new MoveRow { Source = move.Source, Sku = move.Sku, LocationId = location, Quantity = move.Quantity, MovedAt = at },
        ];
    }

    private static string Skus(IEnumerable<StockMove> moves) =>
        SqlRows.Json(moves.Select(move => move.Sku).Where(MerchantId.IsValid).Distinct(StringComparer.Ordinal).Select(sku => new CatalogueRevision.SkuRow(sku)));

    /// <summary>A level that was counted.</summary>
    internal sealed record CountRow(string Sku, string LocationId, long AsOf);

    private sealed record MoveRow
    {
        public string Source { get; init; } = "";

        public string Sku { get; init; } = "";

        public string LocationId { get; init; } = "";

        public long Quantity { get; init; }

        public long MovedAt { get; init; }
    }

    private sealed record ItemRow
    {
        public string Sku { get; init; } = "";

        public string Measure { get; init; } = "";

        public long IsBundle { get; init; }

        public byte[]? Document { get; init; }
    }

    private sealed record WarehouseRow
    {
        public string LocationId { get; init; } = "";

        public string Markets { get; init; } = "";

        public string Sku { get; init; } = "";

        public bool ShipsTo(string market) => market.Length == 0 || Markets.Contains($" {market} ", StringComparison.Ordinal);
    }
}
