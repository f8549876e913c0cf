using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Store;

/// <summary>Writes a batch of items: each is answered on its own, and what is good is stored by a fixed number of statements, whatever the batch's length.</summary>
internal static class ItemWriter
{
    /// <summary>Null for each that was stored. Of one sku twice in a batch, the later one stays.</summary>
    public static async Task<IReadOnlyList<Refusal?>> Upsert(UnitOfWork unit, IReadOnlyList<Item> items, Dictionary<string, string> currencies, long revision)
    {
        var sql = unit.Sql;
        var results = new Refusal?[items.Count];
        var known = currencies.Count;
        var claims = await Claims(sql, items).ConfigureAwait(false);
        var measures = await OtherMeasures(sql, items).ConfigureAwait(false);
        var stored = new Dictionary<string, Item>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            results[i] = CatalogueRules.Refuse(items[i], currencies) ?? RefuseMeasure(items[i], measures) ?? claims.Move(items[i]);
            if (results[i] is null)
            {
                stored[items[i].Sku] = Plain(items[i]);
                measures.TryAdd(items[i].Sku, items[i].Measure.ToDomain());
                foreach (var price in items[i].Prices)
                {
                    currencies.TryAdd(price.Market, price.CurrencyCode);
                }
            }
        }

        var changed = await StoreDocuments(sql, stored.Values, revision).ConfigureAwait(false);
        if (changed.Count > 0)
        {
            StoreGtins(sql, changed, stored);
            StoreWords(sql, changed, stored);
            StorePrices(sql, changed, stored, unit.Now.ToMicros());
            StoreParts(sql, changed, stored, revision);
            CatalogueRevision.Changed(sql, changed, revision);
            CatalogueRevision.SetMark(unit);
        }

        if (currencies.Count > known)
        {
            StoreMarkets(sql, currencies.Skip(known));
        }

