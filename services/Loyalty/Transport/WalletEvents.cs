using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;
using Money = Omnichannel.Platform.Domain.Money;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Order-tracking's events about money: what goes back on wallets, and what pays for gift cards.</summary>
public sealed class WalletEvents(WalletRefunds refunds, CardSales cards)
{
    /// <summary>Instructions to give back on gift cards and store credit are done here; all others are a payment provider's.</summary>
    public async Task RefundRequested(ConsumedEvent<RefundRequested> consumed, UnitOfWork unit)
    {
        var requested = consumed.Message;
        foreach (var instruction in requested.Instructions.Where(instruction => instruction.Tender.Kind is TenderKind.GiftCard or TenderKind.StoreCredit))
        {
            var amount = new Money(instruction.Tender.Amount.CurrencyCode, instruction.Tender.Amount.AmountMinor);
            var refund = new WalletRefund(instruction.InstructionId, instruction.Tender.Kind.ToDomain(), instruction.Tender.Reference, amount, requested.CustomerId);
            var cause = new Cause(unit.Now)
            {
                Channel = requested.Channel.ToDomain(),
                OrderId = requested.OrderId,
                OrderNumber = requested.OrderNumber,
                ReturnId = OrderEvents.OrNull(requested.ReturnId),
            };
            if (await refunds.Give(unit, refund, cause).ConfigureAwait(false) is { } given)
            {
                unit.Publish(requested.OrderId, consumed.Record.AggregateVersion, EventHeader.News(unit.Now).On(new WalletRefundSettled
                {
                    OrderId = requested.OrderId,
                    InstructionId = instruction.InstructionId,
                    Amount = instruction.Tender.Amount,
                    WalletId = given.WalletId,
                    Refusal = given.Refusal?.Reason ?? "",
                }));
            }
        }
    }

    /// <summary>Store credit was given for a return, and its bonus is to be.</summary>
    public Task BonusOwed(ConsumedEvent<StoreCreditBonusOwed> consumed, UnitOfWork unit)
    {
        var owed = consumed.Message;
        var amount = new Money(owed.Amount.CurrencyCode, owed.Amount.AmountMinor);
        return owed.CustomerId.Length == 0 ? Task.CompletedTask : refunds.GiveBonus(unit, owed.BonusId, owed.CustomerId, amount, BonusCause(owed, unit));
    }

    /// <summary>Money is asked back for goods that did not come: what was given on top of it is taken back.</summary>
    public Task Reclaimed(ConsumedEvent<RefundReclaimed> consumed, UnitOfWork unit)
    {
        var told = consumed.Message;
        return told.Bonus is not { AmountMinor: > 0 } ? Task.CompletedTask : refunds.TakeBonusBack(unit, told.BonusId, told.Bonus.AmountMinor, BonusCause(told, unit));
    }

    private static Cause BonusCause(IReturnEvent told, UnitOfWork unit) => new(unit.Now)
    {
        Channel = told.Channel.ToDomain(), OrderId = told.OrderId, OrderNumber = told.OrderNumber, ReturnId = told.ReturnId, Reason = "STORE_CREDIT_BONUS",
    };

    /// <summary>An order that is paid by now makes its cards worth something.</summary>
    public Task PaymentReceived(ConsumedEvent<PaymentReceived> consumed, UnitOfWork unit)
    {
        var received = consumed.Message;
        return received.Due is { AmountMinor: > 0 }
            ? Task.CompletedTask
            : cards.Pay(unit, received.OrderId, received.OrderNumber, received.Channel.ToDomain());
    }

    /// <summary>The cards that an order sells; null when it sells none, or is history.</summary>
    internal static CardOrder? CardsOf(OrderPlaced placed)
    {
        var lines = placed.Lines.Where(line => line.GiftCard).Select(line => new CardLine(line.LineId, line.Quantity, line.LineTotal?.AmountMinor ?? 0)).ToList();
        return lines.Count == 0 || placed.Origin is Origin.Historical
            ? null
            : new CardOrder(
                placed.OrderId,
                placed.OrderNumber,
                placed.CustomerId.Length > 0 ? placed.CustomerId : placed.GuestId,
                placed.CustomerId.Length == 0,
                placed.Market,
                placed.CurrencyCode,
                placed.Channel.ToDomain(),
                placed.Tenders.Sum(tender => tender.Amount?.AmountMinor ?? 0) >= (placed.Totals?.Due?.AmountMinor ?? 0),
                lines);
    }
}
