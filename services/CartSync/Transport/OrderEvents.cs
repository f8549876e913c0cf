using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Types.V1;
using SaleLine = Omnichannel.Types.V1.SaleLine;

namespace Omnichannel.CartSync.Transport;

/// <summary>A purchase on any channel: its goods are gone, the owner's cart is not abandoned, what was bought outside it is taken off, and nobody waits for what they have.</summary>
public sealed class OrderEvents(Purchases purchases, SubscriptionStore subscriptions, StockEvents stock, CatalogueCache prices)
{
    /// <summary>Applies an order, once by its id. History is no news.</summary>
    public async Task Placed(ConsumedEvent<OrderPlaced> placed, CancellationToken cancellation)
    {
        var order = placed.Message;
        await stock.Placed(order, cancellation).ConfigureAwait(false);
        var owner = order.CustomerId.Length > 0 ? order.CustomerId : order.GuestId;
        if (order.Origin is not Origin.Live || owner.Length == 0)
        {
            return;
        }

        var purchase = new Purchase(
            order.OrderId, order.EffectiveAt?.ToDateTimeOffset() ?? placed.Record.Time, order.Channel.ToDomain(), order.CartId.Length == 0, []);
        await Bought(owner, purchase, order.Lines, await MarketsOf(order.Market, order.CurrencyCode, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    /// <summary>A receipt that named nobody is a customer's: their purchase, from the time of the sale. It came from no cart, for a cart has an owner.</summary>
    public async Task Claimed(ConsumedEvent<OrderClaimed> claimed, CancellationToken cancellation)
    {
        var order = claimed.Message;
        if (order.Origin is not Origin.Live || order.PlacedAt is null)
        {
            return;
        }

        var purchase = new Purchase(order.OrderId, order.PlacedAt.ToDateTimeOffset(), order.Channel.ToDomain(), IsFromElsewhere: true, []);
        await Bought(order.CustomerId, purchase, order.Lines, await MarketsOf(order.Market, order.CurrencyCode, cancellation).ConfigureAwait(false), cancellation)
            .ConfigureAwait(false);
    }

    private async Task Bought(string owner, Purchase purchase, IReadOnlyCollection<SaleLine> lines, IEnumerable<string> markets, CancellationToken cancellation)
    {
        string[] skus = [.. lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal)];
        await subscriptions.Bought(owner, skus, purchase.At, cancellation).ConfigureAwait(false);
        foreach (var market in markets)
        {
            try
            {
                var book = await prices.Open(market, skus, cancellation).ConfigureAwait(false);
                await purchases.Note(CartId.Of(owner, market), purchase with { QuantityByLineId = Quantities(lines, book) }, cancellation).ConfigureAwait(false);
            }
            catch (RefusedException refused) when (refused.Refusal is CartNotFound)
            {
                // The owner has no cart in that market.
                continue;
            }
        }
    }

    // A till or another system need not say which market it sells in; then it is any where its currency is paid with.
    private async ValueTask<IEnumerable<string>> MarketsOf(string market, string currencyCode, CancellationToken cancellation) => market.Length > 0
        ? [market]
        : (await prices.Markets(cancellation).ConfigureAwait(false)).Where(known => known.Value == currencyCode).Select(known => known.Key);

    // What was sold by another measure than the item has says nothing about the cart's line.
    private static ImmutableArray<KeyValuePair<string, long>> Quantities(IEnumerable<SaleLine> lines, IPriceBook? book) =>
    [
        .. lines.Where(line => book?.Find(line.Sku)?.Measure is not { } measure || measure == line.Measure.ToDomain()).Select(line => KeyValuePair.Create(
            CartId.OfLine(line.Sku, [.. line.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => new Option(option.Key, option.Value))]),
            (long)line.Quantity)),
    ];
}
