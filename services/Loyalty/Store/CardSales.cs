using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <summary>A line of an order that sells gift cards.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Quantity">One card for each unit.</param>
/// <param name="TotalMinor">What the units are worth together: their price before discounts.</param>
public sealed record CardLine(string LineId, int Quantity, long TotalMinor);

/// <summary>An order that sells gift cards.</summary>
public sealed record CardOrder(string OrderId, string OrderNumber, string BuyerId, bool BuyerIsGuest, string Market, string CurrencyCode, SalesChannel Channel, bool IsPaid, IReadOnlyList<CardLine> Lines);

/// <summary>Gift cards that orders sell: made with the order, worth something once it is paid, called off with their units while nobody used them.</summary>
public sealed class CardSales(Wallets wallets)
{
    /// <summary>An order sells cards; once per unit.</summary>
    public async Task Place(UnitOfWork unit, CardOrder order)
    {
        var made = (await wallets.OfOrder(unit, order.OrderId).ConfigureAwait(false)).Select(card => (card.Wallet.Sale!.LineId, card.Wallet.Sale.Unit)).ToHashSet();
        foreach (var line in order.Lines)
        {
            var worth = new Portion(line.TotalMinor, line.Quantity);
            for (var i = 0; i < line.Quantity; i++)
            {
                var face = worth.Next(1, before: i);
                if (face > 0 && !made.Contains((line.LineId, i + 1)))
                {
                    wallets.NewCard(unit, new Money(order.CurrencyCode, face), order.Market, new CardSale(order.OrderId, line.LineId, i + 1, order.BuyerId, order.BuyerIsGuest));
                }
            }
        }

        if (order.IsPaid)
        {
            await Pay(unit, order.OrderId, order.OrderNumber, order.Channel).ConfigureAwait(false);
        }
    }

    /// <summary>All of an order is paid: its cards are worth what they were sold for.</summary>
    public async Task Pay(UnitOfWork unit, string orderId, string orderNumber, SalesChannel channel)
    {
        var cause = new Cause(unit.Now) { OrderId = orderId, OrderNumber = orderNumber, Channel = channel };
        foreach (var card in await wallets.OfOrder(unit, orderId).ConfigureAwait(false))
        {
            if (card.Wallet.State is WalletState.Inactive)
            {
                card.Wallet = WalletSteps.Activate(card.Holder, cause).Value;
                Wallets.Save(unit, card);
                unit.Publish(card.Wallet.WalletId, card.Version, LedgerEvents.HeaderOf(cause).On(Issued(card.Wallet, orderNumber)));
            }
        }
    }

    /// <summary>Units of an order were cancelled or came back: so many of its cards that nobody used are called off.</summary>
    public async Task CallOff(UnitOfWork unit, string orderId, IEnumerable<(string LineId, long Quantity)> lines, Cause cause)
    {
        var left = lines.GroupBy(line => line.LineId, StringComparer.Ordinal).ToDictionary(line => line.Key, line => line.Sum(units => units.Quantity), StringComparer.Ordinal);
        foreach (var card in await wallets.OfOrder(unit, orderId).ConfigureAwait(false))
        {
            if (card.Wallet is { MemberId: null, State: not WalletState.Voided, Sale: { } sale } && left.GetValueOrDefault(sale.LineId) > 0)
            {
                await AccountRows.LoadSpendable(unit, card.Account, long.MaxValue).ConfigureAwait(false);
                if (WalletSteps.Void(card.Holder, cause) is { IsAccepted: true } voided)
                {
                    card.Wallet = voided.Value;
                    Wallets.Save(unit, card);
                    left[sale.LineId]--;
                }
            }
        }
    }

    private static V1.GiftCardIssued Issued(Wallet card, string orderNumber) => new()
    {
        WalletId = card.WalletId,
        Amount = new Types.V1.Money { CurrencyCode = card.CurrencyCode, AmountMinor = card.FaceMinor },
        OrderId = card.Sale!.OrderId,
        OrderNumber = orderNumber,
        CustomerId = card.Sale.BuyerIsGuest ? "" : card.Sale.BuyerId,
        GuestId = card.Sale.BuyerIsGuest ? card.Sale.BuyerId : "",
    };
}
