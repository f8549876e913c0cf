using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>What delivery cost, and what of it comes back by the rules of a policy.</content>
public sealed partial class OrderReturns
{
    /// <summary>What of the delivery cost was given back, or is spoken for, in minor units: never more than it was.</summary>
    public long DeliveryGiven => returns.Where(HasDelivery).Sum(existing => existing.DeliveryRefund!.Value.AmountMinor);

    /// <summary>
    /// What of the delivery cost comes back with a return: the part that its goods are of all that were not cancelled, of those whose rule gives it back. Parts add up to the whole with the last
    /// goods.
    /// </summary>
    /// <returns>Null for none.</returns>
    public Money? DeliveryBy(ReturnPolicy policy, Return begun)
    {
        var earlier = returns.Where(existing => HasDelivery(existing) && !existing.IsWithdrawal).ToArray();
        var until = earlier.Append(begun).Sum(existing => GoodsWithDelivery(policy, existing));
        var goods = order.Lines.Where(line => line.IsMerchandise).Sum(line => Left(line, order.Cancelled(line)));
        var share = new Portion(order.DeliveryMinor, goods).First(Math.Min(until, Math.Max(0, goods))) - earlier.Sum(existing => existing.DeliveryRefund!.Value.AmountMinor);
        var left = Math.Min(share, order.DeliveryMinor - DeliveryGiven);
        return GoodsWithDelivery(policy, begun) > 0 && left > 0 ? new Money(order.CurrencyCode, left) : null;
    }

    // One that ended without money gives none back: its share is the next one's.
    private static bool HasDelivery(Return existing) =>
        existing.DeliveryRefund is not null && (existing.IsWithdrawal || existing.IsLive || existing.IsResolved || existing.IsPaidInAdvance);

    private static long GoodsWithDelivery(ReturnPolicy policy, Return existing) => existing.Lines
        .Where(line => line.PaysBack && line.Decision is { } decision && policy.Rule(decision.RuleId)?.RefundsShipping(line.Reason) is true).Sum(line => line.RefundAmount.AmountMinor);
}
