using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

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

        await ApplyReturns(unit, units.OrderId, [units]).ConfigureAwait(false);
    }

    // Its owner may still enrol: what it earned, and lost, counts then.
    private static bool IsRemembered(OrderRow order) => order.MemberId is null && order.Content is not null;

    // Points wait until the order is credited; coupons do not: who used them need not be a member.
    private async Task GiveCouponsBack(UnitOfWork unit, OrderRow order, ReturnedUnits units)
    {
        if (units.CallsOrderOff && order.HoldId is { } holdId)
        {
            await used.GiveCouponsBack(unit, holdId, CauseOf(units)).ConfigureAwait(false);
        }
    }

    private async Task Return(UnitOfWork unit, OrderRow order, ReturnedUnits units)
    {
        var quantities = units.Lines.GroupBy(line => line.LineId).ToDictionary(line => line.Key, line => line.Sum(part => part.Quantity));
        var cause = CauseOf(units) with { ProgramVersion = order.ProgramVersion };
        if (order.MemberId is not null && order.EarnedPoints > 0 && await Member(unit, order.MemberId).ConfigureAwait(false) is { } earner)
        {
            var clawed = await ClawBack(unit, earner, order, quantities, cause).ConfigureAwait(false);
            unit.Sql.Defer(
                "update orders set clawed_points = clawed_points + @clawed where order_id = @orderId", new { clawed, orderId = order.OrderId });
            if (clawed > 0)
            {
                await tiers.Review(unit, earner, Instants.FromMicros(order.PlacedAt), cause).ConfigureAwait(false);
            }

            ledgers.Save(unit, earner);
        }

        if (order is { Redemptions: not null, HoldId: not null } && !units.IsEarningOnly)
        {
            await Restore(unit, order, quantities, cause).ConfigureAwait(false);
        }
    }

    private static Cause CauseOf(ReturnedUnits units) => new(units.EffectiveAt)
    {
        IsHistorical = units.IsHistorical,
        Channel = units.Channel,
        OrderId = units.OrderId,
        ReturnId = units.ReturnId,
    };

    private async Task<long> ClawBack(UnitOfWork unit, MemberState state, OrderRow order, Dictionary<string, long> quantities, Cause cause)
    {
        await ledgers.LoadOrder(unit, state, order.OrderId).ConfigureAwait(false);
        var lots = state.Account.Lots.Where(lot => lot.OrderId == order.OrderId && lot.PartOf is null && quantities.ContainsKey(lot.LineId!)).ToList();
        if (lots.Exists(lot => state.Account.NeedsOtherLots(lot, quantities[lot.LineId!])))
        {
            await ledgers.LoadSpendable(unit, state, long.MaxValue).ConfigureAwait(false);
        }

        return lots.Sum(lot => state.Account.ClawBack(lot, quantities[lot.LineId!], cause with { LotSequence = lot.Sequence }));
    }

    private async Task Restore(UnitOfWork unit, OrderRow order, Dictionary<string, long> quantities, Cause cause)
    {
        var redemptions = Columns.FromJson<List<RedeemedLine>>(order.Redemptions!);
        var total = 0L;
        for (var i = 0; i < redemptions.Count; i++)
        {
            if (quantities.TryGetValue(redemptions[i].LineId, out var quantity))
            {
                redemptions[i] = redemptions[i].Return(quantity, out var due);
                total += due;
            }
        }

        if (await used.GivePointsBack(unit, order.HoldId!, total, cause with { ProgramVersion = 0 }).ConfigureAwait(false))
        {
            unit.Sql.Defer(
                "update orders set redemptions = @redemptions where order_id = @orderId",
                new { redemptions = Columns.ToJson(redemptions), orderId = order.OrderId });
        }
    }

    private async Task ApplyReturns(UnitOfWork unit, string orderId, IReadOnlyList<ReturnedUnits> returns)
    {
        foreach (var units in returns)
        {
            var order = (await Find(unit, orderId).ConfigureAwait(false))!;
            await GiveCouponsBack(unit, order, units).ConfigureAwait(false);
            if (IsRemembered(order))
            {
                EarlyNews.Room.Keep(unit, orderId, [EarlyNews.Returned(units)]);
            }
            else
            {
                await Return(unit, order, units).ConfigureAwait(false);
            }
        }
    }
}
