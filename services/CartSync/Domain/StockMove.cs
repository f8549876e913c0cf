using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>Goods that left what can be sold, or came back to it: a sale, a cancellation, a return that was put back.</summary>
/// <param name="Source">What moved them: the same source moves an item once.</param>
/// <param name="Sku">Item; of a bundle its parts move.</param>
/// <param name="Place">From or to where.</param>
/// <param name="Quantity">Negative: they left.</param>
public sealed record StockMove(string Source, string Sku, StockPlace Place, long Quantity)
{
    /// <summary>What the quantity counts.</summary>
    public Measure Measure { get; init; } = Measure.Piece;
}

/// <summary>Where goods are.</summary>
public abstract record StockPlace
{
    /// <summary>On the shelves of a store.</summary>
    public sealed record Store(string StoreId) : StockPlace;

    /// <summary>In a warehouse that ships to a market; to any when that is empty.</summary>
    public sealed record Warehouse(string Market) : StockPlace;

    /// <summary>From where a line is handed over or sent; null when a till did not say which store it is in, and when nothing travels.</summary>
    /// <param name="fulfilment">How the customer gets it.</param>
    /// <param name="storeId">Of the sale.</param>
    /// <param name="market">Of the sale.</param>
    public static StockPlace? Of(Fulfilment fulfilment, string storeId, string market) => fulfilment switch
    {
        Fulfilment.Pickup pickup => new Store(pickup.StoreId),
        Fulfilment.TakeAway => storeId.Length > 0 ? new Store(storeId) : null,
        Fulfilment.Digital => null,
        _ => new Warehouse(market),
    };
}
