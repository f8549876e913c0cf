using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Sales;

/// <summary>Receipts of members who pay with points and coupons.</summary>
public static class MemberReceipts
{
    /// <summary>
    /// Writes on a receipt what a hold took off its lines: whose sale it is, which hold, and each line's share. The order that it becomes gives back by these shares what
    /// comes back. What a coupon took off postage the till takes off <c>shipping</c> itself.
    /// </summary>
    /// <param name="receipt">Of the lines that were told to HoldPoints. It is changed.</param>
    /// <param name="held">What HoldPoints answered.</param>
    /// <returns>What all of it took off the lines, in minor units.</returns>
    /// <exception cref="ArgumentException">The hold is of another basket or currency.</exception>
    public static long TakeOff(this OrderRecord receipt, HoldPointsResponse held)
    {
        var lines = receipt.Lines.ToDictionary(line => line.LineId);
        var coupons = held.Coupons.SelectMany(coupon => coupon.Shares.Select(share => (share.LineId, share.Amount, Kind: DiscountKind.Coupon, Source: coupon.Code)));
        var points = held.PointsShares.Where(share => share.Amount.AmountMinor > 0)
            .Select(share => (share.LineId, share.Amount, Kind: DiscountKind.Points, Source: held.Hold.HoldId));
        var parts = coupons.Concat(points).ToList();
        if (parts.Exists(part => part.Amount.CurrencyCode != receipt.CurrencyCode) || parts.Select(part => part.LineId).Concat(held.PointsShares.Select(share => share.LineId)).Any(id => !lines.ContainsKey(id)))
        {
            throw new ArgumentException("The hold is of another basket.", nameof(held));
        }

        (receipt.CustomerId, receipt.HoldId) = (held.Hold.MemberId, held.Hold.HoldId);
        foreach (var line in lines.Values)
        {
            line.LoyaltyDiscounts.Clear();
            line.LoyaltyDiscounts.Add(parts.Where(part => part.LineId == line.LineId).Select(part => new Discount { Kind = part.Kind, SourceId = part.Source, Amount = part.Amount }));
            line.PointsRedeemed = held.PointsShares.Where(share => share.LineId == line.LineId).Sum(share => share.Points);
        }

        return parts.Sum(part => part.Amount.AmountMinor);
    }
}
