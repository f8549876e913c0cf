using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <content>Goods come back, are cancelled, or turn out to be another one's.</content>
public static partial class OrderSteps
{
    /// <summary>
    /// Units came back or were cancelled: what they earned goes, what they cost in points comes back. While the order is remembered, what they earned waits until it is credited.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="units">Which units, and why.</param>
    /// <param name="earner">The account that it was credited to, with its lots, and with all that are active when <see cref="NeedsOtherLots"/>; null when it was not.</param>
    /// <param name="now">The moment.</param>
    public static OrderChange Return(CreditedOrder order, ReturnedUnits units, Account? earner, DateTimeOffset now)
    {
        var (redemptions, due) = units.IsEarningOnly || order.HoldId is null ? (order.Redemptions, 0) : Redeemed(order, units);
        var returned = Count(order, units) with { Redemptions = redemptions };
        if (order.IsRemembered)
        {
            return new OrderChange(returned) { PointsBack = due, Waits = units with { IsEarningOnly = true } };
        }

        var (points, status) = earner is null ? default : ClawBack(order, units, earner, now);
        return new OrderChange(returned with { ClawedPoints = order.ClawedPoints + points })
        {
            PointsBack = due,
            TierSince = points + status > 0 || returned.IsKept != order.IsKept ? order.CountsSince : null,
        };
    }

    /// <summary>Whether a coupon that the order was paid with can be used once more, because these units came back or were cancelled: as the coupon's terms say.</summary>
    public static bool FreesCoupon(CreditedOrder order, ReturnedUnits units, HeldCoupon coupon)
    {
        var left = Count(order, units);
        return coupon.GiveBack switch
        {
            CouponGiveBack.Never => false,
            _ when units.CallsOrderOff => true,
            CouponGiveBack.Whole => !left.IsKept,
            CouponGiveBack.Partial => !left.IsKept
                || (coupon.Shares.Count > 0 && coupon.Shares.All(share => left.Lines.FirstOrDefault(line => line.LineId == share.LineId) is { Kept: 0 })),
            _ => false,
        };
    }

    /// <summary>Whether these units may free coupons at all.</summary>
    public static bool MayFreeCoupons(CreditedOrder order, ReturnedUnits units) => !units.IsEarningOnly && order.HoldId is not null;

    /// <summary>Whether these units earned more than what their own lots have left.</summary>
    public static bool NeedsOtherLots(CreditedOrder order, ReturnedUnits units, Account earner) =>
        order.LotsIn(earner).Any(lot => units.Of(lot.LineId!) is > 0 and var quantity && earner.NeedsOtherLots(lot, quantity));

    /// <summary>
    /// The order is no longer the member's that it was credited to: everything that it earned goes. What of it had come back before waits for whoever is credited next.
    /// </summary>
    /// <param name="order">The order, still remembered.</param>
    /// <param name="earner">The account that it was credited to, with its lots, and with all that are active when the <see cref="Rest"/> needs other lots.</param>
    /// <param name="newsId">By which what waits is known again.</param>
    /// <param name="now">The moment.</param>
    public static OrderChange Uncredit(CreditedOrder order, Account earner, string newsId, DateTimeOffset now)
    {
        List<ReturnedLine> returned = [.. order.EarnedLinesIn(earner).Where(line => line.ReturnedQuantity > 0).Select(line => new ReturnedLine(line.LineId, line.ReturnedQuantity))];
        ClawBack(order, Rest(order, earner, now), earner, now);
        return new OrderChange(order with { MemberId = null, ProgramId = null, ProgramVersion = 0, EarnedPoints = 0, ClawedPoints = 0 })
        {
            StopsActivation = true,
            TierSince = order.CountsSince,
            Waits = returned.Count == 0 ? null
                : new ReturnedUnits(order.OrderId, null, now, order.IsHistorical, order.Channel, returned) { NewsId = newsId, IsEarningOnly = true },
        };
    }

    /// <summary>A remembered order goes where its guest goes. Null when it is there.</summary>
    public static OrderChange? Follow(CreditedOrder order, string? customerId) =>
        order.IsRemembered && order.OwnerId != customerId ? new OrderChange(order with { OwnerId = customerId }) : null;

    /// <summary>What of an order has not come back yet.</summary>
    public static ReturnedUnits Rest(CreditedOrder order, Account earner, DateTimeOffset now) => new(
        order.OrderId,
        null,
        now,
        false,
        order.Channel,
        [.. order.EarnedLinesIn(earner).Where(line => line.Kept > 0).Select(line => new ReturnedLine(line.LineId, line.Kept))])
    { NewsId = "" };

    private static CreditedOrder Count(CreditedOrder order, ReturnedUnits units) =>
        units.IsEarningOnly ? order : order with { Lines = [.. order.Lines.Select(line => line.Return(units.Of(line.LineId)))] };

    private static (long Points, long Status) ClawBack(CreditedOrder order, ReturnedUnits units, Account earner, DateTimeOffset now)
    {
        var (points, status) = (0L, 0L);
        foreach (var lot in order.LotsIn(earner))
        {
            if (units.Of(lot.LineId!) is > 0 and var quantity)
            {
                var claimed = earner.ClawBack(lot, quantity, now, units.Cause with { ProgramVersion = order.ProgramVersion, LotSequence = lot.Sequence });
                (points, status) = lot.Source is LotSource.Status ? (points, status + claimed) : (points + claimed, status);
            }
        }

        return (points, status);
    }

    private static (IReadOnlyList<RedeemedLine> Lines, long Due) Redeemed(CreditedOrder order, ReturnedUnits units)
    {
        var total = 0L;
        var lines = order.Redemptions.ToArray();
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].Return(units.Of(lines[i].LineId), out var due);
            total += due;
        }

        return (lines, total);
    }
}
