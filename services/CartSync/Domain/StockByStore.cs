namespace Omnichannel.CartSync.Domain;

/// <summary>How many are on the shelves, by store: two arrays, because a catalogue in memory has one of these for each item.</summary>
public sealed class StockByStore
{
    /// <summary>No store is known to have or not to have it.</summary>
    public static readonly StockByStore Empty = new([], []);

    private readonly string[] stores;
    private readonly long[] quantities;

    private StockByStore(string[] stores, long[] quantities) => (this.stores, this.quantities) = (stores, quantities);

    /// <summary>Stores of which something is known.</summary>
    public int Count => stores.Length;

    /// <summary>By store.</summary>
    public IEnumerable<KeyValuePair<string, long>> Levels => stores.Zip(quantities, KeyValuePair.Create);

    /// <summary>From pairs of a store's id and a quantity, each store once.</summary>
    public static StockByStore Of(IEnumerable<KeyValuePair<string, long>> levels)
    {
        var sorted = levels.OrderBy(level => level.Key, StringComparer.Ordinal).ToArray();
        return sorted.Length == 0 ? Empty : new StockByStore([.. sorted.Select(level => level.Key)], [.. sorted.Select(level => level.Value)]);
    }

    /// <summary>False when nothing is known of the store.</summary>
    public bool TryGetValue(string storeId, out long quantity)
    {
        var at = Array.BinarySearch(stores, storeId, StringComparer.Ordinal);
        quantity = at < 0 ? 0 : quantities[at];
        return at >= 0;
    }
}
