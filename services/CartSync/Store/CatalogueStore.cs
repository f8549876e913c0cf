using System.Collections.Immutable;
using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Store;

/// <summary>The catalogue read model in SQL: what the merchant's systems last said.</summary>
public sealed class CatalogueStore(IDatabase database, CommandExecutor executor, CatalogueCache cache, TimeProvider clock)
{
    /// <summary>Inserts or replaces items; null for each that was stored.</summary>
    public async Task<IReadOnlyList<Refusal?>> UpsertItems(IReadOnlyList<Item> items, CancellationToken cancellation)
    {
        var results = await Changing(
            items,
            item => item.Sku,
            async unit =>
            {
                var revision = await CatalogueRevision.Raise(unit.Sql).ConfigureAwait(false);
                return await ItemWriter.Upsert(unit, items, await Currencies(unit.Sql).ConfigureAwait(false), revision).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        cache.Forget();
        return results;
    }

    /// <summary>Inserts or replaces stores.</summary>
    public async Task<IReadOnlyList<Refusal?>> UpsertStores(IReadOnlyList<StoreLocation> stores, CancellationToken cancellation)
    {
        var results = await executor.Apply(
            async unit =>
            {
                var revision = await CatalogueRevision.Raise(unit.Sql).ConfigureAwait(false);
                CatalogueRevision.RaiseTerms(unit.Sql);
                return Each(stores, store => StoreMapping.Refuse(store) ?? Put(unit, store, revision));
            },
            cancellation).ConfigureAwait(false);
        cache.Forget();
        return results;
    }

    /// <summary>Inserts or replaces promotions.</summary>
    public async Task<IReadOnlyList<Refusal?>> UpsertPromotions(IReadOnlyList<Cart.V1.Promotion> promotions, CancellationToken cancellation)
    {
        var results = await database.Write(
            async sql =>
            {
                await CatalogueRevision.Raise(sql).ConfigureAwait(false);
                CatalogueRevision.RaiseTerms(sql);
                var currencies = await Currencies(sql).ConfigureAwait(false);
                return Each(promotions, promotion => PromotionRefusals.Refuse(promotion, currencies) ?? Deferred(
                    sql,
                    "insert into promotions (promotion_id, document) values (@id, @document) on conflict (promotion_id) do update set document = excluded.document",
                    new { id = promotion.PromotionId, document = promotion.ToByteArray() }));
            },
            cancellation).ConfigureAwait(false);
        cache.Forget();
        return results;
    }

    /// <summary>Sets stock levels; an older level never replaces a newer one.</summary>
    public async Task<IReadOnlyList<Refusal?>> SetStock(IReadOnlyList<StockLevel> levels, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToMicros();
        var results = await Changing(
            levels,
            level => level.Sku,
            async unit => await StockWriter.Set(unit, levels, await CatalogueRevision.Raise(unit.Sql).ConfigureAwait(false), now).ConfigureAwait(false),
            cancellation).ConfigureAwait(false);
        cache.Forget();
        return results;
    }

    /// <summary>Replaces a market's shipping options; the refusal when their currency is not the market's.</summary>
    public async Task<Refusal?> SetShippingOptions(string market, IReadOnlyList<Cart.V1.ShippingOption> options, CancellationToken cancellation)
    {
        var refusal = await executor.Apply<Refusal?>(
            async unit =>
            {
                var sql = unit.Sql;
                await CatalogueRevision.Raise(sql).ConfigureAwait(false);
                CatalogueRevision.RaiseTerms(sql);
                var currency = await sql.QueryFirst<string>("select currency from markets where market = @market", new { market }).ConfigureAwait(false)
                    ?? (options.Count > 0 ? options[0].Cost?.CurrencyCode : null);
                foreach (var (option, i) in options.Select((option, i) => (option, i)))
                {
                    if (CatalogueRules.Refuse(option, currency ?? "", i) is { } fault)
                    {
                        return fault;
                    }
                }

                if (currency is not null)
                {
                    sql.Defer("insert into markets (market, currency) values (@market, @currency) on conflict (market) do nothing", new { market, currency });
                }

                sql.Defer("delete from shipping_options where market = @market", new { market });
                foreach (var (option, position) in options.Select((option, i) => (option, i)))
                {
                    sql.Defer(
                        "insert into shipping_options (market, position, document) values (@market, @position, @document)",
                        new { market, position = (long)position, document = option.ToByteArray() });
                }

                unit.Schedule(LearnedDays.TimerKind, market, unit.Now);
                return null;
            },
            cancellation).ConfigureAwait(false);
        cache.Forget();
        return refusal;
    }

    /// <summary>A market's shipping options, in the merchant's order.</summary>
    public Task<IReadOnlyList<Cart.V1.ShippingOption>> ShippingOptions(string market, CancellationToken cancellation) => database.Read<IReadOnlyList<Cart.V1.ShippingOption>>(
        async sql => [.. (await sql.Query<byte[]>("select document from shipping_options where market = @market order by position", new { market }).ConfigureAwait(false))
            .Select(Cart.V1.ShippingOption.Parser.ParseFrom)],
        cancellation);

    /// <summary>Replaces a market's layouts of codes with a price or measure in them; the refusal when one of them is none.</summary>
    public Task<Refusal?> SetMeasureCodes(string market, IReadOnlyList<Cart.V1.MeasureCode> codes, CancellationToken cancellation) =>
        database.Write(sql => MeasureCodes.Set(sql, market, codes), cancellation);

    /// <summary>An item's document.</summary>
    public Task<Item?> FindItem(string sku, CancellationToken cancellation) => database.Read(
        async sql => await sql.QueryFirst<byte[]>("select document from items where sku = @sku", new { sku }).ConfigureAwait(false) is { } document ? Item.Parser.ParseFrom(document) : null,
        cancellation);

    /// <summary>What a code says in a market, and the document of the item that it names.</summary>
    /// <exception cref="RefusedException">The market's layout does not allow it, or two items have it.</exception>
    public Task<(Scan Scan, Item? Item)> FindScanned(Scan scan, string market, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var read = ScanRefused.Unless(await MeasureCodes.Read(sql, market, scan).ConfigureAwait(false));
            string[] gtins = read.OtherGtin is { } other ? [read.Gtin, other] : [read.Gtin];
            var rows = await sql.Query<GtinRow>(
                $"select g.gtin as Gtin, i.document as Document from item_gtins g join items i on i.sku = g.sku where g.gtin {sql.Dialect.In("@gtins")}", new { gtins }).ConfigureAwait(false);
            Item[] found = [.. rows.Select(row => Item.Parser.ParseFrom(row.Document))];
            return found.DistinctBy(item => item.Sku).Count() > 1 ? throw new RefusedException(new ScanRefused(ScanFault.Ambiguous))
                : (rows.Count == 1 ? read with { Gtin = rows[0].Gtin } : read, found.FirstOrDefault());
        },
        cancellation);

    /// <summary>Stores as they were upserted, those of these that there are.</summary>
    public Task<IReadOnlyList<StoreLocation>> Stores(IReadOnlyCollection<string> storeIds, CancellationToken cancellation) => database.Read<IReadOnlyList<StoreLocation>>(
        async sql => [.. (await sql.Query<byte[]>($"select document from stores where store_id {sql.Dialect.In("@ids")}", new { ids = storeIds.ToArray() }).ConfigureAwait(false))
            .Select(StoreLocation.Parser.ParseFrom)],
        cancellation);

    /// <summary>A batch of prices or stock, and the note that those who wait for these items are to be looked at: in one transaction.</summary>
    private Task<IReadOnlyList<Refusal?>> Changing<T>(
        IReadOnlyList<T> batch, Func<T, string> skuOf, Func<UnitOfWork, Task<IReadOnlyList<Refusal?>>> work, CancellationToken cancellation) => executor.Apply(
            async unit =>
            {
                var results = await work(unit).ConfigureAwait(false);
                ItemWatch.Note(unit, batch.Where((_, i) => results[i] is null).Select(skuOf));
                return results;
            },
            cancellation);

    private static Refusal? Put(UnitOfWork unit, StoreLocation store, long revision)
    {
        unit.Publish(store.StoreId, revision, EventHeader.News(unit.Now).On(new StoreChanged { Store = store, Version = revision }));
        return Deferred(
            unit.Sql,
            "insert into stores (store_id, market, document) values (@id, @market, @document) on conflict (store_id) do update set market = excluded.market, document = excluded.document",
            new { id = store.StoreId, market = store.Market, document = store.ToByteArray() });
    }

    private static IReadOnlyList<Refusal?> Each<T>(IReadOnlyList<T> items, Func<T, Refusal?> store) => [.. items.Select(store)];

    private static Refusal? Deferred(SqlSession sql, string text, object parameters)
    {
        sql.Defer(text, parameters);
        return null;
    }

    private static async Task<Dictionary<string, string>> Currencies(SqlSession sql) =>
        (await sql.Query<MarketRow>("select market as Market, currency as Currency from markets").ConfigureAwait(false)).ToDictionary(row => row.Market, row => row.Currency);

    private sealed record GtinRow
    {
        public string Gtin { get; init; } = "";

        public byte[] Document { get; init; } = [];
    }

    private sealed record MarketRow
    {
        public string Market { get; init; } = "";

        public string Currency { get; init; } = "";
    }
}
