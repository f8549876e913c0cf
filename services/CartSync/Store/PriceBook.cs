using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>What holds for a market as a whole.</summary>
internal sealed record BookTerms(
    long Revision, ImmutableArray<Promotion> Promotions, ImmutableArray<ShippingOption> Shipping, ImmutableArray<StorePlace> Stores, ImmutableDictionary<string, StorePlace> StoresById);

/// <summary>
/// One market's prices in memory; items are added as they are asked for, and never change: who prices with a book sees one state of an item, however long it takes.
/// A change makes a new book, which shares what stayed.
/// </summary>
internal sealed class PriceBook : IPriceBook
{
    // So many changes lie above the shared items before these are copied: each is a second look-up, a copy is one for every item.
    private const int MostNewer = 1000;

    // So many skus that the catalogue has not are remembered: anybody may ask for anything, and must not fill the memory. Beyond that each is looked up again.
    private const int MostUnknown = 10_000;

    private readonly ConcurrentDictionary<string, CatalogueItem?> items;
    private readonly Dictionary<string, CatalogueItem?> newer;

    // Part to bundles.
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> bundles;

    // Of the items; one that is in the catalogue by now still counts.
    private readonly StrongBox<int> unknown;

    public PriceBook(BookTerms terms, long revision)
        : this(terms, revision, new(StringComparer.Ordinal), [], new(StringComparer.Ordinal), new(0))
    {
    }

    private PriceBook(
        BookTerms terms, long revision, ConcurrentDictionary<string, CatalogueItem?> items, Dictionary<string, CatalogueItem?> newer,
        ConcurrentDictionary<string, ImmutableHashSet<string>> bundles, StrongBox<int> unknown) =>
        (Terms, Revision, this.items, this.newer, this.bundles, this.unknown) = (terms, revision, items, newer, bundles, unknown);

    public BookTerms Terms { get; }

    /// <inheritdoc/>
    public object Token { get; } = new();

    /// <summary>Changes up to here are in it.</summary>
    public long Revision { get; }

    public int Count => items.Count;

    public ImmutableArray<Promotion> Promotions => Terms.Promotions;

    public ImmutableArray<ShippingOption> ShippingOptions => Terms.Shipping;

    public ImmutableArray<StorePlace> Stores => Terms.Stores;

    public CatalogueItem? Find(string sku) =>
        newer.Count > 0 && newer.TryGetValue(sku, out var changed) ? changed : items.TryGetValue(sku, out var item) ? item : null;

    public bool? OffersPickup(string storeId) => Terms.StoresById.TryGetValue(storeId, out var store) ? store.OffersPickup : null;

    /// <summary>Whether <see cref="Find"/> tells what the catalogue has: asked for before, or no sku at all, of which there is nothing to load.</summary>
    public bool Has(string sku) => items.ContainsKey(sku) || newer.ContainsKey(sku) || !MerchantId.IsValid(sku);

    public bool Has(ImmutableArray<CartLine> lines)
    {
        foreach (var line in lines)
        {
            if (!Has(line.Sku))
            {
                return false;
            }
        }

        return true;
    }

    public bool Has(IEnumerable<string> skus)
    {
        foreach (var sku in skus)
        {
            if (!Has(sku))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds items that nobody has asked this book for. For one caller at a time.</summary>
    public void Add(IReadOnlyCollection<KeyValuePair<string, CatalogueItem?>> read)
    {
        Remember(read, bundles);
        foreach (var (sku, item) in read)
        {
            if ((item is not null || unknown.Value < MostUnknown) && items.TryAdd(sku, item) && item is null)
            {
                unknown.Value++;
            }
        }
    }

    /// <summary>Of what changed, what this book has: the items, and the bundles of which they are part.</summary>
    public IReadOnlyCollection<string> Affected(IEnumerable<string> changed)
    {
        var affected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sku in changed)
        {
            if (Has(sku))
            {
                affected.Add(sku);
            }

            affected.UnionWith(bundles.GetValueOrDefault(sku) ?? []);
        }

        return affected;
    }

    /// <summary>The book after a change.</summary>
    public PriceBook With(IReadOnlyCollection<KeyValuePair<string, CatalogueItem?>> changed, long revision)
    {
        if (changed.Count == 0)
        {
            return new PriceBook(Terms, revision, items, newer, bundles, unknown);
        }

        Remember(changed, bundles);
        var above = new Dictionary<string, CatalogueItem?>(newer, StringComparer.Ordinal);
        foreach (var (sku, item) in changed)
        {
            above[sku] = item;
        }

        if (above.Count <= MostNewer)
        {
            return new PriceBook(Terms, revision, items, above, bundles, unknown);
        }

        var merged = new ConcurrentDictionary<string, CatalogueItem?>(items, StringComparer.Ordinal);
        foreach (var (sku, item) in above)
        {
            merged[sku] = item;
        }

        return new PriceBook(Terms, revision, merged, [], bundles, unknown);
    }

    private static void Remember(IReadOnlyCollection<KeyValuePair<string, CatalogueItem?>> read, ConcurrentDictionary<string, ImmutableHashSet<string>> bundles)
    {
        foreach (var (sku, item) in read)
        {
            foreach (var part in item?.PartSkus ?? [])
            {
                bundles.AddOrUpdate(part, static (_, bundle) => [bundle], static (_, known, bundle) => known.Add(bundle), sku);
            }
        }
    }
}
