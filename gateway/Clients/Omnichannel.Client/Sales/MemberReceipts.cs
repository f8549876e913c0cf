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

    /// <summary>
    /// Writes on a receipt what points that were redeemed off line take off its lines: which hold, and each line's share, in proportion to what is left to pay of it. Whose sale it is the receipt says
    /// when the platform has told (<see cref="OfflineSales"/>).
    /// </summary>
    /// <param name="receipt">It is changed.</param>
    /// <param name="redemption">What was redeemed for it.</param>
    /// <param name="leftMinor">What is left to pay of each line, in minor units, by line: those that points pay.</param>
    /// <returns>What it took off the lines, in minor units.</returns>
    /// <exception cref="ArgumentException">It is of another currency, or worth more than is left.</exception>
    public static long TakeOff(this OrderRecord receipt, KeptRedemption redemption, IReadOnlyDictionary<string, long> leftMinor)
    {
        var all = receipt.Lines.Where(line => leftMinor.GetValueOrDefault(line.LineId) > 0).ToList();
        var left = all.Sum(line => leftMinor[line.LineId]);
        if (redemption.Value is not { } value || value.CurrencyCode != receipt.CurrencyCode || value.AmountMinor > left)
        {
            throw new ArgumentException("The redemption is of another basket.", nameof(redemption));
        }

        receipt.HoldId = redemption.HoldId;
        var (through, amountBefore, pointsBefore) = (0L, 0L, 0L);
        foreach (var line in all)
        {
            through += leftMinor[line.LineId];
            var (amount, points) = (Part(value.AmountMinor, through, left), Part(redemption.Redemption.Points, through, left));
            if (amount > amountBefore)
            {
                line.LoyaltyDiscounts.Add(new Discount { Kind = DiscountKind.Points, SourceId = redemption.HoldId, Amount = new Money { CurrencyCode = value.CurrencyCode, AmountMinor = amount - amountBefore } });
            }

            line.PointsRedeemed = points - pointsBefore;
            (amountBefore, pointsBefore) = (amount, points);
        }

        return value.AmountMinor;
    }

    // Of the whole, what falls on the first lines: the parts of any split add up.
    private static long Part(long whole, long through, long of) => (long)((Int128)whole * through / of);
}
