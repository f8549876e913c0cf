using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What is to be said of money that goes back: for whoever may know what an order cost.</summary>
public static class RefundRemarks
{
    /// <summary>What went back, what is on its way, what failed and is tried again, and what staff must find another way for: one sentence each.</summary>
    public static IEnumerable<Explanation> Of(Order order)
    {
        var parts = order.Money.Refunds.Where(refund => refund.IsOfOrder).SelectMany(refund => refund.Parts).ToList();
        return new[]
        {
            Say("REFUNDED", parts.SelectMany(part => part.Tries.Where(tried => tried.State is InstructionState.Succeeded).Select(tried => new Tender(tried.Kind, "", part.Source.AmountMinor)))),
            Say("REFUND_ON_ITS_WAY", In(RefundState.Requested).Select(part => part.To)),
            Say("REFUND_TRIED_AGAIN", In(RefundState.Retrying).Select(part => part.To)),
            Say("REFUND_FAILED", In(RefundState.Escalated).Select(part => part.To)),
        }.OfType<Explanation>();

        IEnumerable<RefundPart> In(RefundState state) => parts.Where(part => part.State == state);

        Explanation? Say(string code, IEnumerable<Tender> tenders)
        {
            var ways = tenders.GroupBy(tender => WayOf(tender.Kind), StringComparer.Ordinal)
                .Select(way => new Explanation(way.Key, new Dictionary<string, object?> { ["amount"] = new Money(order.Sale.CurrencyCode, way.Sum(tender => tender.AmountMinor)) })).ToList();
            return ways.Count == 0 ? null : new Explanation(code, new Dictionary<string, object?> { ["ways"] = ways });
        }
    }

    private static string WayOf(TenderKind kind) => kind switch
    {
        TenderKind.Card => "TO_CARD",
        TenderKind.Wallet => "TO_WALLET",
        TenderKind.GiftCard => "TO_GIFT_CARD",
        TenderKind.Cash => "TO_CASH",
        TenderKind.StoreCredit => "TO_STORE_CREDIT",
        _ => "TO_SAME_WAY",
    };
}
