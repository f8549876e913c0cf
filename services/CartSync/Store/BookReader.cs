using System.Collections.Concurrent;
using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Storage;
using Promotion = Omnichannel.CartSync.Domain.Promotion;

namespace Omnichannel.CartSync.Store;

/// <summary>Reads one market's prices from the catalogue's tables.</summary>
internal sealed class BookReader(string market, string currency, IDatabase database)
{
    private const int ItemsPerRead = 500;

    // Many items share a category.
    private readonly ConcurrentDictionary<string, string> categories = new(StringComparer.Ordinal);

    public async Task<CatalogueRevision> Revision(CancellationToken cancellation) =>
        await database.Read(CatalogueRevision.Read, cancellation).ConfigureAwait(false) ?? new CatalogueRevision();

    public Task<IReadOnlyList<string>> ChangedSince(long revision, CancellationToken cancellation) => database.Read(
        sql => sql.Query<string>("select sku from catalogue_changes where revision > @revision", new { revision }), cancellation);

    public Task<BookTerms> Terms(long revision, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var promotions = (await sql.Query<byte[]>("select document from promotions").ConfigureAwait(false)).Select(Cart.V1.Promotion.Parser.ParseFrom);
            var shipping = await sql.Query<byte[]>("select document from shipping_options where market = @market order by position", new { market }).ConfigureAwait(false);
            var learned = await LearnedDays.Read(sql, market).ConfigureAwait(false);
            var stores = await sql.Query<byte[]>("select document from stores where market = @market order by store_id", new { market }).ConfigureAwait(false);
            var places = stores.Select(StoreLocation.Parser.ParseFrom).Select(StoreMapping.ToDomain).ToImmutableArray();
            return new BookTerms(
                revision,
                [
                    .. promotions.Where(promotion => promotion.Markets.Count == 0 || promotion.Markets.Contains(market))
                        .Where(promotion => CatalogueMapping.CurrencyOf(promotion) is not { } amounts || amounts == currency)
                        .Select(promotion => promotion.ToDomain()).OfType<Promotion>()
                        .OrderByDescending(promotion => promotion.Priority).ThenBy(promotion => promotion.Id, StringComparer.Ordinal),
                ],
                [.. shipping.Select(Cart.V1.ShippingOption.Parser.ParseFrom).Select(option => LearnedDays.With(option.ToDomain(), learned))],
                places,
                places.ToImmutableDictionary(place => place.StoreId, StringComparer.Ordinal));
        },
        cancellation);

    /// <summary>Items as they are now, null for those that the catalogue has not: four statements for each 500, and for bundles their parts.</summary>
    public async Task<IReadOnlyCollection<KeyValuePair<string, CatalogueItem?>>> Items(IReadOnlyCollection<string> skus, BookTerms terms, CancellationToken cancellation)
    {
        var read = new List<KeyValuePair<string, CatalogueItem?>>(skus.Count);
        foreach (var chunk in skus.Chunk(ItemsPerRead))
        {
            read.AddRange(await database.Read(sql => Items(sql, chunk, terms), cancellation).ConfigureAwait(false));
        }

        return read;
    }

    /// <summary>The same within a transaction, for a page of items.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, CatalogueItem?>>> Items(SqlSession sql, string[] skus, BookTerms terms)
    {
        var rows = await Read(sql, skus).ConfigureAwait(false);
        return [.. skus.Select(sku => KeyValuePair.Create(sku, ToItem(sku, rows, terms)))];
    }

    private async Task<Rows> Read(SqlSession sql, string[] skus)
    {
        var documents = await Documents(sql, skus).ConfigureAwait(false);
        var parts = documents.Values.SelectMany(item => item.Components).Select(part => part.Sku).Where(sku => !documents.ContainsKey(sku)).Distinct().ToArray();
        if (parts.Length > 0)
        {
            foreach (var (sku, part) in await Documents(sql, parts).ConfigureAwait(false))
            {
                documents.Add(sku, part);
            }
        }

        var all = SqlRows.Json(documents.Keys.Select(sku => new CatalogueRevision.SkuRow(sku)));
        var table = sql.Dialect.Rows("@all", ("sku", "text"));
        var prices = await sql.Query<PriceRow>(
            $"select p.sku as Sku, p.unit_price as UnitPrice, p.changed_at as ChangedAt from {table} join item_prices p on p.sku = r.sku and p.market = @market",
            new { market, all }).ConfigureAwait(false);
        var stock = await sql.Query<StockRow>(
            $"""
            select s.sku as Sku, s.location_id as LocationId, s.quantity + s.moved as Quantity, coalesce(w.markets, '') as Markets
            from {table} join stock s on s.sku = r.sku left join warehouses w on w.location_id = s.location_id
            """,
            new { all }).ConfigureAwait(false);
        return new Rows(documents, prices.ToDictionary(row => row.Sku), stock.ToLookup(row => row.Sku));
    }

    private static async Task<Dictionary<string, Item>> Documents(SqlSession sql, string[] skus) =>
        (await sql.Query<byte[]>(
            $"select i.document from {sql.Dialect.Rows("@asked", ("sku", "text"))} join items i on i.sku = r.sku",
            new { asked = SqlRows.Json(skus.Where(MerchantId.IsValid).Select(sku => new CatalogueRevision.SkuRow(sku))) }).ConfigureAwait(false))
        .Select(Item.Parser.ParseFrom).ToDictionary(item => item.Sku, StringComparer.Ordinal);

    private CatalogueItem? ToItem(string sku, Rows rows, BookTerms terms) => rows.Documents.TryGetValue(sku, out var document)
        ? document.Components.Count == 0
            ? ToSingle(document, rows, terms)
            : Bundles.Assemble(ToSingle(document, rows, terms), [.. document.Components.Select(part => (ToPart(part.Sku, rows, terms), part.Quantity))], currency)
                with
            { PartSkus = [.. document.Components.Select(part => part.Sku)] }
        : null;

    private CatalogueItem? ToPart(string sku, Rows rows, BookTerms terms) =>
        rows.Documents.TryGetValue(sku, out var document) && document.Components.Count == 0 ? ToSingle(document, rows, terms) : null;

    private CatalogueItem ToSingle(Item document, Rows rows, BookTerms terms)
    {
        var price = rows.Prices.GetValueOrDefault(document.Sku);
        long? shippable = null;
        var onShelves = new List<KeyValuePair<string, long>>();
        foreach (var row in rows.Stock[document.Sku])
        {
            if (row.Markets.Contains($" {market} ", StringComparison.Ordinal))
            {
                shippable = (shippable ?? 0) + row.Quantity;
            }

            if (terms.StoresById.TryGetValue(row.LocationId, out var store))
            {
                onShelves.Add(KeyValuePair.Create(store.StoreId, Math.Max(0, row.Quantity)));
            }
        }

        var measure = document.Measure.ToDomain();
        return new CatalogueItem
        {
            Sku = document.Sku,
            Title = document.Title.InLanguageOf(market),
            Category = categories.GetOrAdd(document.Category, document.Category),
            Measure = measure,
            Price = price is null ? null : Platform.Domain.UnitPrice.Parse(currency, price.UnitPrice) with { Measure = measure },
            TaxPercent = document.Prices.FirstOrDefault(known => known.Market == market) is { TaxPercent.Length: > 0 } taxed ? CatalogueMapping.Decimal(taxed.TaxPercent) : 0,
            PriceChangedAt = price is null ? default : Instants.FromMicros(price.ChangedAt),
            Options = document.Options.Count == 0 ? [] : [.. document.Options.Select(option => new OfferedOption(option.Name, [.. option.Values], option.Required))],
            IsDiscontinued = document.Discontinued,
            IsNonMerchandise = document.NonMerchandise || document.GiftCard,
            IsDigital = document.Digital || document.GiftCard,
            IsGiftCard = document.GiftCard,
            Exception = document.WithdrawalException.ToDomain(),
            EarlyAccessId = document.EarlyAccess?.EarlyAccessId ?? "",
            IsForAllFrom = document.EarlyAccess is { } early ? Instants.FromMicros(early.Until.ToMicros()) : default,
            OrderLimit = document.OrderLimit,
            ShippableQuantity = shippable is { } sum ? Math.Max(0, sum) : null,
            StoreQuantities = StockByStore.Of(onShelves),
        };
    }

    private sealed record Rows(Dictionary<string, Item> Documents, Dictionary<string, PriceRow> Prices, ILookup<string, StockRow> Stock);

    private sealed record PriceRow
    {
        public string Sku { get; init; } = "";

        public string UnitPrice { get; init; } = "";

        public long ChangedAt { get; init; }
    }

    private sealed record StockRow
    {
        public string Sku { get; init; } = "";

        public string LocationId { get; init; } = "";

        public long Quantity { get; init; }

        public string Markets { get; init; } = "";
    }
}
