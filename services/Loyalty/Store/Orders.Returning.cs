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
        if (order is null)
        {
            await SettleFirst.Order(unit, units.OrderId).ConfigureAwait(false);
            order = await Find(unit, units.OrderId).ConfigureAwait(false);
        }

        if (order is null || (order.MemberId is null && order.Content is not null))
        {
            unit.Sql.Defer(
                "insert into pending_returns (order_id, content) values (@orderId, @content)",
                new { orderId = units.OrderId, content = Columns.ToJson(units) });
        }
        else
        {
            await Return(unit, order, units).ConfigureAwait(false);
        }
    }

    private async Task Return(UnitOfWork unit, OrderRow order, ReturnedUnits units)
    {
        var quantities = units.Lines.GroupBy(line => line.LineId).ToDictionary(line => line.Key, line => line.Sum(part => part.Quantity));
        var cause = new Cause(units.EffectiveAt)
        {
            IsHistorical = units.IsHistorical,
            Channel = units.Channel,
            OrderId = order.OrderId,
            ReturnId = units.ReturnId,
            ProgramVersion = order.ProgramVersion,
        };
        if (order.MemberId is not null && order.EarnedPoints > 0 && await Member(unit, order.MemberId).ConfigureAwait(false) is { } earner)
        {
            var clawed = await ClawBack(unit, earner, order, quantities, cause).ConfigureAwait(false);
            unit.Sql.Defer(
                "update orders set clawed_points = clawed_points + @clawed where order_id = @orderId", new { clawed, orderId = order.OrderId });
            if (clawed > 0)
            {
                await ReviewTierIfRecent(unit, earner, Instants.FromMicros(order.PlacedAt), cause).ConfigureAwait(false);
            }

            ledgers.Save(unit, earner);
        }

        if (order is { Redemptions: not null, HoldId: not null })
        {
            await Restore(unit, order, quantities, cause).ConfigureAwait(false);
        }
    }

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

        var hold = (await unit.Sql.QueryFirst<HoldRow>(HoldRow.Select, new { holdId = order.HoldId }).ConfigureAwait(false))?.ToHold();
        if (total == 0 || hold is not { State: HoldState.Captured, MemberId: { } memberId } || await Member(unit, memberId).ConfigureAwait(false) is not { } state)
        {
            return;
        }

        await ledgers.LoadLots(unit, state, [.. hold.Allocations.Select(allocation => allocation.LotSequence)]).ConfigureAwait(false);
        var program = await programs.At(unit.Sql, state.Member.ProgramId, cause.EffectiveAt).ConfigureAwait(false);
        var allocations = state.Account.Restore(hold.Allocations, total, program, unit.Now, cause with { ProgramVersion = 0 });
        unit.Sql.Defer(
            "update holds set allocations = @allocations where hold_id = @holdId", new { allocations = Columns.ToJson(allocations), holdId = hold.HoldId });
        unit.Sql.Defer(
            "update orders set redemptions = @redemptions where order_id = @orderId",
            new { redemptions = Columns.ToJson(redemptions), orderId = order.OrderId });
        ledgers.Save(unit, state);
    }

    private async Task ApplyPendingReturns(UnitOfWork unit, string orderId)
    {
        var waiting = await unit.Sql.Query<string>("select content from pending_returns where order_id = @orderId order by seq", new { orderId }).ConfigureAwait(false);
        if (waiting.Count == 0 || await Find(unit, orderId).ConfigureAwait(false) is not { } order || (order.MemberId is null && order.Content is not null))
        {
            return;
        }

        unit.Sql.Defer("delete from pending_returns where order_id = @orderId", new { orderId });
        foreach (var content in waiting)
        {
            await Return(unit, (await Find(unit, orderId).ConfigureAwait(false))!, Columns.FromJson<ReturnedUnits>(content)).ConfigureAwait(false);
        }
    }
}
