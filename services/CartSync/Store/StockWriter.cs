using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Writes a batch of stock levels: each is answered on its own, and what counts is stored by a fixed number of statements.</summary>
internal static class StockWriter
{
    /// <summary>Null for each that was stored. Notes for <see cref="ItemWatch"/> what else a warehouse holds that ships to other markets than before.</summary>
    public static async Task<IReadOnlyList<Refusal?>> Set(UnitOfWork unit, IReadOnlyList<StockLevel> levels, long revision, long now)
    {
        var sql = unit.Sql;
        var results = new Refusal?[levels.Count];
        var locations = await Locations(sql, levels).ConfigureAwait(false);
        var onFile = await OnFile(sql, levels).ConfigureAwait(false);
        var changed = new Dictionary<(string, string), StockRow>();
        var moved = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < levels.Count; i++)
        {
            var level = levels[i];
            results[i] = CatalogueRules.Refuse(level);
            if (results[i] is not null)
            {
                continue;
            }

            if (level.ShipToMarkets.Count == 0 && !locations.ContainsKey(level.LocationId))
            {
                results[i] = new LocationUnknown();
                continue;
            }

            var key = (level.Sku, level.LocationId);
            // Nobody counts tomorrow: what is sold until then would be forgotten.
            var asOf = Math.Min(level.AsOf?.ToMicros() ?? now, now);
            if (onFile.TryGetValue(key, out var row) && row.AsOf > asOf)
            {
                results[i] = new Stale();
                continue;
            }

            if (level.ShipToMarkets.Count > 0 && StoreWarehouse(sql, level, locations))
            {
                moved.Add(level.LocationId);
            }

            changed[key] = onFile[key] = new StockRow { Sku = level.Sku, LocationId = level.LocationId, Quantity = level.Quantity, AsOf = asOf };
        }

        if (changed.Count > 0)
        {
            sql.Defer(
                $"""
                insert into stock (sku, location_id, quantity, as_of, moved)
                select r.sku, r.location_id, r.quantity, r.as_of, {StockLedger.MovedAfter}
                from {sql.Dialect.Rows("@rows", ("sku", "text"), ("location_id", "text"), ("quantity", "bigint"), ("as_of", "bigint"))} where true
                on conflict (sku, location_id) do update set quantity = excluded.quantity, as_of = excluded.as_of,
                    moved = case when stock.as_of = excluded.as_of then stock.moved else excluded.moved end
                """,
                new { rows = SqlRows.Json(changed.Values) });
            StockLedger.Forget(sql, changed.Values.Select(row => new StockLedger.CountRow(row.Sku, row.LocationId, row.AsOf)));
            CatalogueRevision.Changed(sql, changed.Keys.Select(key => key.Item1).Distinct(StringComparer.Ordinal), revision);
        }

        if (moved.Count > 0)
        {
            CatalogueRevision.RaiseTerms(sql);
            ItemWatch.Note(unit, await sql.Query<string>($"select sku from stock where location_id {sql.Dialect.In("@moved")}", new { moved = moved.ToArray() }).ConfigureAwait(false));
        }

        return results;
    }

    private static bool StoreWarehouse(SqlSession sql, StockLevel level, Dictionary<string, string?> locations)
    {
        var markets = $" {string.Join(' ', level.ShipToMarkets)} ";
        if (locations.TryGetValue(level.LocationId, out var known) && known == markets)
        {
            return false;
        }

        locations[level.LocationId] = markets;
        sql.Defer(
            "insert into warehouses (location_id, markets) values (@LocationId, @markets) on conflict (location_id) do update set markets = excluded.markets",
            new { level.LocationId, markets });
        return true;
    }

    // Stores and warehouses; the latter with their markets.
    private static async Task<Dictionary<string, string?>> Locations(SqlSession sql, IReadOnlyList<StockLevel> levels)
    {
        var ids = SqlRows.Json(levels.Select(level => level.LocationId).Where(MerchantId.IsValid).Distinct(StringComparer.Ordinal).Select(id => new LocationRow { Id = id }));
        var isAsked = $"in (select r.id from {sql.Dialect.Rows("@ids", ("id", "text"))})";
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var row in await sql.Query<LocationRow>(
            $"""
            select store_id as Id, '' as Markets from stores where store_id {isAsked}
            union all select location_id as Id, markets as Markets from warehouses where location_id {isAsked}
            """,
            new { ids }).ConfigureAwait(false))
        {
            known[row.Id] = row.Markets.Length > 0 ? row.Markets : known.GetValueOrDefault(row.Id);
        }

        return known;
    }

    private static async Task<Dictionary<(string, string), StockRow>> OnFile(SqlSession sql, IReadOnlyList<StockLevel> levels)
    {
        var asked = levels.Where(level => CatalogueRules.Refuse(level) is null).Select(level => (level.Sku, level.LocationId)).Distinct()
            .Select(key => new StockRow { Sku = key.Sku, LocationId = key.LocationId });
        return (await sql.Query<StockRow>(
            $"""
            select s.sku as Sku, s.location_id as LocationId, s.quantity as Quantity, s.as_of as AsOf
            from {sql.Dialect.Rows("@rows", ("sku", "text"), ("location_id", "text"))} join stock s on s.sku = r.sku and s.location_id = r.location_id
            """,
            new { rows = SqlRows.Json(asked) }).ConfigureAwait(false)).ToDictionary(row => (row.Sku, row.LocationId));
    }

    private sealed record LocationRow
    {
        public string Id { get; init; } = "";

        public string Markets { get; init; } = "";
    }

    private sealed record StockRow
    {
        public string Sku { get; init; } = "";

        public string LocationId { get; init; } = "";

        public long Quantity { get; init; }

        public long AsOf { get; init; }
    }
}
