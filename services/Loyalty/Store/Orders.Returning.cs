using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <content>Returns and cancellations.</content>
public sealed partial class Orders
{
    /// <summary>Units came back or were cancelled.</summary>
    public async Task Return(UnitOfWork unit, ReturnedUnits units)
    {
        var order = await Find(unit, units.OrderId).ConfigureAwait(false);
        if (order is null && await EarlyNews.Room.Wait(
            unit, units.OrderId, EarlyNews.Returned(units), async () => (order = await Find(unit, units.OrderId).ConfigureAwait(false)) is not null).ConfigureAwait(false))
        {
            return;
        }

        await Return(unit, order!, units).ConfigureAwait(false);
    }

    // Coupons go back at once, and are locked before the member: who used them need not be one.
    private async Task Return(UnitOfWork unit, CreditedOrder order, ReturnedUnits units)
    {
        if (OrderSteps.MayFreeCoupons(order, units))
        {
            await used.GiveCouponsBack(unit, order.HoldId!, coupon => OrderSteps.FreesCoupon(order, units, coupon), units.Cause).ConfigureAwait(false);
        }

        var earner = order.MemberId is null ? null : await ledgers.Find(unit, order.MemberId).ConfigureAwait(false);
        var hasEarned = earner is not null && (order.EarnedPoints > 0 || await ProgramOf(unit, order).ConfigureAwait(false) is { EarnsStatus: true });
        if (hasEarned)
        {
            await ledgers.LoadOrder(unit, earner!, order.OrderId).ConfigureAwait(false);
            await LoadOthers(unit, earner!, order, units).ConfigureAwait(false);
        }

        var before = ReturnedSoFar(order, earner);
        var change = OrderSteps.Return(order, units, earner?.Account, unit.Now);
        await EarnBook.GiveBack(unit, order.OrderId, ReturnedNow(before)).ConfigureAwait(false);
        OrderRow.Update(unit.Sql, change.Order);
        await ScheduleFor(unit, change, earner).ConfigureAwait(false);
        if (earner is not null && (hasEarned || change.TierSince is not null))
        {
            await tiers.Review(unit, earner, change.TierSince, units.Cause).ConfigureAwait(false);
            await ledgers.Save(unit, earner).ConfigureAwait(false);
        }

        if (change.PointsBack > 0)
        {
            await used.GivePointsBack(unit, order.HoldId!, change.PointsBack, units.Cause).ConfigureAwait(false);
        }
    }

    // All that can be spent, when the order's own lots have too little left.
    private async Task LoadOthers(UnitOfWork unit, MemberState earner, CreditedOrder order, ReturnedUnits units)
    {
        if (OrderSteps.NeedsOtherLots(order, units, earner.Account))
        {
            await AccountRows.LoadSpendable(unit, earner.Account, long.MaxValue).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<(Lot Lot, long Returned)> ReturnedSoFar(CreditedOrder order, MemberState? earner) =>
        earner is null ? [] : [.. order.LotsIn(earner.Account).Where(lot => lot.Source is LotSource.Order).Select(lot => (lot, lot.ReturnedQuantity))];

    private static IReadOnlyList<(string LineId, long Before, long Now)> ReturnedNow(IReadOnlyList<(Lot Lot, long Returned)> before) =>
        [.. before.Where(line => line.Lot.ReturnedQuantity > line.Returned).Select(line => (line.Lot.LineId!, line.Returned, line.Lot.ReturnedQuantity - line.Returned))];

    private async Task ApplyReturns(UnitOfWork unit, string orderId, IReadOnlyList<ReturnedUnits> returns)
    {
        foreach (var units in returns)
        {
            await Return(unit, (await Find(unit, orderId).ConfigureAwait(false))!, units).ConfigureAwait(false);
        }
    }
}