        return results;
    }

    private static MeasureFixed? RefuseMeasure(Item item, Dictionary<string, Measure> measures) =>
        measures.TryGetValue(item.Sku, out var known) && known != item.Measure.ToDomain() ? new MeasureFixed(known) : null;

    // Of those that are on file with another measure than the batch says.
    private static async Task<Dictionary<string, Measure>> OtherMeasures(SqlSession sql, IReadOnlyList<Item> items) => (await sql.Query<MeasureRow>(
        $"select i.sku as Sku, i.measure as Measure from {sql.Dialect.Rows("@rows", ("sku", "text"), ("measure", "text"))} join items i on i.sku = r.sku and i.measure <> r.measure",
        new { rows = SqlRows.Json(items.Where(item => MerchantId.IsValid(item.Sku)).Select(item => new MeasureRow { Sku = item.Sku, Measure = item.Measure.ToDomain().Name() }).Distinct()) }).ConfigureAwait(false))
        .DistinctBy(row => row.Sku).ToDictionary(row => row.Sku, row => EnumNames.Read<Measure>(row.Measure), StringComparer.Ordinal);

    // As carts show them: whoever looks an item up gets its measure and prices in the same form.
    private static Item Plain(Item item)
    {
        var plain = item.Clone();
        plain.Measure = plain.Measure.ToDomain().ToContract();
        foreach (var price in plain.Prices)
        {
            price.UnitPrice = UnitPrice.Parse(price.CurrencyCode, price.UnitPrice).ToString();
        }

        return plain;
    }

    // Everything else follows from the document: an item that is sent again as it is costs one comparison.
    private static async Task<IReadOnlyList<string>> StoreDocuments(SqlSession sql, IReadOnlyCollection<Item> items, long revision) => items.Count == 0 ? [] : await sql.Query<string>(
        $"""
        insert into items (sku, document, category, measure, is_bundle, is_discontinued, revision)
        select r.sku, {sql.Dialect.Bytes("r.document")}, r.category, r.measure, r.is_bundle, r.is_discontinued, @revision
        from {sql.Dialect.Rows("@rows", ("sku", "text"), ("document", "text"), ("category", "text"), ("measure", "text"), ("is_bundle", "bigint"), ("is_discontinued", "bigint"))} where true
        on conflict (sku) do update set document = excluded.document, category = excluded.category, is_bundle = excluded.is_bundle, is_discontinued = excluded.is_discontinued,
            revision = excluded.revision
        where items.document <> excluded.document returning sku
        """,
        new { rows = SqlRows.Json(items.Select(ItemRow.Of)), revision }).ConfigureAwait(false);

    private static void StoreGtins(SqlSession sql, IReadOnlyList<string> changed, Dictionary<string, Item> items)
    {
        sql.Defer(
            $"delete from item_gtins where sku in (select r.sku from {sql.Dialect.Rows("@rows", ("sku", "text"))})",
            new { rows = SqlRows.Json(changed.Select(sku => new CatalogueRevision.SkuRow(sku))) });
        sql.Defer(
            $"insert into item_gtins (gtin, sku) select r.gtin, r.sku from {sql.Dialect.Rows("@rows", ("gtin", "text"), ("sku", "text"))}",
            new { rows = SqlRows.Json(changed.SelectMany(sku => Gtins(items[sku]).Select(gtin => new GtinRow { Gtin = gtin, Sku = sku }))) });
    }

    private static void StoreWords(SqlSession sql, IReadOnlyList<string> changed, Dictionary<string, Item> items)
    {
        sql.Defer(
            $"delete from item_words where sku in (select r.sku from {sql.Dialect.Rows("@rows", ("sku", "text"))})",
            new { rows = SqlRows.Json(changed.Select(sku => new CatalogueRevision.SkuRow(sku))) });
        sql.Defer(
            $"insert into item_words (word, sku) select r.word, r.sku from {sql.Dialect.Rows("@rows", ("word", "text"), ("sku", "text"))}",
            new { rows = SqlRows.Json(changed.SelectMany(sku => ItemWords.Of(items[sku].Title.Texts.Values).Select(word => new WordRow(word, sku)))) });
    }

    // Prices that stay keep the moment of their last change; those of markets in which the item is no longer sold go.
    private static void StorePrices(SqlSession sql, IReadOnlyList<string> changed, Dictionary<string, Item> items, long now)
    {
        var prices = SqlRows.Json(changed.SelectMany(sku => items[sku].Prices.Select(price => new PriceRow(sku, price.Market, price.UnitPrice))));
        var skus = SqlRows.Json(changed.Select(sku => new CatalogueRevision.SkuRow(sku)));
        sql.Defer(
            $"""
            insert into item_prices (sku, market, unit_price, changed_at)
            select r.sku, r.market, r.unit_price, @now from {sql.Dialect.Rows("@prices", ("sku", "text"), ("market", "text"), ("unit_price", "text"))} where true
            on conflict (sku, market) do update set unit_price = excluded.unit_price, changed_at = excluded.changed_at where item_prices.unit_price <> excluded.unit_price
            """,
            new { prices, now });
        sql.Defer(
            $"""
            delete from item_prices where sku in (select r.sku from {sql.Dialect.Rows("@skus", ("sku", "text"))})
            and (sku, market) not in (select r.sku, r.market from {sql.Dialect.Rows("@prices", ("sku", "text"), ("market", "text"))})
            """,
            new { skus, prices });
    }

    // A bundle changes with its parts: its price may be their sum, and it is for sale while they are.
    private static void StoreParts(SqlSession sql, IReadOnlyList<string> changed, Dictionary<string, Item> items, long revision)
    {
        var skus = SqlRows.Json(changed.Select(sku => new CatalogueRevision.SkuRow(sku)));
        var parts = changed.SelectMany(sku => items[sku].Components.Select(part => new PartRow(part.Sku, sku))).Distinct().ToArray();
        sql.Defer($"delete from bundle_parts where bundle_sku in (select r.sku from {sql.Dialect.Rows("@skus", ("sku", "text"))})", new { skus });
        if (parts.Length > 0)
        {
            sql.Defer(
                $"insert into bundle_parts (part_sku, bundle_sku) select r.part, r.bundle from {sql.Dialect.Rows("@parts", ("part", "text"), ("bundle", "text"))}",
                new { parts = SqlRows.Json(parts) });
        }

        sql.Defer(
            $"""
            update items set revision = @revision
            where sku in (select p.bundle_sku from bundle_parts p where p.part_sku in (select r.sku from {sql.Dialect.Rows("@skus", ("sku", "text"))}))
            """,
            new { skus, revision });
    }

    private static void StoreMarkets(SqlSession sql, IEnumerable<KeyValuePair<string, string>> markets)
    {
        foreach (var (market, currency) in markets)
        {
            sql.Defer("insert into markets (market, currency) values (@market, @currency) on conflict (market) do nothing", new { market, currency });
        }

        CatalogueRevision.RaiseTerms(sql);
    }

    private static async Task<GtinClaims> Claims(SqlSession sql, IReadOnlyList<Item> items)
    {
        var asked = items.SelectMany(item => Gtins(item).Select(gtin => new GtinRow { Gtin = gtin, Sku = item.Sku })).ToArray();
        var rows = SqlRows.Json(asked);
        var skus = SqlRows.Json(items.Where(item => MerchantId.IsValid(item.Sku)).Select(item => new CatalogueRevision.SkuRow(item.Sku)));
        return new GtinClaims(await sql.Query<GtinRow>(
            $"""
            select g.gtin as Gtin, g.sku as Sku from item_gtins g where g.gtin in (select r.gtin from {sql.Dialect.Rows("@rows", ("gtin", "text"))})
            union select g.gtin as Gtin, g.sku as Sku from item_gtins g where g.sku in (select r.sku from {sql.Dialect.Rows("@skus", ("sku", "text"))})
            """,
            new { rows, skus }).ConfigureAwait(false));
    }

    private static IEnumerable<string> Gtins(Item item) => item.Gtins.Select(TypedText.Gtin).OfType<string>().Distinct();

    private sealed record ItemRow(string Sku, string Document, string Category, string Measure, long IsBundle, long IsDiscontinued)
    {
        public static ItemRow Of(Item item) => new(
            item.Sku, Convert.ToHexString(item.ToByteArray()), CategoryPath.Normal(item.Category), item.Measure.ToDomain().Name(), item.Components.Count > 0 ? 1 : 0, item.Discontinued ? 1 : 0);
    }

    private sealed record WordRow(string Word, string Sku);

    private sealed record PriceRow(string Sku, string Market, string UnitPrice);

    private sealed record PartRow(string Part, string Bundle);

    private sealed record GtinRow
    {
        public string Gtin { get; init; } = "";

        public string Sku { get; init; } = "";
    }

    /// <summary>Whose each barcode is, as the batch goes on: an item may take what an earlier one of the batch gave up.</summary>
    private sealed class GtinClaims
    {
        private readonly Dictionary<string, string> owners;
        private readonly Dictionary<string, HashSet<string>> owned;

        public GtinClaims(IReadOnlyList<GtinRow> rows)
        {
            owners = rows.ToDictionary(row => row.Gtin, row => row.Sku, StringComparer.Ordinal);
            owned = rows.GroupBy(row => row.Sku, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(row => row.Gtin).ToHashSet(StringComparer.Ordinal));
        }

        public Refusal? Move(Item item)
        {
            foreach (var gtin in Gtins(item))
            {
                if (owners.TryGetValue(gtin, out var owner) && owner != item.Sku)
                {
                    return new GtinTaken(owner);
                }
            }

            foreach (var gtin in owned.GetValueOrDefault(item.Sku) ?? [])
            {
                owners.Remove(gtin);
            }

            owned[item.Sku] = Gtins(item).ToHashSet(StringComparer.Ordinal);
            foreach (var gtin in owned[item.Sku])
            {
                owners[gtin] = item.Sku;
            }

            return null;
        }
    }
}
