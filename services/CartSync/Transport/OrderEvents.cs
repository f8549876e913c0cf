using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Transport;

/// <summary>A purchase on any channel: the owner's cart is not abandoned, and what was bought outside it is taken off.</summary>
public sealed class OrderEvents(CartExecutor carts, GuestMergeSaga merges)
{
    /// <summary>Applies an order, once by its id. History is no news.</summary>
    public async Task Placed(ConsumedEvent<OrderPlaced> placed, CancellationToken cancellation)
    {
        var order = placed.Message;
        var owner = order.CustomerId.Length > 0 ? order.CustomerId : order.GuestId;
        if (order.Origin is not Origin.Live || owner.Length == 0 || order.Market.Length == 0)
        {
            return;
        }

        var purchase = new Purchase(
            order.OrderId,
            order.EffectiveAt?.ToDateTimeOffset() ?? placed.Record.Time,
            (SalesChannel)order.Channel,
            order.CartId.Length == 0,
            [
                .. order.Lines.Select(line => KeyValuePair.Create(
                    CartId.OfLine(line.Sku, [.. line.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => new Option(option.Key, option.Value))]),
                    (long)line.Quantity)),
            ]);
        try
        {
            await Bought(CartId.Of(owner, order.Market), purchase, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Refusal is CartNotFound)
        {
            // The owner has no cart in that market.
            return;
        }
    }

    // What a guest bought is taken off the customer's cart when the guest's cart has moved there.
    private async Task Bought(string cartId, Purchase purchase, CancellationToken cancellation)
    {
        var bought = await carts.Execute(
            new CartCommand<bool> { CartId = cartId, Decide = (cart, around) => Abandonment.Bought(cart, purchase, around) }, cancellation).ConfigureAwait(false);
        if (bought.Cart.MovedTo is { } moved)
        {
            await merges.Resume(cartId, cancellation).ConfigureAwait(false);
            await carts.Execute(
                new CartCommand<bool> { CartId = moved.CustomerCartId, Decide = (cart, around) => Abandonment.Bought(cart, purchase, around) }, cancellation)
                .ConfigureAwait(false);
        }
    }
}
