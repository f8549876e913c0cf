using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>Spreads what Loyalty takes off over the lines, so that the shares add up to the whole.</summary>
public static class Discounts
{
    /// <summary>Lines and totals with coupons and points taken off.</summary>
    public static (ImmutableArray<SaleLine> Lines, Totals Totals) Spread(
        string currency, ImmutableArray<SaleLine> lines, Totals totals, HeldDiscounts held, string holdId)
    {
        var spread = lines.ToArray();
        long coupons = 0, shipping = totals.ShippingMinor;
        foreach (var coupon in held.Coupons)
        {
            foreach (var (lineId, amount) in coupon.SharesByLineId)
            {
                var at = Array.FindIndex(spread, line => line.LineId == lineId);
                if (at >= 0 && amount > 0)
                {
                    spread[at] = With(spread[at], new DiscountShare(DiscountKind.Coupon, coupon.Code, amount));
                    coupons += amount;
                }
            }

            shipping -= Math.Min(shipping, coupon.ShippingMinor);
        }

        if (held.PointsValueMinor > 0)
        {
            SpreadPoints(currency, spread, held, holdId);
        }

        return (ImmutableArray.Create(spread), totals with
        {
            DiscountsMinor = totals.DiscountsMinor + coupons,
            PointsValueMinor = held.PointsValueMinor,
            ShippingMinor = shipping,
            StandardShippingMinor = Math.Min(shipping, totals.StandardShippingMinor),
        });
    }

    // Points pay for goods first, those that they may pay; what is left of them pays for shipping and has no line.
    private static void SpreadPoints(string currency, SaleLine[] lines, HeldDiscounts held, string holdId)
    {
        long[] nets = [.. lines.Select(line => held.LinesNotPaid.Contains(line.LineId) ? 0 : line.NetMinor)];
        var value = new Money(currency, Math.Min(held.PointsValueMinor, nets.Sum())).Split(nets);
        var points = new Money(currency, held.Points).Split(nets);
        for (var i = 0; i < lines.Length; i++)
        {
            if (value[i].AmountMinor > 0)
            {
                lines[i] = With(lines[i], new DiscountShare(DiscountKind.Points, holdId, value[i].AmountMinor));
            }

            lines[i] = lines[i] with { PointsRedeemed = points[i].AmountMinor };
        }
    }

    private static SaleLine With(SaleLine line, DiscountShare share) => line with { Discounts = line.Discounts.Add(share) };
}
