using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <content>Orders that name what paid for them.</content>
public sealed partial class Holds
{
    /// <summary>
    /// An order names its hold: one that is still open is used. What it may not name is told, and pays for nothing: no return gives points back that another sale used.
    /// </summary>
    /// <returns>The order with what really paid for it.</returns>
    public async Task<PlacedOrder> TakeForOrder(UnitOfWork unit, PlacedOrder placed)
    {
        if (placed.HoldId is null)
        {
            return placed.PaidWith(null);
        }

        // What a checkout made final needs no lock: it changes only with its order.
        var seen = await HoldRow.Look(unit.Sql, placed.HoldId).ConfigureAwait(false);
        var hold = seen is { State: HoldState.Captured } ? seen : await HoldRow.Find(unit.Sql, placed.HoldId).ConfigureAwait(false);
        try
        {
            return placed.PaidWith(await Resolve(unit, hold, account => HoldSteps.TakeForOrder(hold, placed, account, unit.Now)).ConfigureAwait(false));
        }
        catch (RefusedException refused)
        {
            unit.Publish(placed.OrderId, 1, LedgerEvents.HeaderOf(new Cause(placed.PlacedAt) { IsHistorical = placed.IsHistorical, Channel = placed.Channel }).On(new V1.OrderHoldRefused
            {
                OrderId = placed.OrderId,
                OrderNumber = placed.OrderNumber,
                HoldId = placed.HoldId,
                MemberId = placed.CustomerId ?? "",
                Reason = refused.Refusal.Reason,
            }));
            return placed.PaidWith(null);
        }
    }
}
