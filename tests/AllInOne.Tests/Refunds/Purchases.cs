using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Bought = Omnichannel.Returns.Domain.Order;
using OrderLine = Omnichannel.OrderTracking.Domain.OrderLine;
using Placed = Omnichannel.OrderTracking.Domain.Order;
using Tender = Omnichannel.OrderTracking.Domain.Tender;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>One purchase, as Order-tracking has it and as Returns knows it.</summary>
internal static class Purchases
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>An order of lines as (units, net of all of them), with tax on top.</summary>
    public static Placed Place(IReadOnlyList<(int Units, int Net)> lines, int tax, IReadOnlyList<Tender> tenders, int postage = 0)
    {
        var net = lines.Sum(line => (long)line.Net) + tax + postage;
        return OrderSteps.Place(
            new Sale
            {
                OrderId = "o", OrderNumber = "O-TEST000001", CurrencyCode = "EUR", Market = "DE", Channel = SalesChannel.Web, Origin = OrderOrigin.Live, PlacedAt = Monday,
                Lines =
                [
                    .. lines.Select((line, i) => new OrderLine { LineId = $"{i}", Sku = "sku", Quantity = line.Units, NetTotalMinor = line.Net, LineTotalMinor = line.Net }),
                    new OrderLine { LineId = "postage", Sku = "POST", Quantity = 1, NetTotalMinor = postage, LineTotalMinor = postage, NonMerchandise = true },
                ],
                Totals = new OrderTotals(net - tax - postage, 0, 0, postage, tax, net),
                Tenders = tenders,
            },
            Monday).Order;
    }

    /// <summary>The amount in three payments, as chance has it.</summary>
    public static IReadOnlyList<Tender> Paid(long amount, Random random)
    {
        var card = random.NextInt64(0, amount + 1);
        var gift = random.NextInt64(0, amount - card + 1);
        return [new Tender(TenderKind.Card, "card", card), new Tender(TenderKind.GiftCard, "gift", gift), new Tender(TenderKind.Cash, "", amount - card - gift)];
    }

    /// <summary>What Order-tracking makes of what a return owes.</summary>
    public static RefundAsk Ask(Return back, Owed owed) => new(owed.RefundId, OrderTracking.Domain.Refund.Return, owed.Amount.AmountMinor)
    {
        ReturnId = back.ReturnId,
        FeesMinor = owed.Fees.AmountMinor,
        StoreCredit = owed.StoreCredit.AmountMinor == 0 ? null : new StoreCreditAsk(
            owed.StoreCredit.AmountMinor, back.Fees.Sum(fee => fee.CreditMinor), [.. back.Lines.Where(line => line.Resolution is Resolution.StoreCredit).Select(line => line.LineId)]),
    };

    /// <summary>What Returns makes of the sale's event; all of it is delivered as far as it has heard.</summary>
    public static Bought ToReturns(Placed placed)
    {
        var tax = AddedTax.Shares(placed.Sale.Totals.Tax, [.. placed.Sale.Lines.Select(line => line.NetTotalMinor)]);
        return new Bought(
            "o", "O-TEST000001", "", "", "c", "", "c", "DE", "EUR", SalesChannel.Web, "", Origin.Live, Monday, "", 1,
            [.. placed.Sale.Lines.Select((line, i) => new Returns.Domain.OrderLine(
                line.LineId, line.Sku, "", "", line.Quantity, new Money("EUR", line.NetTotalMinor + tax[i]), !line.NonMerchandise))],
            [TenderKind.Card],
            new Dictionary<string, LineProgress>(),
            new Dictionary<string, int>(),
            Monday)
        {
            Total = new Money("EUR", placed.Sale.Totals.Exact),
        };
    }
}
